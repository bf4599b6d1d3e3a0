#include "cli/watch_command.h"

#include "cli/cli_process.h"
#include "cli/command_line.h"
#include "local/data_directory.h"
#include "local/saved_views.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::watch_command_test {
using steward::rig::eventually;

namespace {

QList<QJsonObject> linesIn(const QByteArray& out)
{
    QList<QJsonObject> lines;
    for (const QByteArray& line : out.split('\n')) {
        if (!line.isEmpty())
            lines << QJsonDocument::fromJson(line).object();
    }
    return lines;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The command on a thread of its own, over practice stores, many times as fast.
class Watching final {
    Q_DISABLE_COPY_MOVE(Watching)

public:
    explicit Watching(WatchOptions options = {}, bool asJson = true)
        : m_options(std::move(options))
        , m_asJson(asJson)
    {
        m_options.pace.every = 40ms;
        m_options.pace.longest = 80ms;
        m_options.startPause = 20ms;
    }
    void start()
    {
        m_thread = std::jthread([this](const std::stop_token& stop) {
            Output out;
            out.setFileName(outPath());
            QFile err(errPath());
            if (!out.open(QIODevice::WriteOnly) || !err.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                return;
            ProfileContext profile;
            profile.role = Role::Administrator;
            profile.stores = std::make_shared<PracticeStores>(world);
            profile.settings.secondLook = 0ms;
            Console console;
            console.json = m_asJson;
            console.tellsLines = true;
            console.out = &out;
            console.err = &err;
            console.stop = stop;
            code = runWatch(profile, console, m_options, *DataDirectory::open(folder.path()));
            hasEnded = true;
        });
    }
    bool begins()
    {
        return eventually([this] { return err().contains("Watching") || hasEnded; }, 20'000) && !hasEnded;
    }
    int stop()
    {
        m_thread.request_stop();
        m_thread.join();
        return code;
    }
    bool ends()
    {
        return eventually([this] { return hasEnded.load(); }, 20'000);
    }
    QByteArray out() const { return contentOf(outPath()); }
    QByteArray err() const { return contentOf(errPath()); }
    bool tells(qsizetype count)
    {
        return eventually([&] { return linesIn(out()).size() >= count; }, 20'000);
    }

    /// The first that is connected; its organization has no other phone.
    InstanceName connectedOne()
    {
        InstanceName name;
        world->visit([&name](PracticeState& state, Timestamp) {
            for (const PracticeInstance& instance : state.instances) {
                const auto row = std::ranges::find_if(state.rows, [&instance](const PracticeRow& each) {
                    return each.isOurs() && each.row.enabled && each.row.names(instance.listed.name);
                });
                if (row == state.rows.end() || row->row.isProtected || instance.memory != MemoryState::Open)
                    continue;
                const auto isOfIt = [&row](const PracticeRow& each) {
                    return each.row.organizationId == row->row.organizationId;
                };
                if (name.isEmpty() && std::ranges::count_if(state.rows, isOfIt) == 1 &&
                    instance.listed.connection == Connection::Open)
                    name = instance.listed.name;
            }
        });
        return name;
    }
    void disconnect(const InstanceName& name)
    {
        world->visit([&name](PracticeState& state, Timestamp) {
            for (PracticeInstance& instance : state.instances) {
                if (instance.listed.name == name) {
                    instance.listed.connection = Connection::Close;
                    instance.memory = MemoryState::Close;
                }
            }
        });
    }

    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    std::atomic_int code = -1;
    std::atomic_bool hasEnded = false;

private:
    QString outPath() const { return folder.filePath(QStringLiteral("out")); }
    QString errPath() const { return folder.filePath(QStringLiteral("err")); }

    WatchOptions m_options;
    bool m_asJson;
    std::jthread m_thread;
};

} // namespace

class WatchCommandTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isParsed();
    void tellsAChangeOnceOnALine();
    void tellsPeopleASentence();
    void aStoreThatFailsLater();
    void aStoreThatStaysUnreadAtStart();
    void onlyAViewsRows();
    void aViewThatIsNotThere();
    void aSavedViewByItsTitle();
    void handsEachChangeToAProgram();
    void aProgramThatCannotBeRun();
    void endsByAnInterruption_data();
    void endsByAnInterruption();
    void withoutStoresItIsOneDocument();
};

void WatchCommandTest::isParsed()
{
    const auto line = CommandLine::parse(
        {QStringLiteral("watch"), QStringLiteral("--view"), QStringLiteral("attention"), QStringLiteral("--json"),
         QStringLiteral("--exec"), QStringLiteral("/usr/bin/true")});
    QVERIFY(line && line->command == CommandName::Watch && line->json);
    QCOMPARE(line->watch.view, QStringLiteral("attention"));
    QCOMPARE(line->watch.program, QStringLiteral("/usr/bin/true"));
    QVERIFY(!CommandLine::parse({QStringLiteral("watch"), QStringLiteral("one")}));
    QVERIFY(!CommandLine::parse({QStringLiteral("audit"), QStringLiteral("--exec"), QStringLiteral("x")}));
}

void WatchCommandTest::tellsAChangeOnceOnALine()
{
    Watching watching;
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    const InstanceName name = watching.connectedOne();
    QVERIFY(!name.isEmpty());
    watching.disconnect(name);
    QVERIFY(watching.tells(1));
    QTest::qWait(300); // some readings more
    QCOMPARE(watching.stop(), 0);
    const QList<QJsonObject> lines = linesIn(watching.out());
    QCOMPARE(lines.size(), 1);
    const QJsonObject& line = lines.front();
    QCOMPARE(
        line.keys(),
        (QStringList{
            QStringLiteral("at"), QStringLiteral("change"), QStringLiteral("finding"), QStringLiteral("instance_name"),
            QStringLiteral("organization_id"), QStringLiteral("version")}));
    QCOMPARE(line.value(QStringLiteral("version")).toInt(), 1);
    QCOMPARE(line.value(QStringLiteral("change")).toString(), QStringLiteral("disconnected"));
    QCOMPARE(line.value(QStringLiteral("instance_name")).toString(), name.text());
    QVERIFY(!OrganizationId::fromJson(line.value(QStringLiteral("organization_id"))).isNull());
    QVERIFY(line.value(QStringLiteral("at")).toString().endsWith(QLatin1Char('Z')));
}

void WatchCommandTest::tellsPeopleASentence()
{
    Watching watching({}, false);
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    const InstanceName name = watching.connectedOne();
    watching.disconnect(name);
    QVERIFY(eventually([&] { return watching.out().contains("is not connected any more."); }, 20'000));
    QCOMPARE(watching.stop(), 0);
    QVERIFY2(watching.out().contains(name.utf8()), watching.out());
}

void WatchCommandTest::aStoreThatFailsLater()
{
    Watching watching;
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    watching.world->setFault(Store::Database, {.failure = ErrorKind::Refused});
    QVERIFY(watching.tells(1));
    QTest::qWait(300);
    QVERIFY(!watching.hasEnded); // it goes on
    QCOMPARE(watching.stop(), 0);
    const QList<QJsonObject> lines = linesIn(watching.out());
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines.front().value(QStringLiteral("change")).toString(), QStringLiteral("store-unread"));
    QCOMPARE(lines.front().value(QStringLiteral("store")).toString(), QStringLiteral("database"));
    QVERIFY(lines.front().value(QStringLiteral("instance_name")).isNull());
}

void WatchCommandTest::aStoreThatStaysUnreadAtStart()
{
    Watching watching;
    watching.world->setFault(Store::Cache, {.failure = ErrorKind::Refused});
    watching.start();
    QVERIFY(watching.ends());
    QCOMPARE(watching.stop(), 1);
    QVERIFY2(!watching.err().isEmpty() && !watching.err().contains("Watching"), watching.err());
    QVERIFY(QJsonDocument::fromJson(watching.out()).object().contains(QStringLiteral("error")));
}

void WatchCommandTest::onlyAViewsRows()
{
    WatchOptions options;
    options.view = QStringLiteral("protected");
    Watching watching(options);
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    watching.disconnect(watching.connectedOne());
    QTest::qWait(400);
    QCOMPARE(watching.stop(), 0);
    QVERIFY2(watching.out().isEmpty(), watching.out());
}

void WatchCommandTest::aViewThatIsNotThere()
{
    WatchOptions options;
    options.view = QStringLiteral("nonsense");
    Watching watching(options);
    watching.start();
    QVERIFY(watching.ends());
    QCOMPARE(watching.stop(), 1);
    QVERIFY2(watching.err().contains("nonsense") && watching.err().contains("attention"), watching.err());
}

void WatchCommandTest::aSavedViewByItsTitle()
{
    WatchOptions options;
    options.view = QStringLiteral("my clinic");
    Watching watching(options);
    const InstanceName name = watching.connectedOne();
    {
        QSettings settings(windowSettingsPath(watching.folder.path()), QSettings::IniFormat);
        settings.setValue(
            savedViewsKey({}),
            QVariantList{
                savedViewsValue({{QStringLiteral("My clinic"), QStringLiteral("name:=") + name.text()}}), QString()});
    }
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    watching.disconnect(name);
    QVERIFY(watching.tells(1));
    QCOMPARE(watching.stop(), 0);
}

void WatchCommandTest::handsEachChangeToAProgram()
{
    QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("tell the chat; rm -rf")); // no shell reads its name
    QFile script(program);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(
        "#!/bin/sh\ncat >> \"" + folder.path().toUtf8() + "/heard\"\necho $# \"$STEWARD_SECRET\" >> \"" +
        folder.path().toUtf8() + "/arguments\"\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("STEWARD_SECRET", "cAnArY");
    WatchOptions options;
    options.program = program;
    Watching watching(options);
    watching.start();
    QVERIFY2(watching.begins(), watching.err());
    const InstanceName name = watching.connectedOne();
    watching.disconnect(name);
    const QString heard = folder.filePath(QStringLiteral("heard"));
    const QString arguments = folder.filePath(QStringLiteral("arguments"));
    const bool wasHeard = eventually([&] { return contentOf(arguments).endsWith('\n'); }, 20'000);
    QCOMPARE(watching.stop(), 0);
    qunsetenv("STEWARD_SECRET");
    QVERIFY2(wasHeard, watching.err());
    QCOMPARE(contentOf(heard), watching.out());                // the same line, whole
    QCOMPARE(contentOf(arguments).trimmed(), QByteArray("0")); // no argument, none of our variables
}

void WatchCommandTest::aProgramThatCannotBeRun()
{
    WatchOptions options;
    options.program = QStringLiteral("/nowhere/at all");
    Watching watching(options);
    watching.start();
    QVERIFY(watching.ends());
    QCOMPARE(watching.stop(), 1);
    QVERIFY2(watching.err().contains("/nowhere/at all"), watching.err());
}

void WatchCommandTest::endsByAnInterruption_data()
{
    QTest::addColumn<bool>("asJson");
    QTest::newRow("for people") << false;
    QTest::newRow("for scripts") << true;
}

void WatchCommandTest::endsByAnInterruption()
{
    QFETCH(bool, asJson);
    const QTemporaryDir scratch;
    QStringList words{
        QStringLiteral("--data-dir"), scratch.path(), QStringLiteral("--practice"), QStringLiteral("watch")};
    if (asJson)
        words << QStringLiteral("--json");
    QProcess process;
    process.start(qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward-cli"), words);
    QVERIFY(process.waitForStarted());
    QByteArray err;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process.waitForReadyRead(50);
            err += process.readAllStandardError();
            return err.contains("Watching");
        },
        30'000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY2(process.readAllStandardOutput().isEmpty(), "nothing has changed, and nothing is told");
}

void WatchCommandTest::withoutStoresItIsOneDocument()
{
    const CliRun run = runCli({QStringLiteral("watch"), QStringLiteral("--json")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.json().contains(QStringLiteral("error")));
}

STEWARD_TEST(WatchCommandTest)

} // namespace steward::watch_command_test

#include "watch_command_test.moc"
