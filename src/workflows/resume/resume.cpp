#include "workflows/resume/resume.h"

#include "stores/guards_port.h"
#include "stores/store_factory.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/creation/pairing_reset.h"
#include "workflows/creation/replacing.h"
#include "workflows/execute/apply_frame.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/plan_application.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_errors.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox.h"
#include "workflows/pairing/pairing_resume.h"
#include "workflows/restore/row_restore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace steward {
namespace {

struct ResumeText {
    Q_DECLARE_TR_FUNCTIONS(steward::Resume)
};

constexpr std::chrono::seconds readingTime{120};
constexpr std::chrono::seconds tellingTime{60};

ChangeResult leftOpen(const JournalEntry& entry, const Error& error)
{
    ChangeResult result;
    result.operation = entry.task.kind;
    result.leaveOpen(error);
    return result;
}

ChangeResult resultOf(const JournalEntry& entry, OperationOutcome outcome, const std::optional<Error>& error)
{
    ChangeResult result;
    result.operation = entry.task.kind;
    result.outcome = outcome;
    result.error = error;
    return result;
}

/// What stands of the guards, what does not, and how to go on.
Error missingGuards(const GuardsReport& report)
{
    QStringList standing;
    QStringList missing;
    for (const GuardPart part : allGuardParts) {
        if (!isOptional(part))
            (report.status(part).state == GuardState::Stands ? standing : missing) << guardPartTitle(part);
    }
    QString sentence = ResumeText::tr("No part of the database guards is in place.");
    if (!standing.isEmpty()) {
        const QString separator = QStringLiteral("; ");
        //: %1 and %2 list parts of the database guards
        sentence = ResumeText::tr("Of the database guards these parts are in place: %1. These are missing: %2.")
                       .arg(standing.join(separator), missing.join(separator));
    }
    sentence += QLatin1Char(' ') + ResumeText::tr("Look at the plan of what is missing, and add it (in the window: "
                                                  "Database guards; on the command line: guards apply).");
    return {ErrorKind::LocalFailure, sentence, QStringLiteral("parts of the guards are missing")};
}

/// One that it was to add stands.
bool hasAdded(const JournalEntry& entry, const GuardsReport& report)
{
    return std::ranges::any_of(allGuardParts, [&](GuardPart part) {
        return report.status(part).state == GuardState::Stands &&
               std::ranges::find(entry.trail, guardPartWord(part), &JournaledStep::target) != entry.trail.end();
    });
}

/// Ends it as what stands tells: applying the guards is done, or in part, or not at all.
ChangeResult
resumeGuards(const Session& session, const JournalEntry& entry, WorkflowRun& run, const CallContext& limits)
{
    const auto report =
        session.stores->makeGuards()->inspect(defaultKeptRoles(), CallContext::within(readingTime, limits.stop));
    if (!report)
        return leftOpen(entry, report.error());
    const auto outcome = report->allStand()         ? OperationOutcome::Done
                         : hasAdded(entry, *report) ? OperationOutcome::Partial
                                                    : OperationOutcome::Failed;
    if (const auto finished = run.finish(outcome); !finished)
        return leftOpen(entry, finished.error());
    return resultOf(entry, outcome, report->allStand() ? std::nullopt : std::optional(missingGuards(*report)));
}

ChangeResult resumeApplying(
    const Session& session, const ApplyTimes& times, const JournalEntry& entry, WorkflowRun& run,
    const CallContext& limits)
{
    ApplyObserver silent;
    const ApplyFrame whole;
    return PlanApplication(session, times).resume(whole, run, entry, silent, limits);
}

ChangeResult ended(const JournalEntry& entry, WorkflowRun& run)
{
    const auto finished = run.finish(OperationOutcome::Done);
    return finished ? resultOf(entry, OperationOutcome::Done, {}) : leftOpen(entry, finished.error());
}

/// It stays in the journal for whoever may.
ResumedOperation forAdministrators(const JournalEntry& entry)
{
    return {entry, resultOf(entry, OperationOutcome::Refused, administratorsOnly())};
}

/// `what` of it: "unknown kind of operation".
ChangeResult forPerson(const JournalEntry& entry, const QString& what)
{
    return leftOpen(
        entry, Error{
                   ErrorKind::LocalFailure,
                   ResumeText::tr("Another version of Steward began this and has to finish it."), what});
}

} // namespace

