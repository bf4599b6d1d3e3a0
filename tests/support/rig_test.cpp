#include "support/pg_bouncer.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QFileInfo>
#include <QTcpSocket>
#include <QTest>

#include <csignal>

using namespace steward::rig;

namespace steward::rig_test {

/// The real servers of the rig start, answer and end.
class RigTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void postgresHoldsTheDatabaseAsFound();
    void postgresAsksForThePassword();
    void postgresComesBackWithItsData();
    void replicaFollows();
    void poolersDiffer_data();
    void poolersDiffer();
    void redisKeepsAnyBytes();
    void redisLoadsManyKeys();
    void redisRefusesAndReplicates();
    void serversEndWithTheirObjects();
    void certificatesAreWhatTheySay_data();
    void certificatesAreWhatTheySay();
    void serversSpeakTls();
    void workersRunElsewhere();

private:
    PostgresServer m_postgres; ///< a cluster takes a second to make, so most cases share one
};

void RigTest::initTestCase()
{
    RIG_VERIFY(m_postgres.start());
}

void RigTest::postgresHoldsTheDatabaseAsFound()
{
    PostgresServer& server = m_postgres;
    RIG_VERIFY(server.createDatabase(QStringLiteral("clinic")));
    RIG_VERIFY(server.execute(
        QStringLiteral("insert into core.organizations (name) values ('Cl\u00ednica \"1\"')"),
        QStringLiteral("clinic")));
    const auto rows = server.query(
        QStringLiteral("select o.name, (select config::text from healthcare.integrations limit 1) from "
                       "core.organizations o"),
        QStringLiteral("clinic"));
    RIG_VERIFY(rows);
    QCOMPARE(rows->size(), 1u);
    QCOMPARE(rows->front()[0], QStringLiteral("Cl\u00ednica \"1\"").toUtf8());
    QVERIFY(!rows->front()[1]);
    QVERIFY(server.log().contains(QStringLiteral("from core.organizations")));
    const auto refused = server.execute(QStringLiteral("select nothing_there"), QStringLiteral("clinic"));
    QVERIFY(!refused && refused.error().contains(QStringLiteral("nothing_there")));
}

void RigTest::postgresAsksForThePassword()
{
    PostgresServer& server = m_postgres;
    RIG_VERIFY(server.createDatabase(QStringLiteral("other"), false));
    RIG_VERIFY(server.createRole(QStringLiteral("reader"), "it's right"));
    const auto ask = [&](const QString& uri) {
        return runToEnd(
            {QStringLiteral("psql"),
             {uri, QStringLiteral("-c"), QStringLiteral("select 1")},
             {},
             QStringLiteral("/dev/null"),
             {}});
    };
    QVERIFY(ask(server.uri(QStringLiteral("other"))));
    QVERIFY(ask(server.uri(QStringLiteral("other"), QStringLiteral("reader"), "it's right")));
    QVERIFY(!ask(server.uri(QStringLiteral("other"), QStringLiteral("reader"), "wrong")));
}

void RigTest::postgresComesBackWithItsData()
{
    PostgresServer& server = m_postgres;
    RIG_VERIFY(server.execute(QStringLiteral("create table kept (v int)"), QStringLiteral("postgres")));
    const int port = server.port();
    server.stop();
    QVERIFY(!server.isRunning());
    QVERIFY(!server.query(QStringLiteral("select * from kept"), QStringLiteral("postgres")));
    RIG_VERIFY(server.start());
    QCOMPARE(server.port(), port);
    RIG_VERIFY(server.query(QStringLiteral("select * from kept"), QStringLiteral("postgres")));
}

