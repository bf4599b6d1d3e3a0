#pragma once

#include "app/inspector/several_view.h"
#include "app/operations/standing_obstacles.h"

#include <vector>

namespace steward {

class AuditIndex;

/// What repairing, pairing, disabling and deleting would do to these rows, and why not to the others, or to none. The
/// plan is what decides: it reads each again.
std::vector<ActionOutlook>
outlooksFor(const AuditIndex& index, const std::vector<int>& rows, const StandingObstacles& obstacles);

} // namespace steward
