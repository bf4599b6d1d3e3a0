#include "cli/cli_process.h"
#include "support/postgres_server.h"
#include "support/test_registry.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace steward::rig;
using namespace steward::test;

namespace steward::guards_commands_test {

/// guards as scripts run it, on a real PostgreSQL that is as found. Server and cache are never asked.
class GuardsCommandsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void statusTellsWhatIsMissing();
    void sqlConnectsToNothing();
    void withoutConsentNothingIsChanged();
    void appliedAndProven();
    void duplicatesAreListedAndTheRestIsMade();
    void theOwnersCredentialsAreUsed();
    void refusals_data();
    void refusals();
    void practiceCanDoItToo();

private:
    CliEnvironment environment(const QString& user = {}) const;
    QByteArray value(const QString& sql) { return m_server.value(sql, m_database).value_or("error"); }
    CliRun run(const QStringList& words, const CliEnvironment& variables)
    {
        return runCli(QStringList(words), variables, m_data.path());
    }
    CliRun run(const QStringList& words) { return run(words, environment()); }

    PostgresServer m_server;
    QString m_database;
    int m_count = 0;
    const QByteArray m_secret = "CanaryOwner1x7Qz";
    QTemporaryDir m_data;
};

namespace {

const QString guards = QStringLiteral("guards");
const QString json = QStringLiteral("--json");
const QString apply = QStringLiteral("apply");
const QString yes = QStringLiteral("--yes");

} // namespace

void GuardsCommandsTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    for (const char* role : {"anon", "authenticated", "service_role", "reader"})
        RIG_VERIFY(m_server.createRole(QString::fromLatin1(role), m_secret));
}

void GuardsCommandsTest::init()
{
    m_database = QStringLiteral("clinics%1").arg(++m_count);
    RIG_VERIFY(m_server.createDatabase(m_database));
    RIG_VERIFY(m_server.execute(
        QStringLiteral("grant usage on schema healthcare to reader; grant select on healthcare.integrations to reader"),
        m_database));
}

CliEnvironment GuardsCommandsTest::environment(const QString& user) const
{
    const QString nowhere = QStringLiteral("http://127.0.0.1:9");
    const QString database = user.isEmpty() ? m_server.uri(m_database) : m_server.uri(m_database, user, m_secret);
    return cliEnvironment(nowhere, "key", database, QStringLiteral("redis://127.0.0.1:9"));
}

void GuardsCommandsTest::statusTellsWhatIsMissing()
{
    const CliRun status = run({json, guards});
    QCOMPARE(status.exitCode, 2);
    QVERIFY(status.json().contains(QStringLiteral("stands")) && !status.json()[QStringLiteral("stands")].toBool());
    const QJsonArray parts = status.json()[QStringLiteral("guards")].toArray();
    QCOMPARE(parts.size(), 5);
    QCOMPARE(parts.at(0)[QStringLiteral("state")].toString(), QStringLiteral("missing"));
    QVERIFY(parts.at(4)[QStringLiteral("optional")].toBool());
    QVERIFY(
        status.json()[QStringLiteral("execute")][QStringLiteral("loses")].toArray().contains(QStringLiteral("anon")));
    QVERIFY(run({guards, QStringLiteral("status")}).out.contains("anon"));
    CliEnvironment gone = environment();
    gone[QStringLiteral("STEWARD_DATABASE_URL")] = QStringLiteral("postgresql://u:p@127.0.0.1:9/x");
    const CliRun unread = run({json, guards}, gone);
    QCOMPARE(unread.exitCode, 1);
    QVERIFY(unread.json()[QStringLiteral("stands")].isNull());
    QCOMPARE(unread.json()[QStringLiteral("error")][QStringLiteral("kind")].toString(), QStringLiteral("refused"));
}

