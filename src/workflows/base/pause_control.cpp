#include "workflows/base/pause_control.h"

#include "workflows/base/waiting.h"

namespace steward {

bool PauseControl::mayBegin(const CallContext& limits) const
{
    constexpr std::chrono::milliseconds glance{50};
    while (m_paused && !m_stopping && !limits.stopped())
        waitFor(glance, CallContext{QDeadlineTimer(QDeadlineTimer::Forever), limits.stop});
    return !m_stopping && !limits.stopped() && !limits.expired();
}

} // namespace steward
