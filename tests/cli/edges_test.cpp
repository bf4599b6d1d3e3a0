#include "cli/cli_process.h"
#include "cli/command_table.h"
#include "support/live_fleet.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

using namespace steward::rig;
using namespace steward::test;

namespace steward::edges_test {

namespace {

QString word(const char* text)
{
    return QString::fromLatin1(text);
}

QStringList words(const QString& line)
{
    return line.split(QLatin1Char(' '));
}

} // namespace

/// Files without end, full devices, closed terminals, folders that others may write to: the edges of the command line.
class EdgesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneDocumentForEveryCall_data();
    void oneDocumentForEveryCall();
    void everyCommandWritesADocument();
    void aFileWithoutEndIsRefusedSoon_data();
    void aFileWithoutEndIsRefusedSoon();
    void aFullDeviceIsAnError();
    void aClosedTerminalStopsLikeCtrlC();
    void aPipeThatSaysNothingCanBeStopped_data();
    void aPipeThatSaysNothingCanBeStopped();
    void aReaderThatIsGoneIsAnExitCode();
    void nohupIsObeyed();
    void plansAreForTheirOwnerAlone();
    void noPlanTakesThePlaceOfADevice();
    void whatOthersMayWriteToIsRefused();
    void aLinkedLogIsNotFollowed();
    void practiceHasItsOwnJournal();

private:
    /// Ended by the signal while a server never answers; the exit code, −1 where the signal itself ended it.
    int endedBy(int signal, bool isNohup, qint64* milliseconds);
};

namespace {

struct JsonCall {
    const char* line;
    std::optional<int> code; ///< nothing: whichever
};

const JsonCall jsonCalls[] = {
    {"--json", 1},
    {"--json nonsense", 1},
    {"nonsense --json", 1},
    {"--json --nonsense audit", 1},
    {"--json show", 1},
    {"--json --practice --profile x audit", 1},
    {"--json audit", 1},
    {"--json doctor", 1},
    {"--json plan clean", 1},
    {"--json delete x --yes", 1},
    {"--json apply /nowhere.json --yes", 1},
    {"--json --profile nowhere audit", 1},
    {"--json --practice create --organization x", 1},
    {"--json --practice create --organization 4e8d0f6a-1c2b-4d3e-9f10-112233445566 --name .", 1},
    {"--json --practice create --from /nowhere.csv", 1},
    {"--json --practice create --from /nowhere.csv --dry-run", 1},
    {"--json --practice create --organization 4e8d0f6a-1c2b-4d3e-9f10-112233445566 --if-exists replace --dry-run", 4},
    {"--json --practice pair x --timeout abc", 1},
    {"--json --practice pair nobody", 4},
    {"--json --practice show nobody", 1},
    {"--json --practice journal restore nonsense", 4},
    {"--json --practice journal resume", 0},
    {"--json --practice journal list", 0},
    {"--json --practice journal verify", 0},
    {"--json --practice guards sql", 0},
    {"--json --practice guards apply", 2},
    {"--json --practice guards apply --dry-run", 2},
    {"--json --practice clean", 2},
    {"--json --practice clean --yes", 4},
    {"--json --practice clean --dry-run", 2},
    {"--json --data-dir /proc/nowhere audit", 1},
    {"--json --help", 0},
    {"--json --version", 0},
    {"--json --practice audit", 2},
    {"--json --practice doctor", 0},
    {"--json --practice list", {}},
    {"--json --practice list nonsense:x", 1},
    {"--json --practice guards status", {}},
    {"--json --practice plan clean", 2},
    {"--json --practice plan repair", 2},
    {"--json --practice plan delete nobody", {}},
    {"--json --practice delete nobody --yes", {}},
    {"--json --practice repair nobody --yes", {}},
    {"--json --practice disable nobody --yes", {}},
    {"--json --practice enable nobody --yes", {}},
    {"--json --practice protect nobody --yes", {}},
    {"--json --practice unprotect nobody --yes", {}},
    {"--json --practice unlink nobody --yes", {}},
    {"--json --practice reset nobody --yes", {}},
    {"--json --practice restart nobody --yes", {}},
    {"--json --practice set-webhook nobody --url https://new.example.org/{instance_name} --yes", {}},
    {"--json profiles", 0},
    {"--json profiles export", {}},
    {"--json profiles import /nowhere.json", 1},
    {"--json support-bundle", 0},
    {"--json help", 0},
    {"--json help plan delete", 0},
};

} // namespace

void EdgesTest::oneDocumentForEveryCall_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("code");
    for (const JsonCall& call : jsonCalls)
        QTest::newRow(call.line) << word(call.line) << call.code.value_or(-1);
}

