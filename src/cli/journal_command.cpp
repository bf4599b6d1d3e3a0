#include "cli/apply_command.h"
#include "cli/commands.h"
#include "cli/terminal_text.h"
#include "domain/iso_time.h"
#include "domain/unknown_value.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/outbox/outbox.h"
#include "workflows/resume/resume.h"
#include "workflows/session/session.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>

namespace steward {
namespace {

struct JournalCommandText {
    Q_DECLARE_TR_FUNCTIONS(steward::JournalCommand)
};

QString stateWord(const JournalEntry& entry)
{
    if (entry.outcome)
        return QStringLiteral("finished");
    return entry.isHeld ? QStringLiteral("under-way") : QStringLiteral("interrupted");
}

QString stateText(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? JournalCommandText::tr("under way") : JournalCommandText::tr("interrupted");
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return JournalCommandText::tr("done");
    case OperationOutcome::Partial:
        return JournalCommandText::tr("done in part");
    case OperationOutcome::Refused:
        return JournalCommandText::tr("refused, nothing was changed");
    case OperationOutcome::Failed:
        return JournalCommandText::tr("failed");
    }
    return unknownText();
}

QJsonObject entryJson(const JournalEntry& entry)
{
    QJsonObject object = operationJson(entry);
    object.insert(QStringLiteral("process"), entry.process);
    object.insert(QStringLiteral("state"), stateWord(entry));
    object.insert(QStringLiteral("steps"), entry.steps);
    object.insert(QStringLiteral("results"), entry.results);
    return object;
}

void printEntry(const Console& console, const JournalEntry& entry)
{
    const QDateTime started = localTime(entry.startedAt);
    console.print(QStringLiteral("%1  %2  %3  %4")
                      .arg(
                          started.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), entry.id.toString(),
                          terminalText(entry.task.title), stateText(entry)));
    const QString workstation = terminalText(entry.task.workstation);
    if (entry.isHeld) {
        //: %1 is who began an operation, %2 the number of the process that works on it
        console.print(
            QStringLiteral("    ") +
            JournalCommandText::tr("%1, by process %2").arg(workstation, QString::number(entry.process)));
    } else if (!workstation.isEmpty()) {
        console.print(QStringLiteral("    ") + workstation);
    }
    if (!entry.outcome && entry.results < entry.steps) {
        //: %n is how many changes were announced and have no known result yet
        console.print(
            QStringLiteral("    ") +
            JournalCommandText::tr(
                "%n change(s) whose result is not known", nullptr, static_cast<int>(entry.steps - entry.results)));
    }
}

void printDocument(const Console& console, QJsonObject document, const std::optional<Error>& damage)
{
    document.insert(QStringLiteral("version"), 1);
    document.insert(QStringLiteral("error"), damage ? QJsonValue(damage->sentence) : QJsonValue());
    console.printJson(document);
}

/// A journal that cannot be read at all is one of which nothing is known.
JournalContent contentOf(const QString& journalPath)
{
    Result<JournalContent> content = readJournal({journalPath});
    if (content)
        return std::move(*content);
    JournalContent unread;
    unread.damage = content.error();
    return unread;
}

QJsonObject waitingJson(const OutboxMessage& waiting)
{
    return {
        {QStringLiteral("instance_name"), waiting.message.instance.text()},
        {QStringLiteral("organization_id"), waiting.message.organizationId.toJson()},
        {QStringLiteral("action"), workerChannelWord(waiting.message.channel)},
        {QStringLiteral("since"), isoTime(waiting.since)},
        {QStringLiteral("operation"), waiting.operation.toString()},
        {QStringLiteral("profile"), waiting.profile}};
}

void printWaiting(const Console& console, const std::vector<OutboxMessage>& waiting)
{
    if (waiting.empty())
        return;
    //: %n is the number of messages to the backend's worker processes
    console.print(JournalCommandText::tr(
        "%n notice(s) that no worker has heard yet. “journal resume” sends them as soon as one listens:", nullptr,
        static_cast<int>(waiting.size())));
    for (const OutboxMessage& one : waiting) {
        const QDateTime since = localTime(one.since);
        const bool added = one.message.channel == WorkerChannel::Added;
        console.print(QStringLiteral("    %1  %2  %3")
                          .arg(
                              since.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                              added ? JournalCommandText::tr("added") : JournalCommandText::tr("removed"),
                              terminalText(one.message.instance.text())));
    }
}

int exitCodeFor(const Console& console, const JournalContent& content)
{
    if (!content.damage)
        return 0;
    console.printError(*content.damage);
    return 1;
}

