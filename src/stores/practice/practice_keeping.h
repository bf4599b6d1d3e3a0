#pragma once

#include "stores/practice/practice_world.h"

namespace steward {

/// DatabasePort's calls of the same meaning on a practice world's state. The world's lock is their transaction.
SurvivorAnswer keepPracticeRow(PracticeState& state, Timestamp now, const SurvivorRequest& request);
void endPracticeLeases(PracticeState& state, const OperationId& operation);

} // namespace steward