void EdgesTest::oneDocumentForEveryCall()
{
    QFETCH(QString, line);
    QFETCH(int, code);
    const CliRun run = runCli(words(line));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(run.out, &error);
    QVERIFY2(error.error == QJsonParseError::NoError && document.isObject(), run.all().constData());
    QCOMPARE(document[word("version")].toInt(), 1);
    QVERIFY2(code < 0 || run.exitCode == code, run.all().constData());
    const bool isPlain = document.object().size() == 2 && document.object().contains(word("error"));
    if (code == 1 && isPlain)
        QVERIFY(!document[word("error")][word("sentence")].toString().isEmpty());
}

/// By the table of commands; what watch tells is an object a line, for as long as it goes on.
void EdgesTest::everyCommandWritesADocument()
{
    QString all;
    for (const JsonCall& call : jsonCalls)
        all += word(call.line) + QLatin1Char(' ');
    for (const CommandSpec& command : commandTable()) {
        const bool isCalled = all.contains(QLatin1Char(' ') + command.words + QLatin1Char(' '));
        QVERIFY2(isCalled || command.name == CommandName::Watch, qPrintable(command.words));
    }
}

void EdgesTest::aFileWithoutEndIsRefusedSoon_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("plan") << word("--json --practice apply /dev/zero --yes");
    QTest::newRow("plan of noise") << word("--json --practice apply /dev/urandom --yes");
    QTest::newRow("CSV") << word("--json --practice create --from /dev/zero");
}

void EdgesTest::aFileWithoutEndIsRefusedSoon()
{
    QFETCH(QString, line);
    QElapsedTimer timer;
    timer.start();
    const CliRun run = runCli(words(line));
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!run.json()[word("error")][word("sentence")].toString().isEmpty());
}

void EdgesTest::aFullDeviceIsAnError()
{
    const ScratchDirectory folder;
    for (const char* line :
         {"--practice audit", "--practice --json audit", "--practice doctor", "--practice guards sql", "--help",
          "--practice plan clean", "--practice journal list"}) {
        QProcess process;
        process.setStandardOutputFile(word("/dev/full"));
        process.start(
            qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + word("/steward-cli"),
            QStringList{word("--data-dir"), folder.path()} + words(word(line)));
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 1, line);
    }
}

