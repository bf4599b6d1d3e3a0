#include "cli/cli_process.h"
#include "support/live_fleet.h"
#include "support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::live_commands_test {

/// doctor, audit and show as scripts run them, on real PostgreSQL and Redis and a server that answers as recorded.
class LiveCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_fleet->heal(); }
    void aHealthyFleetIsZero();
    void findingsAreTwo();
    void anUnreadStoreIsOneWhateverElse();
    void whatWasReadInPartIsCalledSo();
    void doctorNamesCauseAndCure();
    void readOnlyIsRespected();
    void anOrganizationThatIsNotActiveIsSaidForEachLine();

private:
    CliEnvironment environment() const;
    std::unique_ptr<LiveFleet> m_fleet;
};

void LiveCommandsTest::initTestCase()
{
    m_fleet = std::make_unique<LiveFleet>(GeneratedFleet{30, 0});
    RIG_VERIFY(m_fleet->start());
}

CliEnvironment LiveCommandsTest::environment() const
{
    const QString database = QStringLiteral("postgresql://%1:%2@127.0.0.1:%3/%4")
                                 .arg(
                                     m_fleet->postgres.superuser(), QString::fromUtf8(m_fleet->postgres.password()),
                                     QString::number(m_fleet->postgresProxy->port()), m_fleet->database());
    CliEnvironment variables = cliEnvironment(
        QStringLiteral("http://127.0.0.1:%1").arg(m_fleet->serverProxy->port()), m_fleet->server.apiKey(), database,
        QStringLiteral("redis://127.0.0.1:%1").arg(m_fleet->redisProxy->port()));
    variables[QStringLiteral("STEWARD_WEBHOOK_URL")] =
        QStringLiteral("https://hooks.example.org/whatsapp/{webhook_token}");
    return variables;
}

void LiveCommandsTest::aHealthyFleetIsZero()
{
    const CliRun audit =
        runCli({QStringLiteral("--json"), QStringLiteral("audit"), QStringLiteral("--memory")}, environment());
    QCOMPARE(audit.exitCode, 0);
    QCOMPARE(audit.json()[QStringLiteral("counts")][QStringLiteral("healthy")].toInt(), 30);
    for (const QJsonValue& row : audit.json().value(QStringLiteral("rows")).toArray())
        QCOMPARE(row[QStringLiteral("server")][QStringLiteral("memory")].toString(), QStringLiteral("open"));
    const CliRun show =
        runCli({QStringLiteral("show"), QString::fromLatin1(GeneratedFleet::instanceName(3))}, environment());
    QCOMPARE(show.exitCode, 0);
    QVERIFY(show.out.contains("present"));
}

void LiveCommandsTest::findingsAreTwo()
{
    const QString name = QString::fromLatin1(GeneratedFleet::instanceName(3));
    m_fleet->server.setListed(name, QStringLiteral("close"));
    const CliRun run = runCli({QStringLiteral("audit")}, environment());
    m_fleet->server.setListed(name, QStringLiteral("open"));
    QCOMPARE(run.exitCode, 2);
    QVERIFY(run.out.contains("status-drift"));
}

void LiveCommandsTest::anUnreadStoreIsOneWhateverElse()
{
    for (FaultProxy* proxy : {m_fleet->serverProxy.get(), m_fleet->postgresProxy.get(), m_fleet->redisProxy.get()}) {
        m_fleet->heal();
        proxy->setMode({ProxyMode::Kind::Refuse, 0, {}});
        const CliRun run = runCli({QStringLiteral("--json"), QStringLiteral("audit")}, environment());
        QCOMPARE(run.exitCode, 1);
        int failed = 0;
        for (const QJsonValue& store : run.json().value(QStringLiteral("stores")).toObject())
            failed += store[QStringLiteral("state")].toString() == QStringLiteral("failed") ? 1 : 0;
        QCOMPARE(failed, 1);
        QVERIFY(!run.out.contains("\"absent\""));
    }
}

