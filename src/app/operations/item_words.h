#pragma once

#include "app/table/cells.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_report.h"

#include <QString>

#include <optional>

namespace steward {

// How far a plan has come with an item, and what became of it in each store: in words (translated), and as marks.

QString stageText(ItemStage stage);
Mark stageMark(ItemStage stage);
QString endingText(ItemEnding ending);
Mark endingMark(ItemEnding ending);
QString outcomeText(StoreOutcome outcome);
Mark outcomeMark(StoreOutcome outcome);
QString workersText(const std::optional<WorkersOutcome>& workers);

} // namespace steward
