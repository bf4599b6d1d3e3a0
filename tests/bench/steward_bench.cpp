#include "bench/audit_bench.h"
#include "bench/deletion_bench.h"
#include "bench/measured_process.h"
#include "bench/memory_bench.h"
#include "bench/removal_bench.h"
#include "bench/window_bench.h"

#include "app/style/appearance.h"
#include "app/style/program_resources.h"

#include <QApplication>
#include <QCommandLineParser>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

using namespace steward;
using namespace steward::bench;

namespace {

/// Only a window needs fonts and a platform; what is measured without one stays as small as the command line is.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv)
{
    const bool isWindow = std::any_of(argv + 1, argv + argc, [](const char* word) {
        return QByteArrayView(word).startsWith("window") || QByteArrayView(word).startsWith("--window");
    });
    if (!isWindow)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QApplication>(argc, argv);
}

void dressProgram()
{
    auto& application = *static_cast<QApplication*>(QCoreApplication::instance());
    loadProgramResources(application);
    applyAppearance(application, Appearance::Light);
}

int benchOnlyWindow(Measurer& measurer, const QCommandLineParser& parser)
{
    const int size = parser.value(QStringLiteral("instances")).toInt();
    const int rows = parser.value(QStringLiteral("rows")).toInt();
    if (rows == 0) {
        const int code = benchWindowProcesses(measurer, QCoreApplication::applicationFilePath(), size);
        if (code != 0)
            return code;
    }
    dressProgram();
    return rows == 0 ? benchWindow() : benchTable(rows, parser.isSet(QStringLiteral("alone")));
}

void addOptions(QCommandLineParser& parser)
{
    parser.addOptions(
        {{QStringLiteral("cli"), {}, QStringLiteral("PROGRAM")},
         {QStringLiteral("instances"), {}, QStringLiteral("N"), QStringLiteral("100000")}});
    parser.addOptions(
        {{QStringLiteral("only"), {}, QStringLiteral("SECTION")},
         {QStringLiteral("size"), {}, QStringLiteral("N"), QStringLiteral("200000")},
         {QStringLiteral("delete-many"), {}, QStringLiteral("N")},
         {QStringLiteral("die-after"), {}, QStringLiteral("N")},
         {QStringLiteral("made-stores"), {}, QStringLiteral("N")},
         QCommandLineOption(QStringLiteral("resume")),
         {QStringLiteral("rows"), {}, QStringLiteral("N")},
         QCommandLineOption(QStringLiteral("alone")),
         {QStringLiteral("window-process"), {}, QStringLiteral("SUBJECT")},
         {QStringLiteral("until"), {}, QStringLiteral("STATE")},
         {QStringLiteral("data"), {}, QStringLiteral("FOLDER")}});
}

/// Where this process is one of those that are measured: its exit code.
std::optional<int> runMeasured(const QCommandLineParser& parser)
{
    const QString data = parser.value(QStringLiteral("data"));
    if (const int count = parser.value(QStringLiteral("delete-many")).toInt(); count > 0)
        return deleteMany(count, data, parser.value(QStringLiteral("die-after")).toInt());
    if (parser.isSet(QStringLiteral("resume")))
        return resumeMany(data);
    if (const int size = parser.value(QStringLiteral("made-stores")).toInt(); size > 0)
        return readMadeStores(size, data);
    const QString subject = parser.value(QStringLiteral("window-process"));
    if (!subject.isEmpty())
        return runWindowProcess(subject == QLatin1String("proxy"), parser.value(QStringLiteral("until")), data);
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // each line when it is known, into a file too
    Measurer measurer;
    const auto application = makeApplication(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(*application);
    if (const std::optional<int> code = runMeasured(parser))
        return *code;
    const QString only = parser.value(QStringLiteral("only"));
    if (only.isEmpty() || only == QLatin1String("removals")) {
        if (const int code = benchRemovals(); code != 0 || !only.isEmpty())
            return code;
    }
    if (only.isEmpty() || only == QLatin1String("deletions")) {
        if (const int code = benchDeletions(); code != 0 || !only.isEmpty())
            return code;
    }
    if (only == QLatin1String("window"))
        return benchOnlyWindow(measurer, parser);
    if (only == QLatin1String("window-day")) {
        dressProgram();
        return benchWindowDay(parser.value(QStringLiteral("instances")).toInt());
    }
    // These only when they are asked for: they take up to half an hour.
    if (only == QLatin1String("rate"))
        return benchServersRate();
    const int size = parser.value(QStringLiteral("size")).toInt();
    if (only == QLatin1String("memory"))
        return benchMemory(measurer, QCoreApplication::applicationFilePath(), size);
    if (only == QLatin1String("resume"))
        return benchResume(measurer, QCoreApplication::applicationFilePath(), size);
    if (only == QLatin1String("stores"))
        return keepStores(parser.value(QStringLiteral("instances")).toInt());
    if (only == QLatin1String("growth"))
        return benchGrowth(measurer, QCoreApplication::applicationFilePath(), parser.value(QStringLiteral("cli")));
    return benchAudit(
        measurer, QCoreApplication::applicationFilePath(), parser.value(QStringLiteral("cli")),
        parser.value(QStringLiteral("instances")).toInt());
}
