#include "workflows/creation/creation_workflow.h"

#include "workflows/base/waiting.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/audit_reader.h"
#include "workflows/writes/worker_notifier.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct CreationWorkflowText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationWorkflow)
};

// For taking back, which nobody's stop and no deadline of the creation cuts short.
constexpr std::chrono::minutes timeToTakeBack{5};

} // namespace

QString creationKind()
{
    return QStringLiteral("create");
}

QStringList creationStepTitles()
{
    return {
        CreationWorkflowText::tr("Check the three stores"),
        CreationWorkflowText::tr("Write the organization's row"),
        CreationWorkflowText::tr("Create the instance on the server"),
        CreationWorkflowText::tr("Check that it stays"),
        CreationWorkflowText::tr("Notify the workers"),
        CreationWorkflowText::tr("Fill the cache"),
        CreationWorkflowText::tr("Read all three stores again")};
}

CreationWorkflow::CreationWorkflow(
    const Session& session, const CreationTimes& times, WorkflowRun& run, CreationRecord record,
    WorkflowObserver& observer)
    : m_session(session)
    , m_times(times)
    , m_run(run)
    , m_record(std::move(record))
    , m_observer(observer)
    , m_ports(*session.stores)
    , m_steps(m_session, m_times, m_ports, m_run, m_record)
{
    m_result.operation = creationKind();
    m_result.items.push_back(
        {.instanceName = m_record.request.name, .organizationId = m_record.request.organizationId});
}

void CreationWorkflow::start(CreationStep step)
{
    m_observer.stepChanged(static_cast<int>(step), StepState::Running, {});
}

void CreationWorkflow::done(CreationStep step, const QString& note)
{
    m_observer.stepChanged(static_cast<int>(step), StepState::Done, note);
}

CreationResult CreationWorkflow::run(const CallContext& limits)
{
    start(CreationStep::Claim);
    const auto standing = m_steps.claim(limits);
    if (!standing)
        return rollBack(CreationStep::Claim, standing.error());
    if (!standing->empty())
        return takenBy(*standing);
    done(CreationStep::Claim);
    return goFromCreate(limits);
}

CreationResult CreationWorkflow::resume(const CallContext& limits)
{
    m_isResumed = true;
    if (!m_record.has(CreationPhase::Claiming))
        return end(OperationOutcome::Refused); // killed before anything was sent
    const auto claimed = m_steps.reloadClaim(limits);
    if (!claimed)
        return leaveOpen(claimed.error());
    if (!*claimed && !m_record.claim && !m_record.has(CreationPhase::Creating))
        return end(OperationOutcome::Refused); // the claim never came to be, and nothing after it
    if (m_record.answer == CreateAnswer::Made || !m_record.mayHaveMade())
        return goOnKnowing(*claimed, true, limits);
    start(CreationStep::Create);
    const auto turnedUp = m_steps.lookForLost(m_times.lookForLost, limits);
    if (!turnedUp &&
        turnedUp.error().kind == ErrorKind::Rejected) // something stands there, and is not to be gone on with
        return rollBack(CreationStep::Create, turnedUp.error());
    return turnedUp ? goOnKnowing(*claimed, *turnedUp, limits) : leaveOpen(turnedUp.error());
}

CreationResult CreationWorkflow::goOnKnowing(bool isClaimed, bool isCreated, const CallContext& limits)
{
    if (!isClaimed || m_record.isUndoing || m_record.answer == CreateAnswer::Refused)
        return rollBack(CreationStep::Verify, isClaimed || m_record.isUndoing ? interruptedError() : rowTakenError());
    if (!m_record.madeName.isEmpty())
        return rollBack(CreationStep::Create, otherNameError(m_record.madeName));
    // What went out once, or was told of, is never made again.
    if (!isCreated && (m_record.answer == CreateAnswer::Lost || m_record.has(CreationPhase::Telling)))
        return rollBack(CreationStep::Create, notKnownError());
    done(CreationStep::Claim);
    return goForward(m_record.mayHaveMade() && isCreated, limits);
}

/// Nothing is sent for a row that is not ours any more, and nothing made that a creation of now would refuse.
CreationResult CreationWorkflow::goForward(bool isCreated, const CallContext& limits)
{
    const auto isOurs = m_steps.rowIsOurs(limits);
    if (!isOurs)
        return isOurs.error() == rowTakenError() ? rollBack(CreationStep::Verify, isOurs.error())
                                                 : leaveOpen(isOurs.error());
    if (isCreated)
        return goFromProof(limits);
    // Killed before its answer, and counts as not made, or never sent: it is made now.
    const auto obstacle = inTheWay(limits);
    if (!obstacle)
        return goFromCreate(limits);
    return obstacle->kind == ErrorKind::OutcomeUnknown ? leaveOpen(*obstacle)
                                                       : rollBack(CreationStep::Create, *obstacle);
}

/// What the check would find by now, beside our own row.
std::optional<Error> CreationWorkflow::inTheWay(const CallContext& limits)
{
    AuditRequest reading;
    reading.timePerStore = m_times.reading;
    AuditProgress silent;
    const Audit audit = AuditReader(*m_session.stores, m_session.settings).read(reading, silent, limits.stop);
    CreationRequest request = m_record.request;
    request.finishRow = m_record.claim->integrationId;
    const CreationCheck check = checkCreation(audit, request);
    if (check.refusal && !audit.allStoresRead())
        return Error{ErrorKind::OutcomeUnknown, check.refusal->sentence, check.refusal->detail};
    if (check.refusal)
        return check.refusal;
    if (check.standing.empty())
        return {};
    return takenMeanwhileError(check.standing.front().name.text());
}

