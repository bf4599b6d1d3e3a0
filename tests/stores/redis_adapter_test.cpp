#include "stores/redis/redis_cache_adapter.h"
#include "support/redis_server.h"
#include "support/resp_client.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;

namespace {

CacheSettings settingsFor(const RedisServer& server)
{
    CacheSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    return settings;
}

template<class Use>
auto onAdapter(const CacheSettings& settings, Use&& use)
{
    return onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return use(adapter);
    });
}

Result<CacheListing> scanned(const CacheSettings& settings, bool withResidue = false)
{
    return onAdapter(settings, [withResidue](CachePort& port) { return port.scan(withResidue, Limits::within(10s)); });
}

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
    void keysOfAnyBytes();
    void largeCache();
    void writesAsTheBackendDoes();
    void tellsTheWorkersBothNames();
    void idsThatAreNone();
    void undeliveredMessages();
    void otherPrefixes();
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
            {{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}}, {}, {}, {}, {}, {}}, Limits::within(5s));
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
        onAdapter(settingsFor(server), [](CachePort& port) { return port.diagnose(Limits::within(5s)); });
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
        return port.read({{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}}}, Limits::within(5s));
    });
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::WrongDatabase);
    const auto residue = onAdapter(
        settings, [](CachePort& port) { return port.residue({InstanceName::fromText(u"a")}, Limits::within(5s)); });
    QVERIFY(!residue);
    RIG_VERIFY(server.command({"SET", "wa:b:bucket", "1"}, 3)); // a key of ours, if not an entry
    QCOMPARE(outcome(scanned(settings)), QByteArray("read"));
    settings.database = 0;
    const auto listing = scanned(settings);
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 1u);
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
        QTEST(word(port.scan(false, Limits::within(5s))), "reading");
        const CacheKey key{CacheKeyKind::Instance, InstanceName::fromText(u"a"), {}};
        QTEST(word(port.write({key, {}, {}, {}, {}, {}}, Limits::within(5s))), "writing");
        QTEST(word(port.remove({key, key}, Limits::within(5s))), "writing");
        QTEST(word(port.publish({WorkerChannel::Removed, key.name, {}}, Limits::within(5s))), "publishing");
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

void RedisAdapterTest::keysOfAnyBytes()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:" + all, "60", "{\"name\":\"x\"}"}));
    RIG_VERIFY(server.command({"SETEX", "whatsapp:instance:", "60", "{\"name\":\"empty\"}"}));
    RIG_VERIFY(server.command({"SET", "wa:" + all + ":bucket", "1"}));
    RIG_VERIFY(server.command({"SET", "wa:stream", "not one of ours"}));
    const auto listing = scanned(settingsFor(server), true);
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 2u);
    QVERIFY(listing->entries[0].name.utf8() == all || listing->entries[1].name.utf8() == all);
    QCOMPARE(listing->residues.size(), 1u);
    QCOMPARE(listing->residues[0].name.utf8(), all);
    const auto removed = onAdapter(settingsFor(server), [&](CachePort& port) {
        return port.remove({{CacheKeyKind::Instance, InstanceName::fromUtf8(all), {}}}, Limits::within(5s));
    });
    QCOMPARE(removed.value_or(-1), 1);
}

void RedisAdapterTest::largeCache()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    const QByteArray value =
        "{\"clinic_id\":null,\"organization_id\":\"7f3a5c1e-0000-4000-8000-00000000a001\",\"name\":"
        "\"Cl\\u00ednica\",\"whatsapp_number\":\"5511988887777\"}";
    std::vector<QByteArrayList> commands;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        commands.push_back({"SETEX", "whatsapp:instance:clinic-" + number, "3600", value});
        commands.push_back({"SETEX", "whatsapp:token:" + number, "3600", value});
        commands.push_back({"SET", "celery-task-meta-" + number, "of another program"});
    }
    RIG_VERIFY(server.load(commands));
    const auto listing = scanned(settingsFor(server), true);
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 40'000u);
    QVERIFY(std::all_of(listing->entries.begin(), listing->entries.end(), [](const CacheEntry& entry) {
        return entry.state == CacheValueState::Readable && entry.phone && entry.ttlSeconds > 3000;
    }));
}

void RedisAdapterTest::writesAsTheBackendDoes()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    const QUuid organization = QUuid::createUuid();
    const auto written = onAdapter(settingsFor(server), [&](CachePort& port) -> Result<void> {
        CacheValue value{
            {CacheKeyKind::Instance, InstanceName::fromText(u"a b"), {}},
            organization,
            {},
            QStringLiteral("N"),
            {},
            PhoneNumber::fromText(u"5511988887777")};
        if (const auto first = port.write(value, Limits::within(5s)); !first)
            return first;
        value.key = {CacheKeyKind::Token, {}, WebhookToken("tok")};
        value.instance = InstanceName::fromText(u"a b");
        return port.write(value, Limits::within(5s));
    });
    QVERIFY(written);
    const auto object = [&](const QByteArray& key) {
        const auto value = server.command({"GET", key});
        return value ? QJsonDocument::fromJson(value->text).object() : QJsonObject();
    };
    const QString id = organization.toString(QUuid::WithoutBraces);
    const QJsonObject instance{
        {QStringLiteral("clinic_id"), QJsonValue()},
        {QStringLiteral("organization_id"), id},
        {QStringLiteral("name"), QStringLiteral("N")},
        {QStringLiteral("whatsapp_number"), QStringLiteral("5511988887777")},
        {QStringLiteral("instance_name"), QStringLiteral("a b")}};
    QCOMPARE(object("whatsapp:instance:a b"), instance);
    const QJsonObject token{
        {QStringLiteral("clinic_id"), QJsonValue()},
        {QStringLiteral("organization_id"), id},
        {QStringLiteral("name"), QStringLiteral("N")},
        {QStringLiteral("phone_number"), QStringLiteral("5511988887777")},
        {QStringLiteral("instance_name"), QStringLiteral("a b")},
        {QStringLiteral("webhook_token"), QStringLiteral("tok")}};
    QCOMPARE(object("whatsapp:token:tok"), token);
}

