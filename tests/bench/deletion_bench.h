#pragma once

namespace steward::bench {

/// 2,000 complete deletions against the same number of bare DELETEs, over the same number of connections to a server
/// that answers in 20 ms; and 1,000 rows in one statement. Prints figures and ratios. Not 0: a run failed.
int benchDeletions();

/// 10,000 complete deletions over the four connections that an operation has by itself: how long one of them waits
/// between two requests, beside the server's own rate. Prints figures; takes minutes. Not 0: a run failed.
int benchServersRate();

} // namespace steward::bench
