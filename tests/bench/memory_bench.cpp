#include "bench/memory_bench.h"

#include "bench/measured_process.h"
#include "cli/apply_command.h"
#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/store_set.h"
#include "support/evolution_server.h"
#include "support/generated_fleet.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/scratch_directory.h"
#include "support/worker.h"
#include "workflows/engine/freed_memory.h"

#include <QFile>

#include <cstdio>
#include <optional>

using namespace std::chrono_literals;
using namespace steward::rig;

namespace steward::bench {
namespace {

constexpr double mostBytesAnItem = 64.0 * 1024 * 1024 / 200'000;
constexpr int part = 100; ///< of the instances are deleted by the smaller run

/// The three stores with the fleet, anew for each run.
struct Stores {
    EvolutionServer server;
    PostgresServer database;
    RedisServer cache;
    ScratchDirectory folder;

    RigResult<void> start(const GeneratedFleet& fleet)
    {
        const QString name = QStringLiteral("bench");
        if (auto done = server.start(); !done)
            return done;
        server.setDeletionDelay(0ms);
        fleet.load(server);
        if (auto done = database.start(); !done)
            return done;
        if (auto done = database.createDatabase(name); !done)
            return done;
        if (auto done = fleet.load(database, name); !done)
            return done;
        if (auto done = cache.start(); !done)
            return done;
        return fleet.load(cache);
    }

    QByteArrayList environment() const
    {
        return {
            "STEWARD_EVOLUTION_URL=" + server.url().toUtf8(), "STEWARD_EVOLUTION_API_KEY=" + server.apiKey(),
            "STEWARD_DATABASE_URL=" + database.uri(QStringLiteral("bench")).toUtf8(),
            "STEWARD_REDIS_URL=" + cache.url().toUtf8(), "STEWARD_ENVIRONMENT=development"};
    }
};

std::optional<MeasuredRun> measured(Measurer& measurer, const QString& program, int size, int count)
{
    Stores stores;
    if (const auto started = stores.start({size, 0}); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return {};
    }
    const MeasuredRun run = measurer.run(
        program,
        {QStringLiteral("--delete-many"), QString::number(count), QStringLiteral("--data"), stores.folder.path()},
        stores.environment());
    std::printf(
        "%d of %d instances deleted: peak memory %.1f MB, %.0f s\n", count, size,
        static_cast<double>(run.peakKib) / 1024.0, run.seconds);
    std::fflush(stdout);
    return run.exitCode == 0 ? std::optional(run) : std::nullopt;
}

} // namespace

int benchMemory(Measurer& measurer, const QString& program, int size)
{
    const auto few = measured(measurer, program, size, size / part);
    const auto all = few ? measured(measurer, program, size, size) : std::nullopt;
    if (!all) {
        std::fprintf(stderr, "a run failed\n");
        return 1;
    }
    const double aim = mostBytesAnItem * size / 1024 / 1024;
    std::printf(
        "the run over %d within %.1f MB of the one over %d; aim %.1f MB\n", size,
        static_cast<double>(all->peakKib - few->peakKib) / 1024.0, size / part, aim);
    return 0;
}

int deleteMany(int count, const QString& folder)
{
    shareHeaps(); // as the program does
    QFile out;
    QFile err;
    if (!out.open(stdout, QIODevice::WriteOnly) || !err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    return onWorker([&] {
        const auto directory = DataDirectory::open(folder);
        const auto profile = EnvironmentSettings(QProcessEnvironment::systemEnvironment()).fromEnvironment();
        if (!directory || !profile)
            return 1;
        const auto set = StoreSet::fromProfile(*profile, *directory);
        if (!set)
            return 1;
        CommandContext context;
        context.out = &out;
        context.err = &err;
        context.stores = set->stores;
        context.settings = set->settings;
        context.workspace.stores = set->stores;
        context.workspace.names = set->names;
        context.workspace.settings = set->settings;
        context.workspace.profileId = set->profileId;
        context.workspace.journalPath = directory->journalPath();
        context.workspace.environment = set->environment;
        ApplyOptions options;
        options.consent.text = QString::number(count);
        for (int index = 0; index < count; ++index)
            options.request.names.push_back(InstanceName::fromUtf8(GeneratedFleet::instanceName(index)));
        return runApply(context, options);
    });
}

} // namespace steward::bench
