#pragma once

#include "cli/console.h"
#include "workflows/pairing/pairing.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace steward {

/// A pairing as it is drawn in a terminal: the code, its number and how long it is still valid, counted down every
/// second; the next code is drawn over it. Where the output is no terminal each code is written once, without colours.
class PairingScreen final : public PairingObserver {
    Q_DISABLE_COPY_MOVE(PairingScreen)

public:
    PairingScreen(const Console& console, bool isTerminal);
    ~PairingScreen() override;

    void changed(const PairingStatus& status) override;

private:
    void countDown(const std::stop_token& stop);
    void drawCode();
    void drawFoot();
    void endLine();
    QString footText() const;

    const Console& m_console;
    const bool m_isTerminal;
    std::mutex m_mutex; // for all below
    PairingStatus m_shown;
    int m_linesDrawn = 0;
    bool m_isLineOpen = false; ///< the foot stands without its line's end
    std::condition_variable_any m_wake;
    std::jthread m_clock; // last: it ends before the rest goes
};

} // namespace steward
