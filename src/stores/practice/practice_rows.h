#pragma once

#include "stores/practice/practice_world.h"

namespace steward {

/// A row as every port answers it, with its URL masked, and its lease only while it has not run out.
Integration shownRow(const PracticeRow& row, Timestamp now);
/// The row of that id where it is ours.
PracticeRow* ourRow(PracticeState& state, const IntegrationId& id);
ClinicId firstClinic(const PracticeState& state, const OrganizationId& organization);
/// The image's row names the instance under either key.
bool namesIn(const RowImage& image, const InstanceName& name);
/// Adds to the history where it is kept.
void keepHistory(PracticeState& state, PracticeChange change);
/// A line of the history, to what is known of its operation.
void addRecorded(std::vector<RecordedOperation>& operations, const PracticeChange& change);
/// A new row as the save function writes it: enabled, pending, with a token.
PracticeRow newPracticeRow(PracticeState& state, Timestamp now, const NewIntegration& wanted);

RowImage imageOf(const PracticeRow& row);
/// Gives a row its image back; its token stays unless the image says that it had none.
void restore(PracticeRow& row, const RowImage& image);

} // namespace steward
