#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/item_trail.h"

#include <QString>

#include <optional>

namespace steward {

/// What has changed of an item since it was shown, beside what its own calls may have changed: then it is left for the
/// person. Nothing: it may be brought to its end. `survivor`: of its group. Pure, as all here.
std::optional<QString> changedBeside(
    const PlanItem& item, const ItemTrail& trail, const Audit& now, const std::optional<InstanceName>& survivor);

/// What was sent for it has come about, in part at least: what is left is only its end.
bool hasHappened(const PlanItem& item, const ItemTrail& trail, const Audit& now);

/// Its instance was asked to go and has no state any more, or not while we read, and the list still has it: on its way,
/// as far as anybody knows. Only its proof is awaited.
bool isGoing(const InstanceName& name, const ItemTrail& trail, const Audit& now);

/// What it still takes away would be taken away by a plan of now too, or belongs to what has happened already. `fresh`:
/// the item in that plan; null where it has none.
bool isPlannedStill(const PlanItem& item, const ItemTrail* trail, const PlanItem* fresh, const Audit& now);

/// The same of a survivor whose row is to name it: it does already, or a plan of now would have it so.
bool isKeptStill(const PlanItem& item, const PlanItem* fresh, const Audit& now);

} // namespace steward
