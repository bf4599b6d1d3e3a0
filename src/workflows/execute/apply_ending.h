#pragma once

#include "domain/plans/plan.h"
#include "workflows/session/change_result.h"

#include <QString>

#include <optional>

namespace steward {

class ApplyRun;
class WorkflowRun;
struct ApplyFrame;

/// A page of either plan could not be kept or read: what they say is not to be trusted.
std::optional<Error> troubleOf(const Plan& shown, const Plan& plan);
/// What the ends of all items come to, noted as the operation's end unless something is left for resume, or follows.
/// `endsStanding`: what was looked for twice has its name, "still there", and is for a person.
ChangeResult finishedApplying(
    const ApplyFrame& frame, WorkflowRun& run, const ApplyRun& applied, const Plan& plan, const Plan& shown,
    bool endsStanding);

/// The command that plans the same anew: "steward-cli plan delete clinic-1".
QString commandAgain(const PlanRequest& request);
/// The same, or the frame's.
QString commandAgain(const ApplyFrame& frame, const PlanRequest& request);

} // namespace steward
