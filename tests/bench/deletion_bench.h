#pragma once

namespace steward::bench {

/// 2,000 complete deletions against the same number of bare DELETEs, over the same number of connections to a server
/// that answers in 20 ms; and 1,000 rows in one statement. Prints figures and ratios. Not 0: a run failed.
int benchDeletions();

} // namespace steward::bench
