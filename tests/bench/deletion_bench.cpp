#include "bench/deletion_bench.h"

#include "stores/live_stores.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/session/session.h"
#include "workflows/watched_stores.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>

using namespace std::chrono_literals;
using namespace steward::rig;

namespace steward::bench {
namespace {

constexpr int count = 2'000;
constexpr int connections = 16;
constexpr int countOfRate = 10'000;
constexpr int connectionsOfRate = 4; ///< as an operation has by itself

/// Fresh stores with the fleet, behind nothing: the adapters' own speed is meant.
struct Fleet {
    explicit Fleet(int size)
        : stores(GeneratedFleet{size, 1})
    {
    }

    LiveFleet stores;
    ScratchDirectory folder;

    bool start()
    {
        if (const auto started = stores.start(); !started) {
            std::fprintf(stderr, "%s\n", qPrintable(started.error()));
            return false;
        }
        stores.server.setLatency(20ms);
        stores.server.setDeletionDelay(0ms);
        return true;
    }
    ProfileContext parts() const
    {
        const ConnectionSettings settings = stores.settings();
        ProfileContext parts;
        parts.role = Role::Administrator;
        parts.stores = std::make_shared<LiveStores>(settings);
        parts.names = settings.names;
        parts.profileId = QStringLiteral("bench");
        parts.environment = Environment::Development;
        parts.journalPath = folder.filePath(QStringLiteral("journal"));
        return parts;
    }
};

std::vector<InstanceName> names(int size)
{
    std::vector<InstanceName> all;
    for (int index = 0; index < size; ++index)
        all.push_back(InstanceName::fromUtf8(GeneratedFleet::instanceName(index)));
    return all;
}

double bareSeconds(int size, int atOnce)
{
    Fleet fleet(size);
    if (!fleet.start())
        return -1;
    const LiveStores stores(fleet.stores.settings());
    const std::vector<InstanceName> all = names(size);
    std::atomic_size_t next = 0;
    std::atomic_bool failed = false;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < atOnce; ++thread) {
            threads.emplace_back([&] {
                const auto server = stores.makeServer();
                for (size_t place = next++; place < all.size(); place = next++)
                    failed = failed || !server->remove(all[place], CallContext::within(30s));
            });
        }
    }
    return failed ? -1 : static_cast<double>(timer.elapsed()) / 1000.0;
}

/// Knows when the plan was made anew and judged: the deletions themselves begin there.
class Beginning final : public ApplyObserver {
public:
    Beginning() { m_timer.start(); }
    void planKnown(const Plan&) override { m_planSeconds = seconds(); }
    double seconds() const { return static_cast<double>(m_timer.elapsed()) / 1000.0; }
    double planSeconds() const { return m_planSeconds; }

private:
    QElapsedTimer m_timer;
    double m_planSeconds = 0;
};

struct Times {
    double whole = -1; ///< seconds; below 0: it failed
    double plan = 0;   ///< of them until the plan was made anew
};

struct Manner {
    int batch = 0;
    bool isFixed = false;           ///< it does not grow
    bool withoutRuledWaits = false; ///< connectionState of each costs no time, nor the second look at the cache
    const char* words = "";
};

/// Nothing: it failed.
std::optional<Times>
deleteAll(const ProfileContext& parts, int size, const ApplyTimes& times, std::chrono::seconds atMost)
{
    return onWorker([&]() -> std::optional<Times> {
        const auto session = Session::open(parts);
        if (!session)
            return {};
        PlanRequest request;
        request.kind = PlanKind::Delete;
        request.names = names(size);
        const Plan plan = PlanMaker(*session).make(request, CallContext::within(300s)).plan;
        const PauseControl pauseControl;
        Beginning observer;
        const ChangeResult result =
            test::applyShown(*session, times, plan, plan.confirm, observer, pauseControl, CallContext::within(atMost));
        if (result.outcome != OperationOutcome::Done) {
            std::fprintf(stderr, "not done: %s\n", result.error ? qPrintable(result.error->detail) : "an item failed");
            return {};
        }
        return Times{observer.seconds(), observer.planSeconds()};
    });
}

