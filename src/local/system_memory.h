#pragma once

namespace steward {

/// One heap for all threads, in large pages where the system has them: filling some 100,000 small ones took more than a
/// third of an audit's processor time. For the main() of a program that reads and ends, before its first thread: large
/// pages are given back less often. False where this process' memory is limited, or its C library is not glibc: then
/// nothing was done.
bool takeLargePages();

} // namespace steward
