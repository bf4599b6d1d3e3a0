#include "bench/event_probe.h"

#include <QDeadlineTimer>
#include <QEvent>
#include <QEventLoop>
#include <QWidget>

#include <algorithm>

namespace steward::bench {
namespace {

constexpr std::chrono::milliseconds tick{1};

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

} // namespace

EventProbe::EventProbe(QWidget& painted)
    : m_painted(&painted)
{
    painted.installEventFilter(this);
}

bool EventProbe::eventFilter(QObject* watched, QEvent* event)
{
    m_sawPaint = m_sawPaint || event->type() == QEvent::Paint;
    return QObject::eventFilter(watched, event);
}

Felt EventProbe::run(const std::function<void()>& begin, const std::function<bool()>& isDone, int mostSeconds)
{
    Felt felt;
    QEventLoop loop;
    QElapsedTimer whole;
    QElapsedTimer sinceTick;
    QTimer ticks;
    bool isReached = false;
    const QDeadlineTimer deadline(mostSeconds * 1000);
    ticks.setTimerType(Qt::PreciseTimer);
    connect(&ticks, &QTimer::timeout, &loop, [&] {
        felt.gap = std::max(felt.gap, milliseconds(sinceTick));
        sinceTick.start();
        if (isReached && m_sawPaint) {
            felt.shown = milliseconds(whole);
            loop.quit();
        } else if (!isReached && isDone()) {
            // What was painted while it was handled shows the result already, where nothing is left to paint.
            isReached = true;
            m_painted->update();
        } else if (deadline.hasExpired())
            loop.quit();
    });
    QTimer::singleShot(5, &loop, [&] {
        m_sawPaint = false;
        whole.start();
        sinceTick.start();
        ticks.start(tick);
        begin();
    });
    loop.exec();
    return felt;
}

void EventProbe::settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace steward::bench
