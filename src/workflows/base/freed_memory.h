#pragma once

namespace steward {

// Each reading of the stores runs on threads of its own, and each thread's heap keeps what it once held: without these
// a run of many readings comes to several times the memory that it uses.

/// All threads share two heaps. For a program's main(), before its first thread.
void shareHeaps();
/// Gives the system back what was freed. Any thread.
void returnFreedMemory();

} // namespace steward
