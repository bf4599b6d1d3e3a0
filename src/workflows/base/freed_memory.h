#pragma once

namespace steward {

/// To be called first in main(). In a program by MinGW the storage of a thread's locals is given back before they are
/// destroyed, unless the list of what has to be destroyed was begun before the first of them: threads that had matched
/// a regular expression of Qt's ended with an access to memory that was no longer their own. Does nothing elsewhere.
void keepThreadLocals();

// Each reading of the stores runs on threads of its own, and each thread's heap keeps what it once held: without these
// a run of many readings comes to several times the memory that it uses.

/// All threads share two heaps. For a program's main(), before its first thread.
void shareHeaps();
/// Gives the system back what was freed. Any thread.
void returnFreedMemory();

} // namespace steward
