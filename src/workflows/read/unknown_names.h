#pragma once

#include "workflows/read/plan_maker.h"

namespace steward {

/// Of a deletion: names that no store knows, and of which neither this journal nor the database's history holds that
/// they were deleted (WORKFLOWS, "Deletion": deleting twice). Of a cleaning: names to be kept that the server does not
/// list. The sentence says which names are near. Nothing: there is none, or a store was not read whole. Blocks; on a
/// worker thread.
std::optional<Error> unknownNames(const MadePlan& made, const Session& session, const CallContext& limits);

} // namespace steward
