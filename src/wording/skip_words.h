#pragma once

#include "domain/plans/plan.h"

namespace steward {

/// Why something is left, and the next step (translated): every planner says the same. `shortened`: the instances that
/// are called by the ends of their names (shortName()); others stand whole, and so does what `left` tells itself.
QString sentenceOf(const Skipped& left, const std::vector<InstanceName>& shortened = {});
/// What has changed since (translated).
QString sentenceOf(const Difference& difference, const std::vector<InstanceName>& shortened = {});
/// One line (translated): why this survivor.
QString lineOf(const SurvivorScore& score);

} // namespace steward
