#pragma once

#include <QtGlobal>

namespace steward {

enum class SocketWait { Read, ReadOrWrite };

/// Waits until something can be done with a connected socket, or the time is over; false: over. True also where the
/// socket is broken: the next call on it says how.
bool isSocketReady(qintptr socket, SocketWait wait, int milliseconds);

} // namespace steward
