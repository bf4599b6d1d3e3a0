#include "bench/memory_bench.h"

#include "bench/bench_stores.h"
#include "bench/measured_process.h"
#include "cli/apply_command.h"
#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/store_set.h"
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

std::optional<MeasuredRun> measured(Measurer& measurer, const QString& program, int size, int count)
{
    BenchStores stores; // anew for each run
    const ScratchDirectory folder;
    stores.server.setDeletionDelay(0ms);
    if (const auto started = stores.start({size, 0}); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return {};
    }
    const MeasuredRun run = measurer.run(
        program, {QStringLiteral("--delete-many"), QString::number(count), QStringLiteral("--data"), folder.path()},
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
