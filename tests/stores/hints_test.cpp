#include "stores/guards_fixture.h"
#include "stores/postgres/postgres_hints.h"
#include "stores/redis/redis_cache_adapter.h"
#include "stores/redis/redis_hints.h"
#include "support/pg_bouncer.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <optional>
#include <thread>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::hints_test {

namespace {

/// Somebody who listens on a thread of their own.
template<class Port>
class Listener final {
    Q_DISABLE_COPY_MOVE(Listener)

public:
    template<class Settings>
    explicit Listener(const Settings& settings, std::chrono::milliseconds timeout = 300ms)
        : m_thread([this, settings, timeout](const std::stop_token& stop) {
            Port port(settings, StoreNames(), timeout);
            const HintPort::Ear ear{[this] { started = true; }, [this] { ++heard; }};
            why = port.listen(ear, {QDeadlineTimer(QDeadlineTimer::Forever), stop});
            hasEnded = true;
        })
    {
    }
    /// How long it takes to leave.
    std::chrono::milliseconds stop()
    {
        QElapsedTimer clock;
        clock.start();
        m_thread.request_stop();
        m_thread.join();
        return std::chrono::milliseconds(clock.elapsed());
    }
    bool begins()
    {
        return eventually([this] { return started.load() || hasEnded.load(); }, 15'000) && started;
    }
    bool hears(int count)
    {
        return eventually([this, count] { return heard >= count; }, 10'000);
    }
    bool ends()
    {
        return eventually([this] { return hasEnded.load(); }, 15'000);
    }

    std::atomic_bool started = false;
    std::atomic_int heard = 0;
    std::atomic_bool hasEnded = false;
    Error why; ///< once it has ended

private:
    std::jthread m_thread;
};

} // namespace

/// What the stores say by themselves.
class HintsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWorkersAreToldIsHeard();
    void aListenerIsNoWorker();
    void aQuietCacheIsAskedWhetherItStands();
    void aLostCacheIsSaid();
    void aChannelThatIsForbiddenIsSaid();
    void ourRowsAreHeard();
    void withoutTheTriggerNobodyWouldSay();
    void aPoolerByTransactionCarriesNothing();
    void aStopIsFollowedAtOnce();

private:
    void addTrigger()
    {
        const auto applied = askGuards(settingsFor(m_postgres, m_database), [](GuardsPort& port) {
            return port.apply(GuardPart::Notification, defaultKeptRoles(), patientLimits());
        });
        QVERIFY2(applied, errorText(applied));
    }
    static CacheSettings settingsOf(const RedisServer& server, const QString& user = {})
    {
        CacheSettings settings;
        settings.host = server.host();
        settings.port = server.port();
        settings.user = user;
        settings.password = user.isEmpty() ? Secret() : Secret("other");
        return settings;
    }
    static Result<WorkerCount> publish(const CacheSettings& settings)
    {
        return onWorker([&] {
            RedisCacheAdapter adapter(settings, StoreNames());
            return adapter.publish({WorkerChannel::Added, InstanceName::fromText(u"one"), {}}, CallContext::within(5s));
        });
    }

    PostgresServer m_postgres;
    const QString m_database = QStringLiteral("hints");
};

void HintsTest::initTestCase()
{
    RIG_VERIFY(m_postgres.start());
    for (const char* role : {"anon", "authenticated", "service_role"})
        RIG_VERIFY(m_postgres.createRole(QString::fromLatin1(role), "secret"));
    RIG_VERIFY(m_postgres.createDatabase(m_database));
}

void HintsTest::whatWorkersAreToldIsHeard()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listener<RedisHints> listener(settingsOf(server));
    QVERIFY(listener.begins());
    QVERIFY(publish(settingsOf(server)));
    QVERIFY(listener.hears(1));
    RIG_VERIFY(server.command({"PUBLISH", "wa:instances:removed", "not even JSON"}));
    QVERIFY(listener.hears(2));
    RIG_VERIFY(server.command({"PUBLISH", "another:channel", "x"}));
    RIG_VERIFY(server.command({"PUBLISH", "steward:desks", "x"}));
    QTest::qWait(200);
    QCOMPARE(listener.heard.load(), 2);
}

void HintsTest::aListenerIsNoWorker()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listener<RedisHints> one(settingsOf(server));
    Listener<RedisHints> two(settingsOf(server));
    QVERIFY(one.begins() && two.begins());
    const Result<WorkerCount> told = publish(settingsOf(server));
    QVERIFY(told);
    QCOMPARE(*told, WorkerCount{0});
}

