#include "app/alerts_desk.h"
#include "support/test_registry.h"

#include "app/alerts/alert_center.h"
#include "app/work/background_runner.h"
#include "app/workspace/live_reading.h"
#include "app/workspace/workspace.h"
#include "stores/hint_port.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/campaign.h"
#include "workflows/base/waiting.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

#include <atomic>
#include <map>
#include <set>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::live_reading_test {

namespace {

/// Says that something has changed whenever the test wants.
class SayingPort final : public HintPort {
public:
    explicit SayingPort(std::atomic_int& said)
        : m_said(said)
    {
    }
    Store store() const override { return Store::Cache; }
    Error listen(const Ear& ear, const CallContext& limits) override
    {
        int heard = m_said;
        ear.started();
        while (!limits.stopped()) {
            waitFor(5ms, limits);
            if (const int now = m_said; now != heard) {
                heard = now;
                ear.heard();
            }
        }
        return stoppedError();
    }

private:
    std::atomic_int& m_said;
};

class SayingStores final : public StoreFactory {
public:
    explicit SayingStores(std::shared_ptr<PracticeWorld> world)
        : m_stores(std::move(world))
    {
    }
    std::unique_ptr<ServerPort> makeServer() const override { return m_stores.makeServer(); }
    std::unique_ptr<DatabasePort> makeDatabase() const override { return m_stores.makeDatabase(); }
    std::unique_ptr<CachePort> makeCache() const override { return m_stores.makeCache(); }
    std::unique_ptr<GuardsPort> makeGuards() const override { return {}; }
    std::vector<std::unique_ptr<HintPort>> makeHints() const override
    {
        std::vector<std::unique_ptr<HintPort>> ports;
        ports.push_back(std::make_unique<SayingPort>(said));
        return ports;
    }
    mutable std::atomic_int said = 0;

private:
    PracticeStores m_stores;
};

AuditSettings withoutSecondLook()
{
    AuditSettings settings;
    settings.secondLook = 0ms;
    return settings;
}

/// Of this process, in pages; 0 where the system does not tell.
qint64 residentPages()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() : 0;
}

/// A workspace that is read again by itself, fast.
struct LiveDesk {
    explicit LiveDesk(ReadingPace::Settings pace)
        : live(workspace, stores, runner, pace, nullptr)
    {
        workspace.setChecking({}, 10min);
        live.follow(&window);
        window.show();
    }
    bool reads(qsizetype count)
    {
        return QTest::qWaitFor([&] { return indexes.size() >= count; }, 20'000);
    }

    BackgroundRunner runner;
    std::shared_ptr<PracticeWorld> world = makePracticeFleet();
    std::shared_ptr<SayingStores> stores = std::make_shared<SayingStores>(world);
    Workspace workspace{stores, withoutSecondLook(), runner};
    QSignalSpy indexes{&workspace, &Workspace::indexChanged};
    QWidget window;
    LiveReading live;
};

} // namespace

/// The window's workspace is read again by itself.
class LiveReadingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAgainByItself();
    void aHintBringsAReading();
    void whatNobodyToldIsFound();
    void switchedOffNothingIsReadOrListenedTo();
    void nothingWhileNobodyLooks();
    void watchedItGoesOnWhileNobodyLooks();
    void lessOftenWhileAStoreIsDown();
    void whatIsOnScreenIsAskedAgain();
    void goingEndsIt();
    void aDayInFastMotion();
};

void LiveReadingTest::readsAgainByItself()
{
    LiveDesk desk({.every = 30ms, .screenEvery = 10min});
    QTest::qWait(100);
    QCOMPARE(desk.indexes.size(), 0); // the first is asked for
    desk.workspace.refresh();
    QVERIFY(desk.reads(4));
}

