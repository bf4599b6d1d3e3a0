#include "workflows/journal/workflow_run.h"

#include "workflows/journal/journal.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(steward::WorkflowRun)
};

} // namespace

Result<WorkflowRun> WorkflowRun::begin(Journal* journal, const JournalTask& task)
{
    if (!journal)
        return std::unexpected(noJournalError());
    Result<JournalOperation> started = journal->begin(task);
    if (!started)
        return std::unexpected(started.error());
    return WorkflowRun(std::move(*started));
}

Error noJournalError()
{
    return {
        ErrorKind::LocalFailure,
        RunText::tr("There is no journal to keep what is done, so nothing was changed. Start Steward again with a data "
                    "directory of your own."),
        QStringLiteral("no journal")};
}

WorkflowRun::WorkflowRun(JournalOperation operation)
    : m_id(operation.id())
    , m_isTakenOver(true)
    , m_operation(std::move(operation))
{
}

Result<qint64> WorkflowRun::announce(const JournalStep& step)
{
    return announceAll({step});
}

Result<qint64> WorkflowRun::announceAll(std::vector<JournalStep> steps, Sending sending)
{
    if (m_trouble)
        return std::unexpected(*m_trouble);
    if (steps.empty())
        return 0;
    for (JournalStep& step : steps) {
        if (step.item.isEmpty())
            step.item = m_item;
    }
    return m_operation.writeIntents(steps, sending);
}

Result<void> WorkflowRun::announceSent(const std::vector<qint64>& numbers)
{
    if (m_trouble)
        return std::unexpected(*m_trouble);
    return numbers.empty() ? Result<void>() : m_operation.writeSent(numbers);
}

void WorkflowRun::conclude(qint64 number, const std::optional<Error>& error, JournalFields after)
{
    concludeAll({stepResult(number, error, std::move(after))});
}

void WorkflowRun::concludeAll(const std::vector<JournalStepResult>& results)
{
    if (results.empty())
        return;
    if (const Result<void> noted = m_operation.writeResults(results); !noted)
        m_trouble = noted.error();
}

Result<void> WorkflowRun::note(const std::vector<JournalStep>& steps)
{
    const Result<qint64> first = announceAll(steps, Sending::Later);
    if (!first)
        return std::unexpected(first.error());
    std::vector<JournalStepResult> results;
    for (qint64 number = *first; number < *first + static_cast<qint64>(steps.size()); ++number)
        results.push_back(stepResult(number, {}));
    concludeAll(results);
    return m_trouble ? Result<void>(std::unexpected(*m_trouble)) : Result<void>();
}

JournalStepResult stepResult(qint64 number, const std::optional<Error>& error, JournalFields after)
{
    if (error)
        after.add(QStringLiteral("error"), errorWord(error->kind));
    return {number, error ? stepOutcomeOf(*error) : StepOutcome::Done, std::move(after)};
}

Result<void> WorkflowRun::finish(OperationOutcome outcome)
{
    if (m_trouble)
        return std::unexpected(*m_trouble);
    return m_operation.finish(outcome);
}

StepOutcome stepOutcomeOf(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::BadAnswer:
    case ErrorKind::Truncated:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TimedOut:
    case ErrorKind::ServerError:
    case ErrorKind::LoginInFront: // a proxy may have sent it on all the same
    case ErrorKind::RefusedInFront:
    case ErrorKind::Redirected:
    case ErrorKind::GatewayFailed:
    case ErrorKind::Stopped:
        break;
    case ErrorKind::NameNotFound:
    case ErrorKind::Refused:
    case ErrorKind::NoIpv6:
    case ErrorKind::TlsUntrusted:
    case ErrorKind::TlsChain:
    case ErrorKind::TlsExpired:
    case ErrorKind::TlsWrongHost:
    case ErrorKind::TlsPlain:
    case ErrorKind::TlsClient:
    case ErrorKind::TlsRequired:
    case ErrorKind::TlsFailed:
    case ErrorKind::InsecureRefused:
    case ErrorKind::WrongKey:
    case ErrorKind::WrongPassword:
    case ErrorKind::UnknownTenant:
    case ErrorKind::TooManyClients:
    case ErrorKind::PoolerBlocked:
    case ErrorKind::Banned:
    case ErrorKind::StatementPooling:
    case ErrorKind::MissingDatabase:
    case ErrorKind::MissingTable:
    case ErrorKind::MissingFunction:
    case ErrorKind::NoRightToRead:
    case ErrorKind::NoRightToWrite:
    case ErrorKind::NoRightToExecute:
    case ErrorKind::NoRightToPublish:
    case ErrorKind::RowSecurity:
    case ErrorKind::TransactionPooler:
    case ErrorKind::Replica:
    case ErrorKind::Loading:
    case ErrorKind::WrongDatabase:
    case ErrorKind::Cluster:
    case ErrorKind::ReadOnlyProfile:
    case ErrorKind::UnreachableName:
    case ErrorKind::NotFound:
    case ErrorKind::NameInUse:
    case ErrorKind::Rejected:
    case ErrorKind::InvalidSettings:
    case ErrorKind::LocalFailure:
        return StepOutcome::Failed;
    }
    return StepOutcome::Unknown;
}

} // namespace steward
