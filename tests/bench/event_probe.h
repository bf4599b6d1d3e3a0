#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

class QWidget;

namespace steward::bench {

/// What the event loop felt while something was done, in milliseconds.
struct Felt {
    double gap = 0;    ///< the longest time in which no event was handled
    double shown = -1; ///< until the result was painted; below 0: not in time
};

/// Ticks in the event loop and looks how long it was away between two ticks, so that what a call leaves behind for
/// later (layouts, paintings) counts like the call itself.
class EventProbe final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EventProbe)

public:
    /// Paintings of `painted` are what is waited for.
    explicit EventProbe(QWidget& painted);

    /// Runs the event loop: `begin` as an event of its own, then on until `isDone` and a painting after that.
    Felt run(const std::function<void()>& begin, const std::function<bool()>& isDone, int mostSeconds = 900);
    /// Lets the event loop come to rest.
    static void settle(int milliseconds = 200);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPointer<QWidget> m_painted;
    bool m_sawPaint = false;
};

} // namespace steward::bench
