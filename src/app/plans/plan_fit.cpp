#include "app/plans/plan_fit.h"

namespace steward {

bool isSwitchedOff(const AuditRow& row)
{
    return row.integration() && !row.enabledIntegration();
}

bool isFor(PlanKind kind, const AuditRow& row)
{
    if (kind == PlanKind::Repair)
        return !row.findings.empty();
    if (row.kind != RowKind::Instance)
        return false;
    switch (kind) {
    case PlanKind::Disable:
        return row.enabledIntegration() != nullptr;
    case PlanKind::Enable:
        return isSwitchedOff(row);
    case PlanKind::Protect:
        return !row.isProtected;
    case PlanKind::Unprotect:
        return row.isProtected;
    case PlanKind::SetWebhook:
        return row.server && row.isPhone() && row.name.isReachable();
    case PlanKind::Restart:
        return row.server && row.isPhone() && row.name.isReachable() && row.connection() == Connection::Open;
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
