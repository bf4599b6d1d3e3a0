#pragma once

#include "cli/command_context.h"

#include <QString>

namespace steward {

/// What `create` was told; texts as typed.
struct CreateOptions {
    QString organization;
    QString clinic; ///< empty: the organization's first active one
    QString name;   ///< empty: by the template
    QString phone;
    bool reuse = false; ///< --if-exists reuse
    QString file;       ///< --from; then nothing of the above
    bool dryRun = false;
};

/// Creates one instance, or one for each line of a file. Returns the exit code of CONTRACT.
int runCreate(const CommandContext& context, const CreateOptions& options);

} // namespace steward
