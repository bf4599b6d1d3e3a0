#include "bench/memory_bench.h"

#include "bench/bench_stores.h"
#include "bench/measured_process.h"
#include "cli/apply_command.h"
#include "cli/commands.h"
#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/profile_contexts.h"
#include "support/scratch_directory.h"
#include "support/worker.h"
#include "workflows/base/freed_memory.h"

#include <QFile>

#include <csignal>
#include <cstdio>
#include <functional>
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

int benchResume(Measurer& measurer, const QString& program, int size)
{
    BenchStores stores;
    const ScratchDirectory folder;
    stores.server.setDeletionDelay(0ms);
    if (const auto started = stores.start({size, 0}); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return 1;
    }
    const QStringList data{QStringLiteral("--data"), folder.path()};
    const MeasuredRun killed = measurer.run(
        program,
        QStringList{
            QStringLiteral("--delete-many"), QString::number(size), QStringLiteral("--die-after"),
            QString::number(size / 2)} +
            data,
        stores.environment());
    const int left = static_cast<int>(stores.server.instances().size());
    const MeasuredRun resumed =
        measurer.run(program, QStringList{QStringLiteral("--resume")} + data, stores.environment());
    std::printf(
        "%d deleted, killed with %d left: peak memory %.1f MB, %.0f s; resumed: %.1f MB, %.0f s, %d left\n", size, left,
        static_cast<double>(killed.peakKib) / 1024.0, killed.seconds, static_cast<double>(resumed.peakKib) / 1024.0,
        resumed.seconds, static_cast<int>(stores.server.instances().size()));
    return resumed.exitCode == 0 && stores.server.instances().empty() ? 0 : 1;
}

namespace {

/// Kills this process once so many items were told as ended.
class DyingOutput final : public Output {
public:
    explicit DyingOutput(int lines)
        : m_left(lines)
    {
    }

protected:
    qint64 writeData(const char* data, qint64 size) override
    {
        if (QByteArrayView(data, size).contains(": server ") && --m_left == 0)
            static_cast<void>(std::raise(SIGKILL));
        return Output::writeData(data, size);
    }

private:
    int m_left; ///< below 0: never
};

int withStores(
    const QString& folder, Output& out, const std::function<int(const ProfileContext&, const Console&)>& command)
{
    shareHeaps(); // as the window does
    QFile err;
    if (!err.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return 1;
    return onWorker([&] {
        const auto directory = DataDirectory::open(folder);
        const auto resolved = EnvironmentSettings(QProcessEnvironment::systemEnvironment()).fromEnvironment();
        if (!directory || !resolved)
            return 1;
        const auto profile = contextOfProfile(*resolved, *directory, {});
        if (!profile)
            return 1;
        Console console;
        console.out = &out;
        console.err = &err;
        return command(*profile, console);
    });
}

} // namespace

int deleteMany(int count, const QString& folder, int dieAfter)
{
    DyingOutput out(dieAfter);
    if (!out.open(stdout, QIODevice::WriteOnly))
        return 1;
    return withStores(folder, out, [count](const ProfileContext& profile, const Console& console) {
        ApplyOptions options;
        options.consent.text = QString::number(count);
        for (int index = 0; index < count; ++index)
            options.request.names.push_back(InstanceName::fromUtf8(GeneratedFleet::instanceName(index)));
        return runApply(profile, console, options);
    });
}

int resumeMany(const QString& folder)
{
    Output out;
    if (!out.open(stdout, QIODevice::WriteOnly))
        return 1;
    return withStores(folder, out, [](const ProfileContext& profile, const Console& console) {
        return runJournalResume(profile, console);
    });
}

} // namespace steward::bench
