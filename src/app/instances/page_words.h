#pragma once

#include <QString>

namespace steward {

class InstanceModel;
class Workspace;

/// What stands at the foot: "34 shown · 12 selected, 3 hidden and left alone · checking 40 of 260".
QString summaryText(int shown, int selected, int hidden, const Workspace& workspace);
/// Why no row is shown, and what to do.
QString emptinessText(const InstanceModel& model, const Workspace& workspace);

} // namespace steward