void RigTest::replicaFollows()
{
    PostgresServer& server = m_postgres;
    const auto replica = server.startReplica();
    RIG_VERIFY(replica);
    RIG_VERIFY(server.execute(QStringLiteral("create table told as select 7 as v"), QStringLiteral("postgres")));
    const auto read = [&] {
        return (*replica)->value(QStringLiteral("select v from told"), QStringLiteral("postgres"));
    };
    QVERIFY(eventually([&] { return read().value_or(QByteArray()) == "7"; }, 10'000));
    const auto standby = (*replica)->value(QStringLiteral("select pg_is_in_recovery()"), QStringLiteral("postgres"));
    QCOMPARE(standby.value_or(QByteArray()), QByteArray("t"));
    QVERIFY(!(*replica)->execute(QStringLiteral("create table refused (v int)"), QStringLiteral("postgres")));
}

void RigTest::poolersDiffer_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("sessionSurvives");
    QTest::newRow("session") << int(PoolMode::Session) << true;
    QTest::newRow("transaction") << int(PoolMode::Transaction) << false;
}

void RigTest::poolersDiffer()
{
    QFETCH(int, mode);
    PostgresServer& server = m_postgres;
    PgBouncer pooler(server, static_cast<PoolMode>(mode));
    RIG_VERIFY(pooler.start());
    // In transaction mode another client gets the server connection of one that is idle, and sees its backend's number.
    const auto backend = [&](const QString& next) {
        const ScratchDirectory scratch;
        const QString file = scratch.filePath(QStringLiteral("out"));
        const auto done = runToEnd(
            {QStringLiteral("psql"),
             {pooler.uri(QStringLiteral("postgres")), QStringLiteral("-At"), QStringLiteral("-c"),
              QStringLiteral("select 'pid ' || pg_backend_pid()"), QStringLiteral("-c"), next},
             {},
             file,
             {}});
        QFile out(file);
        return done && out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray(done ? "?" : "failed");
    };
    const QString inner = QStringLiteral("\\! psql '%1' -Atc \"select 'pid ' || pg_backend_pid()\"")
                              .arg(pooler.uri(QStringLiteral("postgres")));
    const QByteArrayList lines = backend(inner).trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.front().startsWith("pid "), lines.front().constData());
    QTEST(lines.front() != lines.back(), "sessionSurvives");
}

void RigTest::redisKeepsAnyBytes()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    QByteArray value;
    for (int byte = 0; byte < 256; ++byte)
        value.append(static_cast<char>(byte));
    RIG_VERIFY(server.command({"SET", value, value}));
    const auto read = server.command({"GET", value});
    RIG_VERIFY(read);
    QCOMPARE(read->text, value);
    QCOMPARE(server.command({"GET", "none"})->type, RespValue::Type::Nil);
    QVERIFY(!server.command({"INCR", value}));
    QCOMPARE(server.command({"EXISTS", value}, 3)->integer, 0);
    QVERIFY(QFileInfo::exists(server.socketPath()));
}

