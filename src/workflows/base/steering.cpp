#include "workflows/base/steering.h"

#include "workflows/base/patience.h"

namespace steward {

bool Steering::mayBegin(const Limits& limits) const
{
    constexpr std::chrono::milliseconds glance{50};
    while (m_paused && !m_stopping && !limits.stopped())
        waitFor(glance, Limits{QDeadlineTimer(QDeadlineTimer::Forever), limits.stop});
    return !m_stopping && !limits.stopped() && !limits.expired();
}

} // namespace steward
