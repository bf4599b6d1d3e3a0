#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

namespace steward {

/// The row is one that such a plan could change.
bool isFor(PlanKind kind, const AuditRow& row);
/// It has rows, and none of them is active.
bool isSwitchedOff(const AuditRow& row);

} // namespace steward
