#pragma once

#include "domain/plans/plan.h"

namespace steward {

/// The journal's word for applying a plan: "apply-clean".
QString applyKind(PlanKind kind);
bool isApplyKind(const QString& kind);

} // namespace steward
