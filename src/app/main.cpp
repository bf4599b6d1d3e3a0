#include "app/app_options.h"
#include "app/look/program_resources.h"
#include "app/screenshots/screenshot_runner.h"
#include "app/start/program.h"
#include "workflows/engine/freed_memory.h"

#include <QApplication>

#include <cstdio>

using namespace steward;

namespace {

int complain(const QString& sentence)
{
    fprintf(stderr, "%s\n", qPrintable(sentence));
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    shareHeaps();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steward"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEWARD_VERSION));
    const Result<AppOptions> options = AppOptions::parse(QCoreApplication::arguments().mid(1));
    if (!options)
        return complain(options.error().sentence);
    if (options->help || options->version) {
        const QString text = options->help ? appHelpText() : QCoreApplication::applicationVersion() + QLatin1Char('\n');
        fputs(qPrintable(text), stdout);
        return 0;
    }
    loadProgramResources(application);
    if (const int percent = qEnvironmentVariableIntValue(screenshotPercentVariable); percent > 0)
        return writeScreenshots(application, options->screenshots, percent);
    if (!options->screenshots.isEmpty())
        return runScreenshots(options->screenshots);
    Program program(application, *options);
    program.start();
    return QApplication::exec();
}
