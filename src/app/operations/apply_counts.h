#pragma once

namespace steward {

/// How the items of a plan stand while it is applied.
struct ApplyCounts {
    int all = 0; ///< that were to be done
    int ended = 0;
    int done = 0;
    int stillThere = 0;
    int failed = 0;
    int leftOut = 0;
    int notStarted = 0;
    int working = 0;
};

} // namespace steward