void GuardsCommandsTest::sqlConnectsToNothing()
{
    CliEnvironment gone = environment();
    gone[QStringLiteral("STEWARD_DATABASE_URL")] = QStringLiteral("postgresql://u:p@127.0.0.1:9/x");
    const CliRun sql = run({guards, QStringLiteral("sql")}, gone);
    QCOMPARE(sql.exitCode, 0);
    QVERIFY(sql.out.contains("CREATE UNIQUE INDEX CONCURRENTLY"));
    QVERIFY(sql.out.contains("-- CREATE TRIGGER steward_notify"));
    QVERIFY(!sql.out.contains("{table}"));
}

void GuardsCommandsTest::withoutConsentNothingIsChanged()
{
    const QString names = QStringLiteral("select count(*) from pg_class where relname ~ 'steward|audit'");
    for (const QStringList& words :
         {QStringList{guards, apply}, QStringList{guards, apply, QStringLiteral("--dry-run")},
          QStringList{json, guards, apply}, QStringList{json, guards, apply, yes, QStringLiteral("--dry-run")}}) {
        const CliRun planned = run(words);
        QCOMPARE(planned.exitCode, 2);
        QVERIFY(planned.out.contains("anon")); // who loses EXECUTE is shown first
        QCOMPARE(value(names), QByteArray("0"));
    }
    const QJsonObject plan = run({json, guards, apply}).json();
    QCOMPARE(plan[QStringLiteral("operation")].toString(), QStringLiteral("guards-apply"));
    QCOMPARE(plan[QStringLiteral("makes")].toArray().size(), 4);
    QCOMPARE(plan[QStringLiteral("keep_execute")].toArray().first().toString(), QStringLiteral("service_role"));
}

void GuardsCommandsTest::appliedAndProven()
{
    const CliRun applied = run({json, guards, apply, yes});
    QCOMPARE(applied.exitCode, 0);
    QCOMPARE(applied.json()[QStringLiteral("outcome")].toString(), QStringLiteral("done"));
    for (const QJsonValue& item : applied.json()[QStringLiteral("items")].toArray())
        QCOMPARE(item[QStringLiteral("database")].toString(), QStringLiteral("written"));
    QCOMPARE(run({guards}).exitCode, 0);
    const CliRun again = run({json, guards, apply, QStringLiteral("--confirm"), QStringLiteral("anything")});
    QCOMPARE(again.exitCode, 0);
    for (const QJsonValue& item : again.json()[QStringLiteral("items")].toArray())
        QCOMPARE(item[QStringLiteral("database")].toString(), QStringLiteral("kept"));
    const CliRun journal = run({json, QStringLiteral("journal"), QStringLiteral("list")});
    QVERIFY(journal.out.contains("guards-apply"));
    QVERIFY(journal.out.contains("\"done\""));
    QCOMPARE(run({QStringLiteral("journal"), QStringLiteral("verify")}).exitCode, 0);
}

void GuardsCommandsTest::duplicatesAreListedAndTheRestIsMade()
{
    RIG_VERIFY(m_server.execute(
        QStringLiteral("insert into healthcare.integrations (organization_id, type, provider, config) "
                       "select '11111111-1111-4111-8111-111111111111', 'whatsapp', 'evolution', "
                       "jsonb_build_object('instance_name', E'six \\x1b' || n) from generate_series(1, 6) n"),
        m_database));
    const CliRun applied = run({json, guards, apply, yes});
    QCOMPARE(applied.exitCode, 1); // in part, and resume has nothing to go on with
    QVERIFY2(applied.err.contains("steward-cli guards apply"), applied.err.constData());
    QCOMPARE(applied.json()[QStringLiteral("outcome")].toString(), QStringLiteral("partial"));
    QCOMPARE(applied.json()[QStringLiteral("duplicates")].toArray().size(), 6);
    const QJsonArray items = applied.json()[QStringLiteral("items")].toArray();
    QCOMPARE(items.at(0)[QStringLiteral("database")].toString(), QStringLiteral("skipped"));
    for (int part = 1; part < 4; ++part)
        QCOMPARE(items.at(part)[QStringLiteral("database")].toString(), QStringLiteral("written"));
    const CliRun status = run({guards});
    QCOMPARE(status.exitCode, 2);
    QVERIFY(status.out.contains("11111111-1111-4111-8111-111111111111"));
    QVERIFY(!status.out.contains('\x1b'));
    QCOMPARE(run({guards, apply, yes}).exitCode, 4); // only what is held back is left
}

