#include "app/plans/plan_page.h"
#include "app/profiles/profile_editor.h"
#include "app/shell/workspace_view.h"
#include "app/start/file_opening.h"
#include "app/start/program.h"
#include "app/window/main_window.h"
#include "app/work/error_log.h"
#include "local/profile_contexts.h"
#include "local/profile_file.h"
#include "local/profile_samples.h"
#include "local/profile_store.h"
#include "support/scratch_directory.h"
#include "support/server_process.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/creation/creation.h"

#include <QApplication>
#include <QDirIterator>
#include <QFileOpenEvent>
#include <QLabel>
#include <QLockFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::program_test {

namespace {

/// Answers every request with an error that repeats the request's headers.
void answerWithWhatCame(QTcpServer& server)
{
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        QTcpSocket* socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            const QByteArray asked = socket->readAll();
            socket->write(
                "HTTP/1.1 500 Broken\r\nConnection: close\r\nContent-Length: " + QByteArray::number(asked.size()) +
                "\r\n\r\n" + asked);
            socket->disconnectFromHost();
        });
    });
}

/// Without the marks at which a label may break.
QString saidIn(const QWidget& window)
{
    QString said;
    for (const QLabel* label : window.findChildren<QLabel*>())
        said += label->text().remove(QChar(0x200b));
    return said;
}

Error errorOf(ErrorKind kind, const QString& detail)
{
    return {kind, QStringLiteral("A sentence."), detail};
}

} // namespace

/// The program around its window: what it keeps between two starts, and what it writes down.
class ProgramTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWindowComesBackAsItWasLeft();
    void savingNeverWaits();
    void manyChangesAreOneSave();
    void whatAnotherStewardKeptStays();
    void everyErrorOfAnAnswerIsFound();
    void detailsAreLoggedWithoutSecrets();
    void anUnusableDataDirectoryIsSaid();
    void filesAreKnownByTheirNames();
    void aPlanIsShownWhenAWorkspaceOpens();
    void aProfileIsImported();
    void anotherFileIsRefused();
};

void ProgramTest::theWindowComesBackAsItWasLeft()
{
    const rig::ScratchDirectory scratch;
    AppOptions options;
    options.practice = true;
    options.dataDirectory = scratch.path();
    {
        Program program(*qApp, options);
        program.start();
        QVERIFY2(!program.window(), "nothing is read while the program starts");
        QTRY_VERIFY(program.window());
        program.window()->resize(1111, 777);
        program.window()->close();
    }
    {
        Program program(*qApp, options);
        program.start();
        QTRY_VERIFY(program.window());
        QCOMPARE(program.window()->size(), QSize(1111, 777));
        QVERIFY(QFile::exists(scratch.filePath(QStringLiteral("logs/steward.log"))));
    }
}

void ProgramTest::savingNeverWaits()
{
    const rig::ScratchDirectory scratch;
    // While somebody else has the file, as on a disk that does not answer.
    QLockFile lock(scratch.filePath(QStringLiteral("window-1.ini.lock")));
    QVERIFY(lock.lock());
    {
        BackgroundRunner runner;
        WindowSettings settings(runner, scratch.path(), {});
        settings.setGeometry("first");
        QTRY_COMPARE(runner.running(), 1);
        settings.setGeometry("second");
        settings.setLastProfile(QStringLiteral("sul"));
        QTRY_COMPARE(runner.running(), 2);
        settings.setGeometry("last");
        QCOMPARE(settings.geometry(), QByteArray("last"));
        lock.unlock(); // here this thread still runs, and the saves with it
    }
    const WindowSettings::Values kept = WindowSettings::load(scratch.path());
    QCOMPARE(kept.value(QStringLiteral("window/geometry")).toByteArray(), QByteArray("last"));
    QCOMPARE(kept.value(QStringLiteral("profile/last")).toString(), QStringLiteral("sul"));
}

