#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/base/store_ports.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/execute/item_steps.h"
#include "workflows/execute/resume_guard.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/journal_samples.h"
#include "workflows/journal/workflow_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace {

constexpr auto unknownAction = static_cast<StepAction>(200);

/// Practice stores and a journal; what was sent and what was announced can be counted.
struct Desk {
    QTemporaryDir folder;
    std::shared_ptr<PracticeWorld> world = std::make_shared<PracticeWorld>();
    PracticeStores stores{world};
    std::unique_ptr<Journal> journal{Journal::open(folder.path()).value()};
    WorkspaceAccess access{stores, journal.get(), nullptr, {}, {}, QStringLiteral("p"), QStringLiteral("desk")};
    StorePorts ports{stores};
    ApplyTimes times;
    Result<WorkflowRun> run{WorkflowRun::begin(journal.get(), sampleTask())};

    qint64 sent() const
    {
        return world->callCount(Store::Server) + world->callCount(Store::Database) + world->callCount(Store::Cache);
    }
    qint64 announced() const { return readJournal({folder.path()})->operations.front().steps; }
};

/// One that is in all three stores, so that each known action would have something to write to.
Audit audit()
{
    Fleet fleet;
    fleet.instance("a").open().phone("5511911110000").row(org(1)).cached();
    return fleet.audit();
}

PlanItem itemOf(const Audit& seen, StepAction action)
{
    const AuditRow& row = *seen.find(InstanceName::fromText(u"a"));
    PlanStep step;
    step.action = action;
    step.instance = row.name;
    step.rowId = row.integration()->id;
    PlanItem item;
    item.name = row.name;
    item.steps.push_back(step);
    return item;
}

JournaledStep stepOf(const char* action)
{
    JournaledStep step;
    step.action = QLatin1String(action);
    return step;
}

} // namespace

/// What the code does not know takes the path that destroys least, and says so.
class UnknownStepsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anItemWithAnUnknownStepIsRefused();
    void aStoreIsNotSentAnothersStep_data();
    void aStoreIsNotSentAnothersStep();
    void anUnknownErrorMayHaveHappened();
    void anUnknownStepOfACreationIsForAPerson();
    void whatDoesNotAnswerIsNotTheOneThatWorks_data();
    void whatDoesNotAnswerIsNotTheOneThatWorks();
};

void UnknownStepsTest::anItemWithAnUnknownStepIsRefused()
{
    rig::onWorker([] {
        Desk desk;
        const Audit seen = audit();
        ItemSteps steps(desk.access, desk.ports, *desk.run, desk.times);
        const ItemEnd end = steps.run(PlanKind::Repair, itemOf(seen, unknownAction), seen, Limits::within(10s));
        QVERIFY(end.change.error && end.change.error->detail == QLatin1String("a step that is not known"));
        QVERIFY(!end.isWritten && !end.hasWritten && !end.isOpen);
        QCOMPARE(desk.sent(), 0);
        QCOMPARE(desk.announced(), 0);
    });
}

void UnknownStepsTest::aStoreIsNotSentAnothersStep_data()
{
    QTest::addColumn<int>("store");
    QTest::addColumn<int>("action");
    for (int action = 0; action <= stepActionCount; ++action) {
        const auto each = action < stepActionCount ? static_cast<StepAction>(action) : unknownAction;
        const QByteArray word = action < stepActionCount ? stepActionWord(each).toLatin1() : QByteArray("unknown");
        const bool isUnknown = each == unknownAction;
        if (isUnknown || placeOf(each) != PlanPlace::Server)
            QTest::newRow("server " + word) << static_cast<int>(Store::Server) << static_cast<int>(each);
        if (isUnknown || placeOf(each) != PlanPlace::Database)
            QTest::newRow("database " + word) << static_cast<int>(Store::Database) << static_cast<int>(each);
        if (isUnknown || placeOf(each) != PlanPlace::Cache)
            QTest::newRow("cache " + word) << static_cast<int>(Store::Cache) << static_cast<int>(each);
    }
}