void GuardsCommandsTest::theOwnersCredentialsAreUsed()
{
    CliEnvironment reader = environment(QStringLiteral("reader"));
    const CliRun refused = run({json, guards, apply, yes}, reader);
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE(refused.json()[QStringLiteral("outcome")].toString(), QStringLiteral("refused"));
    QVERIFY(refused.out.contains("STEWARD_DATABASE_OWNER_URL") && refused.out.contains("reader"));
    reader[QStringLiteral("STEWARD_DATABASE_OWNER_URL")] = m_server.uri(m_database);
    const CliRun applied = run({guards, apply, yes}, reader);
    QCOMPARE(applied.exitCode, 0);
    QVERIFY(!applied.all().contains(m_server.password()) && !applied.all().contains(m_secret));
    QCOMPARE(
        value(QStringLiteral("select has_function_privilege('service_role', p.oid, 'EXECUTE') and not "
                             "has_function_privilege('anon', p.oid, 'EXECUTE') from pg_proc p where proname = "
                             "'save_evolution_integration'")),
        QByteArray("t"));
    reader[QStringLiteral("STEWARD_DATABASE_OWNER_URL")] = QStringLiteral("nonsense-") + QString::fromLatin1(m_secret);
    const CliRun wrong = run({guards}, reader);
    QCOMPARE(wrong.exitCode, 1);
    QVERIFY(wrong.err.contains("STEWARD_DATABASE_OWNER_URL") && !wrong.all().contains(m_secret));
}

void GuardsCommandsTest::refusals_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    const QStringList words{guards, apply, yes};
    const QString keep = QStringLiteral("--keep-execute");
    QTest::newRow("read-only") << words << QStringLiteral("STEWARD_READ_ONLY") << QStringLiteral("1");
    QTest::newRow("staff") << words << QStringLiteral("STEWARD_ROLE") << QStringLiteral("staff");
    QTest::newRow("unread") << words << QStringLiteral("STEWARD_DATABASE_URL")
                            << QStringLiteral("postgresql://u:p@127.0.0.1:9/x");
    QTest::newRow("visitor") << (QStringList(words) << keep << QStringLiteral("anon")) << QString() << QString();
    QTest::newRow("nobody") << (QStringList(words) << keep << QStringLiteral("nobody here")) << QString() << QString();
}

void GuardsCommandsTest::refusals()
{
    QFETCH(QStringList, words);
    QFETCH(QString, variable);
    QFETCH(QString, value);
    CliEnvironment variables = environment();
    if (!variable.isEmpty())
        variables[variable] = value;
    const CliRun refused = run(QStringList{json} + words, variables);
    QCOMPARE(refused.exitCode, 4);
    QCOMPARE(refused.json()[QStringLiteral("outcome")].toString(), QStringLiteral("refused"));
    QVERIFY(!refused.json()[QStringLiteral("error")][QStringLiteral("sentence")].toString().isEmpty());
    QCOMPARE(
        this->value(QStringLiteral("select count(*) from pg_class where relname ~ 'steward|audit'")), QByteArray("0"));
}

void GuardsCommandsTest::practiceCanDoItToo()
{
    const QString practice = QStringLiteral("--practice");
    QCOMPARE(runCli({practice, guards}).exitCode, 2);
    const CliRun applied = runCli({practice, json, guards, apply, yes});
    QCOMPARE(applied.exitCode, 1); // it has duplicates, as the database that is found
    QVERIFY(!applied.json()[QStringLiteral("duplicates")].toArray().isEmpty());
    QCOMPARE(runCli({practice, guards, QStringLiteral("sql")}).exitCode, 0);
}

STEWARD_TEST(GuardsCommandsTest)
} // namespace steward::guards_commands_test

#include "guards_commands_test.moc"
