#include "workflows/read/check_pace.h"

#include "workflows/base/waiting.h"

#include <algorithm>

namespace steward {

CheckPace::CheckPace(CheckRate rate)
    : m_rate(rate)
{
    m_clock.start();
}

bool CheckPace::waitForTurn(const CallContext& limits)
{
    std::chrono::milliseconds wait{0};
    {
        const std::scoped_lock lock(m_mutex);
        const std::chrono::milliseconds now(m_clock.elapsed());
        // What nobody used is not made up for: never more in one second than the rate.
        const std::chrono::milliseconds turn = std::max(now, m_next);
        m_next = turn + m_rate.between;
        wait = turn - now;
    }
    return wait.count() == 0 ? !limits.stopped() : waitFor(wait, limits);
}

std::chrono::milliseconds CheckPauses::after(std::chrono::milliseconds elapsed, bool wasAnswered)
{
    if (wasAnswered) {
        m_afterError = std::chrono::milliseconds(0);
        return elapsed > m_rate.slow ? std::min(elapsed, m_rate.longest) : std::chrono::milliseconds(0);
    }
    m_afterError = std::min(std::max(m_afterError * 2, m_rate.afterError), m_rate.longest);
    return std::max(m_afterError, std::min(elapsed, m_rate.longest));
}

} // namespace steward
