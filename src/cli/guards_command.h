#pragma once

#include "cli/command_line.h"
#include "cli/console.h"
#include "domain/store_names.h"

namespace steward {

// Each runs on a worker thread, writes its report or document, and returns the exit code of CONTRACT.

/// 0 all stand, 2 something is missing, 1 not read.
int runGuardsStatus(const ProfileContext& profile, const Console& console);
/// The SQL of all parts. Connects to nothing.
int runGuardsSql(const Console& console, const StoreNames& names);

struct GuardsApplyRequest {
    QStringList keepExecute; ///< empty: the usual role
    Consent consent;
};
/// Shows the plan first. 0 all stand, 1 failed or done in part, 2 printed and not applied, 3 in part without an end in
/// the journal, 4 refused.
int runGuardsApply(const ProfileContext& profile, const Console& console, const GuardsApplyRequest& request);

} // namespace steward
