#pragma once

#include "app/activity/activity.h"
#include "workflows/session/workflow_observer.h"

namespace steward {

// What the activity panel says, in the words of the person.

QString activityStateText(Activity::State state); ///< "under way", "done in part"
Mark activityMark(Activity::State state);
/// Where one that has not ended stands.
QString activitySentence(Activity::State state);
/// "3 of 7"; where nothing is known, empty.
QString progressText(const Activity::Progress& progress);
QString stepStateText(StepState state); ///< "waiting", "at work", "done"

/// Its window was closed before the end was known.
MarkedList::Line closedLine();
QString triedAgainSentence();

} // namespace steward
