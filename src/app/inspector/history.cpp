#include "app/inspector/history.h"

#include "app/inspector/kept_history.h"
#include "app/operations/journal_words.h"
#include "app/operations/unfinished_work.h"
#include "app/table/cell_words.h"
#include "local/history/reading_history.h"
#include "stores/profile_context.h"
#include "wording/workspace_words.h"
#include "workflows/journal/journal_reader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(steward::InspectorPanel)
};

} // namespace

std::vector<HistoryEvent> historyInStores(const AuditRow& row)
{
    std::vector<HistoryEvent> events;
    const auto add = [&events](const std::optional<Timestamp>& at, HistoryEvent event) {
        if (!at)
            return;
        event.at = *at;
        events.push_back(std::move(event));
    };
    if (row.server)
        add(row.server->createdAt, {{}, Icon::Server, Tone::Quiet, HistoryText::tr("Created on the server"), {}});
    if (const Integration* integration = row.integration()) {
        const QString& raw = integration->status;
        const QString words = rowStatusText(raw);
        //: %1 is a status such as "pending"
        const QString status = HistoryText::tr("Status now: %1")
                                   .arg(words == raw ? raw : words + QStringLiteral(" (") + raw + QLatin1Char(')'));
        add(integration->createdAt, {{}, Icon::Database, Tone::Quiet, HistoryText::tr("Row created"), status});
        add(integration->connectedAt, {{},
                                       Icon::Link,
                                       Tone::Good,
                                       HistoryText::tr("Connected"),
                                       row.phone() ? phoneInGroups(*row.phone()) : QString()});
        add(integration->lastSeenAt,
            {{}, Icon::MessageCircle, Tone::Quiet, HistoryText::tr("Last seen by the workers"), {}});
    }
    return events;
}

namespace {

/// What went wrong there takes nothing from what the journal says.
void addKept(JournaledHistory& history, const ProfileContext& stores, const InstanceName& name)
{
    if (name.isEmpty() || stores.historyPath.isEmpty() || !QFileInfo::exists(stores.historyPath))
        return;
    const Timestamp now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const Result<InstancePast> past = [&]() -> Result<InstancePast> {
        const Result<std::unique_ptr<ReadingHistory>> file = ReadingHistory::open(stores.historyPath);
        return file ? (*file)->past(name, now - daysSummedUp) : std::unexpected(file.error());
    }();
    if (!past) {
        history.trouble = history.trouble.isEmpty() ? past.error().sentence : history.trouble;
        return;
    }
    const std::vector<HistoryEvent> kept = keptEvents(*past);
    history.events.insert(history.events.end(), kept.begin(), kept.end());
    history.summary = timeInStatesText(*past, now);
}

JournaledHistory readJournaled(const ProfileContext& stores, const InstanceName& name, const QByteArray& identity)
{
    if (stores.journalPath.isEmpty())
        return {{}, WorkspaceWords::keepsNoJournal()};
    if (!QFileInfo::exists(stores.journalPath))
        return {};
    QSet<OperationId> about;
    JournalReading reading;
    reading.visitStep = [&](const JournalEntry& operation, const JournaledStep& step) {
        if (step.target == name.text() || step.item == identity)
            about.insert(operation.id);
    };
    const Result<JournalContent> content = readJournal({stores.journalPath}, reading);
    if (!content)
        return {{}, content.error().sentence};
    JournaledHistory history;
    for (const JournalEntry& entry : content->operations) {
        if (!about.contains(entry.id))
            continue;
        history.events.push_back(
            {entry.startedAt, iconOfOperation(entry.task.kind), toneOfOperation(entry),
             journalKindText(entry.task.kind),
             entry.task.workstation + QStringLiteral(" · ") + journalStateText(entry)});
    }
    if (content->damage)
        history.trouble = content->damage->sentence;
    return history;
}

} // namespace

JournaledHistory readHistory(const ProfileContext& stores, const InstanceName& name, const QByteArray& identity)
{
    JournaledHistory history = readJournaled(stores, name, identity);
    addKept(history, stores, name);
    return history;
}

Icon iconOfOperation(const QString& kind)
{
    static const std::pair<const char*, Icon> icons[] = {
        {"create", Icon::Plus},          {"repair", Icon::Wrench},      {"pair", Icon::QrCode},
        {"delete", Icon::Trash},         {"clean", Icon::CopyCheck},    {"disable", Icon::PowerOff},
        {"enable", Icon::Plug},          {"unprotect", Icon::LockOpen}, {"protect", Icon::Lock},
        {"restore", Icon::Refresh},      {"unlink", Icon::LinkOff},     {"restart", Icon::Refresh},
        {"webhook", Icon::MessageCircle}}; // what holds another word stands before it
    for (const auto& [word, icon] : icons) {
        if (kind.contains(QLatin1String(word)))
            return icon;
    }
    return Icon::Clock;
}

Tone toneOfOperation(const JournalEntry& entry)
{
    if (!entry.outcome)
        return Tone::Warning;
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return Tone::Quiet;
    case OperationOutcome::Partial:
        return Tone::Warning;
    case OperationOutcome::Refused:
        return Tone::Quiet;
    case OperationOutcome::Failed:
        return Tone::Error;
    }
    return Tone::Warning;
}

std::vector<HistoryEvent> newestFirst(std::vector<HistoryEvent> events)
{
    std::ranges::stable_sort(events, std::ranges::greater(), &HistoryEvent::at);
    return events;
}

} // namespace steward
