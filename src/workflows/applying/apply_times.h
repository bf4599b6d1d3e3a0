#pragma once

#include "workflows/deletion/server_removal.h"

#include <algorithm>
#include <chrono>

namespace steward {

/// Waits and sizes of applying a plan; the defaults are the rules' (WORKFLOWS, "Deletion", "Cleaning duplicates"),
/// tests shorten them.
struct ApplyTimes {
    RemovalTimes removal;
    std::chrono::milliseconds call{30'000};        ///< for one call of database or cache
    std::chrono::milliseconds backAgain{2'000};    ///< after which a dropped key is looked at again …
    int mostDrops = 10;                            ///< … and dropped again, so often at most
    std::chrono::milliseconds lookForLost{30'000}; ///< before an unanswered create counts as not made
    std::chrono::seconds lease{15 * 60};           ///< of a cleaning, in its organization's row
    std::chrono::seconds renewLease{5 * 60};       ///< once it is this old
    int connections = 4;                           ///< to the server
    int batch = 100;                               ///< items that are read, deleted and proven together …
    int mostBatch = 1'000;                         ///< … and as many at most for a large plan: see batchFor()

    /// Every batch reads the three stores whole. So that the work does not grow with the square of the plan, a plan of
    /// more than a hundred batches has larger ones, a hundredth of it, as far as memory lets them.
    int batchFor(size_t items) const
    {
        return std::max(batch, static_cast<int>(std::min<size_t>(items / 100, static_cast<size_t>(mostBatch))));
    }
};

} // namespace steward
