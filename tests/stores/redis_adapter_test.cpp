#include "stores/live_stores.h"
#include "stores/redis_calls.h"
#include "stores/scripted_redis.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"

#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::redis_adapter_test {

namespace {

QByteArray outcome(const Result<CacheListing>& listing)
{
    return listing ? QByteArray("read") : errorWord(listing.error().kind).toLatin1();
}

} // namespace

/// A real Redis in each of the states that must not be taken for an empty cache.
class RedisAdapterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void replicaIsNoEmptyCache();
    void loadingIsNoEmptyCache();
    void clusterIsNoEmptyCache();
    void wrongDatabaseIsNoEmptyCache();
    void whatWasEmptiedIsTheRightDatabase();
    void anotherDatabaseThatIsNotSeenMayBeTheRightOne();
    void aLookElsewhereComesBack();
    void databaseThatDoesNotExist();
    void credentials_data();
    void credentials();
    void missingRights_data();
    void missingRights();
    void mayNotLookAtOtherDatabases();
    void certificates_data();
    void certificates();
    void plainWhereTlsIsSpoken();
    void nobodyListens();
    void plainBeyondLoopbackIsRefused();
    void valuesAreFetchedWhileTheWalkGoesOn();
};

void RedisAdapterTest::replicaIsNoEmptyCache()
{
    RedisServer primary;
    RIG_VERIFY(primary.start());
    RedisOptions options;
    options.replicaOfPort = primary.port();
    RedisServer replica(options);
    RIG_VERIFY(replica.start());
    QCOMPARE(outcome(scanned(settingsFor(replica))), QByteArray("replica"));
    const auto written = onAdapter(settingsFor(replica), [](CachePort& port) {
        return port.write(
            {{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}}, {}, {}, {}, {}, {}}, CallContext::within(5s));
    });
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Replica);
}

void RedisAdapterTest::loadingIsNoEmptyCache()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    std::vector<QByteArrayList> commands;
    for (int i = 0; i < 4000; ++i)
        commands.push_back({"SET", "whatsapp:instance:" + QByteArray::number(i), "{}"});
    commands.push_back({"CONFIG", "SET", "key-load-delay", "500", "loading-process-events-interval-bytes", "1024"});
    RIG_VERIFY(server.load(commands));
    QTcpSocket reloading;
    reloading.connectToHost(server.host(), static_cast<quint16>(server.port()));
    QVERIFY(reloading.waitForConnected());
    reloading.write("DEBUG RELOAD\r\n");
    QVERIFY(reloading.waitForBytesWritten());
    QVERIFY(eventually([&] { return outcome(scanned(settingsFor(server))) == "loading"; }, 3000));
    const StoreDiagnosis diagnosis =
        onAdapter(settingsFor(server), [](CachePort& port) { return port.diagnose(CallContext::within(5s)); });
    const auto role = std::find_if(
        diagnosis.checks.begin(), diagnosis.checks.end(), [](const Check& check) { return check.id == CheckId::Role; });
    QCOMPARE(role->state, CheckState::Failed);
    QCOMPARE(role->trouble, std::optional(ErrorKind::Loading));
    QVERIFY(eventually([&] { return outcome(scanned(settingsFor(server))) == "read"; }, 10'000));
}

void RedisAdapterTest::clusterIsNoEmptyCache()
{
    RedisOptions options;
    options.cluster = true;
    RedisServer server(options);
    RIG_VERIFY(server.start());
    QCOMPARE(outcome(scanned(settingsFor(server))), QByteArray("cluster"));
}

void RedisAdapterTest::wrongDatabaseIsNoEmptyCache()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.database = 3;
    QCOMPARE(outcome(scanned(settings)), QByteArray("read")); // nothing anywhere: an empty cache
    RIG_VERIFY(server.command({"SET", "session:1", "x"}, 3));
    QCOMPARE(outcome(scanned(settings)), QByteArray("read")); // keys of another program beside us
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:a", "60", "{}"}, 0));
    QCOMPARE(outcome(scanned(settings)), QByteArray("wrong-database"));
    const auto read = onAdapter(settings, [](CachePort& port) {
        return port.read({{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}}}, CallContext::within(5s));
    });
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::WrongDatabase);
    const auto residue = onAdapter(settings, [](CachePort& port) {
        return port.residue({InstanceName::fromText(u"a")}, CallContext::within(5s));
    });
    QVERIFY(!residue);
    RIG_VERIFY(server.command({"SET", "wa:b:bucket", "1"}, 3)); // a key of ours, if not an entry
    QCOMPARE(outcome(scanned(settings)), QByteArray("read"));
    settings.database = 0;
    const auto listing = scanned(settings);
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 1u);
}