void RigTest::redisLoadsManyKeys()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    std::vector<QByteArrayList> commands;
    for (int i = 0; i < 100'000; ++i)
        commands.push_back({"SETEX", "whatsapp:instance:i" + QByteArray::number(i), "3600", "{}"});
    RIG_VERIFY(server.load(commands));
    QCOMPARE(server.command({"DBSIZE"})->integer, 100'000);
    QVERIFY(!server.load({{"SET", "a", "b"}, {"INCR", "a"}}));
}

void RigTest::redisRefusesAndReplicates()
{
    RedisServer server({.password = "main \"secret\"", .users = {QStringLiteral("bob on >secret ~whatsapp:* +@read")}});
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SET", "whatsapp:instance:a", "1"}));
    RespClient client;
    RIG_VERIFY(client.connectTo(server.host(), server.port()));
    QVERIFY(client.command({"GET", "whatsapp:instance:a"})->text.startsWith("NOAUTH"));
    QCOMPARE(client.command({"AUTH", "bob", "secret"})->text, QByteArray("OK"));
    QCOMPARE(client.command({"GET", "whatsapp:instance:a"})->text, QByteArray("1"));
    QVERIFY(client.command({"SET", "whatsapp:instance:a", "2"})->text.startsWith("NOPERM"));

    RedisServer replica({.replicaOfPort = server.port(), .replicaOfPassword = "main \"secret\""});
    RIG_VERIFY(replica.start());
    const auto copied = [&] {
        const auto read = replica.command({"GET", "whatsapp:instance:a"});
        return read && read->text == "1";
    };
    QVERIFY(eventually(copied, 10'000));
    QVERIFY(!replica.command({"SET", "a", "b"}));
    RedisServer cluster({.cluster = true});
    RIG_VERIFY(cluster.start());
    QVERIFY(!cluster.command({"SET", "a", "b"}));
}

void RigTest::serversEndWithTheirObjects()
{
    qint64 pid = 0;
    int port = 0;
    {
        RedisServer server;
        RIG_VERIFY(server.start());
        pid = server.pid();
        port = server.port();
        QVERIFY(::kill(static_cast<pid_t>(pid), 0) == 0);
    }
    QVERIFY(::kill(static_cast<pid_t>(pid), 0) != 0);
    RespClient client;
    QVERIFY(!client.connectTo(QStringLiteral("127.0.0.1"), port));
    RedisServer broken({.config = {QStringLiteral("no-such-setting 1")}});
    const auto refused = broken.start();
    QVERIFY(!refused && refused.error().contains(QStringLiteral("no-such-setting")));
}

void RigTest::certificatesAreWhatTheySay_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("complaint"); // openssl's
    QTest::newRow("valid") << int(CertificateKind::Valid) << QString();
    QTest::newRow("expired") << int(CertificateKind::Expired) << QStringLiteral("certificate has expired");
    QTest::newRow("self-signed") << int(CertificateKind::SelfSigned) << QStringLiteral("self-signed certificate");
    QTest::newRow("wrong host") << int(CertificateKind::WrongHost) << QStringLiteral("IP address mismatch");
    QTest::newRow("wrong authority") << int(CertificateKind::WrongAuthority)
                                     << QStringLiteral("unable to get local issuer certificate");
}

void RigTest::certificatesAreWhatTheySay()
{
    QFETCH(int, kind);
    QFETCH(QString, complaint);
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    const auto files = authority.certificate(static_cast<CertificateKind>(kind));
    RIG_VERIFY(files);
    const ScratchDirectory scratch;
    const auto verified = runToEnd(
        {QStringLiteral("openssl"),
         {QStringLiteral("verify"), QStringLiteral("-CAfile"), authority.caFile(), QStringLiteral("-no-CApath"),
          QStringLiteral("-verify_ip"), QStringLiteral("127.0.0.1"), files->certificate},
         {},
         scratch.filePath(QStringLiteral("verify.log")),
         {}});
    QCOMPARE(verified.has_value(), complaint.isEmpty());
    if (!verified)
        QVERIFY2(verified.error().contains(complaint), qPrintable(verified.error()));
    QCOMPARE(QFileInfo(files->key).permissions() & QFile::ReadOther, QFile::Permissions());
}

void RigTest::serversSpeakTls()
{
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    const auto files = authority.certificate(CertificateKind::Valid);
    RIG_VERIFY(files);
    PostgresServer postgres({.tls = *files});
    RIG_VERIFY(postgres.start());
    const QString uri = postgres.uri(QStringLiteral("postgres")) + QStringLiteral("?sslmode=verify-full&sslrootcert=") +
                        authority.caFile();
    RIG_VERIFY(runToEnd(
        {QStringLiteral("psql"),
         {uri, QStringLiteral("-c"), QStringLiteral("select 1")},
         {},
         QStringLiteral("/dev/null"),
         {}}));
    RedisServer redis({.tls = *files});
    RIG_VERIFY(redis.start());
    const ScratchDirectory scratch;
    RIG_VERIFY(runToEnd(
        {QStringLiteral("redis-cli"),
         {QStringLiteral("-p"), QString::number(redis.tlsPort()), QStringLiteral("--tls"), QStringLiteral("--cacert"),
          authority.caFile(), QStringLiteral("-e"), QStringLiteral("PING")},
         {},
         scratch.filePath(QStringLiteral("cli.log")),
         {}}));
}

void RigTest::workersRunElsewhere()
{
    const QThread* here = QThread::currentThread();
    QVERIFY(onWorker([&] { return QThread::currentThread() != here; }));
    int asked = 0;
    QVERIFY(eventually([&] { return ++asked == 3; }, 5'000));
    QVERIFY(!eventually([] { return false; }, 20));
}

STEWARD_TEST(RigTest)
} // namespace steward::rig_test

#include "rig_test.moc"
