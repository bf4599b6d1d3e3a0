#pragma once

#include "stores/practice/practice_world.h"

namespace steward {

/// DatabasePort's calls of the same meaning on a practice world's state. The world's lock is their transaction.
Result<ClaimAnswer> claimPracticeRow(PracticeState& state, Timestamp now, const ClaimRequest& request);
std::optional<ClaimedRow> practiceClaimOf(const PracticeState& state, Timestamp now, const OperationId& operation);
RowUndo undoPracticeClaim(PracticeState& state, const ClaimUndo& undo);
std::optional<Integration> recordPracticePairing(PracticeState& state, Timestamp now, const PairedRow& paired);

} // namespace steward