/// As after the deletion of the last one: what has just held keys of ours is not the wrong database.
void RedisAdapterTest::whatWasEmptiedIsTheRightDatabase()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SET", "session:1", "x"}, 0));
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:a", "60", "{}"}, 3));
    ConnectionSettings settings;
    settings.cache = settingsFor(server);
    settings.cache.database = 3;
    const auto scannedBy = [](const LiveStores& stores) {
        return onWorker([&] { return stores.makeCache()->scan(false, CallContext::within(10s)); });
    };
    const LiveStores stores(settings);
    QCOMPARE(outcome(scannedBy(stores)), QByteArray("read"));
    RIG_VERIFY(server.command({"DEL", "whatsapp:instance:a"}, 3));
    QCOMPARE(outcome(scannedBy(stores)), QByteArray("read"));
    // Who never saw one looks whether they are elsewhere: the other database is another program's.
    QCOMPARE(outcome(scannedBy(LiveStores(settings))), QByteArray("read"));
    RIG_VERIFY(server.command({"SETEX", "whatsapp:token:b", "60", "{}"}, 0));
    QCOMPARE(outcome(scannedBy(stores)), QByteArray("read"));
    QCOMPARE(outcome(scannedBy(LiveStores(settings))), QByteArray("wrong-database"));
}

/// What cannot be looked into may hold our keys.
void RedisAdapterTest::anotherDatabaseThatIsNotSeenMayBeTheRightOne()
{
    RedisOptions options;
    options.password = "of the administrator";
    options.users = {QStringLiteral("steward on >other ~* &* +@all -select")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.user = QStringLiteral("steward");
    settings.password = Secret("other");
    QCOMPARE(outcome(scanned(settings)), QByteArray("read"));
    RIG_VERIFY(server.command({"SET", "session:1", "x"}, 3));
    QCOMPARE(outcome(scanned(settings)), QByteArray("wrong-database"));
}

/// What is asked after the look elsewhere is asked of the right database again.
void RedisAdapterTest::aLookElsewhereComesBack()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    std::vector<QByteArrayList> commands;
    for (int i = 0; i < 5'000; ++i)
        commands.push_back({"SET", "session:" + QByteArray::number(i), "x"});
    RIG_VERIFY(server.load(commands)); // in database 0
    CacheSettings settings = settingsFor(server);
    settings.database = 3;
    onAdapter(settings, [&](CachePort& port) {
        const auto nothing = port.scan(true, CallContext::within(10s));
        if (!nothing || !nothing->entries.empty())
            qFatal("not read");
        const CacheValue value{.key = {CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}}};
        return port.write(value, CallContext::within(10s)).has_value();
    });
    const auto here = server.command({"EXISTS", "whatsapp:instance:a"}, 3);
    QVERIFY(here && here->integer == 1);
    const auto there = server.command({"EXISTS", "whatsapp:instance:a"}, 0);
    QVERIFY(there && there->integer == 0);
}

void RedisAdapterTest::databaseThatDoesNotExist()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.database = 99;
    QCOMPARE(outcome(scanned(settings)), QByteArray("wrong-database"));
}

void RedisAdapterTest::credentials_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("default user") << QString() << QByteArray("right one") << QByteArray("read");
    QTest::newRow("named default user") << QStringLiteral("default") << QByteArray("right one") << QByteArray("read");
    QTest::newRow("ACL user") << QStringLiteral("steward") << QByteArray("other") << QByteArray("read");
    QTest::newRow("wrong") << QString() << QByteArray("wrong one") << QByteArray("wrong-password");
    QTest::newRow("none") << QString() << QByteArray() << QByteArray("wrong-password");
    QTest::newRow("unknown user") << QStringLiteral("nobody") << QByteArray("right one")
                                  << QByteArray("wrong-password");
}