CreationResult CreationWorkflow::goFromCreate(const CallContext& limits)
{
    if (limits.stopped())
        return rollBack(CreationStep::Create, stoppedError());
    start(CreationStep::Create);
    if (const auto created = m_steps.create(limits); !created)
        return rollBack(CreationStep::Create, created.error());
    return goFromProof(limits);
}

CreationResult CreationWorkflow::goFromProof(const CallContext& limits)
{
    done(CreationStep::Create);
    start(CreationStep::Prove);
    if (const auto proven = m_steps.prove(limits); !proven)
        return rollBack(CreationStep::Prove, proven.error());
    done(CreationStep::Prove);
    start(CreationStep::Tell);
    const auto told = m_steps.tell(limits);
    if (!told)
        return rollBack(CreationStep::Tell, told.error());
    m_result.items.front().workers = *told;
    if (told->receivers == 0)
        m_result.warnings.push_back(nobodyHeardSentence());
    done(CreationStep::Tell, told->receivers == 0 ? nobodyHeardSentence() : QString());
    start(CreationStep::Warm);
    if (const auto warmed = m_steps.warm(limits); !warmed)
        return rollBack(CreationStep::Warm, warmed.error());
    done(CreationStep::Warm);
    start(CreationStep::Verify);
    if (const auto verified = m_steps.verify(limits); !verified)
        return rollBack(CreationStep::Verify, verified.error());
    done(CreationStep::Verify);
    ChangeItem& item = m_result.items.front();
    item.server = item.database = item.cache = StoreOutcome::Written;
    return end(OperationOutcome::Done);
}

CreationResult CreationWorkflow::takenBy(const std::vector<Integration>& standing)
{
    const Integration& winner = standing.front();
    const QString name = winner.isNamed() ? winner.name().text() : winner.id.toString();
    const Error error = takenMeanwhileError(name);
    m_observer.stepChanged(static_cast<int>(CreationStep::Claim), StepState::Failed, error.sentence);
    for (const Integration& row : standing) {
        Conflict found;
        found.name = row.name();
        found.organizationId = row.organizationId;
        found.integrationId = row.id;
        found.because = error.sentence;
        m_result.check.standing.push_back(found);
    }
    m_result.error = m_result.items.front().error = error;
    return end(OperationOutcome::Refused);
}

CreationResult CreationWorkflow::rollBack(CreationStep failed, const Error& why)
{
    m_observer.stepChanged(static_cast<int>(failed), StepState::Failed, why.sentence);
    m_result.error = m_result.items.front().error = why;
    const CallContext limits = CallContext::within(timeToTakeBack);
    // A claim whose answer was lost may have been committed after all.
    if (m_record.has(CreationPhase::Claiming) && !m_record.claim) {
        if (const auto claimed = m_steps.reloadClaim(limits); !claimed)
            return leaveOpen(claimed.error());
    }
    UndoReport report = CreationUndo(m_session, m_times, m_ports, m_run, m_record).undo(limits);
    ChangeItem& item = m_result.items.front();
    item.server = report.server;
    item.database = report.database;
    item.cache = report.cache;
    if (report.workers)
        item.workers = report.workers;
    m_result.undone = std::move(report.undone);
    m_result.left = std::move(report.left);
    if (!m_result.undone.empty())
        m_observer.stepChanged(static_cast<int>(failed), StepState::Undone, why.sentence);
    if (report.error)
        return leaveOpen(*report.error);
    const bool mayTurnUp =
        m_record.mayHaveMade() && m_record.answer != CreateAnswer::Made && report.server == StoreOutcome::Absent;
    // A claim that was refused, or never reached the database, is known not to have happened.
    const bool isClaimRefused = failed == CreationStep::Claim && stepOutcomeOf(why) != StepOutcome::Unknown;
    const bool claimMayTurnUp = m_record.has(CreationPhase::Claiming) && !m_record.claim && !isClaimRefused;
    if (!m_isResumed && (mayTurnUp || claimMayTurnUp)) {
        m_result.left.push_back(
            CreationWorkflowText::tr("A request went out and no answer came. Should it take effect later, "
                                     "Steward takes it back at its next start."));
        m_result.leaveOpen();
        return std::move(m_result); // stays in the journal for one more look
    }
    const bool isWhole = m_result.left.empty();
    return end(isWhole ? OperationOutcome::Failed : OperationOutcome::Partial);
}

CreationResult CreationWorkflow::leaveOpen(const Error& why)
{
    m_result.leaveOpen();
    m_result.left.push_back(
        //: %1 is a sentence that says what went wrong
        CreationWorkflowText::tr("Not all of it could be taken back: %1 It stays in the journal, to be finished later.")
            .arg(why.sentence));
    if (!m_result.error)
        m_result.error = m_result.items.front().error = why;
    return std::move(m_result);
}

CreationResult CreationWorkflow::end(OperationOutcome outcome)
{
    if (m_record.isSecondHalf && outcome != OperationOutcome::Done)
        outcome = OperationOutcome::Partial;
    m_result.outcome = outcome;
    if (m_record.claim)
        m_result.integrationId = m_record.claim->integrationId;
    if (const auto finished = m_run.finish(outcome); !finished && outcome == OperationOutcome::Done)
        m_result.leaveOpen(finished.error());
    return std::move(m_result);
}

} // namespace steward
