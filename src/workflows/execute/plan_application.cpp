#include "workflows/execute/plan_application.h"

#include "wording/plan_text.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/execute/apply_frame.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/apply_run.h"
#include "workflows/execute/plan_results.h"
#include "workflows/execute/plan_resume.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"

#include <utility>

namespace steward {

QString applyTitle(const Plan& plan, const Audit& audit)
{
    const QString summary = summaryLine(plan.tally());
    return titleWithOwner(summary.left(1).toUpper() + summary.mid(1), plan, [&audit](const OrganizationId& id) {
        return audit.organizationName(id);
    });
}

PlanApplication::PlanApplication(Session session, ApplyTimes times)
    : m_session(std::move(session))
    , m_times(times)
{
}

ChangeResult PlanApplication::apply(
    const AgreedPlan& agreed, ApplyObserver& observer, const PauseControl& pauseControl, const CallContext& limits)
{
    std::optional<WorkflowRun> run;
    ApplyFrame whole;
    whole.begin = [&](const Plan& plan, const QString& title) -> Result<WorkflowRun*> {
        auto started = WorkflowRun::begin(
            m_session.journal.get(), {applyKind(plan.kind()), m_session.profileId, m_session.workstation, title});
        if (!started)
            return std::unexpected(started.error());
        return &run.emplace(std::move(*started));
    };
    return applyWithin(whole, agreed, observer, pauseControl, limits);
}

ChangeResult PlanApplication::applyWithin(
    const ApplyFrame& frame, const AgreedPlan& agreed, ApplyObserver& observer, const PauseControl& pauseControl,
    const CallContext& limits)
{
    const Plan& shown = agreed.plan();
    if (const auto belongs = checkBelongs(shown, m_session.profileId, m_session.environment); !belongs)
        return refusedPlan(shown, belongs.error());
    if (!m_session.journal)
        return refusedPlan(shown, noJournalError());
    const auto startedAt = ItemProofs::Clock::now();
    MadePlan fresh = PlanMaker(m_session).make(shown.request, limits, &shown);
    const Plan plan = reconcile(shown, std::move(fresh.plan), *fresh.audit);
    if (const auto trouble = troubleOf(shown, plan))
        return refusedPlan(shown, *trouble);
    const BreakerVerdict verdict = judge(*fresh.audit, plan, fresh.facts);
    if (const auto refusal = agreed.refusalBy(verdict, judge(*fresh.audit, shown, fresh.facts).confirm))
        return refusedPlan(shown, *refusal);
    // What the text was typed for passes again on resume; what trips only then does not.
    const std::vector<TrippedBreaker> passed = verdict.confirm ? verdict.tripped : std::vector<TrippedBreaker>();
    observer.planKnown(plan);
    if (plan.tally().changed == 0)
        return planWithoutSteps(plan, shown, *fresh.audit);
    const auto started = frame.begin(plan, applyTitle(plan, *fresh.audit));
    if (!started)
        return refusedPlan(shown, started.error());
    WorkflowRun& run = **started;
    if (const auto noted = ApplyRecord::notePlan(run, plan, passed); !noted)
        return refusedPlan(shown, noted.error());
    const ResumeState nothing;
    ApplyRun applied(m_session, m_times, run, plan, nothing, observer, pauseControl);
    applied.run(std::exchange(fresh.audit, {}), startedAt, limits);
    return finishedApplying(frame, run, applied, plan, shown, false);
}

ChangeResult PlanApplication::resume(
    const ApplyFrame& frame, WorkflowRun& run, const JournalEntry& entry, ApplyObserver& observer,
    const CallContext& limits)
{
    return PlanResume(frame, m_session, m_times, run, entry).goOn(observer, limits);
}

} // namespace steward
