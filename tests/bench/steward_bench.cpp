#include "bench/bench_stores.h"
#include "bench/deletion_bench.h"
#include "bench/measured_process.h"
#include "bench/memory_bench.h"
#include "bench/removal_bench.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace steward::rig;
using namespace steward::bench;

namespace {

constexpr int rounds = 3;

/// The run with the middle time of a few.
MeasuredRun median(const std::function<MeasuredRun()>& run)
{
    std::vector<MeasuredRun> runs;
    for (int round = 0; round < rounds; ++round)
        runs.push_back(run());
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
    return runs[rounds / 2];
}

int benchAudit(Measurer& measurer, BenchStores& stores, const QString& cli, int size)
{
    const QString key = QStringLiteral("apikey: ") + QString::fromLatin1(stores.server.apiKey());
    const MeasuredRun list = median([&] {
        return measurer.run(
            QStringLiteral("curl"),
            {QStringLiteral("-s"), QStringLiteral("-o"), QStringLiteral("/dev/null"), QStringLiteral("-H"), key,
             stores.server.url() + QStringLiteral("/instance/fetchInstances")});
    });
    const MeasuredRun copy = median([&] {
        return measurer.run(
            QStringLiteral("psql"),
            {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-d"),
             stores.database.uri(QStringLiteral("bench")), QStringLiteral("-c"),
             QStringLiteral("copy (select * from healthcare.integrations where type = 'whatsapp' and "
                            "provider = 'evolution') to stdout")});
    });
    const MeasuredRun audit =
        median([&] { return measurer.run(cli, {QStringLiteral("audit")}, stores.environment()); });
    if (list.exitCode != 0 || copy.exitCode != 0 || (audit.exitCode != 0 && audit.exitCode != 2)) {
        std::fprintf(
            stderr, "a run failed: curl %d, psql %d, audit %d\n", list.exitCode, copy.exitCode, audit.exitCode);
        return 1;
    }
    const double slowest = std::max(list.seconds, copy.seconds);
    std::printf(
        "audit of %d instances: %.2f × the slowest of curl (%.2f s) and psql COPY (%.2f s); aim 1.30\n", size,
        audit.seconds / slowest, list.seconds, copy.seconds);
    std::printf(
        "its time %.2f s, peak memory %.0f MB; aim 300 MB\n", audit.seconds,
        static_cast<double>(audit.peakKib) / 1024.0);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    Measurer measurer;
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("cli"), {}, QStringLiteral("PROGRAM")},
         {QStringLiteral("instances"), {}, QStringLiteral("N"), QStringLiteral("100000")}});
    parser.addOptions(
        {{QStringLiteral("only"), {}, QStringLiteral("SECTION")},
         {QStringLiteral("size"), {}, QStringLiteral("N"), QStringLiteral("200000")},
         {QStringLiteral("delete-many"), {}, QStringLiteral("N")},
         {QStringLiteral("die-after"), {}, QStringLiteral("N")},
         QCommandLineOption(QStringLiteral("resume")),
         {QStringLiteral("data"), {}, QStringLiteral("FOLDER")}});
    parser.process(application);
    if (const int count = parser.value(QStringLiteral("delete-many")).toInt(); count > 0)
        return deleteMany(
            count, parser.value(QStringLiteral("data")), parser.value(QStringLiteral("die-after")).toInt());
    if (parser.isSet(QStringLiteral("resume")))
        return resumeMany(parser.value(QStringLiteral("data")));
    const QString only = parser.value(QStringLiteral("only"));
    if (only.isEmpty() || only == QLatin1String("removals")) {
        if (const int code = benchRemovals(); code != 0 || !only.isEmpty())
            return code;
    }
    if (only.isEmpty() || only == QLatin1String("deletions")) {
        if (const int code = benchDeletions(); code != 0 || !only.isEmpty())
            return code;
    }
    // These only when they are asked for: they take half an hour.
    const int size = parser.value(QStringLiteral("size")).toInt();
    if (only == QLatin1String("memory"))
        return benchMemory(measurer, QCoreApplication::applicationFilePath(), size);
    if (only == QLatin1String("resume"))
        return benchResume(measurer, QCoreApplication::applicationFilePath(), size);
    GeneratedFleet fleet;
    fleet.size = parser.value(QStringLiteral("instances")).toInt();
    fleet.disagreeEvery = 1000;
    BenchStores stores;
    if (const auto started = stores.start(fleet); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return 1;
    }
    return benchAudit(measurer, stores, parser.value(QStringLiteral("cli")), fleet.size);
}
