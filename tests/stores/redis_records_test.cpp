#include "stores/redis_calls.h"
#include "support/any_id.h"
#include "support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::redis_records_test {

/// What a real Redis holds is read and written as the backend does, byte for byte.
class RedisRecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysOfAnyBytes();
    void largeCache();
    void writesAsTheBackendDoes();
    void tellsTheWorkersBothNames();
    void desksAreNoWorkers();
    void idsThatAreNone();
    void undeliveredMessages();
    void otherPrefixes();
};

void RedisRecordsTest::keysOfAnyBytes()
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
        return port.remove({{CacheKeyKind::Instance, InstanceName::fromUtf8(all), {}}}, CallContext::within(5s));
    });
    QCOMPARE(removed.value_or(-1), 1);
}

void RedisRecordsTest::largeCache()
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

void RedisRecordsTest::writesAsTheBackendDoes()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    const OrganizationId organization = newId();
    const auto written = onAdapter(settingsFor(server), [&](CachePort& port) -> Result<void> {
        CacheValue value{
            {CacheKeyKind::Instance, InstanceName::fromText(u"a b"), {}},
            organization,
            {},
            QStringLiteral("N"),
            {},
            PhoneNumber::fromText(u"5511988887777")};
        if (const auto first = port.write(value, CallContext::within(5s)); !first)
            return first;
        value.key = {CacheKeyKind::Token, {}, WebhookToken("tok")};
        value.instance = InstanceName::fromText(u"a b");
        return port.write(value, CallContext::within(5s));
    });
    QVERIFY(written);
    const auto object = [&](const QByteArray& key) {
        const auto value = server.command({"GET", key});
        return value ? QJsonDocument::fromJson(value->text).object() : QJsonObject();
    };
    const QString id = organization.toString();
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

void RedisRecordsTest::tellsTheWorkersBothNames()
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
            {WorkerChannel::Removed, InstanceName::fromText(u"cl\u00ednica \"1\""), {}}, CallContext::within(5s));
    });
    QCOMPARE(told.value_or(WorkerCount{-1}), WorkerCount{1});
    QVERIFY(worker.waitForReadyRead(3000));
    const QByteArray message = worker.readAll();
    const QByteArray payload = message.mid(message.indexOf('{'), message.lastIndexOf('}') + 1 - message.indexOf('{'));
    const QJsonObject expected{
        {QStringLiteral("action"), QStringLiteral("removed")},
        {QStringLiteral("instance_name"), QStringLiteral("cl\u00ednica \"1\"")},
        {QStringLiteral("organization_id"), QJsonValue()}};
    QCOMPARE(QJsonDocument::fromJson(payload).object(), expected);
}

void RedisRecordsTest::desksAreNoWorkers()
{
    RedisServer server({.users = {QStringLiteral("quiet on >pw ~* &* +@all -pubsub")}});
    RIG_VERIFY(server.start());
    QTcpSocket workstation;
    workstation.connectToHost(server.host(), static_cast<quint16>(server.port()));
    workstation.write("SUBSCRIBE wa:instances:removed steward:desks\r\n");
    QVERIFY(workstation.waitForReadyRead(3000));
    const WorkerMessage message{WorkerChannel::Removed, InstanceName::fromText(u"a"), {}};
    const auto tell = [&message](CachePort& port) { return port.publish(message, CallContext::within(5s)); };
    QCOMPARE(onAdapter(settingsFor(server), tell).value_or(WorkerCount{-1}), WorkerCount{0});
    const auto listening = onAdapter(settingsFor(server), [](CachePort& port) {
        return port.listening(WorkerChannel::Removed, CallContext::within(5s));
    });
    QCOMPARE(listening.value_or(WorkerCount{-1}), WorkerCount{0});
    // Where NUMSUB is forbidden, it is told all the same, and how many heard it is not known.
    CacheSettings quiet = settingsFor(server);
    quiet.user = QStringLiteral("quiet");
    quiet.password = Secret(QByteArrayLiteral("pw"));
    QCOMPARE(onAdapter(quiet, tell).value_or(WorkerCount{-1}), WorkerCount{});
}

void RedisRecordsTest::idsThatAreNone()
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

void RedisRecordsTest::undeliveredMessages()
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
        return port.residue(names, CallContext::within(5s));
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

void RedisRecordsTest::otherPrefixes()
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
        return adapter.scan(false, CallContext::within(5s));
    });
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 2u);
    for (const CacheEntry& entry : listing->entries) {
        QCOMPARE(entry.name.utf8(), QByteArray("a"));
        QCOMPARE(entry.token.reveal(), entry.kind == CacheKeyKind::Token ? QByteArray("t") : QByteArray());
    }
}

STEWARD_TEST(RedisRecordsTest)

} // namespace steward::redis_records_test

#include "redis_records_test.moc"
