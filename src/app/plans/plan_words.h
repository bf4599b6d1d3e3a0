#pragma once

#include "app/table/cells.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_report.h"

#include <QString>

namespace steward {

// What the plan's dialogs say, in the words of the person.

/// The window's title: "Delete".
QString planTitle(PlanKind kind);
/// What the button does: "Delete 3 instances".
QString applyButtonText(const Plan& plan);
/// "Delete", "Keep", "Repair": before an item's name.
QString taskTitle(ItemTask task);
/// What exactly is gone for good once the item is deleted; empty where nothing is.
QString lossSentence(const PlanItem& item);

QString stageText(ItemStage stage);
Mark stageMark(ItemStage stage);
QString endingText(ItemEnding ending);
Mark endingMark(ItemEnding ending);
QString outcomeText(StoreOutcome outcome);
QString workersText(const std::optional<WorkersOutcome>& workers);

} // namespace steward
