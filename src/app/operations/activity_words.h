#pragma once

#include "app/operations/operation.h"
#include "workflows/journal/journal_values.h"
#include "workflows/session/workflow_observer.h"

namespace steward {

// What the page of activity says, in the words of the person.

QString activityStateText(Operation::State state); ///< "under way", "done in part"
Mark activityMark(Operation::State state);
/// Where one that has not ended stands.
QString activitySentence(Operation::State state);
/// "3 of 7"; where nothing is known, empty.
QString progressText(const Operation::Progress& progress);
QString stepStateText(StepState state); ///< "waiting", "at work", "done"
Mark stepMark(StepState state);
/// How an operation ended, by shape and colour.
Mark outcomeMark(OperationOutcome outcome);

QString triedAgainSentence();
/// Of one that is under way or was left open: since when and by whom, or what it is at.
QString underWaySentence(const Operation& operation);
/// "It took 1 min 38 s."
QString tookSentence(const Operation& operation);

} // namespace steward
