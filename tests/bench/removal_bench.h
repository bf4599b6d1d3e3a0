#pragma once

namespace steward::bench {

/// UNLINK and PUBLISH a second by the Redis adapter, beside the same commands as ready bytes through a session like its
/// own. Prints one line; the answer is the program's exit code.
int benchRemovals();

} // namespace steward::bench
