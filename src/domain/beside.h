#pragma once

#include <system_error>
#include <thread>
#include <utility>

namespace steward {

/// Does the work on a thread of its own; where the system gives none, here, and it is done when this returns. So it may
/// not wait for what the caller does next.
template<class Work>
std::jthread beside(Work work)
{
    try {
        return std::jthread(work);
    } catch (const std::system_error&) { // no thread was made, so nothing has begun
    }
    work();
    return {};
}

} // namespace steward