void RedisAdapterTest::tellsTheWorkersBothNames()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    QTcpSocket worker;
    worker.connectToHost(server.host(), static_cast<quint16>(server.port()));
    worker.write("SUBSCRIBE wa:instances:removed\r\n");
    QVERIFY(worker.waitForReadyRead(3000));
    worker.readAll();
    const auto told = onAdapter(settingsFor(server), [](CachePort& port) {
        return port.publish(
            {WorkerChannel::Removed, InstanceName::fromText(u"cl\u00ednica \"1\""), QUuid()}, Limits::within(5s));
    });
    QCOMPARE(told.value_or(-1), 1);
    QVERIFY(worker.waitForReadyRead(3000));
    const QByteArray message = worker.readAll();
    const QByteArray payload = message.mid(message.indexOf('{'), message.lastIndexOf('}') + 1 - message.indexOf('{'));
    const QJsonObject expected{
        {QStringLiteral("action"), QStringLiteral("removed")},
        {QStringLiteral("instance_name"), QStringLiteral("cl\u00ednica \"1\"")},
        {QStringLiteral("organization_id"), QJsonValue()}};
    QCOMPARE(QJsonDocument::fromJson(payload).object(), expected);
}

void RedisAdapterTest::idsThatAreNone()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.command(
        {"SETEX", "whatsapp:instance:odd", "60",
         "{\"organization_id\":\"org-7\",\"clinic_id\":7,\"name\":[1],\"whatsapp_number\":5511988887777}"}));
    const auto listing = scanned(settingsFor(server));
    QVERIFY(listing);
    const CacheEntry& entry = listing->entries.front();
    QCOMPARE(entry.state, CacheValueState::Readable);
    QVERIFY(entry.organizationId.isNull() && entry.clinicId.isNull());
    QCOMPARE(entry.organizationText, QStringLiteral("org-7"));
    QVERIFY(entry.clinicText.isEmpty() && entry.displayName.isEmpty() && !entry.phone);
}

void RedisAdapterTest::undeliveredMessages()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    std::vector<QByteArrayList> commands;
    for (const QByteArray name : {"nobody", "other", "half", "trimmed"}) {
        for (int i = 0; i < 4; ++i)
            commands.push_back({"XADD", "wa:" + name + ":stream", QByteArray::number(i + 1) + "-0", "f", "v"});
    }
    commands.push_back({"XGROUP", "CREATE", "wa:other:stream", "elsewhere", "$"});
    commands.push_back({"XGROUP", "CREATE", "wa:half:stream", "wa_workers", "0"});
    commands.push_back({"XREADGROUP", "GROUP", "wa_workers", "w", "COUNT", "2", "STREAMS", "wa:half:stream", ">"});
    commands.push_back({"XACK", "wa:half:stream", "wa_workers", "1-0"});
    commands.push_back({"XGROUP", "CREATE", "wa:trimmed:stream", "wa_workers", "2-0"});
    commands.push_back({"XDEL", "wa:trimmed:stream", "3-0"}); // then Redis cannot tell the lag
    commands.push_back({"SET", "wa:odd:stream", "of another type"});
    RIG_VERIFY(server.load(commands));
    const auto residues = onAdapter(settingsFor(server), [](CachePort& port) {
        std::vector<InstanceName> names;
        for (const QByteArray name : {"nobody", "other", "half", "trimmed", "odd"})
            names.push_back(InstanceName::fromUtf8(name));
        return port.residue(names, Limits::within(5s));
    });
    QVERIFY(residues);
    const auto undelivered = [&](size_t index) { return (*residues)[index].undelivered; };
    QCOMPARE(undelivered(0), 4); // no group ever read it
    QCOMPARE(undelivered(1), 4);
    QCOMPARE(undelivered(2), 3); // two not delivered, one not acknowledged
    QCOMPARE(undelivered(3), -1);
    QCOMPARE((*residues)[4].streamMessages, 0);
    QCOMPARE(undelivered(4), -1);
}

void RedisAdapterTest::otherPrefixes()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    StoreNames names;
    names.instanceKeyPrefix = "in*st[1]:";
    names.tokenKeyPrefix = "in*st[1]:by-token:";
    for (const QByteArray key : {"in*st[1]:a", "in*st[1]:by-token:t", "inXst1:b", "in-and-st1:c"})
        RIG_VERIFY(server.command({"SETEX", key, "60", "{\"instance_name\":\"a\"}"}));
    const auto listing = onWorker([&] {
        RedisCacheAdapter adapter(settingsFor(server), names);
        return adapter.scan(false, Limits::within(5s));
    });
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 2u);
    for (const CacheEntry& entry : listing->entries) {
        QCOMPARE(entry.name.utf8(), QByteArray("a"));
        QCOMPARE(entry.token.reveal(), entry.kind == CacheKeyKind::Token ? QByteArray("t") : QByteArray());
    }
}

STEWARD_TEST(RedisAdapterTest)

#include "redis_adapter_test.moc"
