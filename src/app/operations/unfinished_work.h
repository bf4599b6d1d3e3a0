#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_values.h"

#include <QString>

#include <optional>
#include <stop_token>
#include <vector>

namespace steward {

struct ProfileContext;

/// What is still to be brought to its end for a profile.
struct UnfinishedWork {
    std::vector<JournalEntry> interrupted; ///< begun by a process that is gone
    qint64 untold = 0;                     ///< messages that no worker has heard
    std::optional<Error> trouble;          ///< the journal is damaged or cannot be read

    bool any() const { return !interrupted.empty() || untold > 0 || trouble; }
    /// It holds nothing that the other does not: an operation, another message or another trouble.
    bool isWithin(const UnfinishedWork& other) const;
};

/// Nothing in practice. Reads files: on a worker.
UnfinishedWork readUnfinishedWork(const ProfileContext& stores);
/// First tells the workers what none of them has heard yet, where one listens now (WORKFLOWS, "Workers"); not with a
/// profile that only reads. On a worker.
UnfinishedWork tellAndReadUnfinishedWork(const ProfileContext& stores, const std::stop_token& stop);

/// "interrupted, not finished", "done in part": where an operation stands.
QString journalStateText(const JournalEntry& entry);

} // namespace steward
