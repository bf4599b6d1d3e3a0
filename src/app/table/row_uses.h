#pragma once

#include "domain/audit/audit.h"

namespace steward {

/// What decides what can be done with a row. Small, and beside one another in an AuditIndex: what is asked of 100,000
/// chosen rows between two frames looks at none of them.
struct RowUses {
    bool isInstance = false;
    bool hasRow = false;
    bool isOn = false; ///< with an enabled row
    bool isProtected = false;
    bool hasFindings = false;
    bool isReached = false; ///< the server has a phone under its name
    bool isConnected = false;
    bool canBePaired = false;

    bool isSwitchedOff() const { return hasRow && !isOn; }
};

inline RowUses usesOf(const AuditRow& row)
{
    const bool isInstance = row.kind == RowKind::Instance;
    const bool isReached = row.server && row.isPhone() && row.name.isReachable();
    return {
        .isInstance = isInstance,
        .hasRow = row.integration() != nullptr,
        .isOn = row.enabledIntegration() != nullptr,
        .isProtected = row.isProtected,
        .hasFindings = !row.findings.empty(),
        .isReached = isReached,
        .isConnected = row.connection() == Connection::Open,
        .canBePaired = isInstance && isReached && !row.isIgnored};
}

} // namespace steward
