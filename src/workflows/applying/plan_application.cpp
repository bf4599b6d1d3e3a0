#include "workflows/applying/plan_application.h"

#include "domain/plans/plan_text.h"
#include "workflows/applying/apply_ending.h"
#include "workflows/applying/apply_record.h"
#include "workflows/applying/apply_run.h"
#include "workflows/applying/plan_resume.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"

#include <utility>

namespace steward {

QString applyTitle(const Plan& plan)
{
    const QString summary = summaryLine(plan.tally());
    return summary.left(1).toUpper() + summary.mid(1);
}

PlanApplication::PlanApplication(WorkspaceAccess access, ApplyTimes times)
    : m_access(std::move(access))
    , m_times(times)
{
}

ChangeResult PlanApplication::apply(
    const Plan& shown, const std::optional<QString>& typed, ApplyObserver& observer, const Steering& steering,
    const Limits& limits)
{
    if (const auto belongs = checkBelongs(shown, m_access.profileId, m_access.environment); !belongs)
        return refusedWith(shown, belongs.error());
    const auto begunAt = ItemProofs::Clock::now();
    MadePlan fresh = PlanMaker(m_access).make(shown.request, limits, &shown);
    const Plan plan = reconcile(shown, std::move(fresh.plan), *fresh.audit);
    if (const auto trouble = troubleOf(shown, plan))
        return refusedWith(shown, *trouble);
    const BreakerVerdict verdict = judge(*fresh.audit, plan, fresh.facts);
    // The text was asked for what was shown; less of it is left by now, perhaps.
    const std::optional<QString> asked = judge(*fresh.audit, shown, fresh.facts).confirm;
    const bool wasTyped = typed && (typed == asked || typed == verdict.confirm);
    if (const auto refusal = verdict.refusal(wasTyped ? verdict.confirm : std::nullopt))
        return refusedWith(shown, *refusal);
    const std::vector<TrippedBreaker> passed = wasTyped ? verdict.tripped : std::vector<TrippedBreaker>();
    observer.planKnown(plan);
    AppliedSoFar nothing;
    if (plan.tally().changed == 0) {
        auto unrecorded = WorkflowRun::begin(nullptr, {});
        ApplyRun applied(m_access, m_times, *unrecorded, plan, nothing, observer, steering);
        applied.run(std::exchange(fresh.audit, {}), begunAt, limits);
        return finishedApplying(*unrecorded, applied, plan, shown, true);
    }
    auto run = WorkflowRun::begin(
        m_access.journal, {applyKind(plan.kind()), m_access.profileId, m_access.desk, applyTitle(plan)});
    if (!run)
        return refusedWith(shown, run.error());
    if (const auto noted = ApplyRecord::notePlan(*run, plan, passed); !noted)
        return refusedWith(shown, noted.error());
    ApplyRun applied(m_access, m_times, *run, plan, nothing, observer, steering);
    applied.run(std::exchange(fresh.audit, {}), begunAt, limits);
    return finishedApplying(*run, applied, plan, shown, false);
}

ChangeResult
PlanApplication::resume(WorkflowRun& run, const JournalEntry& entry, ApplyObserver& observer, const Limits& limits)
{
    return PlanResume(m_access, m_times, run, entry).goOn(observer, limits);
}

} // namespace steward
