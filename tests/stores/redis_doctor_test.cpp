#include "stores/redis/redis_cache_adapter.h"
#include "stores/redis_relay.h"
#include "stores/scripted_redis.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QTcpServer>
#include <QTest>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::redis_doctor_test {

namespace {

CacheSettings settingsFor(int port)
{
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = port;
    return settings;
}

StoreDiagnosis diagnosed(const CacheSettings& settings, std::chrono::milliseconds time = 10s)
{
    return onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return adapter.diagnose(CallContext::within(time));
    });
}

/// The report in one line: "reachable=ok tls=ok credentials=failed:wrong-password version=skipped …".
QByteArray line(const StoreDiagnosis& diagnosis)
{
    QStringList words;
    for (const Check& check : diagnosis.checks) {
        QString word = checkWord(check.id) + QLatin1Char('=') + checkStateWord(check.state);
        if (check.trouble)
            word += QLatin1Char(':') + errorWord(*check.trouble);
        if ((check.state == CheckState::Failed || check.state == CheckState::Warning) &&
            (check.said.isEmpty() || check.cause.isEmpty() || check.cure.isEmpty()))
            word += QStringLiteral(":without-words");
        words.push_back(word);
    }
    return words.join(QLatin1Char(' ')).toLatin1();
}

} // namespace

/// Every check of the doctor passes where it should and fails with its cause; none changes anything.
class RedisDoctorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allIsWell();
    void nothingIsChangedAndNobodyDisturbed();
    void unreachable();
    void silent();
    void notRedis();
    void encryption();
    void insecure();
    void credentials();
    void oldVersion();
    void roles();
    void rightDatabase();
    void rights_data();
    void rights();
    void readOnlyProfile();
    void whatBelongsTogetherIsAskedAtOnce();
};

void RedisDoctorTest::allIsWell()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    const StoreDiagnosis diagnosis = diagnosed(settingsFor(server.port()));
    QCOMPARE(
        line(diagnosis), QByteArray("reachable=ok tls=ok credentials=ok version=ok role=ok tables=ok read=ok "
                                    "write=ok publish=ok"));
    QVERIFY2(diagnosis.version.startsWith(QLatin1Char('7')), qPrintable(diagnosis.version));
}

void RedisDoctorTest::nothingIsChangedAndNobodyDisturbed()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:there", "60", "{}"}));
    QTcpSocket worker;
    worker.connectToHost(server.host(), static_cast<quint16>(server.port()));
    worker.write("PSUBSCRIBE *\r\n");
    QVERIFY(worker.waitForReadyRead(3000));
    worker.readAll();
    const auto changes = [&] {
        const auto info = server.command({"INFO", "persistence"});
        const qsizetype at = info ? info->text.indexOf("rdb_changes_since_last_save:") : -1;
        return at < 0 ? QByteArray("?") : info->text.mid(at, info->text.indexOf('\r', at) - at);
    };
    const QByteArray before = changes();
    QCOMPARE(diagnosed(settingsFor(server.port())).worst(), CheckState::Ok);
    QCOMPARE(changes(), before);
    QCOMPARE(server.command({"DBSIZE"})->integer, 1);
    QVERIFY(!worker.waitForReadyRead(100));
    const auto executed = server.command({"INFO", "commandstats"});
    RIG_VERIFY(executed);
    for (const QByteArray command : {"cmdstat_exec", "cmdstat_publish", "cmdstat_unlink"})
        QVERIFY2(!executed->text.contains(command), command.constData());
}

void RedisDoctorTest::unreachable()
{
    const QByteArray rest = " tls=skipped credentials=skipped version=skipped role=skipped tables=skipped read=skipped "
                            "write=skipped publish=skipped";
    QCOMPARE(line(diagnosed(settingsFor(freePort()))), "reachable=failed:refused" + rest);
    CacheSettings nowhere = settingsFor(6379);
    nowhere.host = QStringLiteral("no-such-host.invalid");
    nowhere.transport = CacheSettings::Transport::Tls;
    QCOMPARE(line(diagnosed(nowhere)), "reachable=failed:name-not-found" + rest);
}

void RedisDoctorTest::silent()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QVERIFY(line(diagnosed(settingsFor(silent.serverPort()), 200ms)).startsWith("reachable=failed:timed-out tls=skip"));
}

