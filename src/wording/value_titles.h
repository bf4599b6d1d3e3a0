#pragma once

#include "domain/diagnosis.h"
#include "domain/environment.h"
#include "domain/plans/plan_step.h"

namespace steward {

// What people call a value (translated); its word for documents stands beside the value in domain.

QString environmentTitle(Environment environment);
QString placeTitle(PlanPlace place);
QString checkTitle(CheckId id);

} // namespace steward
