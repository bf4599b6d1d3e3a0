#pragma once

#include "workflows/read/plan_maker.h"

namespace steward {

/// Of a deletion: names that no store knows, and of which neither this journal nor the database's history holds that
/// they were deleted (WORKFLOWS, "Deletion": deleting twice). Of a cleaning: names to be kept that the server does not
/// list, or that are in no group of it: another would be kept than the one meant. The sentence says which names are
/// near. Of a cleaning, and of a repair that gives an instance to one: organizations that no store knows. Nothing:
/// there is none, or a store was not read whole. `shown`: the plan that was saved, where one was; what it had something
/// to say about has vanished since, and is done. Blocks; on a worker thread.
std::optional<Error>
unknownNames(const MadePlan& made, const Session& session, const CallContext& limits, const Plan* shown = nullptr);

} // namespace steward
