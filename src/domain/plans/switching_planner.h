#pragma once

#include "domain/plans/plan_facts.h"

namespace steward {

/// For the kinds disable, enable, protect, unprotect and reset-pairing: the names that the person gave, nothing else.
void planSwitching(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink);

} // namespace steward