void LiveCommandsTest::whatWasReadInPartIsCalledSo()
{
    const QByteArray words("The server was read in part only. It counts as not read.");
    HttpFault cut{.kind = HttpFault::Kind::CutBody, .bytes = 300};
    cut.pathPrefix = "/instance/fetchInstances";
    m_fleet->server.addFault(cut);
    for (const QStringList& command :
         {QStringList{QStringLiteral("audit")}, QStringList{QStringLiteral("plan"), QStringLiteral("clean")},
          QStringList{QStringLiteral("--json"), QStringLiteral("audit")}}) {
        const CliRun run = runCli(command, environment());
        QVERIFY2(run.exitCode == 1 && run.out.contains(words), run.all().constData());
    }
    m_fleet->heal();
    m_fleet->serverProxy->setMode({ProxyMode::Kind::Refuse, 0, {}}); // of which nothing came
    const CliRun run = runCli({QStringLiteral("audit")}, environment());
    QVERIFY2(run.exitCode == 1 && !run.out.contains("in part"), run.all().constData());
}

void LiveCommandsTest::doctorNamesCauseAndCure()
{
    QCOMPARE(runCli({QStringLiteral("doctor")}, environment()).exitCode, 0);
    CliEnvironment wrong = environment();
    wrong[QStringLiteral("STEWARD_EVOLUTION_API_KEY")] = QStringLiteral("wrong-key-entered");
    const CliRun run = runCli({QStringLiteral("doctor")}, wrong);
    QCOMPARE(run.exitCode, 1);
    QVERIFY(run.out.contains("AUTHENTICATION_API_KEY"));
    QVERIFY(!run.all().contains("wrong-key-entered"));
    // GET / makes the server ask others, so nobody may depend on it (EVOLUTION_API 3).
    QVERIFY(m_fleet->server.requestCount("POST", "/verify-creds") > 0);
}

void LiveCommandsTest::readOnlyIsRespected()
{
    CliEnvironment readOnly = environment();
    readOnly[QStringLiteral("STEWARD_READ_ONLY")] = QStringLiteral("1");
    m_fleet->server.clearRequests();
    QCOMPARE(runCli({QStringLiteral("audit")}, readOnly).exitCode, 0);
    for (const HttpRequest& request : m_fleet->server.requests())
        QCOMPARE(request.method, QByteArray("GET"));
    QVERIFY(m_fleet->postgres.log().contains(QStringLiteral("READ ONLY"), Qt::CaseInsensitive));
}

/// It is created all the same, as by `create --organization`.
void LiveCommandsTest::anOrganizationThatIsNotActiveIsSaidForEachLine()
{
    const QByteArray words("The organization is not active.");
    const auto added = [this](const char* active) {
        return m_fleet->postgres
            .value(
                QStringLiteral("insert into core.organizations (id, name, is_active) values (gen_random_uuid(), "
                               "'Added', %1) returning id")
                    .arg(QLatin1String(active)),
                m_fleet->database())
            .value_or("unread");
    };
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("clinics.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("organization_id\n" + added("true") + '\n' + added("false") + '\n');
    file.close();
    const QStringList creating{QStringLiteral("create"), QStringLiteral("--from"), file.fileName()};
    const QStringList dry{QStringLiteral("--dry-run")};
    const CliRun shown = runCli(creating + dry, environment());
    QVERIFY2(shown.exitCode == 2 && shown.out.count(words) == 1, shown.all().constData());
    const CliRun document = runCli(QStringList{QStringLiteral("--json")} + creating + dry, environment());
    QVERIFY2(document.exitCode == 2 && document.err.count(words) == 1, document.all().constData());
    for (const QJsonValue& item : document.json().value(QStringLiteral("items")).toArray())
        QVERIFY(item[QStringLiteral("would_create")].toBool());
    const CliRun created = runCli(creating, environment());
    QVERIFY2(created.exitCode == 0 && created.out.count(words) >= 1, created.all().constData());
}

STEWARD_TEST(LiveCommandsTest)
} // namespace steward::live_commands_test

#include "live_commands_test.moc"
