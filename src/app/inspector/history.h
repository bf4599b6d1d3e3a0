#pragma once

#include "app/style/icons.h"
#include "app/style/mark.h"
#include "domain/audit/audit.h"

#include <QString>

#include <vector>

namespace steward {

struct JournalEntry;
struct ProfileContext;

/// Something that happened to an instance.
struct HistoryEvent {
    Timestamp at{};
    Icon icon = Icon::Clock;
    Tone tone = Tone::Quiet;
    QString title;
    QString detail;
    bool operator==(const HistoryEvent&) const = default;
};

/// What the stores say of its past: made, paired, seen.
std::vector<HistoryEvent> historyInStores(const AuditRow& row);

struct JournaledHistory {
    std::vector<HistoryEvent> events;
    QString trouble;      ///< why the journal or the readings say nothing, or not all; empty: they say all
    QString summary = {}; ///< how long it was in each state of late; empty: nothing is kept
};
/// The operations of this computer's journal that were about it, and what earlier readings showed of it. Blocks: for a
/// worker.
JournaledHistory readHistory(const ProfileContext& stores, const InstanceName& name, const QByteArray& identity);

/// Of a kind of operation, as the journal names it.
Icon iconOfOperation(const QString& kind);
Tone toneOfOperation(const JournalEntry& entry);

/// Newest first.
std::vector<HistoryEvent> newestFirst(std::vector<HistoryEvent> events);

} // namespace steward
