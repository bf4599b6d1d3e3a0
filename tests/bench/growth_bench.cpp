#include "bench/audit_bench.h"

#include "bench/bench_stores.h"
#include "bench/measured_process.h"
#include "cli/commands.h"
#include "support/fake_stores.h"
#include "support/scratch_directory.h"
#include "support/worker.h"
#include "workflows/base/freed_memory.h"

#include <QElapsedTimer>
#include <QFile>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

using namespace steward::rig;

namespace steward::bench {
namespace {

constexpr int rounds = 3;
constexpr double mostGrowth = 11.5;
constexpr double mostSecondsOfAThousand = 0.3;

/// What an audit of so many took; of made stores without the making.
struct Cost {
    double seconds = 0;
    double megabytes = 0;
};

/// Each by itself: the rounds need not be the same.
Cost least(const std::vector<Cost>& costs)
{
    const auto by = [&costs](double Cost::*part) { return std::ranges::min(costs, {}, part).*part; };
    return {by(&Cost::seconds), by(&Cost::megabytes)};
}

std::optional<Cost> costOfReal(Measurer& measurer, const QString& cli, int size)
{
    BenchStores stores;
    if (const auto started = stores.start({size, 100}); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return {};
    }
    const ScratchDirectory folder;
    std::vector<Cost> costs;
    for (int round = 0; round < rounds; ++round) {
        const MeasuredRun run = measurer.run(
            cli, {QStringLiteral("--data-dir"), folder.path(), QStringLiteral("audit")}, stores.environment());
        if (run.exitCode != 0 && run.exitCode != 2)
            return {};
        costs.push_back({run.seconds, static_cast<double>(run.peakKib) / 1024});
    }
    return least(costs);
}

/// The process tells what it measured in a file: the making of the stores is not part of it.
std::optional<Cost> costOfMade(Measurer& measurer, const QString& program, int size)
{
    const ScratchDirectory folder;
    std::vector<Cost> costs;
    for (int round = 0; round < rounds; ++round) {
        const QString told = folder.filePath(QStringLiteral("told"));
        const MeasuredRun run = measurer.run(
            program, {QStringLiteral("--made-stores"), QString::number(size), QStringLiteral("--data"), told});
        QFile file(told);
        if (run.exitCode != 0 || !file.open(QIODevice::ReadOnly))
            return {};
        const QList<QByteArray> words = file.readAll().split(' ');
        costs.push_back({words.value(0).toDouble(), words.value(1).toDouble()});
    }
    return least(costs);
}

void tell(const char* stores, int size, const std::optional<Cost>& before, const Cost& cost)
{
    std::printf("%d instances in %s: audit in %.2f s, %.1f MB", size, stores, cost.seconds, cost.megabytes);
    if (size == 1000)
        std::printf("; aim %.1f s", mostSecondsOfAThousand);
    if (before) {
        std::printf(
            "; %.1f × the time and %.1f × the memory of a tenth; aim %.1f", cost.seconds / before->seconds,
            cost.megabytes / before->megabytes, mostGrowth);
    }
    std::printf("\n");
}

/// One instance of an organization, the same in all three stores; every hundredth is closed though its row says active.
void addTo(test::Fleet& fleet, int index)
{
    const InstanceName name = InstanceName::fromUtf8(GeneratedFleet::instanceName(index));
    ServerInstance& instance = fleet.server.instances.emplace_back();
    instance.name = name;
    instance.connection = index % 100 == 0 ? Connection::Close : Connection::Open;
    instance.phone = PhoneNumber::fromText(QStringLiteral("5511") + QString::number(900'000'000 + index));
    if (index % 100 == 0)
        fleet.memory.insert(name, MemoryState::Close);
    Integration& row = fleet.database.integrations.emplace_back();
    row.id = IntegrationId({static_cast<uint>(index), 0xdddd, 0x4ddd, 0x8d, 1, 2, 3, 4, 5, 6, 7});
    row.organizationId = OrganizationId::fromString(QLatin1String(GeneratedFleet::organizationId(index)));
    row.status = QStringLiteral("active");
    row.enabled = true;
    row.instanceName = name;
    row.phoneColumn = instance.phone;
    row.webhookToken = WebhookToken("token" + QByteArray::number(index));
    row.createdAt = row.connectedAt = fleet.takenAt - std::chrono::hours(24);
    for (const CacheKeyKind kind : {CacheKeyKind::Instance, CacheKeyKind::Token}) {
        CacheEntry& entry = fleet.cache.entries.emplace_back();
        entry.kind = kind;
        entry.name = name;
        entry.token = kind == CacheKeyKind::Token ? row.webhookToken : WebhookToken();
        entry.organizationId = row.organizationId;
        entry.phone = row.phoneColumn;
        entry.ttlSeconds = 3000;
    }
}

test::Fleet madeFleet(int size)
{
    test::Fleet fleet;
    fleet.server.majorVersion = 2;
    const auto count = static_cast<size_t>(size);
    fleet.server.instances.reserve(count);
    fleet.database.integrations.reserve(count);
    fleet.cache.entries.reserve(count * 2);
    for (int index = 0; index < size; ++index)
        addTo(fleet, index);
    return fleet;
}

long peakKib()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

int readMadeStores(int size, const QString& told)
{
    shareHeaps();
    ProfileContext profile;
    profile.role = Role::Administrator;
    profile.stores = std::make_shared<const test::FakeStores>(madeFleet(size));
    Output out;
    out.setFileName(QStringLiteral("/dev/null"));
    QFile err(QStringLiteral("/dev/null"));
    QFile file(told);
    if (!out.open(QIODevice::WriteOnly) || !err.open(QIODevice::WriteOnly) || !file.open(QIODevice::WriteOnly))
        return 1;
    Console console;
    console.out = &out;
    console.err = &err;
    const long before = peakKib();
    QElapsedTimer timer;
    timer.start();
    const int code = onWorker([&] { return runAudit(profile, console, {}); });
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    file.write(QByteArray::number(seconds) + ' ' + QByteArray::number(static_cast<double>(peakKib() - before) / 1024));
    return code == 0 || code == 2 ? 0 : 1;
}

int benchGrowth(Measurer& measurer, const QString& program, const QString& cli)
{
    std::optional<Cost> before;
    for (const int size : {1'000, 10'000, 100'000}) {
        const std::optional<Cost> cost = costOfReal(measurer, cli, size);
        if (!cost) {
            std::fprintf(stderr, "a run failed\n");
            return 1;
        }
        tell("real stores", size, size > 10'000 ? before : std::nullopt, *cost);
        before = cost;
    }
    before.reset();
    for (const int size : {100'000, 1'000'000}) {
        const std::optional<Cost> cost = costOfMade(measurer, program, size);
        if (!cost) {
            std::fprintf(stderr, "a run failed\n");
            return 1;
        }
        tell("made stores", size, before, *cost);
        before = cost;
    }
    return 0;
}

} // namespace steward::bench