void UnknownStepsTest::aStoreIsNotSentAnothersStep()
{
    QFETCH(int, store);
    QFETCH(int, action);
    rig::onWorker([&] {
        Desk desk;
        const Audit seen = audit();
        const PlanItem item = itemOf(seen, static_cast<StepAction>(action));
        const PlanStep& step = item.steps.front();
        const Integration* row = seen.find(item.name)->integration();
        const Limits limits = Limits::within(10s);
        Result<StoreOutcome> written = StoreOutcome::Written;
        if (store == static_cast<int>(Store::Server))
            written = ServerSteps(desk.access, *desk.ports.server, *desk.run, desk.times)
                          .write(item, step, seen, row, false, limits);
        else if (store == static_cast<int>(Store::Database))
            written = RowSteps(desk.access, *desk.ports.database, *desk.run, desk.times)
                          .write(PlanKind::Repair, item, step, seen, limits);
        else
            written =
                CacheSteps(desk.access, *desk.ports.cache, *desk.run, desk.times).write(item, step, seen, row, limits);
        QVERIFY(!written && written.error().detail == QLatin1String("a step that is not known"));
        QCOMPARE(desk.sent(), 0);
        QCOMPARE(desk.announced(), 0);
    });
}

void UnknownStepsTest::anUnknownErrorMayHaveHappened()
{
    QCOMPARE(stepOutcomeOf({static_cast<ErrorKind>(errorKindCount + 5), {}, {}}), StepOutcome::Unknown);
    QCOMPARE(stepOutcomeOf({ErrorKind::WrongKey, {}, {}}), StepOutcome::Failed);
}

void UnknownStepsTest::anUnknownStepOfACreationIsForAPerson()
{
    QVERIFY(creationRecordOf({stepOf("undo-claim")}).isUndoing);
    rig::onWorker([] {
        Desk desk;
        JournalEntry entry;
        entry.tellsSent = true;
        entry.trail = {stepOf("claim"), stepOf("of-another-version")};
        QVERIFY(!creationRecordOf(entry.trail).isUndoing);
        WorkflowObserver silent;
        const CreationResult result = resumeCreation(desk.access, {}, *desk.run, entry, silent, Limits::within(10s));
        QVERIFY(result.isOpen && result.error);
        QCOMPARE(desk.sent(), 0);
        QCOMPARE(desk.announced(), 0);
    });
}

void UnknownStepsTest::whatDoesNotAnswerIsNotTheOneThatWorks_data()
{
    QTest::addColumn<int>("memory");
    QTest::addColumn<bool>("mayGo");
    QTest::newRow("open") << static_cast<int>(MemoryState::Open) << true;
    QTest::newRow("not asked") << static_cast<int>(MemoryState::NotAsked) << true;
    QTest::newRow("not answered") << static_cast<int>(MemoryState::Unknown) << false;
    QTest::newRow("closed") << static_cast<int>(MemoryState::Close) << false;
}

/// A resume takes a connected instance only where another of its organization surely works.
void UnknownStepsTest::whatDoesNotAnswerIsNotTheOneThatWorks()
{
    QFETCH(int, memory);
    QFETCH(bool, mayGo);
    Fleet fleet;
    fleet.instance("a").open().memory(MemoryState::Open).row(org(1));
    fleet.instance("b").open().row(org(1));
    if (memory != static_cast<int>(MemoryState::NotAsked))
        fleet.name("b").memory(static_cast<MemoryState>(memory));
    const auto now = std::make_shared<const Audit>(fleet.audit());
    Plan plan;
    AppliedSoFar soFar;
    soFar.isResumed = true;
    const PlanItem item = itemOf(*now, StepAction::DeleteInstance);
    plan.items.push_back(PlanItem(item));
    QCOMPARE(!ResumeGuard(plan, soFar).obstacle(item, now).has_value(), mayGo);
}

STEWARD_TEST(UnknownStepsTest)
#include "unknown_steps_test.moc"
