#pragma once

#include "stores/call_context.h"

#include <algorithm>
#include <chrono>

namespace steward {

/// Waits, unless stopped or out of time before; whether the whole time went by. Blocks.
bool waitFor(std::chrono::milliseconds time, const CallContext& limits);

/// The limits of one call within those of the whole.
CallContext oneCall(std::chrono::milliseconds time, const CallContext& whole);

/// Pauses that grow by half each time, up to the longest.
class Backoff final {
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
        : m_next(first)
        , m_longest(longest)
    {
    }
    std::chrono::milliseconds next()
    {
        const std::chrono::milliseconds now = m_next;
        m_next = std::min(m_longest, m_next + m_next / 2);
        return now;
    }

private:
    std::chrono::milliseconds m_next;
    std::chrono::milliseconds m_longest;
};

} // namespace steward
