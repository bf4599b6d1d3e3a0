#pragma once

#include "workflows/session/change_result.h"
#include "workflows/writes/quieting.h"

#include <optional>

namespace steward {

/// What the journal says was sent for one item of a plan by an earlier run, whatever came of it.
struct ItemTrail {
    bool isWebhookSent = false;
    bool isLogOutSent = false;
    bool isRemovalSent = false;
    bool isProvenGone = false; ///< on the server, by us
    bool isCreateSent = false;
    bool isRestartSent = false;
    bool isRowSent = false;
    bool isCacheSent = false;
    bool isOlder = false; ///< begun by a version that noted nothing of what it sent, or something that is not known
    std::optional<WorkersOutcome> told; ///< and some worker heard it
    QuietTrail webhook;
};

} // namespace steward
