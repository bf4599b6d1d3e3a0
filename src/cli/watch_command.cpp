#include "cli/watch_command.h"

#include "cli/question_progress.h"
#include "cli/terminal_text.h"
#include "domain/iso_time.h"
#include "domain/query/named_views.h"
#include "local/data_directory.h"
#include "local/saved_views.h"
#include "wording/query_words.h"
#include "workflows/base/waiting.h"
#include "workflows/live/hint_listener.h"
#include "workflows/read/audit_reader.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QProcess>
#include <QStandardPaths>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace steward {
namespace {

struct WatchText {
    Q_DECLARE_TR_FUNCTIONS(steward::WatchCommand)
};

constexpr int readingsAtStart = 3;
constexpr std::chrono::minutes usualEvery{5};
constexpr std::chrono::seconds programTime{30};

Error usageError(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("usage")};
}

/// The query of a view, by its word or its title.
Result<RowQuery> queryOfView(const QString& name, const DataDirectory& directory, const QString& profileId)
{
    if (name.isEmpty())
        return RowQuery();
    QString text;
    if (const std::optional<QString> known = viewQuery(name)) {
        text = *known;
    } else {
        const std::vector<SavedView> saved = readSavedViews(directory.path(), profileId);
        const auto found = std::ranges::find_if(
            saved, [&name](const SavedView& view) { return view.title.compare(name, Qt::CaseInsensitive) == 0; });
        if (found == saved.end()) {
            QStringList names = viewWords();
            for (const SavedView& view : saved)
                names << view.title;
            //: %1 is what was typed, %2 lists names of views
            return std::unexpected(usageError(WatchText::tr("There is no view called “%1”. There are: %2.")
                                                  .arg(name, names.join(QStringLiteral(", ")))));
        }
        text = found->query;
    }
    RowQuery query = RowQuery::fromText(text, problemNames());
    if (query.trouble())
        return std::unexpected(usageError(sentenceOf(*query.trouble())));
    return query;
}

/// A file that can be run: as given, else in PATH. It is run as it is, by no shell and without arguments.
Result<QString> programOf(const QString& given)
{
    if (given.isEmpty())
        return QString();
    const QFileInfo file(given);
    if (file.isFile() && file.isExecutable())
        return file.absoluteFilePath();
    const QString found = given.contains(QLatin1Char('/')) ? QString() : QStandardPaths::findExecutable(given);
    if (found.isEmpty())
        //: %1 is the path of a file
        return std::unexpected(usageError(WatchText::tr("%1 is no program that can be run.").arg(given)));
    return found;
}

/// The rest of the environment: our own variables hold secrets.
QProcessEnvironment environmentOfPrograms()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString& name : names) {
        if (name.startsWith(QLatin1String("STEWARD_"), Qt::CaseInsensitive))
            environment.remove(name);
    }
    return environment;
}

/// Waits for the next reading: for its time, or for a hint that brings it nearer.
class Waiting final {
public:
    Waiting(const ProfileContext& profile, const Console& console, ReadingPace::Settings settings)
        : m_stop(console.stop)
        , m_pace(settings)
        , m_hints(*profile.stores, {[this](Store) { hear(); }})
        , m_thread([this](const std::stop_token& stop) { m_hints.run(stop); })
    {
    }
    void ended(std::chrono::milliseconds took, bool isWhole)
    {
        const std::lock_guard lock(m_mutex);
        m_pace.ended(std::chrono::steady_clock::now(), took, isWhole);
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        while (!m_stop.stop_requested()) {
            const auto next = m_pace.next().value_or(ReadingPace::Time::max());
            if (std::chrono::steady_clock::now() >= next)
                return;
            m_isHinted = false;
            m_changed.wait_until(lock, m_stop, next, [this] { return m_isHinted; });
        }
    }

private:
    void hear()
    {
        const std::lock_guard lock(m_mutex);
        m_pace.hinted(std::chrono::steady_clock::now());
        m_isHinted = true;
        m_changed.notify_all();
    }

    const std::stop_token m_stop;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    ReadingPace m_pace;
    bool m_isHinted = false;
    HintListener m_hints;
    std::jthread m_thread; // the last: it ends before what it uses
};

class Watch final {
public:
    Watch(
        const ProfileContext& profile, const Console& console, const WatchOptions& options, QString program,
        RowQuery view)
        : m_profile(profile)
        , m_console(console)
        , m_options(options)
        , m_program(std::move(program))
        , m_alerts(std::move(view), problemNames())
    {
    }

