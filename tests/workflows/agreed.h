#pragma once

#include "workflows/base/pause_control.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"

namespace steward::test {

/// The verdict of a plan that was shown earlier, as far as the plan itself tells: where it asks for a text, all that a
/// text passes had tripped.
inline BreakerVerdict verdictShown(const Plan& plan)
{
    BreakerVerdict verdict;
    verdict.confirm = plan.confirm;
    if (!plan.confirm)
        return verdict;
    for (const BreakerCode code :
         {BreakerCode::StoreEmpty, BreakerCode::StoresDoNotMatch, BreakerCode::ManyConnected, BreakerCode::Connected,
          BreakerCode::Production, BreakerCode::ManyInstances})
        verdict.tripped.push_back({code, {}});
    return verdict;
}

/// What a front end does with a plan that was shown: without a step it is told and not applied, without agreement it is
/// refused, else it is applied.
inline ChangeResult applyShown(
    const Session& session, const ApplyTimes& times, const Plan& plan, const std::optional<QString>& typed,
    ApplyObserver& observer, const PauseControl& pauseControl, const CallContext& limits)
{
    if (plan.tally().changed == 0) {
        const MadePlan made = PlanMaker(session).makeAgain(plan, limits);
        return made.verdict.isRefused() ? refusedPlan(made.plan, *made.verdict.refusal({}))
                                        : planWithoutSteps(made.plan, made.plan, *made.audit);
    }
    const auto agreed = AgreedPlan::from(std::make_shared<const Plan>(plan), verdictShown(plan), typed);
    return agreed ? PlanApplication(session, times).apply(*agreed, observer, pauseControl, limits)
                  : refusedPlan(plan, agreed.error());
}

} // namespace steward::test
