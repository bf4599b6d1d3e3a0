#include "bench/event_probe.h"
#include "bench/window_bench.h"
#include "bench/window_subject.h"

#include "app/alerts/alert_center.h"
#include "app/shell/workspace_view.h"
#include "stores/practice/practice_world.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

namespace steward::bench {
namespace {

constexpr int readings = 96; ///< eight hours, every five minutes

qint64 residentPages()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
}

/// What comes and goes in a day: of every third instance, which is connected, alone in its organization.
class Day final {
public:
    Day(PracticeWorld& world, int count)
        : m_world(world)
        , m_count(count)
    {
    }

    /// The database is down at one reading of ten, and up to two instances change.
    void passFiveMinutes()
    {
        for (int change = m_random.bounded(3); change > 0; --change) {
            const int n = 3 * m_random.bounded((m_count + 2) / 3);
            if (!m_closed.erase(n))
                m_closed.insert(n);
            m_world.visit([&](PracticeState& state, Timestamp) {
                PracticeInstance& instance = state.instances[static_cast<size_t>(n)];
                const bool isOpen = !m_closed.contains(n);
                instance.listed.connection = isOpen ? Connection::Open : Connection::Close;
                instance.memory = isOpen ? MemoryState::Open : MemoryState::Close;
            });
        }
        const bool isDown = m_random.bounded(10) == 0;
        m_world.setFault(Store::Database, isDown ? PracticeFault{.failure = ErrorKind::Refused} : PracticeFault{});
        if (isDown) {
            m_toTell += m_wasDown ? 0 : 1;
        } else {
            m_toTell += std::ranges::count_if(m_closed, [this](int n) { return !m_seenClosed.contains(n); });
            m_seenClosed = m_closed;
        }
        m_wasDown = isDown;
    }
    qint64 toTell() const { return m_toTell; }

private:
    PracticeWorld& m_world;
    int m_count;
    QRandomGenerator m_random{8};
    std::set<int> m_closed;
    std::set<int> m_seenClosed; ///< by the last whole reading
    bool m_wasDown = false;
    qint64 m_toTell = 0;
};

} // namespace

int benchWindowDay(int count)
{
    const std::shared_ptr<PracticeWorld> world = madeWorld(count);
    StewardSubject subject(madeStores(world));
    EventProbe probe(*subject.table().viewport());
    Workspace& workspace = subject.workspace();
    const auto isRead = [&] { return workspace.index() && !workspace.isReading(); };
    if (probe.run([] {}, isRead).shown < 0)
        return 1;
    EventProbe::settle(2000); // until it has been compared, and nothing begins any more
    qint64 told = 0;
    QObject::connect(&subject.alerts(), &AlertCenter::alerted, &probe, [&told](const std::vector<Alert>& alerts) {
        told += static_cast<qint64>(alerts.size());
    });
    Day day(*world, count);
    std::vector<double> gaps;
    qint64 most = 0;
    qint64 atNoon = 0;
    for (int reading = 0; reading < readings; ++reading) {
        day.passFiveMinutes();
        const auto before = workspace.index();
        const qint64 calls = world->callCount(Store::Server);
        const Felt felt =
            probe.run([&] { workspace.refresh(); }, [&] { return isRead() && workspace.index() != before; });
        if (felt.shown < 0)
            return 1;
        // Comparing, telling and keeping come after it.
        gaps.push_back(std::max(felt.gap, probe.run([] {}, [] { return true; }).gap));
        EventProbe::settle(500);
        most = std::max(most, world->callCount(Store::Server) - calls);
        if (reading == readings / 2)
            atNoon = residentPages();
    }
    const qint64 inTheEvening = residentPages();
    std::ranges::sort(gaps);
    std::printf(
        "a day of %d readings at %d rows: longest gap %.1f ms, aim 50 ms (median of the readings %.1f ms); %lld "
        "changes "
        "told of %lld; at most %lld calls of the server between two readings; memory in the evening %.3f × noon\n",
        readings, count, gaps.back(), gaps[gaps.size() / 2], static_cast<long long>(told),
        static_cast<long long>(day.toTell()), static_cast<long long>(most),
        static_cast<double>(inTheEvening) / static_cast<double>(std::max<qint64>(1, atNoon)));
    return told == day.toTell() ? 0 : 1;
}

} // namespace steward::bench