/// Prints what a step that failed or was taken back has to say.
class PrintedTroubles final : public WorkflowObserver {
public:
    explicit PrintedTroubles(const Console& console)
        : m_console(console)
    {
    }
    void stepChanged(int, StepState state, const QString& note) override
    {
        if (!m_console.json && state == StepState::Failed && !note.isEmpty())
            m_console.printError(terminalText(note));
    }

private:
    const Console& m_console;
};

Error readOnlyResume()
{
    return {
        ErrorKind::ReadOnlyProfile,
        JournalCommandText::tr(
            "This profile is read only, so nothing can be finished with it. Use a profile that may change the stores."),
        QStringLiteral("the profile is read-only")};
}

/// An address that is written otherwise, or another environment, makes another workspace of the same stores.
QString elsewhereWords(const std::vector<JournalEntry>& entries)
{
    //: %n is how many; %1 is the title of one of them
    return JournalCommandText::tr(
               "%n operation(s) of another workspace were interrupted, such as: %1. Run “journal resume” with the "
               "profile, or with the addresses and the environment as they were written then.",
               nullptr, static_cast<int>(entries.size()))
        .arg(terminalText(entries.front().task.title));
}

void printResumed(const Console& console, const std::vector<ResumedOperation>& resumed)
{
    if (resumed.empty())
        console.print(JournalCommandText::tr("Nothing of this workspace was interrupted; there is nothing to finish."));
    for (const ResumedOperation& one : resumed) {
        JournalEntry ended = one.entry;
        ended.outcome = one.result.outcome;
        console.print(QStringLiteral("%1: %2").arg(terminalText(one.entry.task.title), stateText(ended)));
        for (const ChangeItem& item : one.result.items) { // what was left, and why
            if (item.error && (!one.result.error || item.error->sentence != one.result.error->sentence))
                printChange(console, item);
        }
        if (one.result.error)
            console.print(QStringLiteral("    → ") + terminalText(one.result.error->sentence));
        if (one.result.error)
            console.explain(*one.result.error);
    }
}

} // namespace

int runJournalResume(const ProfileContext& profile, const Console& console)
{
    const auto session = Session::open(profile);
    if (!session)
        return console.fail(session.error());
    if (session->readOnly)
        return console.fail(readOnlyResume(), exitCodeOf(OperationOutcome::Refused));
    PrintedTroubles troubles(console);
    Resume resume(*session);
    const auto resumed = resume.resumeAll(troubles, {QDeadlineTimer(QDeadlineTimer::Forever), console.stop});
    if (!resumed)
        return console.fail(resumed.error());
    const auto elsewhere = resume.interruptedElsewhere();
    if (console.json)
        console.printJson(resumedJson(*resumed));
    else
        printResumed(console, *resumed);
    const int code = exitCodeOf(*resumed);
    if (!elsewhere) { // whether anything waits there is not known
        console.printError(elsewhere.error());
        return code == 0 ? 1 : code;
    }
    if (!elsewhere->empty())
        console.printError(elsewhereWords(*elsewhere));
    return code;
}

int runJournalList(const Console& console, const QString& journalPath)
{
    JournalContent content = contentOf(journalPath);
    const Result<std::vector<OutboxMessage>> outbox = readOutbox(journalPath);
    if (!outbox && !content.damage)
        content.damage = outbox.error();
    const std::vector<OutboxMessage> waiting = outbox.value_or(std::vector<OutboxMessage>());
    if (console.json) {
        QJsonArray operations;
        for (const JournalEntry& entry : content.operations)
            operations.append(entryJson(entry));
        QJsonArray messages;
        for (const OutboxMessage& one : waiting)
            messages.append(waitingJson(one));
        printDocument(
            console,
            {{QStringLiteral("operations"), operations},
             {QStringLiteral("waiting_for_workers"), outbox ? QJsonValue(messages) : QJsonValue()},
             {QStringLiteral("forgotten_operations"), content.forgottenOperations}},
            content.damage);
        return exitCodeFor(console, content);
    }
    for (const JournalEntry& entry : content.operations)
        printEntry(console, entry);
    if (content.operations.empty() && !content.damage)
        console.print(JournalCommandText::tr("The journal is empty."));
    printWaiting(console, waiting);
    return exitCodeFor(console, content);
}

int runJournalVerify(const Console& console, const QString& journalPath)
{
    const JournalContent content = contentOf(journalPath);
    if (console.json) {
        printDocument(
            console,
            {{QStringLiteral("whole"), !content.damage},
             {QStringLiteral("records"), content.records},
             {QStringLiteral("operations"), static_cast<qint64>(content.operations.size())}},
            content.damage);
    } else if (!content.damage) {
        //: %n is the number of records in the journal
        console.print(JournalCommandText::tr(
            "The journal is complete and unchanged: %n record(s).", nullptr, static_cast<int>(content.records)));
    }
    return exitCodeFor(console, content);
}

} // namespace steward
