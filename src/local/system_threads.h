#pragma once

namespace steward {

/// To be called first in main(). In a program by MinGW the storage of a thread's locals is given back before they are
/// destroyed, unless the list of what has to be destroyed was begun before the first of them: threads that had matched
/// a regular expression of Qt's ended with an access to memory that was no longer their own. Does nothing elsewhere.
void keepThreadLocals();

} // namespace steward
