#include "workflows/live/hint_listener.h"

#include "stores/hint_port.h"
#include "support/fake_stores.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/base/waiting.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::hint_listener_test {
using steward::rig::eventually;

namespace {

/// What a port is to do each time that it is listened at.
struct Script {
    std::atomic_int times = 0;
    std::function<Error(int time, const HintPort::Ear& ear, const CallContext& limits)> listen;
};

class ScriptedPort final : public HintPort {
public:
    ScriptedPort(Store store, Script& script)
        : m_store(store)
        , m_script(script)
    {
    }
    Store store() const override { return m_store; }
    Error listen(const Ear& ear, const CallContext& limits) override
    {
        return m_script.listen(++m_script.times, ear, limits);
    }

private:
    Store m_store;
    Script& m_script;
};

class ScriptedStores final : public StoreFactory {
public:
    std::unique_ptr<ServerPort> makeServer() const override { return {}; }
    std::unique_ptr<DatabasePort> makeDatabase() const override { return {}; }
    std::unique_ptr<CachePort> makeCache() const override { return {}; }
    std::unique_ptr<GuardsPort> makeGuards() const override { return {}; }
    std::vector<std::unique_ptr<HintPort>> makeHints() const override
    {
        std::vector<std::unique_ptr<HintPort>> ports;
        ports.push_back(std::make_unique<ScriptedPort>(Store::Cache, cache));
        ports.push_back(std::make_unique<ScriptedPort>(Store::Database, database));
        return ports;
    }
    mutable Script cache;
    mutable Script database;
};

Error untilStopped(const HintPort::Ear& ear, const CallContext& limits)
{
    ear.started();
    waitFor(10min, limits);
    return stoppedError();
}

} // namespace

/// Listening that goes on where it was lost.
class HintListenerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsAnewWhereItWasLost();
    void asksSeldomWhereNobodyWouldSay();
    void endsWithAStop();
    void withoutPortsItEndsAtOnce();
};

void HintListenerTest::beginsAnewWhereItWasLost()
{
    ScriptedStores stores;
    stores.cache.listen = [](int time, const HintPort::Ear& ear, const CallContext& limits) {
        if (time < 4) { // not there, there and lost, there again
            if (time == 2) {
                ear.started();
                ear.heard();
            }
            return Error{ErrorKind::ConnectionLost, {}, {}};
        }
        ear.started();
        ear.heard();
        waitFor(10min, limits);
        return stoppedError();
    };
    stores.database.listen = [](int, const HintPort::Ear& ear, const CallContext& limits) {
        return untilStopped(ear, limits);
    };
    std::atomic_int heard = 0;
    std::mutex mutex;
    QStringList told;
    {
        const HintListener::Tell tell{
            [&](Store store) { heard += store == Store::Cache ? 1 : 100; },
            [&](Store store, bool isListening) {
                const std::lock_guard lock(mutex);
                if (store == Store::Cache)
                    told << (isListening ? QStringLiteral("on") : QStringLiteral("off"));
            }};
        std::jthread thread([&](const std::stop_token& stop) {
            HintListener(stores, tell, {.first = 5ms, .longest = 20ms, .nobody = 10min}).run(stop);
        });
        QVERIFY(eventually([&] { return heard == 2; }, 5000));
        QCOMPARE(stores.cache.times.load(), 4);
        QCOMPARE(stores.database.times.load(), 1);
    }
    const QStringList expected{
        QStringLiteral("on"), QStringLiteral("off"), QStringLiteral("on"), QStringLiteral("off")};
    QCOMPARE(told, expected);
}

void HintListenerTest::asksSeldomWhereNobodyWouldSay()
{
    ScriptedStores stores;
    stores.cache.listen = [](int, const HintPort::Ear&, const CallContext&) {
        return Error{ErrorKind::NoRightToRead, {}, {}};
    };
    stores.database.listen = [](int, const HintPort::Ear&, const CallContext&) {
        return Error{ErrorKind::NotFound, {}, {}};
    };
    std::jthread thread([&](const std::stop_token& stop) {
        HintListener(stores, {[](Store) {}}, {.first = 1ms, .longest = 1ms, .nobody = 10min}).run(stop);
    });
    QTest::qWait(150);
    QCOMPARE(stores.cache.times.load(), 1);
    QCOMPARE(stores.database.times.load(), 1);
}

void HintListenerTest::endsWithAStop()
{
    ScriptedStores stores;
    stores.cache.listen = stores.database.listen = [](int, const HintPort::Ear& ear, const CallContext& limits) {
        return untilStopped(ear, limits);
    };
    std::atomic_bool hasEnded = false;
    std::jthread thread([&](const std::stop_token& stop) {
        HintListener(stores, {[](Store) {}}).run(stop);
        hasEnded = true;
    });
    QVERIFY(eventually([&] { return stores.cache.times == 1 && stores.database.times == 1; }, 5000));
    QVERIFY(!hasEnded);
    thread.request_stop();
    QVERIFY(eventually([&] { return hasEnded.load(); }, 1000));
}

void HintListenerTest::withoutPortsItEndsAtOnce()
{
    const FakeStores stores{Fleet()};
    HintListener(stores, {[](Store) {}}).run({});
    QVERIFY(stores.makeHints().empty());
}

STEWARD_TEST(HintListenerTest)

} // namespace steward::hint_listener_test

#include "hint_listener_test.moc"