int EdgesTest::endedBy(int signal, bool isNohup, qint64* milliseconds)
{
    EvolutionServer server;
    if (!server.start())
        return -2;
    HttpFault silent;
    silent.kind = HttpFault::Kind::Silent;
    server.addFault(silent);
    const ScratchDirectory folder;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(word("STEWARD_EVOLUTION_URL"), server.url());
    variables.insert(word("STEWARD_EVOLUTION_API_KEY"), QString::fromUtf8(server.apiKey()));
    variables.insert(word("STEWARD_DATABASE_URL"), word("postgresql://u:p@127.0.0.1:1/none"));
    variables.insert(word("STEWARD_REDIS_URL"), word("redis://127.0.0.1:1"));
    QProcess process;
    process.setProcessEnvironment(variables);
    if (isNohup)
        process.setChildProcessModifier([] { std::signal(SIGHUP, SIG_IGN); });
    process.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + word("/steward-cli"),
        {word("--data-dir"), folder.path(), word("audit")});
    if (!process.waitForStarted() || !QTest::qWaitFor([&] { return server.requestCount() > 0; }, 20'000))
        return -2;
    QElapsedTimer timer;
    timer.start();
    ::kill(static_cast<pid_t>(process.processId()), signal);
    const bool hasEnded = process.waitForFinished(isNohup ? 1500 : 20'000);
    *milliseconds = timer.elapsed();
    if (!hasEnded) {
        process.kill();
        process.waitForFinished();
        return -3;
    }
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

void EdgesTest::aClosedTerminalStopsLikeCtrlC()
{
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        qint64 milliseconds = 0;
        QCOMPARE(endedBy(signal, false, &milliseconds), 1); // an end of its own
        QVERIFY(milliseconds < 10'000);
    }
}

void EdgesTest::aPipeThatSaysNothingCanBeStopped_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("signal");
    QTest::newRow("plan") << word("--json --practice apply %1 --yes") << SIGQUIT;
    QTest::newRow("CSV") << word("--json --practice create --from %1") << SIGINT;
}

/// Whoever has the pipe's other end open and writes nothing: one document all the same.
void EdgesTest::aPipeThatSaysNothingCanBeStopped()
{
    QFETCH(QString, line);
    QFETCH(int, signal);
    const ScratchDirectory folder;
    const QByteArray pipe = QFile::encodeName(folder.filePath(word("pipe")));
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    QProcess process;
    process.start(
        qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + word("/steward-cli"),
        QStringList{word("--data-dir"), folder.filePath(word("data"))} + words(line.arg(QFile::decodeName(pipe))));
    int writer = -1; // can be opened once it is read
    QVERIFY(QTest::qWaitFor(
        [&] { return (writer = ::open(pipe.constData(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)) >= 0; }, 20'000));
    QVERIFY(!process.waitForFinished(300));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    QVERIFY(process.waitForFinished(20'000));
    ::close(writer);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray out = process.readAllStandardOutput();
    QVERIFY2(QJsonDocument::fromJson(out)[word("error")].isObject(), out.constData());
}

void EdgesTest::aReaderThatIsGoneIsAnExitCode()
{
    for (const char* line : {"help", "--version", "--practice list"}) {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        ::close(ends[0]);
        const ScratchDirectory folder;
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedOutputChannel);
        process.setChildProcessModifier([&ends] { ::dup2(ends[1], STDOUT_FILENO); });
        process.start(
            qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + word("/steward-cli"),
            QStringList{word("--data-dir"), folder.path()} + words(word(line)));
        const bool hasEnded = process.waitForFinished(60'000);
        ::close(ends[1]);
        QVERIFY(hasEnded);
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 1, line);
    }
}

void EdgesTest::nohupIsObeyed()
{
    qint64 milliseconds = 0;
    QCOMPARE(endedBy(SIGHUP, true, &milliseconds), -3); // it goes on
}

void EdgesTest::plansAreForTheirOwnerAlone()
{
    const ScratchDirectory folder;
    const QString path = folder.filePath(word("plan.json"));
    const mode_t before = ::umask(0);
    const CliRun run = runCli({word("--practice"), word("plan"), word("clean"), word("--out"), path});
    ::umask(before);
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(
        run.err.contains(QStringLiteral("The plan is saved in %1; “apply”").arg(path).toUtf8()), run.all().constData());
    struct stat state {};
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &state), 0);
    QCOMPARE(static_cast<int>(state.st_mode & 0777), 0600);
}

void EdgesTest::noPlanTakesThePlaceOfADevice()
{
    const ScratchDirectory folder;
    const QString path = folder.filePath(word("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    const CliRun run = runCli({word("--practice"), word("plan"), word("clean"), word("--out"), path});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("no ordinary file"), run.all().constData());
    struct stat state {};
    QCOMPARE(::stat(QFile::encodeName(path).constData(), &state), 0);
    QVERIFY(S_ISFIFO(state.st_mode));
}

void EdgesTest::whatOthersMayWriteToIsRefused()
{
    for (const unsigned mode : {0770U, 0720U, 0702U, 0777U}) {
        const ScratchDirectory folder;
        const QString data = folder.makeDirectory(word("data"));
        QCOMPARE(::chmod(QFile::encodeName(data).constData(), mode), 0);
        const CliRun run = runCli({word("--json"), word("--practice"), word("doctor")}, {}, data);
        QVERIFY2(run.exitCode == 1, run.all().constData());
        QVERIFY(run.json()[word("error")][word("sentence")].toString().contains(data));
        QVERIFY(QDir(data).isEmpty());
    }
}

void EdgesTest::aLinkedLogIsNotFollowed()
{
    const ScratchDirectory folder;
    const QString data = folder.makeDirectory(word("data"));
    QVERIFY(QDir(data).mkdir(word("logs")));
    const QString victim = folder.write(word("victim"), "precious");
    QCOMPARE(
        ::symlink(
            QFile::encodeName(victim).constData(), QFile::encodeName(data + word("/logs/steward.log")).constData()),
        0);
    const CliRun run = runCli({word("--practice"), word("doctor")}, {}, data);
    QCOMPARE(run.exitCode, 1);
    QFile file(victim);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
}

void EdgesTest::practiceHasItsOwnJournal()
{
    const ScratchDirectory folder;
    const auto list = [&](const QStringList& where) {
        const CliRun run = runCli(QStringList{word("--json")} + where + words(word("journal list")), {}, folder.path());
        return run.json().value(word("operations")).toArray();
    };
    const QStringList practice{word("--practice")};
    QCOMPARE(list(practice).size(), 0);
    const QString loose = word("teste-recepcao");
    for (int times = 0; times < 2; ++times) {
        const CliRun removed =
            runCli({word("--practice"), word("delete"), loose, word("--confirm"), loose}, {}, folder.path());
        QVERIFY2(removed.exitCode == 0, removed.all().constData());
        const QJsonArray operations = list(practice); // of the newest fleet alone
        QCOMPARE(operations.size(), 1);
        QCOMPARE(operations[0][word("kind")].toString(), word("apply-delete"));
        QCOMPARE(operations[0][word("state")].toString(), word("finished"));
    }
    QCOMPARE(list({}).size(), 0); // the real one
    QVERIFY(!QFileInfo::exists(folder.filePath(word("journal"))));
}

STEWARD_TEST(EdgesTest)
} // namespace steward::edges_test

#include "edges_test.moc"