Resume::Resume(Session session, CreationTimes times, ApplyTimes applyTimes)
    : m_session(std::move(session))
    , m_times(times)
    , m_applyTimes(applyTimes)
{
}

Result<std::vector<JournalEntry>> Resume::unfinished() const
{
    if (!m_session.journal)
        return std::vector<JournalEntry>();
    const auto content = readWholeJournal(m_session.journal->folder());
    if (!content)
        return std::unexpected(content.error());
    std::vector<JournalEntry> entries = content->unfinished();
    std::erase_if(entries, &JournalEntry::isHeld);
    return entries;
}

Result<std::vector<JournalEntry>> Resume::interrupted() const
{
    auto entries = unfinished();
    if (entries)
        std::erase_if(
            *entries, [this](const JournalEntry& entry) { return entry.task.profile != m_session.profileId; });
    return entries;
}

Result<std::vector<JournalEntry>> Resume::interruptedElsewhere() const
{
    auto entries = unfinished();
    if (entries)
        std::erase_if(
            *entries, [this](const JournalEntry& entry) { return entry.task.profile == m_session.profileId; });
    return entries;
}

Result<std::vector<ResumedOperation>> Resume::resumeAll(WorkflowObserver& observer, const CallContext& limits)
{
    const auto entries = interrupted();
    if (!entries)
        return std::unexpected(entries.error());
    std::vector<ResumedOperation> resumed;
    for (const JournalEntry& entry : *entries) {
        if (limits.stopped()) { // it is still there, and is said to be
            resumed.push_back({entry, leftOpen(entry, stoppedError())});
            continue;
        }
        auto one = resume(entry, observer, limits);
        if (!one)
            return std::unexpected(one.error());
        if (*one)
            resumed.push_back(std::move(**one));
    }
    // What was stopped while the workers were told is told later, and takes nothing from what was resumed.
    if (const auto told = tellWaiting(limits); !told && told.error().kind != ErrorKind::Stopped)
        return std::unexpected(told.error());
    return resumed;
}

Result<void> Resume::tellWaiting(const CallContext& limits)
{
    if (!m_session.outbox)
        return {};
    const auto waiting = m_session.outbox->list();
    if (!waiting || waiting->empty() || m_session.readOnly)
        return waiting ? Result<void>() : std::unexpected(waiting.error());
    const auto cache = m_session.stores->makeCache();
    StandingNews standing(*m_session.stores);
    const auto told = m_session.outbox->deliver(
        *cache, *m_session.journal, m_session.workstation,
        [&standing](const std::vector<WorkerMessage>& messages, const CallContext& within) {
            return standing.judge(messages, within);
        },
        CallContext::within(tellingTime, limits.stop));
    return told ? Result<void>() : std::unexpected(told.error());
}

/// However long it is: only applying a plan goes by what it visits.
Result<void> Resume::readTrail(JournalEntry& entry) const
{
    auto content = readWholeJournal(m_session.journal->folder(), {.ours = entry.id, .part = TrailPart()});
    if (!content)
        return std::unexpected(content.error());
    const auto found = std::ranges::find(content->operations, entry.id, &JournalEntry::id);
    if (found == content->operations.end())
        return std::unexpected(
            journalUnreadable(m_session.journal->folder().path, QStringLiteral("the operation is not in it")));
    entry.trail = std::move(found->trail);
    return {};
}

