#pragma once

#include "stores/call_context.h"

#include <atomic>

namespace steward {

/// A person's hand on a long operation. What was begun is brought to its end either way; pausing and stopping hold back
/// what has not begun yet. May be used from any thread.
class PauseControl final {
    Q_DISABLE_COPY_MOVE(PauseControl)

public:
    PauseControl() = default;
    void setPaused(bool paused) { m_paused = paused; }
    bool isPaused() const { return m_paused; }
    void stopAfterThis() { m_stopping = true; }
    bool isStopping() const { return m_stopping; }

    /// Waits while paused. False: nothing further is to be begun.
    bool mayBegin(const CallContext& limits) const;

private:
    std::atomic_bool m_paused = false;
    std::atomic_bool m_stopping = false;
};

} // namespace steward
