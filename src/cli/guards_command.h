#pragma once

#include "cli/command_context.h"
#include "cli/command_line.h"
#include "domain/store_names.h"

namespace steward {

// Each runs on a worker thread, writes its report or document, and returns the exit code of CONTRACT.

/// 0 all stand, 2 something is missing, 1 not read.
int runGuardsStatus(const CommandContext& context);
/// The SQL of all parts. Connects to nothing.
int runGuardsSql(const CommandContext& context, const StoreNames& names);

struct GuardsApplyRequest {
    QStringList keepExecute; ///< empty: the usual role
    Consent consent;
    bool readOnly = false;
    QString profileId;
    QString journalPath; ///< empty: nothing is recorded (practice)
};
/// Shows the plan first. 0 all stand, 1 failed with nothing written, 2 printed and not applied, 3 not all of it is
/// done, 4 refused.
int runGuardsApply(const CommandContext& context, const GuardsApplyRequest& request);

} // namespace steward
