#pragma once

#include "stores/practice/practice_world.h"

namespace steward {

/// DatabasePort's calls of the same meaning on a practice world's state. The world's lock is their transaction.
std::vector<RowEdit> removePracticeRows(
    PracticeState& state, Timestamp now, const std::vector<RowIdentity>& rows, const ChangeAuthor& author);
std::vector<RowEdit> disablePracticeRows(
    PracticeState& state, Timestamp now, const std::vector<RowIdentity>& rows, const ChangeAuthor& author);
std::vector<RowEdit>
writePracticeStates(PracticeState& state, Timestamp now, const std::vector<RowState>& rows, const ChangeAuthor& author);
RowEdit protectPracticeRow(
    PracticeState& state, Timestamp now, const RowIdentity& row, bool isProtected, const ChangeAuthor& author);
ChangeUndone undoPracticeChange(PracticeState& state, Timestamp now, const RowChangeUndo& undo);
/// Nothing where the image is none of a row of ours.
std::optional<RestoredRow>
restorePracticeRow(PracticeState& state, Timestamp now, const RowImage& image, const ChangeAuthor& author);

} // namespace steward
