#pragma once

#include "workflows/writes/server_deletion.h"

#include <chrono>

namespace steward {

/// Waits and sizes of applying a plan; the defaults are the rules' (WORKFLOWS, "Deletion", "Cleaning duplicates"),
/// tests shorten them.
struct ApplyTimes {
    ServerDeletionTimes removal;
    std::chrono::milliseconds call{30'000};        ///< for one call of database or cache
    std::chrono::milliseconds backAgain{2'000};    ///< after which a dropped key is looked at again …
    int mostDrops = 10;                            ///< … and dropped again, so often at most
    std::chrono::milliseconds lookForLost{30'000}; ///< before an unanswered create counts as not made
    std::chrono::seconds lease{15 * 60};           ///< of a cleaning, in its organization's row
    std::chrono::seconds renewLease{5 * 60};       ///< once it is this old
    int connections = 4;                           ///< to the server
    int batch = 100;                               ///< items that are read, deleted and proven together at first …
    int mostBatch = 1'000;                         ///< … and as many at most: see BatchSize
    std::chrono::milliseconds quickBatch{2'000};   ///< a batch that took no longer may be larger the next time
    std::chrono::milliseconds lastLook{1'000};     ///< into a batch of deletions, after which each is looked at again
    std::chrono::milliseconds freshReading{5'000}; ///< a plan's own reading that is older is read again
};

} // namespace steward
