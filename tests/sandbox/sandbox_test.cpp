#include "support/test_registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace steward::sandbox_test {

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

QString program(const QString& name)
{
    return qEnvironmentVariable("STEWARD_TEST_BIN_DIR") + QLatin1Char('/') + name;
}

Run finished(QProcess& process)
{
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const bool normal = process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

Run run(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.start(program(name), arguments);
    return finished(process);
}

Run runInSandbox(const QStringList& words)
{
    return run(QStringLiteral("steward-sandbox"), QStringList{QStringLiteral("--")} + words);
}

/// The processes that the sandbox named: PostgreSQL, Redis, and the program on them.
QList<pid_t> processesIn(const QByteArray& said)
{
    static const QRegularExpression process(QStringLiteral("process (\\d+)"));
    QList<pid_t> pids;
    for (auto matches = process.globalMatch(QString::fromUtf8(said)); matches.hasNext();)
        pids << matches.next().captured(1).toInt();
    return pids;
}

bool runs(pid_t pid)
{
    return ::kill(pid, 0) == 0;
}

/// Name and organization of each row with its findings' codes.
QMap<QString, QStringList> findingsByRow(const QJsonObject& audit)
{
    QMap<QString, QStringList> rows;
    for (const QJsonValue& row : audit.value(QStringLiteral("rows")).toArray()) {
        QStringList codes;
        for (const QJsonValue& finding : row[QStringLiteral("findings")].toArray())
            codes << finding[QStringLiteral("code")].toString();
        rows
            [row[QStringLiteral("instance_name")].toString() + QLatin1Char('|') +
             row[QStringLiteral("organization_name")].toString()] += codes;
    }
    return rows;
}

QString instanceOf(const QJsonObject& audit, const QString& organization)
{
    for (const QJsonValue& row : audit.value(QStringLiteral("rows")).toArray()) {
        if (row[QStringLiteral("organization_name")].toString() == organization)
            return row[QStringLiteral("instance_name")].toString();
    }
    return {};
}

} // namespace

/// ./dev sandbox: the practice fleet in real stores, for as long as a program runs.
class SandboxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void realStoresShowWhatThePracticeShows();
    void webhooksAreThereToo();
    void tlsIsVerifiedWhereItIsAsked();
    void exitCodeIsTheProgramsOwn();
    void nothingIsLeftWhenItIsEnded();
    void whatCannotBeStartedIsSaid();

private:
    QStringList audit() const
    {
        return {QStringLiteral("--data-dir"), m_data.path(),
                QStringLiteral("--json"),     QStringLiteral("audit"),
                QStringLiteral("--residue"),  QStringLiteral("--memory")};
    }

    QTemporaryDir m_data;
};

void SandboxTest::realStoresShowWhatThePracticeShows()
{
    const Run practice = run(QStringLiteral("steward-cli"), QStringList{QStringLiteral("--practice")} + audit());
    QCOMPARE(practice.exitCode, 2);
    const Run sandbox = runInSandbox(QStringList{QStringLiteral("steward-cli")} + audit());
    QVERIFY2(sandbox.exitCode == 2, sandbox.err.constData());

    const QJsonObject expected = practice.json()[QStringLiteral("counts")].toObject();
    QVERIFY(expected.value(QStringLiteral("findings")).toObject().size() > 15);
    QCOMPARE(sandbox.json()[QStringLiteral("counts")].toObject(), expected);
    QCOMPARE(findingsByRow(sandbox.json()), findingsByRow(practice.json()));

    const QList<pid_t> pids = processesIn(sandbox.err);
    QCOMPARE(pids.size(), 3);
    for (const pid_t pid : pids)
        QVERIFY2(!runs(pid), qPrintable(QString::number(pid)));
}

void SandboxTest::webhooksAreThereToo()
{
    const Run practice = run(QStringLiteral("steward-cli"), QStringList{QStringLiteral("--practice")} + audit());
    const QString name = instanceOf(practice.json(), QStringLiteral("Gastro Vale do Sol"));
    QVERIFY(!name.isEmpty());
    const Run shown = runInSandbox(
        {QStringLiteral("steward-cli"), QStringLiteral("--data-dir"), m_data.path(), QStringLiteral("show"), name});
    QVERIFY2(shown.exitCode == 2, shown.err.constData());
    QVERIFY2(shown.out.contains("webhook-mismatch"), shown.out.constData());
}

void SandboxTest::tlsIsVerifiedWhereItIsAsked()
{
    // The doctor's own words, and none once the authority is not named.
    const QString doctor = QStringLiteral("steward-cli --data-dir \"$0\" --json doctor");
    const auto inShell = [this](const QString& script) {
        return run(
            QStringLiteral("steward-sandbox"), {QStringLiteral("--tls"), QStringLiteral("--"), QStringLiteral("sh"),
                                                QStringLiteral("-c"), script, m_data.path()});
    };
    const Run trusted = inShell(doctor);
    QVERIFY2(trusted.exitCode == 0, (trusted.out + trusted.err).constData());
    const Run stranger = inShell(QStringLiteral("unset STEWARD_DATABASE_CA_FILE STEWARD_REDIS_CA_FILE; ") + doctor);
    QVERIFY2(stranger.exitCode == 1, (stranger.out + stranger.err).constData());
    QCOMPARE(stranger.out.count("\"trouble\": \"tls-untrusted\""), 2);
}

void SandboxTest::exitCodeIsTheProgramsOwn()
{
    // Also: it is told where the stores are, and nothing of ours that was set before.
    qputenv("STEWARD_CA_FILE", "/elsewhere.pem");
    const Run shell = runInSandbox(
        {QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("test -z \"$STEWARD_CA_FILE\" && test \"$STEWARD_ENVIRONMENT\" = development && "
                        "steward-cli --data-dir \"$0\" doctor >&2 && exit 7"),
         m_data.path()});
    qunsetenv("STEWARD_CA_FILE");
    QVERIFY2(shell.exitCode == 7, shell.err.constData());
}

void SandboxTest::nothingIsLeftWhenItIsEnded()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(
        program(QStringLiteral("steward-sandbox")),
        {QStringLiteral("--"), QStringLiteral("sleep"), QStringLiteral("300")});
    QByteArray said;
    while (!said.contains('\n') && process.waitForReadyRead(30'000))
        said += process.readAll();
    const QList<pid_t> pids = processesIn(said);
    QVERIFY2(pids.size() == 3, said.constData());
    for (const pid_t pid : pids)
        QVERIFY2(runs(pid), said.constData());

    process.terminate();
    QCOMPARE(finished(process).exitCode, 128 + SIGTERM);
    for (const pid_t pid : pids)
        QVERIFY2(!runs(pid), said.constData());
}

void SandboxTest::whatCannotBeStartedIsSaid()
{
    const Run run = runInSandbox({QStringLiteral("no-such-program")});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.err.contains("no-such-program"), run.err.constData());
}

STEWARD_TEST(SandboxTest)
} // namespace steward::sandbox_test

#include "sandbox_test.moc"
