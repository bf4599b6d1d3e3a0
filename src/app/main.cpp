#include "app/screenshots/screenshot_runner.h"
#include "app/start/app_options.h"
#include "app/start/program.h"
#include "app/style/program_resources.h"
#include "local/keychain_jobs.h"
#include "local/managed_settings.h"
#include "local/system_threads.h"
#include "local/translations.h"
#include "workflows/base/freed_memory.h"
#include "workflows/base/program_version.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <optional>

using namespace steward;

namespace {

int printError(const QString& sentence)
{
    fprintf(stderr, "%s\n", qPrintable(sentence));
    return 1;
}

/// Nothing where neither is asked for.
std::optional<QString> textAskedFor(const AppOptions& options)
{
    if (options.help)
        return appHelpText();
    if (options.version)
        return programVersion(QStringLiteral("steward"), keychainVersion());
    return {};
}

/// Help and version need no display. Only looked for in what was typed: QApplication takes its own options out first.
bool mayAskForText(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char* word) {
        return qstrcmp(word, "--help") == 0 || qstrcmp(word, "-h") == 0 || qstrcmp(word, "--version") == 0;
    });
}

int tell(const QString& text)
{
    fputs(qPrintable(text), stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    keepThreadLocals();
    shareHeaps();
    if (argc > 1 && mayAskForText(argc, argv)) {
        QCoreApplication application(argc, argv);
        const Language asked = languageAskedFor(QCoreApplication::arguments());
        installTranslations(application, ManagedSettings::load().language.value_or(asked));
        const Result<AppOptions> options = AppOptions::parse(QCoreApplication::arguments().mid(1));
        if (const auto text = options ? textAskedFor(*options) : std::nullopt)
            return tell(*text);
    }
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("steward"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEWARD_VERSION));
    loadProgramResources(application, languageAskedFor(QCoreApplication::arguments()));
    const Result<AppOptions> options = AppOptions::parse(QCoreApplication::arguments().mid(1));
    if (!options)
        return printError(options.error().sentence);
    if (const int percent = qEnvironmentVariableIntValue(screenshotPercentVariable); percent > 0)
        return writeScreenshots(application, options->screenshots, percent);
    if (!options->screenshots.isEmpty())
        return runScreenshots(options->screenshots, options->beside);
    Program program(application, *options);
    program.start();
    return QApplication::exec();
}
