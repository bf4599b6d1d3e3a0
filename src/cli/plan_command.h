#pragma once

#include "cli/console.h"
#include "domain/plans/plan.h"

namespace steward {

struct PlanOptions {
    PlanRequest request;
    QString outFile; ///< --out; empty: only printed
};

struct MadePlan;

/// The stores, the plan item by item, and its summary.
void printPlanItself(const Console& console, const MadePlan& made);
/// The same, and what stops it or is to be typed: not of one whose refusal is told, which says it.
void printMadePlan(const Console& console, const MadePlan& made);

/// `plan`: shows what a change would do, changing nothing. 0 nothing to do, 1 a store was not read, 2 something to do,
/// 4 it could not be applied (CONTRACT).
int runPlan(const ProfileContext& profile, const Console& console, const PlanOptions& options);

} // namespace steward
