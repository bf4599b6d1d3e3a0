#include "support/test_registry.h"

#include "app/work/background_runner.h"
#include "app/workspace/workspace.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace steward;

namespace steward::workspace_test {

namespace {

void addInstance(PracticeWorld& world, const char16_t* name)
{
    world.visit([name](PracticeState& state, Timestamp) {
        PracticeInstance added;
        added.listed.name = InstanceName::fromText(name);
        state.instances.push_back(added);
    });
}

bool has(const Workspace& workspace, const char16_t* name)
{
    return workspace.index() && workspace.index()->audit().find(InstanceName::fromText(name));
}

} // namespace

class WorkspaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestReadingWins();
    void aStoppedReadingLeavesTheLastOne();
    void tellsEachStoresProgress();
    void asksWhatIsOnScreenAndInspected();
    void aStartingServerMakesNoGhostsOnScreen();
    void goingWhileReadingNeverWaits();
};

void WorkspaceTest::theNewestReadingWins()
{
    BackgroundRunner runner;
    const auto world = makePracticeFleet();
    Workspace workspace(std::make_shared<PracticeStores>(world), {}, runner);
    QSignalSpy indexes(&workspace, &Workspace::indexChanged);
    world->setFault(Store::Server, {.delay = std::chrono::milliseconds(400)});
    workspace.refresh(); // hangs in the server
    world->setFault(Store::Server, {});
    addInstance(*world, u"made-meanwhile");
    workspace.refresh();
    QTRY_VERIFY(has(workspace, u"made-meanwhile"));
    const int told = static_cast<int>(indexes.size());
    QTRY_COMPARE(runner.running(), 0); // the older one has ended too
    QTest::qWait(50);
    QVERIFY(has(workspace, u"made-meanwhile"));
    QCOMPARE(static_cast<int>(indexes.size()), told);
}

void WorkspaceTest::aStoppedReadingLeavesTheLastOne()
{
    BackgroundRunner runner;
    const auto world = makePracticeFleet();
    Workspace workspace(std::make_shared<PracticeStores>(world), {}, runner);
    workspace.refresh();
    QTRY_VERIFY(workspace.index());
    const auto before = workspace.index();
    world->setFault(Store::Cache, {.delay = std::chrono::seconds(30)});
    workspace.refresh();
    QVERIFY(workspace.isReading());
    workspace.stop();
    QTRY_VERIFY(!workspace.isReading());
    QCOMPARE(workspace.index(), before);
    QCOMPARE(workspace.store(Store::Cache).phase, StoreState::Phase::Read); // of the reading that is shown
}

void WorkspaceTest::tellsEachStoresProgress()
{
    BackgroundRunner runner;
    const auto world = makePracticeFleet();
    Workspace workspace(std::make_shared<PracticeStores>(world), {}, runner);
    QCOMPARE(workspace.store(Store::Server).phase, StoreState::Phase::Idle);
    world->setFault(Store::Database, {.failure = ErrorKind::WrongPassword});
    world->setFault(Store::Cache, {.delay = std::chrono::milliseconds(300)});
    workspace.refresh();
    QTRY_COMPARE(workspace.store(Store::Server).phase, StoreState::Phase::Read);
    QVERIFY(workspace.store(Store::Server).count > 40);
    QTRY_COMPARE(workspace.store(Store::Database).phase, StoreState::Phase::Failed);
    QCOMPARE(workspace.store(Store::Database).error->kind, ErrorKind::WrongPassword);
    QCOMPARE(workspace.store(Store::Cache).phase, StoreState::Phase::Reading); // while the others are done
    QTRY_COMPARE(workspace.store(Store::Cache).phase, StoreState::Phase::Read);
}

void WorkspaceTest::asksWhatIsOnScreenAndInspected()
{
    BackgroundRunner runner;
    Workspace workspace(std::make_shared<PracticeStores>(makePracticeFleet()), {}, runner);
    workspace.refresh();
    QTRY_VERIFY(workspace.index());
    InstanceName name;
    for (const AuditRow& row : workspace.index()->audit().rows()) {
        if (row.isHealthy() && row.server && row.memory == MemoryState::NotAsked)
            name = row.name;
    }
    QVERIFY(!name.isEmpty());
    workspace.setOnScreen({name});
    QTRY_COMPARE(workspace.index()->audit().find(name)->memory, MemoryState::Open);
    QVERIFY(!workspace.index()->audit().snapshot().webhooks.contains(name));
    workspace.setInspected(name);
    QTRY_VERIFY(workspace.index()->audit().snapshot().webhooks.contains(name));
    QVERIFY(!workspace.index()->audit().find(name)->integration()->maskedWebhookUrl.isEmpty());

    workspace.refresh();
    QTRY_VERIFY(!workspace.isReading());
    QCOMPARE(workspace.index()->audit().find(name)->memory, MemoryState::Open); // asked again with the reading
    QVERIFY(workspace.index()->audit().snapshot().webhooks.contains(name));
}

void WorkspaceTest::aStartingServerMakesNoGhostsOnScreen()
{
    BackgroundRunner runner;
    const auto world = makePracticeFleet();
    Workspace workspace(std::make_shared<PracticeStores>(world), {}, runner);
    workspace.refresh();
    QTRY_VERIFY(workspace.index());
    std::vector<InstanceName> names;
    for (const AuditRow& row : workspace.index()->audit().rows()) {
        if (row.isHealthy() && row.server && row.isPhone() && row.memory == MemoryState::NotAsked)
            names.push_back(row.name);
    }
    QVERIFY(names.size() > 9);
    world->visit([](PracticeState& state, Timestamp) {
        for (auto& instance : state.instances)
            instance.memory = MemoryState::Missing;
    });
    workspace.setOnScreen(names);
    QTRY_VERIFY(workspace.index()->audit().snapshot().serverStarting);
    for (const AuditRow& row : workspace.index()->audit().rows())
        QVERIFY(!row.has(FindingCode::GhostInstance));
}

void WorkspaceTest::goingWhileReadingNeverWaits()
{
    BackgroundRunner runner;
    const auto world = makePracticeFleet();
    world->setFault(Store::Server, {.delay = std::chrono::seconds(60)});
    auto workspace = std::make_unique<Workspace>(std::make_shared<PracticeStores>(world), AuditSettings{}, runner);
    workspace->refresh();
    QTest::qWait(50);
    QElapsedTimer timer;
    timer.start();
    workspace.reset();
    QVERIFY2(timer.elapsed() < 1000, "the GUI thread waited for a worker");
    QTRY_COMPARE(runner.running(), 0); // stopped, long before the store would have answered
}

STEWARD_TEST(WorkspaceTest)
} // namespace steward::workspace_test

#include "workspace_test.moc"
