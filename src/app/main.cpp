#include "app/app_options.h"
#include "app/look/appearance.h"
#include "app/look/program_resources.h"
#include "app/profiles/profile_service.h"
#include "app/screenshots/screenshot_runner.h"
#include "app/window/main_window.h"
#include "app/window/window_settings.h"
#include "app/work/background_runner.h"
#include "local/environment_settings.h"
#include "local/system_keychain.h"
#include "stores/live_stores.h"

#include <QApplication>

#include <cstdio>

using namespace steward;

namespace {

int complain(const QString& sentence)
{
    fprintf(stderr, "%s\n", qPrintable(sentence));
    return 1;
}

/// What the options, the environment or the last time say; the first-run page where nobody says anything.
void openFirst(
    MainWindow& window, const AppOptions& options, const WindowSettings& settings, const DataDirectory& directory)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (options.practice)
        return window.openStores(StoreSet::practice());
    if (!options.profile.isEmpty())
        return window.openProfile(options.profile);
    if (environment.contains(QStringLiteral("STEWARD_EVOLUTION_URL"))) {
        const Result<ResolvedProfile> resolved = EnvironmentSettings(environment).fromEnvironment();
        if (!resolved)
            return window.showFirstRun(resolved.error().sentence);
        const Result<StoreSet> stores = StoreSet::fromProfile(*resolved, directory);
        return stores ? window.openStores(*stores) : window.showFirstRun(stores.error().sentence);
    }
    if (const QString last = settings.lastProfile(); !last.isEmpty())
        window.openProfile(last);
}

int runWindow(QApplication& application, const AppOptions& options)
{
    const Result<DataDirectory> directory = DataDirectory::open(options.dataDirectory);
    if (!directory)
        return complain(directory.error().sentence);
    WindowSettings settings(directory->path());
    applyAppearance(application, settings.appearance());
    BackgroundRunner runner; // goes after the window, when nobody waits for it any more
    ProfileService profiles(
        {*directory, std::make_shared<SystemKeychain>(), QProcessEnvironment::systemEnvironment(),
         [](const ConnectionSettings& connection) { return std::make_shared<const LiveStores>(connection); }},
        runner);
    MainWindow window(runner, profiles, settings);
    window.show();
    openFirst(window, options, settings, *directory);
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
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
    return runWindow(application, *options);
}
