#pragma once

#include "domain/diagnosis.h"
#include "domain/environment.h"
#include "domain/plans/plan_step.h"
#include "domain/query/instance_state.h"
#include "domain/query/problem_groups.h"

namespace steward {

// What people call a value (translated); its word for documents stands beside the value in domain.

QString environmentTitle(Environment environment);
QString placeTitle(PlanPlace place);
QString checkTitle(CheckId id);
QString connectionTitle(Connection connection);  ///< "connected": as the list calls it, not as the server does
QString verdictTitle(Verdict verdict);           ///< "Not paired"
QString groupTitle(ProblemGroup group);          ///< "Missing or extra"
QString instanceStateTitle(InstanceState state); ///< "Disconnected"
QString instanceStateHint(InstanceState state);  ///< what that means, in a sentence

} // namespace steward