void LiveReadingTest::aHintBringsAReading()
{
    LiveDesk desk({.every = 10min, .hintDelay = 10ms, .hintDistance = 10ms});
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    QTRY_VERIFY(desk.live.isListening());
    ++desk.stores->said;
    QVERIFY(desk.reads(2));
    QTest::qWait(100);
    QCOMPARE(desk.indexes.size(), 2);
}

/// A hint is no proof: without one the next reading finds the same.
void LiveReadingTest::whatNobodyToldIsFound()
{
    LiveDesk desk({.every = 30ms, .screenEvery = 10min});
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    const InstanceName name = connectedOnes(*desk.world).front();
    const auto connection = [&] { return desk.workspace.index()->audit().find(name)->connection(); };
    QCOMPARE(connection(), Connection::Open);
    setConnected(*desk.world, name, false);
    QTRY_COMPARE_WITH_TIMEOUT(connection(), Connection::Close, 20'000);
    QCOMPARE(desk.stores->said.load(), 0);
}

void LiveReadingTest::switchedOffNothingIsReadOrListenedTo()
{
    LiveDesk desk({.every = 0ms, .hintDelay = 1ms, .hintDistance = 1ms});
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    QTRY_COMPARE(desk.runner.running(), 0); // nobody listens
    ++desk.stores->said;
    QTest::qWait(100);
    QCOMPARE(desk.indexes.size(), 1);
}

void LiveReadingTest::nothingWhileNobodyLooks()
{
    LiveDesk desk({.every = 40ms, .screenEvery = 10min});
    desk.workspace.refresh();
    QVERIFY(desk.reads(2));
    desk.window.hide();
    QTest::qWait(100);
    const qsizetype until = desk.indexes.size();
    QTest::qWait(250);
    QVERIFY(desk.indexes.size() <= until + 1); // one may have been under way
    const qsizetype asleep = desk.indexes.size();
    desk.window.show();
    QVERIFY(desk.reads(asleep + 2));
}

void LiveReadingTest::watchedItGoesOnWhileNobodyLooks()
{
    LiveDesk desk({.every = 30ms, .screenEvery = 10min});
    desk.live.setWatched(true);
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    desk.window.hide();
    QTest::qWait(50);
    QVERIFY(desk.reads(desk.indexes.size() + 3));
}

void LiveReadingTest::lessOftenWhileAStoreIsDown()
{
    LiveDesk desk({.every = 20ms, .longest = 10min, .hintDelay = 1ms, .hintDistance = 1ms, .screenEvery = 10min});
    desk.world->setFault(Store::Database, {.failure = ErrorKind::Refused});
    desk.workspace.refresh();
    QVERIFY(desk.reads(3)); // after 40 and 80 ms
    QTest::qWait(300);
    const qsizetype readings = desk.indexes.size();
    QVERIFY2(readings <= 6, qPrintable(QString::number(readings)));
    desk.world->setFault(Store::Database, {});
    desk.workspace.refresh(); // a person asks
    QVERIFY(desk.reads(readings + 4));
}

void LiveReadingTest::whatIsOnScreenIsAskedAgain()
{
    LiveDesk desk({.every = 10min, .screenEvery = 40ms});
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    const std::vector<InstanceName> names = connectedOnes(*desk.world);
    desk.workspace.setOnScreen(names);
    const auto memoryOf = [&](const InstanceName& name) { return desk.workspace.index()->audit().find(name)->memory; };
    QTRY_COMPARE(memoryOf(names.front()), MemoryState::Open);
    const Timestamp taken = desk.workspace.index()->audit().snapshot().takenAt;
    setConnected(*desk.world, names.front(), false);
    QTRY_COMPARE_WITH_TIMEOUT(memoryOf(names.front()), MemoryState::Close, 20'000);
    QCOMPARE(desk.workspace.index()->audit().snapshot().takenAt, taken); // no whole reading was needed
    desk.window.hide();
    QTest::qWait(100);
    setConnected(*desk.world, names.front(), true);
    QTest::qWait(300);
    QCOMPARE(memoryOf(names.front()), MemoryState::Close); // nobody looks
}

void LiveReadingTest::goingEndsIt()
{
    QElapsedTimer clock;
    {
        LiveDesk desk({.every = 10min});
        QTRY_VERIFY(desk.live.isListening());
        clock.start();
    }
    QVERIFY(clock.elapsed() < 2000);
}

/// Eight hours at one reading every five minutes: instances come and go, stores fail and return, and each change is
/// told once. Between two readings no more than a handful of questions reaches the server.
void LiveReadingTest::aDayInFastMotion()
{
    Campaign campaign(QStringLiteral("readings of a day"));
    const int readings = Campaign::count(96, 96 * 20);
    LiveDesk desk({.every = 10min, .hintDelay = 1ms, .hintDistance = 1ms});
    AlertCenter center(desk.workspace, desk.runner, nullptr);
    std::multiset<QString> told;
    connect(&center, &AlertCenter::alerted, this, [&told](const std::vector<Alert>& alerts) {
        for (const Alert& alert : alerts)
            told.insert(alert.store ? storeWord(*alert.store) : alert.instance.text());
    });
    desk.workspace.refresh();
    QVERIFY(desk.reads(1));
    const std::vector<InstanceName> names = connectedOnes(*desk.world);
    std::map<QString, bool> isOpen;
    std::map<QString, bool> seenOpen;
    for (const InstanceName& name : names)
        isOpen[name.text()] = seenOpen[name.text()] = true;
    QRandomGenerator random(8);
    bool wasDown = false;
    std::multiset<QString> expected;
    qint64 callsBefore = desk.world->callCount(Store::Server);
    qint64 most = 0;
    qint64 atNoon = 0;
    for (int reading = 0; reading < readings; ++reading) {
        for (int change = random.bounded(3); change > 0; --change) {
            const InstanceName& name = names[random.bounded(static_cast<quint32>(names.size()))];
            isOpen[name.text()] = !isOpen[name.text()];
            setConnected(*desk.world, name, isOpen[name.text()]);
        }
        const bool isDown = random.bounded(10) == 0;
        desk.world->setFault(Store::Database, isDown ? PracticeFault{.failure = ErrorKind::Refused} : PracticeFault{});
        if (isDown && !wasDown)
            expected.insert(storeWord(Store::Database));
        if (!isDown) {
            for (const auto& [name, open] : isOpen) {
                if (seenOpen[name] && !open)
                    expected.insert(name);
            }
            seenOpen = isOpen;
        }
        wasDown = isDown;
        const qsizetype before = desk.indexes.size();
        ++desk.stores->said; // somebody told of it; a store that is down is read again by hand
        if (!QTest::qWaitFor([&] { return desk.indexes.size() > before; }, 300))
            desk.workspace.refresh();
        QVERIFY(desk.reads(before + 1));
        QTRY_VERIFY(!desk.workspace.isReading());
        const qint64 calls = desk.world->callCount(Store::Server);
        most = std::max(most, calls - callsBefore);
        callsBefore = calls;
        campaign.addCase();
        if (reading == readings / 2)
            atNoon = residentPages();
    }
    const qint64 inTheEvening = residentPages();
    std::printf("memory at noon %lld pages, in the evening %lld\n", atNoon, inTheEvening);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed
    QVERIFY2(inTheEvening * 100 <= atNoon * 105, "memory grows with the day");
#endif
    QTRY_COMPARE(told.size(), expected.size());
    if (told != expected)
        campaign.violate(QStringLiteral("other changes were told than there were"));
    QVERIFY(expected.size() > 30);
    QVERIFY2(most <= 300, qPrintable(QString::number(most))); // of 260 instances, some are asked by name
    QVERIFY(campaign.finish());
}

STEWARD_TEST(LiveReadingTest)

} // namespace steward::live_reading_test

#include "live_reading_test.moc"