Result<std::optional<ResumedOperation>>
Resume::resume(JournalEntry entry, WorkflowObserver& observer, const CallContext& limits)
{
    if (!mayBegin(m_session.role, entry.task.kind))
        return forAdministrators(entry);
    auto taken = m_session.journal->takeOver(entry);
    if (!taken)
        return std::unexpected(taken.error());
    if (!*taken)
        return std::nullopt;
    const bool isReplacing = entry.task.kind == replacingKind();
    if (entry.hasLongTrail && (isReplacing || !isApplyKind(entry.task.kind))) {
        if (const auto read = readTrail(entry); !read)
            return std::unexpected(read.error());
    }
    WorkflowRun run(std::move(**taken));
    ResumedOperation resumed{entry, {}};
    // Of a plan each item is judged by itself.
    const bool isKnown =
        std::ranges::all_of(entry.trail, [](const JournaledStep& step) { return step.action.has_value(); });
    if (!isKnown && !isApplyKind(entry.task.kind))
        resumed.result = forPerson(entry, QStringLiteral("unknown step"));
    else if (entry.task.kind == creationKind())
        resumed.result = resumeCreation(m_session, m_times, run, entry, observer, limits);
    else if (entry.task.kind == pairingKind() || entry.task.kind == unlinkingKind())
        resumed.result = resumePairing(m_session, {}, run, entry, limits);
    else if (entry.task.kind == resetKind())
        resumed.result = PairingReset(m_session, m_times).resume(run, entry, observer, limits);
    else if (entry.task.kind == guardsKind())
        resumed.result = resumeGuards(m_session, entry, run, limits);
    else if (isReplacing)
        resumed.result = Replacing(m_session, m_times, m_applyTimes).resume(run, entry, observer, limits);
    else if (isApplyKind(entry.task.kind))
        resumed.result = resumeApplying(m_session, m_applyTimes, entry, run, limits);
    else if (entry.task.kind == restoringKind())
        resumed.result = RowRestore(m_session).resume(run, entry.trail, limits);
    else if (entry.task.kind == tellingKind())
        resumed.result = ended(entry, run); // what was not heard is still in the outbox
    else
        resumed.result = forPerson(entry, QStringLiteral("unknown kind of operation"));
    return resumed;
}

int exitCodeOf(const std::vector<ResumedOperation>& resumed)
{
    const auto has = [&resumed](int code) {
        return std::ranges::any_of(resumed, [code](const ResumedOperation& one) {
            // Killed before anything was sent: then nothing is left.
            const bool isNothing = one.result.outcome == OperationOutcome::Refused && !one.result.error;
            return !isNothing && one.result.exitCode() == code;
        });
    };
    for (const int code :
         {exitCodeOf(OperationOutcome::Partial, true), exitCodeOf(OperationOutcome::Failed),
          exitCodeOf(OperationOutcome::Refused)}) {
        if (has(code))
            return code;
    }
    return 0;
}

QJsonObject resumedJson(const std::vector<ResumedOperation>& resumed)
{
    QJsonArray items;
    for (const ResumedOperation& one : resumed) {
        QJsonObject item = changeResultJson(one.result);
        item.remove(QStringLiteral("version"));
        item.insert(QStringLiteral("id"), one.entry.id.toString());
        item.insert(QStringLiteral("title"), one.entry.task.title);
        items.append(item);
    }
    OperationOutcome combined = OperationOutcome::Done;
    for (const OperationOutcome outcome :
         {OperationOutcome::Refused, OperationOutcome::Failed, OperationOutcome::Partial}) {
        const auto isSo = [outcome](const ResumedOperation& one) { return one.result.outcome == outcome; };
        if (exitCodeOf(resumed) != 0 && std::ranges::any_of(resumed, isSo))
            combined = outcome;
    }
    return {
        {QStringLiteral("version"), 1},
        {QStringLiteral("operation"), QStringLiteral("journal-resume")},
        {QStringLiteral("outcome"), operationOutcomeWord(combined)},
        {QStringLiteral("operations"), items}};
}

} // namespace steward
