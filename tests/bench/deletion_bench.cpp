#include "bench/deletion_bench.h"

#include "stores/live_stores.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/session/session.h"

#include <QElapsedTimer>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;
using namespace steward::rig;

namespace steward::bench {
namespace {

constexpr int count = 2'000;
constexpr int connections = 16;

/// Fresh stores with the fleet, behind nothing: the adapters' own speed is meant.
struct Fleet {
    LiveFleet stores{GeneratedFleet{count, 1}};
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

std::vector<InstanceName> names()
{
    std::vector<InstanceName> all;
    for (int index = 0; index < count; ++index)
        all.push_back(InstanceName::fromUtf8(GeneratedFleet::instanceName(index)));
    return all;
}

double bareSeconds()
{
    Fleet fleet;
    if (!fleet.start())
        return -1;
    const LiveStores stores(fleet.stores.settings());
    const std::vector<InstanceName> all = names();
    std::atomic_size_t next = 0;
    std::atomic_bool failed = false;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < connections; ++thread) {
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

Times complete(const Manner& manner)
{
    Fleet fleet;
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
    return onWorker([&] {
        const auto session = Session::open(fleet.parts());
        if (!session)
            return Times{};
        PlanRequest request;
        request.kind = PlanKind::Delete;
        request.names = names();
        const Plan plan = PlanMaker(*session).make(request, CallContext::within(60s)).plan;
        const PauseControl pauseControl;
        Beginning observer;
        const ChangeResult result =
            test::applyShown(*session, times, plan, plan.confirm, observer, pauseControl, CallContext::within(600s));
        if (result.outcome != OperationOutcome::Done) {
            std::fprintf(stderr, "not done: %s\n", result.error ? qPrintable(result.error->detail) : "an item failed");
            return Times{};
        }
        return Times{observer.seconds(), observer.planSeconds()};
    });
}

} // namespace

int benchDeletions()
{
    const double bare = bareSeconds();
    if (bare < 0)
        return 1;
    for (const Manner& manner :
         {Manner{100, false, false, "which grow; aim 3.5"},
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

} // namespace steward::bench
