#pragma once

#include "domain/plans/plan.h"
#include "wording/plan_text.h"
#include "workflows/session/change_result.h"

#include <QByteArray>

#include <vector>

namespace steward {

/// How one item of a plan ended, for a person.
enum class ItemEnding : quint8 {
    Done,        ///< and proven
    NothingToDo, ///< it is as it was to be
    StillThere,  ///< the server said yes and has it still
    Failed,      ///< something of it was not done, or is not known
    Skipped,     ///< nothing of it was written: the error says why
    NotStarted,  ///< since the person stopped before
};
ItemEnding endingOf(const PlanItem& item, const ChangeItem& change);

/// It was to be done and was not: for another attempt. What a plan leaves by its own choice is none.
bool isToBeRetried(const PlanItem& item, const ChangeItem& change);

/// Asks for the same of these items alone.
PlanRequest requestAgain(const PlanRequest& request, const std::vector<PlanItemRef>& items);

/// What came of it, one line an item: see csvLine(). `organizations`: a last column tells their names.
QByteArray applyReportCsv(const ChangeResult& result, const OrganizationNames& organizations = {});
/// The document of `apply --json`.
QByteArray applyReportJson(const ChangeResult& result);

} // namespace steward
