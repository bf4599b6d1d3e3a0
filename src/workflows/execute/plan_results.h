#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/item_results.h"
#include "workflows/session/change_result.h"

namespace steward {

/// What a plan comes to that is not applied: nothing of it was begun. `error` stands at each item that would change.
ChangeResult refusedPlan(const Plan& plan, const Error& error);

/// What a plan without a step comes to, as the stores are: done, or refused where something that was named, or shown
/// to be done, is left. Changes nothing. `shown`: what it was when a person saw it.
ChangeResult planWithoutSteps(const Plan& plan, const Plan& shown, const Audit& now);

/// What a plan leaves by its own choice is no failure; what a person named is, and what was shown to be done and is
/// not.
bool isLeftByDesign(const PlanItem& item, const PlanRequest& request, const PlanItemIndex& shown);

} // namespace steward