Times complete(const Manner& manner)
{
    Fleet fleet(count);
    if (!fleet.start())
        return {};
    ApplyTimes times;
    times.connections = connections;
    times.batch = manner.batch;
    if (manner.isFixed)
        times.mostBatch = manner.batch;
    if (manner.withoutRuledWaits) {
        fleet.stores.server.setStateLatency(0ms);
        times.backAgain = 0ms;
    }
    return deleteAll(fleet.parts(), count, times, 600s).value_or(Times{});
}

/// What the connections that delete do from the first DELETE to the last one's answer: how much of their time a request
/// of theirs is under way. The three stores' readings and the look at what is going have connections of their own.
class BusyConnections final {
public:
    void take(Store store, const char* call, test::CallMoment moment)
    {
        if (store != Store::Server || std::strcmp(call, "list") == 0)
            return;
        thread_local Clock::time_point startedAt;
        thread_local Clock::duration untold{}; // of a thread that only looks nothing is ever told
        const auto now = Clock::now();
        const bool isDeletion = std::strcmp(call, "remove") == 0;
        const std::scoped_lock lock(m_mutex);
        if (moment == test::CallMoment::Before) {
            startedAt = now;
            if (isDeletion && !m_first)
                m_first = now;
            return;
        }
        untold += now - startedAt;
        constexpr std::array asked{"remove", "webhook", "setWebhook", "logOut"};
        if (std::ranges::none_of(asked, [call](const char* one) { return std::strcmp(call, one) == 0; }))
            return;
        m_busy += m_first ? untold : Clock::duration();
        untold = {};
        m_last = isDeletion ? now : m_last;
    }
    double seconds() const { return m_first ? std::chrono::duration<double>(m_last - *m_first).count() : 0; }
    double idleShare(int atOnce) const
    {
        return 1 - std::chrono::duration<double>(m_busy).count() / (atOnce * seconds());
    }

private:
    using Clock = std::chrono::steady_clock;

    std::mutex m_mutex;
    std::optional<Clock::time_point> m_first;
    Clock::time_point m_last;
    Clock::duration m_busy{};
};

} // namespace

int benchDeletions()
{
    const double bare = bareSeconds(count, connections);
    if (bare < 0)
        return 1;
    for (const Manner& manner :
         {Manner{100, false, false, "which grow; aim 3.0"},
          Manner{500, true, false, "the next is without the waits of the rules"},
          Manner{
              500, true, true,
              "re-read and proof are one list of the server for each batch, connectionState and the second look at the "
              "cache after 2 s cost no time; aim 1.5"}}) {
        const Times times = complete(manner);
        if (times.whole < 0)
            return 1;
        std::printf(
            "%d complete deletions in batches of %d, re-read to proof: %.2f × the bare DELETEs (%.2f s, %d "
            "connections); with the plan made anew %.2f ×; %s\n",
            count, manner.batch, (times.whole - times.plan) / bare, bare, connections, times.whole / bare,
            manner.words);
        std::fflush(stdout);
    }
    return 0;
}

int benchServersRate()
{
    const double bare = bareSeconds(countOfRate, connectionsOfRate);
    Fleet fleet(countOfRate);
    if (bare < 0 || !fleet.start())
        return 1;
    BusyConnections busy;
    ProfileContext parts = fleet.parts();
    parts.stores = test::watchedStores(parts.stores, [&busy](Store store, const char* call, test::CallMoment moment) {
        busy.take(store, call, moment);
    });
    ApplyTimes times;
    times.connections = connectionsOfRate;
    if (!deleteAll(parts, countOfRate, times, 1800s))
        return 1;
    std::printf(
        "%d complete deletions over %d connections: from the first DELETE to the last one's answer %.1f s, of which a "
        "connection waits %.1f %% without a request; aim 5 %%; %.2f × the bare DELETEs (%.1f s)\n",
        countOfRate, connectionsOfRate, busy.seconds(), busy.idleShare(connectionsOfRate) * 100, busy.seconds() / bare,
        bare);
    return 0;
}

} // namespace steward::bench
