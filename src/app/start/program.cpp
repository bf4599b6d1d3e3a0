#include "app/start/program.h"

#include "app/profiles/profile_service.h"
#include "app/shell/window_alerts.h"
#include "app/start/windows.h"
#include "app/style/appearance.h"
#include "app/window/main_window.h"
#include "local/environment_settings.h"
#include "local/practice_journal.h"
#include "local/profile_contexts.h"
#include "local/system_keychain.h"
#include "stores/live_stores.h"
#include "stores/postgres/libpq_files.h"

#include <QApplication>
#include <QFileOpenEvent>

#include <cstdio>
#include <utility>

namespace steward {

Result<ProgramFiles> ProgramFiles::open(const QString& dataDirectory)
{
    const Result<DataDirectory> directory = DataDirectory::open(dataDirectory);
    if (!directory)
        return std::unexpected(directory.error());
    Result<std::unique_ptr<Log>> log = Log::open(directory->logsPath(), Log::Writing::OnWorker);
    if (!log)
        return std::unexpected(log.error());
    PracticeJournal::forgetOld(*directory);
    ManagedSettings managed = ManagedSettings::load();
    if (managed.trouble)
        (*log)->error(QStringLiteral("Read what an administrator has set…"), *managed.trouble);
    return ProgramFiles{
        *directory, std::move(managed), std::move(*log), WindowSettings::load(directory->path()), checkLibpqFiles()};
}

Program::Program(QApplication& application, AppOptions options)
    : m_application(application)
    , m_options(std::move(options))
    , m_file(m_options.file)
    , m_post(this)
{
    application.installEventFilter(this);
}

Program::~Program() = default;

void Program::start()
{
    m_runner.run([this, box = m_post.box(), folder = m_options.dataDirectory](const std::stop_token&) {
        box->post([this, files = ProgramFiles::open(folder)] { openWindow(files); });
    });
}

void Program::openWindow(const Result<ProgramFiles>& files)
{
    if (!files) {
        fprintf(stderr, "%s\n", qPrintable(files.error().sentence));
        return QCoreApplication::exit(1);
    }
    m_log = files->log;
    m_messages = std::make_unique<LogMessageHandler>(*m_log);
    m_settings = std::make_unique<WindowSettings>(m_runner, files->directory.path(), files->settings, files->managed);
    // What an administrator has set goes before --lang.
    const Language wanted = m_options.language.value_or(m_settings->language());
    installTranslations(m_application, files->managed.language.value_or(wanted));
    applyAppearance(m_application, m_settings->appearance());
    m_profiles = std::make_unique<ProfileService>(
        ProfileService::Parts{
            files->directory, std::make_shared<SystemKeychain>(), QProcessEnvironment::systemEnvironment(),
            [](const ConnectionSettings& connection) { return std::make_shared<const LiveStores>(connection); },
            [log = m_log](const ConnectionSettings& connection) { log->registerSecrets(connection); },
            [log = m_log](const QString& text) { return log->redactor().redact(text); }, files->managed},
        m_runner);
    m_windows = std::make_unique<Windows>(m_runner, *m_profiles, *m_settings);
    MainWindow& window = m_windows->add();
    if (!m_options.background)
        window.show();
    else if (window.alerts().hasPlace())
        window.alerts().hideWindow();
    else
        window.showMinimized();
    if (!m_file.isEmpty())
        m_windows->openFile(std::exchange(m_file, {}));
    if (!files->libpq && !m_options.practice) {
        Log& log = *m_log;
        log.error(QStringLiteral("Look for the PostgreSQL library…"), files->libpq.error());
        return window.showWelcome(files->libpq.error().sentence);
    }
    openFirst(window, files->directory);
}

bool Program::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::FileOpen)
        return QObject::eventFilter(watched, event);
    m_file = static_cast<QFileOpenEvent*>(event)->file();
    if (m_windows)
        m_windows->openFile(std::exchange(m_file, {}));
    return true;
}

MainWindow* Program::window() const
{
    return m_windows ? m_windows->all().front().get() : nullptr;
}

void Program::openFirst(MainWindow& window, const DataDirectory& directory)
{
    if (m_options.practice)
        return window.openStores(practiceContext(directory));
    if (!m_options.profile.isEmpty())
        return window.openProfile(m_options.profile);
    if (QProcessEnvironment::systemEnvironment().contains(QStringLiteral("STEWARD_EVOLUTION_URL")))
        return openEnvironment(window, directory);
    if (const QString last = m_settings->lastProfile(); !last.isEmpty())
        window.openProfile(last);
}

void Program::openEnvironment(MainWindow& window, const DataDirectory& directory)
{
    const EnvironmentSettings environment(QProcessEnvironment::systemEnvironment());
    const Result<ResolvedProfile> resolved = environment.fromEnvironment();
    const Result<ProfileContext> stores =
        resolved ? contextOfProfile(
                       *resolved, directory, m_profiles->managed(),
                       [log = m_log](const ConnectionSettings& connection) { log->registerSecrets(connection); })
                 : std::unexpected(resolved.error());
    if (stores) {
        ProfileContext ofEnvironment = *stores;
        ofEnvironment.protectInProfile = {}; // it is saved nowhere
        return window.openStores(ofEnvironment);
    }
    Log& log = *m_log;
    log.error(QStringLiteral("Open the environment's stores…"), stores.error());
    window.showWelcome(stores.error().sentence);
}

} // namespace steward
