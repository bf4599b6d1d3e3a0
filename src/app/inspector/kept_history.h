#pragma once

#include "app/inspector/history.h"
#include "local/history/instance_past.h"

namespace steward {

/// What became of an instance from one kept reading to the next, each as one event: its state, its phone, its problems.
/// What changed where nothing was read for long says between which readings.
std::vector<HistoryEvent> keptEvents(const InstancePast& past);
/// "Last 7 days: connected 5 d 3 h, disconnected 2 h, not known 1 d." Empty: nothing is kept of them.
QString timeInStatesText(const InstancePast& past, Timestamp now);

} // namespace steward