void RedisAdapterTest::credentials()
{
    RedisOptions options;
    options.password = "right one";
    options.users = {QStringLiteral("steward on >other ~* &* +@all")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    CacheSettings settings = settingsFor(server);
    settings.user = user;
    settings.password = Secret(password);
    const auto listing = scanned(settings);
    QTEST(outcome(listing), "result");
    if (!listing && !password.isEmpty())
        QVERIFY(!(listing.error().sentence + listing.error().detail).contains(QString::fromUtf8(password)));
}

void RedisAdapterTest::missingRights_data()
{
    QTest::addColumn<QString>("rights");
    QTest::addColumn<QByteArray>("reading");
    QTest::addColumn<QByteArray>("writing");
    QTest::addColumn<QByteArray>("publishing");
    QTest::newRow("all needed")
        << QStringLiteral("~whatsapp:* ~wa:* &wa:instances:* +scan +mget +get +ttl +type +setex +unlink +publish +info")
        << QByteArray("ok") << QByteArray("ok") << QByteArray("ok");
    QTest::newRow("no publish") << QStringLiteral("~* &* +@all -publish") << QByteArray("ok") << QByteArray("ok")
                                << QByteArray("no-right-to-publish");
    QTest::newRow("other channels") << QStringLiteral("~* &other:* +@all") << QByteArray("ok") << QByteArray("ok")
                                    << QByteArray("no-right-to-publish");
    QTest::newRow("no write") << QStringLiteral("~* &* +@all -@write") << QByteArray("ok")
                              << QByteArray("no-right-to-write") << QByteArray("ok");
    QTest::newRow("no read") << QStringLiteral("~* &* +@all -@read") << QByteArray("no-right-to-read")
                             << QByteArray("ok") << QByteArray("ok");
    QTest::newRow("no scan") << QStringLiteral("~* &* +@all -scan") << QByteArray("no-right-to-read")
                             << QByteArray("ok") << QByteArray("ok");
    QTest::newRow("other keys") << QStringLiteral("~other:* &* +@all") << QByteArray("no-right-to-read")
                                << QByteArray("no-right-to-write") << QByteArray("ok");
}

void RedisAdapterTest::missingRights()
{
    QFETCH(QString, rights);
    RedisOptions options;
    options.users = {QStringLiteral("steward on >other ") + rights};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:there", "60", "{}"}));
    CacheSettings settings = settingsFor(server);
    settings.user = QStringLiteral("steward");
    settings.password = Secret("other");
    const auto word = [](const auto& result) {
        return result ? QByteArray("ok") : errorWord(result.error().kind).toLatin1();
    };
    onAdapter(settings, [&](CachePort& port) {
        QTEST(word(port.scan(false, CallContext::within(5s))), "reading");
        const CacheKey key{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}};
        QTEST(word(port.write({key, {}, {}, {}, {}, {}}, CallContext::within(5s))), "writing");
        QTEST(word(port.remove({key, key}, CallContext::within(5s))), "writing");
        QTEST(word(port.publish({WorkerChannel::Removed, key.name, {}}, CallContext::within(5s))), "publishing");
    });
}

void RedisAdapterTest::mayNotLookAtOtherDatabases()
{
    RedisOptions options;
    options.users = {QStringLiteral("steward on >other ~* &* +@all -info")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.user = QStringLiteral("steward");
    settings.password = Secret("other");
    QCOMPARE(outcome(scanned(settings)), QByteArray("no-right-to-read")); // empty, or the wrong one: cannot be told
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:there", "60", "{}"}));
    QCOMPARE(outcome(scanned(settings)), QByteArray("read"));
}

void RedisAdapterTest::certificates_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("valid") << int(CertificateKind::Valid) << QByteArray("read");
    QTest::newRow("expired") << int(CertificateKind::Expired) << QByteArray("tls-expired");
    QTest::newRow("self-signed") << int(CertificateKind::SelfSigned) << QByteArray("tls-untrusted");
    QTest::newRow("wrong host") << int(CertificateKind::WrongHost) << QByteArray("tls-wrong-host");
    QTest::newRow("wrong authority") << int(CertificateKind::WrongAuthority) << QByteArray("tls-untrusted");
}