void RedisDoctorTest::notRedis()
{
    const ScriptedRedis web([](const QByteArrayList&) {
        return ScriptedRedis::Answer{"HTTP/1.1 400 Bad\r\n\r\n", true};
    });
    QVERIFY(line(diagnosed(settingsFor(web.port()))).startsWith("reachable=failed:bad-answer tls=skipped"));
}

void RedisDoctorTest::encryption()
{
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    for (const auto& [kind, expected] :
         {std::pair<CertificateKind, QByteArray>{CertificateKind::Valid, "reachable=ok tls=ok credentials=ok"},
          {CertificateKind::Expired, "reachable=ok tls=failed:tls-expired credentials=skipped"},
          {CertificateKind::SelfSigned, "reachable=ok tls=failed:tls-untrusted credentials=skipped"},
          {CertificateKind::WrongHost, "reachable=ok tls=failed:tls-wrong-host credentials=skipped"}}) {
        const auto files = authority.certificate(kind);
        RIG_VERIFY(files);
        RedisOptions options;
        options.tls = *files;
        RedisServer server(options);
        RIG_VERIFY(server.start());
        CacheSettings settings = settingsFor(server.tlsPort());
        settings.transport = CacheSettings::Transport::Tls;
        settings.caFile = authority.caFile();
        const QByteArray report = line(diagnosed(settings));
        QVERIFY2(report.startsWith(expected), report.constData());
        if (kind != CertificateKind::Valid)
            continue;
        settings.port = server.port();
        const QByteArray plain = line(diagnosed(settings));
        QVERIFY2(plain.startsWith("reachable=ok tls=failed:tls-plain"), plain.constData());
    }
}

void RedisDoctorTest::insecure()
{
    CacheSettings settings = settingsFor(6379);
    settings.host = QStringLiteral("cache.example.invalid");
    QVERIFY(line(diagnosed(settings)).startsWith("reachable=skipped tls=failed:insecure-refused credentials=skipped"));
}

void RedisDoctorTest::credentials()
{
    RedisOptions options;
    options.password = "right one";
    RedisServer server(options);
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server.port());
    const QByteArray failed = "reachable=ok tls=ok credentials=failed:wrong-password version=skipped role=skipped "
                              "tables=skipped read=skipped write=skipped publish=skipped";
    QCOMPARE(line(diagnosed(settings)), failed);
    settings.password = Secret("wrong one");
    QCOMPARE(line(diagnosed(settings)), failed);
    settings.password = Secret("right one");
    QCOMPARE(diagnosed(settings).worst(), CheckState::Ok);
}

void RedisDoctorTest::oldVersion()
{
    const ScriptedRedis old([](const QByteArrayList& asked) -> std::optional<ScriptedRedis::Answer> {
        if (asked == QByteArrayList{"INFO"})
            return ScriptedRedis::Answer{
                ScriptedRedis::bulk("redis_version:4.0.14\r\nredis_mode:standalone\r\nrole:master\r\n")};
        if (asked[0] == "HELLO")
            return ScriptedRedis::Answer{"-ERR unknown command 'HELLO'\r\n"};
        return {};
    });
    const StoreDiagnosis diagnosis = diagnosed(settingsFor(old.port()));
    QCOMPARE(diagnosis.version, QStringLiteral("4.0.14"));
    QVERIFY(line(diagnosis).startsWith("reachable=ok tls=ok credentials=ok version=warning role=ok"));
}

void RedisDoctorTest::roles()
{
    RedisServer primary;
    RIG_VERIFY(primary.start());
    RedisOptions following;
    following.replicaOfPort = primary.port();
    RedisServer replica(following);
    RIG_VERIFY(replica.start());
    const QByteArray before = "reachable=ok tls=ok credentials=ok version=ok role=failed:";
    const QByteArray after = " tables=skipped read=skipped write=skipped publish=skipped";
    QCOMPARE(line(diagnosed(settingsFor(replica.port()))), before + "replica" + after);
    RedisOptions clustered;
    clustered.cluster = true;
    RedisServer cluster(clustered);
    RIG_VERIFY(cluster.start());
    QCOMPARE(line(diagnosed(settingsFor(cluster.port()))), before + "cluster" + after);
}

