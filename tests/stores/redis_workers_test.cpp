#include "stores/redis/redis_cache_adapter.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;

namespace steward::redis_workers_test {

namespace {

const WorkerMessage message{WorkerChannel::Removed, InstanceName::fromText(u"clinic"), {}};

/// Everybody who listens to a Redis; gone with it.
class Listeners final {
public:
    explicit Listeners(RedisServer& server)
        : m_server(server)
    {
    }

    RigResult<void> add(const QByteArrayList& command)
    {
        auto client = std::make_unique<RespClient>();
        if (const auto connected = client->connectTo(m_server.host(), m_server.port()); !connected)
            return connected;
        if (const auto answer = client->command(command); !answer || answer->isError())
            return std::unexpected(answer ? QString::fromUtf8(answer->text) : answer.error());
        m_clients.push_back(std::move(client));
        return {};
    }
    RigResult<void> addWorker() { return add({"SUBSCRIBE", "wa:instances:removed", "wa:instances:added"}); }
    RigResult<void> addDesk() { return add({"SUBSCRIBE", "steward:desks", "wa:instances:removed"}); }

private:
    RedisServer& m_server;
    std::vector<std::unique_ptr<RespClient>> m_clients;
};

struct Counted {
    Result<WorkerCount> told;
    Result<std::vector<WorkerCount>> toldMany; ///< two chunks and one message
    Result<WorkerCount> listening;
};

Counted count(const RedisServer& server, const QString& user = {})
{
    CacheSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.user = user;
    settings.password = user.isEmpty() ? Secret() : Secret("other");
    return onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return Counted{
            adapter.publish(message, CallContext::within(5s)),
            adapter.publishAll(std::vector<WorkerMessage>(513, message), CallContext::within(5s)),
            adapter.listening(WorkerChannel::Removed, CallContext::within(5s))};
    });
}

constexpr WorkerCount unknown{};

} // namespace

/// Who is a worker, by what a real Redis says of its subscribers.
class RedisWorkersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void desksAreNoWorkers();
    void patternsAreHeardAndNotCounted();
    void forbiddenToAskIsUnknown();
    void forbiddenToPublishIsAnError();
    void manyAreToldInTheirOrder();
};

#define COMPARE_MANY(result, expected)                                                                                 \
    QVERIFY2((result).has_value(), (result) ? "" : qPrintable((result).error().detail));                               \
    QCOMPARE(*(result), std::vector<WorkerCount>(513, expected))

#define COMPARE_COUNT(result, expected)                                                                                \
    QVERIFY2((result).has_value(), (result) ? "" : qPrintable((result).error().detail));                               \
    QCOMPARE(*(result), expected)

void RedisWorkersTest::desksAreNoWorkers()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listeners listeners(server);
    RIG_VERIFY(listeners.addDesk());
    RIG_VERIFY(listeners.addDesk());
    const Counted onlyDesks = count(server);
    COMPARE_COUNT(onlyDesks.told, WorkerCount{0});
    COMPARE_MANY(onlyDesks.toldMany, WorkerCount{0});
    COMPARE_COUNT(onlyDesks.listening, WorkerCount{0});
    RIG_VERIFY(listeners.addWorker());
    RIG_VERIFY(listeners.addWorker());
    RIG_VERIFY(listeners.addWorker());
    const Counted both = count(server);
    COMPARE_COUNT(both.told, WorkerCount{3});
    COMPARE_MANY(both.toldMany, WorkerCount{3});
    COMPARE_COUNT(both.listening, WorkerCount{3});
    // A workstation that hears another channel only: never fewer than none.
    RIG_VERIFY(listeners.add({"SUBSCRIBE", "steward:desks"}));
    const Counted fewer = count(server);
    COMPARE_COUNT(fewer.told, WorkerCount{2});
    COMPARE_MANY(fewer.toldMany, WorkerCount{2});
}

void RedisWorkersTest::patternsAreHeardAndNotCounted()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listeners listeners(server);
    RIG_VERIFY(listeners.add({"PSUBSCRIBE", "wa:instances:*"}));
    const Counted pattern = count(server);
    COMPARE_COUNT(pattern.told, WorkerCount{1});
    COMPARE_MANY(pattern.toldMany, WorkerCount{1});
    COMPARE_COUNT(pattern.listening, unknown);
    RIG_VERIFY(listeners.addWorker());
    const Counted both = count(server);
    COMPARE_COUNT(both.told, WorkerCount{2});
    COMPARE_MANY(both.toldMany, WorkerCount{2});
    COMPARE_COUNT(both.listening, WorkerCount{1});
}

void RedisWorkersTest::forbiddenToAskIsUnknown()
{
    RedisOptions options;
    options.users = {QStringLiteral("steward on >other ~* &* +@all -pubsub")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    Listeners listeners(server);
    const Counted nobody = count(server, QStringLiteral("steward"));
    COMPARE_COUNT(nobody.told, WorkerCount{0}); // no subscriber at all is no worker either
    COMPARE_MANY(nobody.toldMany, WorkerCount{0});
    COMPARE_COUNT(nobody.listening, unknown);
    RIG_VERIFY(listeners.addWorker());
    const Counted one = count(server, QStringLiteral("steward"));
    COMPARE_COUNT(one.told, unknown); // a worker or a workstation
    COMPARE_MANY(one.toldMany, unknown);
    COMPARE_COUNT(one.listening, unknown);
}

void RedisWorkersTest::forbiddenToPublishIsAnError()
{
    RedisOptions options;
    options.users = {QStringLiteral("steward on >other ~* &* +@all -publish")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    Listeners listeners(server);
    RIG_VERIFY(listeners.addWorker());
    const Counted counted = count(server, QStringLiteral("steward"));
    QVERIFY(!counted.told && !counted.toldMany);
    QCOMPARE(counted.told.error().kind, ErrorKind::NoRightToPublish);
    QCOMPARE(counted.toldMany.error().kind, ErrorKind::NoRightToPublish);
    COMPARE_COUNT(counted.listening, WorkerCount{1});
}

void RedisWorkersTest::manyAreToldInTheirOrder()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    RespClient worker;
    RIG_VERIFY(worker.connectTo(server.host(), server.port()));
    RIG_VERIFY(worker.command({"SUBSCRIBE", "wa:instances:removed"}));
    RIG_VERIFY(worker.command({"SUBSCRIBE", "wa:instances:added"}));
    std::vector<WorkerMessage> messages;
    for (int i = 0; i < 600; ++i) {
        const InstanceName name = InstanceName::fromText(QStringLiteral("clinic\r\n%1").arg(i));
        messages.push_back({i % 3 == 0 ? WorkerChannel::Added : WorkerChannel::Removed, name, {}});
    }
    CacheSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    const auto told = onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return adapter.publishAll(messages, CallContext::within(5s));
    });
    QVERIFY(told);
    QCOMPARE(*told, std::vector<WorkerCount>(600, WorkerCount{1}));
    for (int i = 0; i < 600; ++i) {
        const auto heard = worker.command({"PING"}); // an answer more in turn, after the messages
        QVERIFY(heard && heard->items.size() == 3);
        QCOMPARE(
            heard->items[1].text, i % 3 == 0 ? QByteArray("wa:instances:added") : QByteArray("wa:instances:removed"));
        QVERIFY(heard->items[2].text.contains("clinic\\r\\n" + QByteArray::number(i) + '"'));
    }
}

STEWARD_TEST(RedisWorkersTest)

} // namespace steward::redis_workers_test

#include "redis_workers_test.moc"
