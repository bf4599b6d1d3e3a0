#pragma once

#include "app/inspector/several_view.h"

#include <vector>

namespace steward {

struct AuditRow;

/// What repairing, pairing, disabling and deleting would do to these rows, and why not to the others. The plan is
/// what decides: it reads each again.
std::vector<ActionOutlook> outlooksFor(const std::vector<const AuditRow*>& rows);

} // namespace steward
