#pragma once

#include "domain/plans/plan_items.h"
#include "stores/cache_port.h"
#include "workflows/session/change_result.h"

#include <chrono>
#include <vector>

namespace steward {

/// What came of an item's writes, before it is proven.
struct ItemResult {
    PlanItemRef item;
    size_t place = 0; ///< of the item in its plan
    ChangeItem change;
    bool isOpen = false;           ///< something of it is unknown or undone: resume looks again
    bool isWritten = false;        ///< every write went through, and is to be proven by a later reading
    bool hasWritten = false;       ///< at least one write went out
    std::vector<CacheKey> dropped; ///< keys that have to stay away
    int drops = 1;                 ///< how often they were dropped
    std::chrono::steady_clock::time_point writtenAt;
};

} // namespace steward
