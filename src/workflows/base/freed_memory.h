#pragma once

namespace steward {

// Each reading of the stores runs on threads of its own, and each thread's heap keeps what it once held: without these
// a run of many readings comes to several times the memory that it uses.

/// All threads share two heaps. For a program's main(), before its first thread.
void shareHeaps();
/// One heap for all threads, in large pages where the system has them: filling some 100,000 small ones took more than a
/// third of an audit's processor time. In the place of shareHeaps(), for a program that reads and ends, since large
/// pages are given back less often. Where this process' memory is limited it is shareHeaps() alone.
void takeLargePages();
/// Gives the system back what was freed. Any thread.
void returnFreedMemory();

} // namespace steward