void RedisAdapterTest::certificates()
{
    QFETCH(int, kind);
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    const auto files = authority.certificate(static_cast<CertificateKind>(kind));
    RIG_VERIFY(files);
    RedisOptions options;
    options.tls = *files;
    RedisServer server(options);
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.transport = CacheSettings::Transport::Tls;
    settings.port = server.tlsPort();
    settings.caFile = authority.caFile();
    QTEST(outcome(scanned(settings)), "result");
    settings.caFile = QString(); // the system trusts none of them
    const QByteArray untrusted = outcome(scanned(settings));
    QVERIFY2(untrusted == "tls-untrusted", untrusted.constData());
    settings.caFile = QStringLiteral("/nowhere/ca.pem");
    QCOMPARE(outcome(scanned(settings)), QByteArray("invalid-settings"));
}

void RedisAdapterTest::plainWhereTlsIsSpoken()
{
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    const auto files = authority.certificate(CertificateKind::Valid);
    RIG_VERIFY(files);
    RedisOptions options;
    options.tls = *files;
    options.password = "secret";
    RedisServer server(options);
    RIG_VERIFY(server.start());
    CacheSettings settings = settingsFor(server);
    settings.transport = CacheSettings::Transport::Tls;
    settings.caFile = authority.caFile();
    QCOMPARE(outcome(scanned(settings)), QByteArray("tls-plain")); // TLS to the plain port
    settings.transport = CacheSettings::Transport::Tcp;
    settings.port = server.tlsPort();
    QVERIFY(!scanned(settings)); // plain to the TLS port
}

void RedisAdapterTest::nobodyListens()
{
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = freePort();
    QCOMPARE(outcome(scanned(settings)), QByteArray("refused"));
    settings.transport = CacheSettings::Transport::Tls;
    QCOMPARE(outcome(scanned(settings)), QByteArray("refused"));
    settings.transport = CacheSettings::Transport::Unix;
    settings.socketPath = QStringLiteral("/nowhere/redis.sock");
    QCOMPARE(outcome(scanned(settings)), QByteArray("refused"));
    settings.transport = CacheSettings::Transport::Tls;
    settings.host = QStringLiteral("no-such-host.invalid");
    QCOMPARE(outcome(scanned(settings)), QByteArray("name-not-found"));
}

void RedisAdapterTest::plainBeyondLoopbackIsRefused()
{
    CacheSettings settings;
    settings.host = QStringLiteral("no-such-host.invalid");
    settings.port = 6379;
    QCOMPARE(outcome(scanned(settings)), QByteArray("insecure-refused")); // not even looked up
    settings.allowInsecure = true;
    QCOMPARE(outcome(scanned(settings)), QByteArray("name-not-found"));
}

void RedisAdapterTest::valuesAreFetchedWhileTheWalkGoesOn()
{
    const QByteArrayList keys{"whatsapp:instance:a", "whatsapp:instance:b"};
    const ScriptedRedis redis([&keys](const QByteArrayList& command) -> std::optional<ScriptedRedis::Answer> {
        if (command.first() == "SCAN" && command[3].startsWith("whatsapp:token"))
            return ScriptedRedis::Answer{ScriptedRedis::scanPage("0", {})};
        if (command.first() == "SCAN") // the second page tells the first key again
            return ScriptedRedis::Answer{
                command[1] == "0" ? ScriptedRedis::scanPage("7", keys.mid(0, 1)) : ScriptedRedis::scanPage("0", keys)};
        if (command.first() == "MGET")
            return ScriptedRedis::Answer{ScriptedRedis::array({ScriptedRedis::bulk("{}")})};
        if (command.first() == "TTL")
            return ScriptedRedis::Answer{":100\r\n"};
        return {};
    });
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = redis.port();
    const Result<CacheListing> listing = scanned(settings);
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), size_t(2));
    QStringList told;
    for (const QByteArrayList& command : redis.commands()) {
        if (command.first() == "MGET" || (command.first() == "SCAN" && !command[3].startsWith("whatsapp:token")))
            told << QString::fromLatin1(command.mid(0, 2).join(' '));
    }
    // The value of the first page's key is asked for before the second page is known.
    const QStringList expected{
        QStringLiteral("SCAN 0"), QStringLiteral("SCAN 7"), QStringLiteral("MGET whatsapp:instance:a"),
        QStringLiteral("MGET whatsapp:instance:b")};
    QCOMPARE(told, expected);
}

STEWARD_TEST(RedisAdapterTest)

} // namespace steward::redis_adapter_test

#include "redis_adapter_test.moc"
