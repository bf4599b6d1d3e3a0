#pragma once

#include "stores/call_context.h"

#include <QElapsedTimer>

#include <chrono>
#include <mutex>

namespace steward {

/// How fast the server is asked about everything in the background.
struct CheckRate {
    int atOnce = 4;
    std::chrono::milliseconds between{20}; ///< from one question to the next: 50 a second
    std::chrono::milliseconds slow{250};   ///< an answer that takes longer is paid back with as long a pause
    std::chrono::milliseconds afterError{
        1000}; ///< the first pause after a question without an answer; each next doubles
    std::chrono::milliseconds longest{30'000}; ///< of a pause
};

/// Gives out the turns: no two questions closer than `between`, whoever asks. Any thread.
class CheckPace final {
    Q_DISABLE_COPY_MOVE(CheckPace)

public:
    explicit CheckPace(CheckRate rate);
    /// Waits for the next turn; false: stopped before.
    bool waitForTurn(const CallContext& limits);

private:
    const CheckRate m_rate;
    std::mutex m_mutex;
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_next{0}; ///< when the next turn is, by the clock
};

/// The pauses of one that asks: as long as a slow answer took, so that a slow server has half of the time for others;
/// growing where it does not answer at all.
class CheckPauses final {
public:
    explicit CheckPauses(CheckRate rate)
        : m_rate(rate)
    {
    }
    std::chrono::milliseconds after(std::chrono::milliseconds elapsed, bool wasAnswered);

private:
    CheckRate m_rate;
    std::chrono::milliseconds m_afterError{0};
};

} // namespace steward