void ProgramTest::manyChangesAreOneSave()
{
    const rig::ScratchDirectory scratch;
    BackgroundRunner runner;
    WindowSettings settings(runner, scratch.path(), {});
    for (int i = 0; i < 1000; ++i)
        settings.setColumns(QByteArray::number(i));
    QCOMPARE(runner.running(), 0); // a little later
    const auto kept = [&] {
        return WindowSettings::load(scratch.path()).value(QStringLiteral("table/columns")).toByteArray();
    };
    QTRY_COMPARE(kept(), QByteArray("999"));
    settings.setColumns("999");
    QTest::qWait(500);
    QCOMPARE(runner.running(), 0);
}

void ProgramTest::whatAnotherStewardKeptStays()
{
    const rig::ScratchDirectory scratch;
    {
        BackgroundRunner runner;
        WindowSettings mine(runner, scratch.path(), WindowSettings::load(scratch.path()));
        {
            BackgroundRunner theirRunner;
            WindowSettings theirs(theirRunner, scratch.path(), WindowSettings::load(scratch.path()));
            theirs.setLastProfile(QStringLiteral("theirs"));
        }
        mine.setGeometry("mine");
    }
    const WindowSettings::Values kept = WindowSettings::load(scratch.path());
    QCOMPARE(kept.value(QStringLiteral("profile/last")).toString(), QStringLiteral("theirs"));
    QCOMPARE(kept.value(QStringLiteral("window/geometry")).toByteArray(), QByteArray("mine"));
}

void ProgramTest::everyErrorOfAnAnswerIsFound()
{
    const Error whole = errorOf(ErrorKind::Refused, QStringLiteral("whole"));
    const Error part = errorOf(ErrorKind::TimedOut, QStringLiteral("part"));
    CreationResult creation;
    creation.error = whole;
    creation.items.resize(2);
    creation.items[1].error = part;
    const std::vector<Error> both{whole, part};
    QCOMPARE(errorsIn(creation), both);
    QCOMPARE(errorsIn(Result<CreationResult>(creation)), both);
    QCOMPARE(errorsIn(Result<std::vector<CreationResult>>({creation})), both);
    QCOMPARE(errorsIn(Result<CreationResult>(std::unexpected(part))), std::vector<Error>{part});
    GuardsResult guards;
    guards.items.push_back({GuardPart::NameIndex, GuardsItem::Outcome::Failed, part});
    struct Attempt {
        GuardsResult result;
    };
    QCOMPARE(errorsIn(Result<Attempt>(Attempt{guards})), std::vector<Error>{part});
    QVERIFY(errorsIn(Result<void>()).empty() && errorsIn(17).empty());
}

void ProgramTest::detailsAreLoggedWithoutSecrets()
{
    const rig::ScratchDirectory scratch;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    answerWithWhatCame(server);
    const QByteArray canary = "kAnarienvogel-51";
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const int nobody = rig::freePort();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(
        QStringLiteral("STEWARD_EVOLUTION_URL"), QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort()));
    environment.insert(QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QLatin1String(canary));
    environment.insert(
        QStringLiteral("STEWARD_DATABASE_URL"),
        QStringLiteral("postgresql://steward:%1@127.0.0.1:%2/postgres").arg(QLatin1String(canary)).arg(nobody));
    environment.insert(
        QStringLiteral("STEWARD_REDIS_URL"),
        QStringLiteral("redis://:%1@127.0.0.1:%2").arg(QLatin1String(canary)).arg(nobody));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward"),
        {QStringLiteral("--data-dir"), scratch.path()});
    QVERIFY(program.waitForStarted());
    const auto log = [&] { return contentOf(scratch.filePath(QStringLiteral("logs/steward.log"))); };
    QTRY_COMPARE_WITH_TIMEOUT(log().count("Read the stores… "), 3, 30'000);
    program.kill();
    QVERIFY(program.waitForFinished());
    QVERIFY2(log().count("Read the stores… refused (") == 2, log().constData());
    QVERIFY2(log().contains("server-error ("), log().constData());
    QByteArray written = program.readAllStandardError() + program.readAllStandardOutput();
    QDirIterator files(scratch.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        written += contentOf(files.next());
    QVERIFY2(!written.contains(canary) && !written.contains(canary.toBase64()), written.constData());
    QVERIFY(written.contains("refused"));
}

void ProgramTest::anUnusableDataDirectoryIsSaid()
{
    const rig::ScratchDirectory scratch;
    QFile file(scratch.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QStringLiteral("/steward"),
        {QStringLiteral("--practice"), QStringLiteral("--data-dir"), file.fileName() + QStringLiteral("/below")});
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitCode(), 1);
    QVERIFY(!program.readAllStandardError().isEmpty());
}

