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
    QString journalPath;
};
/// Shows the plan first. 0 all stand, 1 failed or done in part, 2 printed and not applied, 3 in part without an end in
/// the journal, 4 refused.
int runGuardsApply(const CommandContext& context, const GuardsApplyRequest& request);

} // namespace steward
