#include "workflows/execute/plan_results.h"

#include "workflows/execute/apply_errors.h"
#include "workflows/execute/item_steps.h"

namespace steward {

ChangeResult refusedPlan(const Plan& plan, const Error& error)
{
    ChangeResult result;
    result.operation = planKindWord(plan.kind());
    for (const PlanItem& item : plan.items) {
        if (!item.steps.empty())
            result.items.push_back({.instanceName = item.name, .organizationId = item.organizationId, .error = error});
    }
    result.error = error;
    return result;
}

ChangeResult planWithoutSteps(const Plan& plan, const Plan& shown, const Audit& now)
{
    ChangeResult result;
    result.operation = planKindWord(plan.kind());
    result.outcome = OperationOutcome::Done;
    const PlanItemIndex shownItems(shown.items);
    result.items.reserve(plan.items.size());
    for (const PlanItem& item : plan.items) {
        ChangeItem change = changeOf(item, now);
        if (!item.left.empty())
            change.error = ApplyErrors::left(item.left.front());
        if (change.error && !isLeftByDesign(item, shown.request, shownItems))
            result.outcome = OperationOutcome::Refused;
        result.items.push_back(std::move(change));
    }
    if (const auto trouble = plan.items.trouble()) {
        result.outcome = OperationOutcome::Refused;
        result.error = trouble;
    }
    return result;
}

bool isLeftByDesign(const PlanItem& item, const PlanRequest& request, const PlanItemIndex& shown)
{
    const bool isChosen =
        (request.kind == PlanKind::Clean || request.kind == PlanKind::Repair) && !request.isDecision();
    if (!isChosen || !item.steps.empty() || item.isLeft(SkipReason::Changed))
        return false;
    const PlanItemRef before = shown.find(item.identity);
    return !before || before->steps.empty();
}

} // namespace steward
