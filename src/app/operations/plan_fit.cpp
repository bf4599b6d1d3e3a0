#include "app/operations/plan_fit.h"

namespace steward {

bool isFor(PlanKind kind, const RowUses& row)
{
    if (kind == PlanKind::Repair)
        return row.hasFindings;
    if (!row.isInstance)
        return false;
    switch (kind) {
    case PlanKind::Disable:
        return row.isOn;
    case PlanKind::Enable:
        return row.isSwitchedOff();
    case PlanKind::Protect:
        return !row.isProtected;
    case PlanKind::Unprotect:
        return row.isProtected;
    case PlanKind::SetWebhook:
        return row.isReached;
    case PlanKind::Restart:
        return row.isReached && row.isConnected;
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Replace:
    case PlanKind::ResetPairing:
    case PlanKind::Unlink:
        break;
    }
    return true;
}

} // namespace steward