void HintsTest::aQuietCacheIsAskedWhetherItStands()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listener<RedisHints> listener(settingsOf(server), 50ms);
    QVERIFY(listener.begins());
    QTest::qWait(600); // some PINGs, and their answers are no changes
    QVERIFY(!listener.hasEnded);
    QCOMPARE(listener.heard.load(), 0);
    QVERIFY(publish(settingsOf(server)));
    QVERIFY(listener.hears(1));
}

void HintsTest::aLostCacheIsSaid()
{
    RedisServer server;
    RIG_VERIFY(server.start());
    Listener<RedisHints> listener(settingsOf(server));
    QVERIFY(listener.begins());
    server.stop();
    QVERIFY(listener.ends());
    QCOMPARE(listener.why.kind, ErrorKind::ConnectionLost);
}

void HintsTest::aChannelThatIsForbiddenIsSaid()
{
    RedisOptions options;
    options.users = {QStringLiteral("bob on >other ~* &wa:instances:added +@all")};
    RedisServer server(options);
    RIG_VERIFY(server.start());
    Listener<RedisHints> listener(settingsOf(server, QStringLiteral("bob")));
    QVERIFY(listener.ends());
    QVERIFY(!listener.started);
    QCOMPARE(listener.why.kind, ErrorKind::NoRightToRead);
}

void HintsTest::withoutTheTriggerNobodyWouldSay()
{
    const QString bare = QStringLiteral("bare");
    RIG_VERIFY(m_postgres.createDatabase(bare));
    Listener<PostgresHints> listener(settingsFor(m_postgres, bare));
    QVERIFY(listener.ends());
    QVERIFY(!listener.started);
    QCOMPARE(listener.why.kind, ErrorKind::NotFound);
}

void HintsTest::ourRowsAreHeard()
{
    addTrigger();
    Listener<PostgresHints> listener(settingsFor(m_postgres, m_database), 100ms);
    QVERIFY(listener.begins());
    QTest::qWait(400); // asked whether it stands in between
    RIG_VERIFY(m_postgres.execute(insertSql({.name = "one"}), m_database));
    QVERIFY(listener.hears(1));
    RIG_VERIFY(m_postgres.execute(insertSql({.name = "two", .foreign = true}), m_database));
    QTest::qWait(300);
    QCOMPARE(listener.heard.load(), 1);
    RIG_VERIFY(m_postgres.execute(QStringLiteral("update healthcare.integrations set status = 'x'"), m_database));
    QVERIFY(listener.hears(2));
    RIG_VERIFY(m_postgres.execute(
        QStringLiteral("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steward' and "
                       "pid <> pg_backend_pid()"),
        m_database));
    QVERIFY(listener.ends());
    QCOMPARE(listener.why.kind, ErrorKind::ConnectionLost);
}

void HintsTest::aPoolerByTransactionCarriesNothing()
{
    addTrigger();
    PgBouncer pooler(m_postgres, PoolMode::Transaction);
    RIG_VERIFY(pooler.start());
    DatabaseSettings settings = settingsFor(m_postgres, m_database);
    settings.host = pooler.host();
    settings.port = pooler.port();
    Listener<PostgresHints> listener(settings);
    QVERIFY(listener.ends());
    QVERIFY(!listener.started);
    QCOMPARE(listener.why.kind, ErrorKind::TransactionPooler);

    PgBouncer ofSession(m_postgres, PoolMode::Session);
    RIG_VERIFY(ofSession.start());
    settings.port = ofSession.port();
    Listener<PostgresHints> inSession(settings);
    QVERIFY(inSession.begins());
    RIG_VERIFY(m_postgres.execute(insertSql({.name = "three"}), m_database));
    QVERIFY(inSession.hears(1));
}

void HintsTest::aStopIsFollowedAtOnce()
{
    addTrigger();
    RedisServer server;
    RIG_VERIFY(server.start());
    Listener<RedisHints> cache(settingsOf(server), 60s);
    Listener<PostgresHints> database(settingsFor(m_postgres, m_database), 60s);
    QVERIFY(cache.begins() && database.begins());
    QVERIFY(cache.stop() < 500ms);
    QVERIFY(database.stop() < 500ms);
    QCOMPARE(cache.why.kind, ErrorKind::Stopped);
    QCOMPARE(database.why.kind, ErrorKind::Stopped);
}

STEWARD_TEST(HintsTest)

} // namespace steward::hints_test

#include "hints_test.moc"
