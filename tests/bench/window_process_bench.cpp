#include "app/shell/workspace_pages.h"
#include "app/shell/workspace_view.h"
#include "app/start/program.h"
#include "app/style/appearance.h"
#include "app/style/program_resources.h"
#include "app/table/instance_table.h"
#include "bench/bench_stores.h"
#include "bench/event_probe.h"
#include "bench/measured_process.h"
#include "bench/window_bench.h"
#include "bench/window_subject.h"
#include "local/environment_settings.h"
#include "local/profile_contexts.h"
#include "support/scratch_directory.h"
#include "workflows/base/freed_memory.h"

#include <QApplication>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace steward::rig;

namespace steward::bench {
namespace {

/// Runs the event loop until it is true, or ends the process where it does not become so.
void await(const std::function<bool()>& isDone)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone()) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        if (timer.elapsed() > 120'000)
            std::_Exit(1);
    }
}

/// Everything selected, then filtered: what a person may do with a table.
void use(QTableView& table, QLineEdit& search, bool isFiltered)
{
    table.selectAll();
    if (isFiltered)
        search.setText(QStringLiteral("77"));
    EventProbe::settle(500);
}

int runSteward(QApplication& application, const QString& until, const QString& folder)
{
    loadProgramResources(application);
    AppOptions options;
    options.dataDirectory = folder;
    Program program(application, options);
    program.start();
    await([&] { return program.window() && program.window()->isVisible(); });
    EventProbe::settle(0); // painted
    if (until != QLatin1String("visible")) {
        await([&] { return program.window()->view() && program.window()->view()->workspace().index(); });
        program.window()->pages()->show(Page::Instances);
        EventProbe::settle(0); // painted
    }
    if (until == QLatin1String("table")) {
        auto& view = *program.window()->view();
        use(view.table(), *view.findChild<QLineEdit*>(QStringLiteral("search")), true);
    }
    std::fflush(stdout);
    std::_Exit(0);
}

int runProxy(QApplication& application, const QString& until, const QString& folder)
{
    loadProgramResources(application);
    const auto directory = DataDirectory::open(folder);
    const auto profile = EnvironmentSettings(QProcessEnvironment::systemEnvironment()).fromEnvironment();
    if (!directory || !profile)
        return 1;
    const auto set = contextOfProfile(*profile, *directory, {});
    if (!set)
        return 1;
    applyAppearance(application, Appearance::Light);
    ProxySubject subject(*set);
    EventProbe::settle(0);
    if (until == QLatin1String("table")) {
        await([&] { return subject.workspace().index() != nullptr; });
        use(subject.table(), subject.search(), false); // to filter it takes minutes, and little memory
    }
    std::_Exit(0);
}

MeasuredRun middle(Measurer& measurer, const QString& program, const QStringList& words, const QByteArrayList& stores)
{
    std::vector<MeasuredRun> runs;
    for (int round = 0; round < 5; ++round) {
        const ScratchDirectory folder;
        runs.push_back(measurer.run(program, words + QStringList{QStringLiteral("--data"), folder.path()}, stores));
        if (runs.back().exitCode != 0)
            return runs.back();
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
    return runs[runs.size() / 2];
}

} // namespace

int runWindowProcess(bool asProxy, const QString& until, const QString& folder)
{
    shareHeaps();
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    return asProxy ? runProxy(application, until, folder) : runSteward(application, until, folder);
}

int benchWindowProcesses(Measurer& measurer, const QString& program, int size)
{
    BenchStores stores;
    if (const auto started = stores.start({size, 1000}); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return 1;
    }
    const auto run = [&](const char* subject, const char* until) {
        return middle(
            measurer, program,
            {QStringLiteral("--window-process"), QLatin1String(subject), QStringLiteral("--until"),
             QLatin1String(until)},
            stores.environment());
    };
    const MeasuredRun visible = run("steward", "visible");
    const MeasuredRun proxyVisible = run("proxy", "visible");
    const MeasuredRun table = run("steward", "table");
    const MeasuredRun proxyTable = run("proxy", "table");
    for (const MeasuredRun& one : {visible, proxyVisible, table, proxyTable}) {
        if (one.exitCode != 0) {
            std::fprintf(stderr, "a run failed\n");
            return 1;
        }
    }
    std::printf(
        "from the program's start to its window: %.0f ms; aim 300 ms; %.2f × a window with QSortFilterProxyModel (%.0f "
        "ms)\n",
        visible.seconds * 1000, visible.seconds / proxyVisible.seconds, proxyVisible.seconds * 1000);
    const auto megabytes = [](const MeasuredRun& one) { return static_cast<double>(one.peakKib) / 1024; };
    std::printf(
        "peak memory with %d rows of real stores: %.0f MB; aim 300 MB; %.2f × a window with QSortFilterProxyModel "
        "(%.0f MB)\n",
        size, megabytes(table), megabytes(table) / megabytes(proxyTable), megabytes(proxyTable));
    return 0;
}

} // namespace steward::bench
