#pragma once

#include "app/table/row_uses.h"
#include "domain/plans/plan.h"

namespace steward {

/// The row is one that such a plan could change.
bool isFor(PlanKind kind, const RowUses& row);
inline bool isFor(PlanKind kind, const AuditRow& row)
{
    return isFor(kind, usesOf(row));
}

} // namespace steward