void RedisDoctorTest::rightDatabase()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SETEX", "whatsapp:token:t", "60", "{}"}, 2));
    CacheSettings settings = settingsFor(server.port());
    QVERIFY(line(diagnosed(settings)).contains("tables=failed:wrong-database read=ok"));
    settings.database = 2;
    QVERIFY(line(diagnosed(settings)).contains("tables=ok read=ok"));
    settings.database = 77;
    QVERIFY(line(diagnosed(settings)).contains("role=ok tables=failed:wrong-database read=skipped"));
}

void RedisDoctorTest::rights_data()
{
    QTest::addColumn<QString>("rights");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* rights, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(rights) << QByteArray(expected);
    };
    row("all", "~* &* +@all", "tables=ok read=ok write=ok publish=ok");
    row("no publish", "~* &* +@all -publish", "tables=ok read=ok write=ok publish=warning:no-right-to-publish");
    row("other channels", "~* &other:* +@all", "tables=ok read=ok write=ok publish=warning:no-right-to-publish");
    row("one channel", "~* &wa:instances:added +@all",
        "tables=ok read=ok write=ok publish=warning:no-right-to-publish");
    row("no unlink", "~* &* +@all -unlink", "tables=ok read=ok write=warning:no-right-to-write publish=ok");
    row("other keys to write", "%R~* ~other:* &* +@all",
        "tables=ok read=ok write=warning:no-right-to-write publish=ok");
    row("no read", "~* &* +@all -mget", "tables=skipped read=failed:no-right-to-read write=ok publish=ok");
    row("no residue", "~* &* +@all -xlen", "tables=ok read=warning:no-right-to-read write=ok publish=ok");
    row("no info", "~* &* +@all -info", "tables=ok read=ok write=ok publish=ok");
    row("no transactions", "~* &* +@all -multi -publish",
        "tables=ok read=ok write=warning:no-right-to-write publish=warning:no-right-to-publish");
    row("no watch", "~* &* +@all -watch", "tables=ok read=ok write=warning:no-right-to-write publish=ok");
    row("no expire", "~* &* +@all -expire", "tables=ok read=ok write=warning:no-right-to-write publish=ok");
    row("no discard", "~* &* +@all -discard -unlink", "tables=ok read=ok write=warning:no-right-to-write publish=ok");
    row("least", "~* &* +scan +mget +get +ttl +type +xlen +setex +unlink +publish",
        "tables=ok read=ok write=warning:no-right-to-write publish=skipped");
}

void RedisDoctorTest::rights()
{
    QFETCH(QString, rights);
    QFETCH(QByteArray, expected);
    RedisOptions options;
    options.users = {QStringLiteral("steward on >other ") + rights};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:there", "60", "{}"}));
    CacheSettings settings = settingsFor(server.port());
    settings.user = QStringLiteral("steward");
    settings.password = Secret("other");
    QCOMPARE(line(diagnosed(settings)), "reachable=ok tls=ok credentials=ok version=ok role=ok " + expected);
    QCOMPARE(server.command({"DBSIZE"})->integer, 1);
}

void RedisDoctorTest::readOnlyProfile()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server.port());
    settings.readOnly = true;
    const StoreDiagnosis diagnosis = diagnosed(settings);
    QVERIFY(line(diagnosis).endsWith("read=ok write=skipped publish=skipped"));
    QVERIFY(diagnosis.canBeRead() && diagnosis.worst() == CheckState::Ok);
    const auto executed = server.command({"INFO", "commandstats"});
    RIG_VERIFY(executed);
    QVERIFY(!executed->text.contains("cmdstat_multi"));
}

/// Thirty commands in half as many round trips; what each right is, is told all the same (rights()).
void RedisDoctorTest::whatBelongsTogetherIsAskedAtOnce()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:there", "60", "{}"}));
    const RedisRelay relay(server, [](const QByteArrayList&) {});
    QCOMPARE(diagnosed(settingsFor(relay.port())).worst(), CheckState::Ok);
    QCOMPARE(relay.count("MULTI"), 3);
    QCOMPARE(relay.count("DISCARD"), 3);
    QCOMPARE(relay.count("SETEX"), 2);
    QVERIFY2(relay.arrivals() <= 16, QByteArray::number(relay.arrivals()));
}

STEWARD_TEST(RedisDoctorTest)

} // namespace steward::redis_doctor_test

#include "redis_doctor_test.moc"
