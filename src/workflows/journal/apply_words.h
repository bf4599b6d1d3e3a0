#pragma once

#include "domain/plans/plan.h"

namespace steward {

/// The journal's word for applying a plan: "apply-clean".
QString applyKind(PlanKind kind);
bool isApplyKind(const QString& kind);
/// The action under which an item's end stands: its before has the identity and what came of each store.
QString endItemAction();

} // namespace steward
