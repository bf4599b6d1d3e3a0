#pragma once

#include "cli/consent.h"
#include "cli/console.h"

#include <QString>

namespace steward {

/// What `journal restore` is given.
struct RestoreOptions {
    QString operation; ///< the id that `journal list` shows
    bool withInstance = false;
    Consent consent;
};

/// Shows which deleted rows come back, asks, and restores them. The exit code is CONTRACT's.
int runRestore(const ProfileContext& profile, const Console& console, const RestoreOptions& options);

} // namespace steward
