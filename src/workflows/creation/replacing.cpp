#include "workflows/creation/replacing.h"

#include "workflows/base/pause_control.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/creation/replacing_record.h"
#include "workflows/execute/apply_frame.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/unquiet_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ReplacingText {
    Q_DECLARE_TR_FUNCTIONS(steward::Replacing)
};

/// The creation's steps, after the deletion.
class StepsAfter final : public WorkflowObserver {
public:
    explicit StepsAfter(WorkflowObserver& steps)
        : m_steps(steps)
    {
    }
    void stepChanged(int step, StepState state, const QString& note) override
    {
        m_steps.stepChanged(step + 1, state, note);
    }

private:
    WorkflowObserver& m_steps;
};

bool isAllGone(const ChangeResult& removed)
{
    return !removed.items.empty() && std::ranges::all_of(removed.items, [](const ChangeItem& item) {
        return item.server == StoreOutcome::Gone || item.server == StoreOutcome::Absent;
    });
}

Error notAllRemoved(const CreationRequest& request)
{
    return {
        ErrorKind::Rejected,
        //: %1 is a command to be typed
        ReplacingText::tr("Not all of what stood there was deleted, so the new instance was not created, and there is "
                          "nothing to resume. Look at what stands at each, then go on with: %1")
            .arg(ReplacingRecord::commandFor(request)),
        QStringLiteral("replaced in part")};
}

/// `sentence`: with %1 for why, %2 for the command that creates it.
Error notCreated(const QString& sentence, const CreationRequest& request, const QString& because)
{
    return {
        ErrorKind::Rejected, sentence.arg(because, ReplacingRecord::commandFor(request)),
        QStringLiteral("replaced in part")};
}

Error hasNone(const CreationRequest& request, const QString& because)
{
    //: %1 is a sentence that says why, %2 a command to be typed
    return notCreated(
        ReplacingText::tr("What stood there is gone, and the new instance was not created, so the organization has no "
                          "instance: %1 Create it with: %2"),
        request, because);
}

Error somethingStands(const CreationRequest& request, const QString& because)
{
    //: %1 is a sentence that says why, %2 a command to be typed
    return notCreated(
        ReplacingText::tr("What stood there is gone, and the new instance was not created: %1 Look at what stands "
                          "there now, then go on with: %2"),
        request, because);
}

Error stillOpen(const Error& why)
{
    return {
        why.kind,
        //: %1 is a sentence that says why
        ReplacingText::tr("What stood there is gone, and the new instance is not there yet: %1 It stays in the "
                          "journal, to be brought to its end.")
            .arg(why.sentence),
        why.detail};
}

QString nothingSent()
{
    return ReplacingText::tr("It was interrupted before the row was claimed.");
}

/// By an earlier version, or not at all.
ReplacingResult deletedAlone(const ChangeResult& removed)
{
    ReplacingResult result;
    static_cast<ChangeResult&>(result) = removed;
    return result;
}

/// The deletion's end, where it is the whole's: no room was made.
ReplacingResult endedBefore(const ChangeResult& removed, const CreationRequest& request)
{
    ReplacingResult result;
    static_cast<ChangeResult&>(result) = removed;
    result.operation = creationKind();
    if (removed.outcome != OperationOutcome::Partial || removed.isOpen)
        return result;
    const auto why = std::ranges::find_if(removed.items, [](const ChangeItem& item) { return item.error.has_value(); });
    const bool isKnown = isAllGone(removed) && why != removed.items.end();
    result.error = isKnown ? hasNone(request, why->error->sentence) : notAllRemoved(request);
    return result;
}

/// What stood there is gone, so whatever else than the new instance comes of it is a part.
ReplacingResult bothHalves(const ChangeResult& removed, CreationResult created, const CreationRequest& request)
{
    ReplacingResult result;
    static_cast<CreationResult&>(result) = std::move(created);
    result.isRoomMade = true;
    result.items.insert(result.items.begin(), removed.items.begin(), removed.items.end());
    if (result.outcome == OperationOutcome::Done)
        return result;
    const Error why = result.error.value_or(Error{ErrorKind::Stopped, nothingSent(), QStringLiteral("interrupted")});
    const bool stands = !result.check.standing.empty() || !result.left.empty() || why.kind == ErrorKind::NameInUse;
    result.outcome = OperationOutcome::Partial;
    result.error = result.isOpen ? stillOpen(why)
                   : stands      ? somethingStands(request, why.sentence)
                                 : hasNone(request, why.sentence);
    return result;
}

ReplacingResult leftOpen(const ChangeResult& removed, const Error& why)
{
    ReplacingResult result;
    static_cast<ChangeResult&>(result) = removed;
    result.operation = creationKind();
    result.leaveOpen(why);
    return result;
}

} // namespace

QString replacingKind()
{
    return applyKind(PlanKind::Replace);
}