    int run()
    {
        ReadingPace::Settings pace = m_options.pace;
        if (pace.every.count() <= 0)
            pace.every = usualEvery;                 // the window's switch is not about this command
        Waiting waiting(m_profile, m_console, pace); // a change while the first reading runs is heard
        if (const std::optional<int> code = begin(waiting))
            return *code;
        while (!m_console.stop.stop_requested()) {
            waiting.wait();
            if (m_console.stop.stop_requested())
                break;
            if (!tell(m_alerts.take(read(waiting))))
                return 1;
        }
        return 0;
    }

private:
    Audit read(Waiting& waiting)
    {
        const auto started = std::chrono::steady_clock::now();
        AuditProgress silent;
        Audit audit = AuditReader(*m_profile.stores, m_profile.settings).read({}, silent, m_console.stop);
        waiting.ended(
            std::chrono::round<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started),
            audit.allStoresRead());
        return audit;
    }

    /// The reading with which all later ones are compared; a code where it ends here.
    std::optional<int> begin(Waiting& waiting)
    {
        for (int readings = 1;; ++readings) {
            const Audit audit = read(waiting);
            if (m_console.stop.stop_requested())
                return 0;
            if (audit.allStoresRead()) {
                static_cast<void>(m_alerts.take(audit));
                //: %n is a number of rows
                m_console.printError(WatchText::tr(
                    "Watching %n row(s). Each change is told once. Ctrl+C ends it.", nullptr,
                    static_cast<int>(audit.rows().size())));
                return {};
            }
            if (readings == readingsAtStart)
                return leave(audit);
            if (!waitFor(m_options.startPause, {QDeadlineTimer(QDeadlineTimer::Forever), m_console.stop}))
                return 0;
        }
    }

    int leave(const Audit& audit) const
    {
        const Snapshot& snapshot = audit.snapshot();
        for (const std::optional<Error>& error :
             {snapshot.server.error(), snapshot.database.error(), snapshot.cache.error()}) {
            if (error)
                return m_console.fail(*error);
        }
        return 1;
    }

    bool tell(const std::vector<Alert>& alerts) const
    {
        for (const Alert& alert : alerts) {
            const QByteArray json = QJsonDocument(alertJson(alert)).toJson(QJsonDocument::Compact) + '\n';
            if (m_console.json)
                m_console.out->write(json);
            else
                m_console.print(lineOf(alert));
            if (!m_console.flush())
                return false;
            if (!m_program.isEmpty() && !m_console.stop.stop_requested()) // else it would be killed at once
                hand(json);
        }
        return true;
    }

    static QString lineOf(const Alert& alert)
    {
        const QDateTime at = localTime(alert.at);
        QString line = QLocale().toString(at, QStringLiteral("HH:mm:ss")) + QStringLiteral("  ") +
                       terminalText(alertSentence(alert));
        if (!alert.instance.isEmpty())
            line += QStringLiteral("  ") + terminalText(alert.instance.text());
        return line;
    }

    /// What goes wrong there ends nothing: the next change is told to it again.
    void hand(const QByteArray& json) const
    {
        QProcess process;
        process.setProcessEnvironment(environmentOfPrograms());
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(m_program, {});
        process.write(json);
        process.closeWriteChannel();
        const QDeadlineTimer until(programTime);
        while (process.state() != QProcess::NotRunning && !until.hasExpired() && !m_console.stop.stop_requested())
            process.waitForFinished(100);
        const bool wasKilled = process.state() != QProcess::NotRunning;
        if (wasKilled) {
            process.kill();
            process.waitForFinished(1000);
        }
        if (wasKilled || process.error() == QProcess::FailedToStart || process.exitStatus() != QProcess::NormalExit ||
            process.exitCode() != 0)
            //: %1 is the path of a program
            m_console.printError(WatchText::tr("%1 did not take the change.").arg(terminalText(m_program)));
    }

    const ProfileContext& m_profile;
    const Console& m_console;
    const WatchOptions& m_options;
    const QString m_program;
    AlertWatch m_alerts;
};

} // namespace

QJsonObject alertJson(const Alert& alert)
{
    QJsonObject object{
        {QStringLiteral("version"), 1},
        {QStringLiteral("at"), isoTime(alert.at)},
        {QStringLiteral("change"), alertWord(alert.kind)},
        {QStringLiteral("instance_name"), alert.instance.isEmpty() ? QJsonValue() : QJsonValue(alert.instance.text())},
        {QStringLiteral("organization_id"), alert.organization.toJson()},
        {QStringLiteral("finding"), alert.finding ? QJsonValue(findingWord(*alert.finding)) : QJsonValue()}};
    if (alert.store)
        object.insert(QStringLiteral("store"), storeWord(*alert.store));
    return object;
}

int runWatch(
    const ProfileContext& profile, const Console& console, const WatchOptions& options, const DataDirectory& directory)
{
    Result<RowQuery> view = queryOfView(options.view, directory, profile.profileId);
    if (!view)
        return console.fail(view.error());
    Result<QString> program = programOf(options.program);
    if (!program)
        return console.fail(program.error());
    return Watch(profile, console, options, std::move(*program), std::move(*view)).run();
}

} // namespace steward