void ProgramTest::filesAreKnownByTheirNames()
{
    const QString plan = QStringLiteral("/a b/José.steward-plan");
    const QString profile = QStringLiteral("C:/Üse/sul.STEWARD-PROFILE");
    QCOMPARE(savedFileOf(plan), SavedFile::Plan);
    QCOMPARE(savedFileOf(plan + QStringLiteral(".json")), SavedFile::Plan);
    QCOMPARE(savedFileOf(profile), SavedFile::Profile);
    QCOMPARE(savedFileOf(profile + QStringLiteral(".json")), SavedFile::Profile);
    for (const char* other : {"plan.json", "steward-plan", "a.steward-plan.txt", ""})
        QVERIFY2(!savedFileOf(QLatin1String(other)), other);
    const Result<AppOptions> options = AppOptions::parse({QStringLiteral("--practice"), plan});
    QVERIFY(options && options->file == plan && options->practice);
    QVERIFY(!AppOptions::parse({plan, plan}));
    QVERIFY(!AppOptions::parse({QStringLiteral("--plan")}));
}

void ProgramTest::aPlanIsShownWhenAWorkspaceOpens()
{
    const rig::ScratchDirectory scratch;
    AppOptions options;
    options.dataDirectory = scratch.path();
    Program program(*qApp, options);
    program.start();
    QTRY_VERIFY(program.window());
    const QString path = scratch.filePath(QStringLiteral("delete.steward-plan"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}") == 2);
    file.close();
    // As the desktop hands it over: no workspace is open yet.
    QFileOpenEvent event(path);
    QCoreApplication::sendEvent(qApp, &event);
    QVERIFY(!program.window()->view() && !program.window()->findChild<PlanPage*>());
    program.window()->openStores(practiceContext(*DataDirectory::open(scratch.path())));
    QTRY_VERIFY(program.window()->findChild<PlanPage*>());
    program.window()->close();
}

void ProgramTest::aProfileIsImported()
{
    const rig::ScratchDirectory scratch;
    const QString path = scratch.filePath(QStringLiteral("sul.steward-profile"));
    QVERIFY(ProfileFile::write(path, fullProfile()));
    AppOptions options;
    options.dataDirectory = scratch.filePath(QStringLiteral("data"));
    options.file = path;
    Program program(*qApp, options);
    program.start();
    QTRY_VERIFY(program.window());
    QTRY_VERIFY(program.window()->findChild<ProfileEditor*>()); // which asks for its secrets
    const auto kept = ProfileStore(*DataDirectory::open(options.dataDirectory)).list();
    QVERIFY(kept && kept->size() == 1 && kept->front().profile);
    QCOMPARE(kept->front().profile->name, fullProfile().name);
    program.window()->close();
}

void ProgramTest::anotherFileIsRefused()
{
    const rig::ScratchDirectory scratch;
    AppOptions options;
    options.dataDirectory = scratch.path();
    options.file = scratch.filePath(QStringLiteral("letter.txt"));
    Program program(*qApp, options);
    program.start();
    QTRY_VERIFY(program.window());
    QTRY_VERIFY(saidIn(*program.window()).contains(QStringLiteral("letter.txt")));
    program.window()->close();
}

STEWARD_TEST(ProgramTest)

} // namespace steward::program_test

#include "program_test.moc"