Replacing::Replacing(Session session, CreationTimes times, ApplyTimes applyTimes)
    : m_session(std::move(session))
    , m_times(times)
    , m_applyTimes(applyTimes)
{
}

/// What would be in the way of the creation once all that was shown is gone.
std::optional<Error>
Replacing::obstacle(const Plan& shown, const CreationRequest& request, const CallContext& limits) const
{
    const CreationCheck check = Creation(m_session, m_times).checkAll({request}, limits).front();
    if (check.refusal)
        return check.refusal;
    const std::vector<InstanceName>& names = shown.request.names;
    const auto other = std::ranges::find_if(check.standing, [&](const Conflict& standing) {
        const bool goes = std::ranges::find(names, standing.name) != names.end();
        return !goes || standing.organizationId != request.organizationId;
    });
    if (other != check.standing.end())
        return Error{ErrorKind::NameInUse, other->because, QStringLiteral("not to be replaced")};
    return unquietRefusal(m_session, request.name);
}

ReplacingResult Replacing::replace(
    const AgreedPlan& agreed, const CreationRequest& request, ApplyObserver& items, WorkflowObserver& steps,
    const PauseControl& pauseControl, const CallContext& limits)
{
    steps.stepsKnown(QStringList{ReplacingText::tr("Delete what stands there")} + creationStepTitles());
    steps.stepChanged(0, StepState::Running, {});
    if (const auto inTheWay = obstacle(agreed.plan(), request, limits)) {
        steps.stepChanged(0, StepState::Failed, inTheWay->sentence);
        return endedBefore(refusedPlan(agreed.plan(), *inTheWay), request);
    }
    std::optional<WorkflowRun> run;
    ApplyFrame frame;
    frame.goesOn = true;
    frame.command = ReplacingRecord::commandFor(request);
    frame.begin = [&](const Plan&, const QString& removal) -> Result<WorkflowRun*> {
        //: %1 is a sentence such as "Delete 1 instance", %2 an instance's name
        const QString title = ReplacingText::tr("%1, then create %2").arg(removal, request.name.text());
        auto started = WorkflowRun::begin(
            m_session.journal.get(), {replacingKind(), m_session.profileId, m_session.workstation, title});
        if (!started)
            return std::unexpected(started.error());
        if (const auto noted = started->note({ReplacingRecord::wanted(request)}); !noted)
            return std::unexpected(noted.error());
        return &run.emplace(std::move(*started));
    };
    const ChangeResult removed =
        PlanApplication(m_session, m_applyTimes).applyWithin(frame, agreed, items, pauseControl, limits);
    if (removed.outcome != OperationOutcome::Done) {
        steps.stepChanged(0, StepState::Failed, removed.error ? removed.error->sentence : QString());
        return endedBefore(removed, request);
    }
    steps.stepChanged(0, StepState::Done, {});
    if (run)
        return create(*run, removed, request, steps, limits);
    // All of it has gone by itself since it was shown: it is a creation like any other.
    StepsAfter after(steps);
    ReplacingResult result;
    static_cast<CreationResult&>(result) = Creation(m_session, m_times).create(request, after, limits);
    result.isRoomMade = true;
    return result;
}

ReplacingResult Replacing::create(
    WorkflowRun& run, const ChangeResult& removed, const CreationRequest& request, WorkflowObserver& steps,
    const CallContext& limits)
{
    if (const auto noted = run.note({ReplacingRecord::roomMade(request)}); !noted)
        return leftOpen(removed, noted.error());
    StepsAfter after(steps);
    return bothHalves(removed, Creation(m_session, m_times).createWithin(run, request, after, limits), request);
}

ReplacingResult
Replacing::resume(WorkflowRun& run, const JournalEntry& entry, WorkflowObserver& steps, const CallContext& limits)
{
    ApplyFrame frame;
    const auto request = ReplacingRecord::requestIn(entry.trail);
    frame.goesOn = request.has_value();
    if (request)
        frame.command = ReplacingRecord::commandFor(*request);
    const auto creation = ReplacingRecord::creationIn(entry.trail);
    if (!request || !creation) {
        ApplyObserver silent;
        const ChangeResult removed = PlanApplication(m_session, m_applyTimes).resume(frame, run, entry, silent, limits);
        if (!request)
            return deletedAlone(removed);
        return removed.outcome == OperationOutcome::Done ? create(run, removed, *request, steps, limits)
                                                         : endedBefore(removed, *request);
    }
    StepsAfter after(steps);
    JournalEntry second = entry;
    second.trail = ofLastTime(*creation);
    const auto isStarted = isCreationStarted(m_session, m_times, run, second.trail, limits);
    if (!isStarted)
        return leftOpen({}, stillOpen(isStarted.error()));
    return bothHalves(
        {},
        *isStarted ? resumeCreation(m_session, m_times, run, second, after, limits, true)
                   : Creation(m_session, m_times).createWithin(run, *request, after, limits),
        *request);
}

} // namespace steward
