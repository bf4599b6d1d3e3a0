#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_record.h"

namespace steward {

/// The plan to go on with: what was begun as it was shown, as far as a plan of now still says so; what was not, as it
/// is planned now and as it was shown; survivors before what goes with their group. `fresh`: the plan of now.
Plan resumedPlan(const ResumeState& resumeState, const Plan& fresh, const Audit& now);

/// A survivor has to be proven, and its lease taken, before anything further of its group goes.
void takeSurvivorsAgain(ResumeState& resumeState);

} // namespace steward
