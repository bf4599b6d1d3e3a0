#pragma once

#include "domain/plans/plan.h"

namespace steward {

/// Why something is left, and the next step (translated): every planner says the same.
QString sentenceOf(const Skipped& left);
/// What has changed since (translated).
QString sentenceOf(const Difference& difference);
/// One line (translated): why this survivor.
QString lineOf(const SurvivorScore& score);

} // namespace steward
