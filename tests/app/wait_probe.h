#pragma once

#include <QByteArrayList>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <optional>

namespace steward::test {

/// How long the GUI thread stood still: neither at work, nor with nothing to do in its event loop, nor without a
/// processor because the machine is busy. What is left is a wait for somebody: a worker, a store, a disk, a lock.
class WaitProbe final {
    Q_DISABLE_COPY_MOVE(WaitProbe)

public:
    using Time = std::chrono::nanoseconds;

    WaitProbe()
    {
        m_ticks.setTimerType(Qt::PreciseTimer);
        m_ticks.setInterval(tick);
        m_ticks.callOnTimeout([this] { look(); });
        m_ticks.start();
        begin();
    }

    void begin()
    {
        m_longest = Time(0);
        m_before = now();
    }
    /// Since begin(). What is told apart is what lies between two ticks, so the event loop has to have run since.
    Time longest() const { return m_longest; }
    /// False on a system that does not say what a thread was doing: there its work counts like a wait.
    static bool tellsWorkApart() { return busyTime().has_value(); }

    /// The event loop for a moment.
    static void settle(std::chrono::milliseconds moment = std::chrono::milliseconds(15))
    {
        QEventLoop loop;
        QTimer::singleShot(moment, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        loop.exec();
    }

private:
    static constexpr std::chrono::milliseconds tick{2};
    struct Moment {
        std::chrono::steady_clock::time_point at;
        Time busy;
    };

    /// So long this thread has run, and stood in the queue for a processor, since it began.
    static std::optional<Time> busyTime()
    {
        QFile file(QStringLiteral("/proc/thread-self/schedstat")); // "ran queued slices", in nanoseconds
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QByteArrayList fields = file.readAll().simplified().split(' ');
        if (fields.size() < 3)
            return {};
        return Time(fields.at(0).toLongLong() + fields.at(1).toLongLong());
    }
    static Moment now()
    {
        const Time busy = busyTime().value_or(Time(0));
        return {std::chrono::steady_clock::now(), busy};
    }
    void look()
    {
        const Moment seen = now();
        const Time passed = std::chrono::duration_cast<Time>(seen.at - m_before.at);
        m_longest = std::max(m_longest, passed - (seen.busy - m_before.busy));
        m_before = seen;
    }

    QTimer m_ticks;
    Moment m_before = {};
    Time m_longest{0};
};

} // namespace steward::test
