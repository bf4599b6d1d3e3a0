#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "wording/value_titles.h"
#include "workflows/base/store_ports.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/execute/item_steps.h"
#include "workflows/execute/resume_guard.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/journal_appender.h"
#include "workflows/journal/journal_database.h"
#include "workflows/journal/journal_reader.h"
#include "workflows/journal/journal_samples.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/resume/resume.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace steward;
using namespace steward::test;

namespace steward::unknown_steps_test {

namespace {

constexpr auto unknownAction = static_cast<StepAction>(200);

/// Practice stores and a journal; what was sent and what was announced can be counted.
struct Desk {
    QTemporaryDir folder;
    QTemporaryDir other;
    std::shared_ptr<PracticeWorld> world = std::make_shared<PracticeWorld>();
    Session session{
        {.stores = std::make_shared<PracticeStores>(world),
         .profileId = QStringLiteral("p"),
         .role = Role::Administrator},
        Journal::open(folder.path(), Role::Administrator).value(),
        nullptr,
        QStringLiteral("desk")};
    StorePorts ports{*session.stores};
    ApplyTimes times;
    Result<WorkflowRun> run{WorkflowRun::begin(session.journal.get(), sampleTask())};

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

/// The journal as another version would have written it, which has an action of its own.
void copyInOtherWords(const QString& from, const QString& to, const QByteArray& word)
{
    const auto database = JournalDatabase::open(JournalFolder{from}.databasePath(), JournalDatabase::Mode::Read);
    const auto appender = JournalAppender::open({to});
    if (!database || !appender)
        qFatal("cannot copy a journal");
    (void)(*database)->visit([&](const StoredRecord& record) {
        return (*appender)
            ->append(QByteArray(record.body).replace('"' + word + '"', "\"of-another-version\""))
            .has_value();
    });
}

JournaledStep stepOf(const char* action)
{
    JournaledStep step;
    step.word = QLatin1String(action);
    step.action = journalActionFromWord(step.word);
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
    void everyOrderOfACreationsStepsIsAPhaseOrUnknown();
    void bothSetsOfWordsAreRead();
    void anUnknownStepOfAnOperationIsForAPerson_data();
    void anUnknownStepOfAnOperationIsForAPerson();
    void anItemWithAStepOfAnotherVersionIsForAPerson();
    void whatDoesNotAnswerIsNotTheOneThatWorks_data();
    void whatDoesNotAnswerIsNotTheOneThatWorks();
    void anUnknownValueIsCalledUnknown();
};

void UnknownStepsTest::anItemWithAnUnknownStepIsRefused()
{
    rig::onWorker([] {
        Desk workstation;
        const Audit seen = audit();
        ItemSteps steps(workstation.session, workstation.ports, *workstation.run, workstation.times);
        const ItemResult end = steps.run(PlanKind::Repair, itemOf(seen, unknownAction), seen, CallContext::within(10s));
        QVERIFY(end.change.error && end.change.error->detail == QLatin1String("a step that is not known"));
        QVERIFY(!end.isWritten && !end.hasWritten && !end.isOpen);
        QCOMPARE(workstation.sent(), 0);
        QCOMPARE(workstation.announced(), 0);
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
        Desk workstation;
        const Audit seen = audit();
        const PlanItem item = itemOf(seen, static_cast<StepAction>(action));
        const PlanStep& step = item.steps.front();
        const Integration* row = seen.find(item.name)->integration();
        const CallContext limits = CallContext::within(10s);
        Result<StoreOutcome> written = StoreOutcome::Written;
        if (store == static_cast<int>(Store::Server))
            written =
                ServerSteps(workstation.session, *workstation.ports.server, *workstation.run, workstation.times, {}, {})
                    .write(item, step, seen, row, nullptr, limits);
        else if (store == static_cast<int>(Store::Database))
            written = RowSteps(workstation.session, *workstation.ports.database, *workstation.run, workstation.times)
                          .write(PlanKind::Repair, item, step, seen, limits);
        else
            written = CacheSteps(*workstation.ports.cache, *workstation.run, workstation.times)
                          .write(item, step, seen, row, limits);
        QVERIFY(!written && written.error().detail == QLatin1String("a step that is not known"));
        QCOMPARE(workstation.sent(), 0);
        QCOMPARE(workstation.announced(), 0);
    });
}

void UnknownStepsTest::anUnknownErrorMayHaveHappened()
{
    QCOMPARE(stepOutcomeOf({static_cast<ErrorKind>(errorKindCount + 5), {}, {}}), StepOutcome::Unknown);
    QCOMPARE(stepOutcomeOf({ErrorKind::WrongKey, {}, {}}), StepOutcome::Failed);
}

void UnknownStepsTest::anUnknownStepOfACreationIsForAPerson()
{
    QVERIFY(creationRecordOf({stepOf("claim"), stepOf("undo-claim")}).isUndoing);
    rig::onWorker([] {
        Desk workstation;
        JournalEntry entry;
        entry.tellsSent = true;
        entry.trail = {stepOf("claim"), stepOf("of-another-version")};
        QVERIFY(!creationRecordOf(entry.trail).isUndoing);
        QCOMPARE(creationRecordOf(entry.trail).phase, CreationPhase::Unknown);
        WorkflowObserver silent;
        const CreationResult result =
            resumeCreation(workstation.session, {}, *workstation.run, entry, silent, CallContext::within(10s));
        QVERIFY(result.isOpen && result.error);
        QCOMPARE(workstation.sent(), 0);
        QCOMPARE(workstation.announced(), 0);
    });
}

/// C claim, K create (k: answered), T tell, W write the entry, U take the claim back.
void UnknownStepsTest::everyOrderOfACreationsStepsIsAPhaseOrUnknown()
{
    const QString letters = QStringLiteral("CKkTWU");
    const std::array<const char*, 6> words{"claim", "create", "create", "tell-workers", "write-entry", "undo-claim"};
    const QRegularExpression known(QStringLiteral("^(C((K+k?|k)(T[TW]*)?)?U*)?$"));
    const auto phaseOf = [&known](const QString& order) {
        return !known.match(order).hasMatch()                                         ? CreationPhase::Unknown
               : order.contains(QLatin1Char('W'))                                     ? CreationPhase::Warming
               : order.contains(QLatin1Char('T'))                                     ? CreationPhase::Telling
               : order.contains(QLatin1Char('K')) || order.contains(QLatin1Char('k')) ? CreationPhase::Creating
               : order.isEmpty()                                                      ? CreationPhase::NotStarted
                                                                                      : CreationPhase::Claiming;
    };
    QStringList orders{QString()};
    for (qsizetype place = 0; place < orders.size() && orders[place].size() <= 5; ++place) {
        const QString order = orders[place];
        JournalTrail trail;
        for (const QChar letter : order) {
            trail.push_back(stepOf(words.at(static_cast<size_t>(letters.indexOf(letter)))));
            if (letter == QLatin1Char('k'))
                trail.back().outcome = StepOutcome::Done;
        }
        const CreationRecord record = creationRecordOf(trail);
        QVERIFY2(record.phase == phaseOf(order), qPrintable(order));
        QVERIFY2(
            record.isUndoing == order.contains(QLatin1Char('U')) || record.phase == CreationPhase::Unknown,
            qPrintable(order));
        for (const QChar next : letters)
            orders << order + next;
    }
}

void UnknownStepsTest::bothSetsOfWordsAreRead()
{
    QSet<QString> words;
    for (int number = 0; number <= static_cast<int>(JournalAction::RoomMade); ++number) {
        const auto action = static_cast<JournalAction>(number);
        words << journalActionWord(action);
        QVERIFY2(journalActionFromWord(journalActionWord(action)) == action, qPrintable(journalActionWord(action)));
    }
    QCOMPARE(words.size(), static_cast<int>(JournalAction::RoomMade) + 1);
    const std::pair<const char*, JournalAction> earlier[] = {
        {"logout", JournalAction::LogOut},
        {"create-instance", JournalAction::CreateInstance},
        {"delete-instance", JournalAction::DeleteInstance},
        {"quiet-webhook", JournalAction::QuietWebhook},
        {"remove-entries", JournalAction::DropEntry}};
    for (const auto& [word, action] : earlier)
        QVERIFY2(journalActionFromWord(QLatin1String(word)) == action, word);
    QVERIFY(!journalActionFromWord(QStringLiteral("of-another-version")));
    QVERIFY(!journalActionFromWord(QString()));
}

void UnknownStepsTest::anUnknownStepOfAnOperationIsForAPerson_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"create", "pair", "unlink", "reset-pairing", "guards-apply", "restore", "tell-workers"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void UnknownStepsTest::anUnknownStepOfAnOperationIsForAPerson()
{
    QFETCH(QString, kind);
    rig::onWorker([&] {
        Desk workstation;
        JournalTask task = sampleTask();
        task.kind = kind;
        task.profile = QStringLiteral("p");
        {
            const QTemporaryDir folder;
            auto journal = Journal::open(folder.path(), Role::Administrator);
            auto operation = (*journal)->begin(task);
            QVERIFY(operation && operation->writeIntents({{JournalAction::Connect, QStringLiteral("a")}}));
            copyInOtherWords(folder.path(), workstation.other.path(), "connect");
        }
        Session session = workstation.session;
        session.journal = Journal::open(workstation.other.path(), Role::Administrator).value();
        WorkflowObserver silent;
        const auto resumed = Resume(session).resumeAll(silent, CallContext::within(10s));
        QVERIFY(resumed && resumed->size() == 1);
        QVERIFY(resumed->front().result.isOpen && resumed->front().result.error);
        QCOMPARE(resumed->front().result.error->detail, QStringLiteral("unknown step"));
        QCOMPARE(workstation.sent(), 0);
        QCOMPARE(readJournal({workstation.other.path()})->operations.front().steps, 1);
    });
}

void UnknownStepsTest::anItemWithAStepOfAnotherVersionIsForAPerson()
{
    rig::onWorker([] {
        Desk workstation;
        const QByteArray item = "name:a";
        QVERIFY(workstation.run->announceAll({{JournalAction::DropEntry, QStringLiteral("a"), {}, item}}));
        copyInOtherWords(workstation.folder.path(), workstation.other.path(), "drop-entry");
        const auto known = readApplied({workstation.folder.path()}, workstation.run->id());
        const auto other = readApplied({workstation.other.path()}, workstation.run->id());
        QVERIFY(known && known->trailOf(item) && !known->trailOf(item)->isOlder && known->trailOf(item)->isCacheSent);
        QVERIFY(other && other->trailOf(item) && other->trailOf(item)->isOlder && !other->trailOf(item)->isCacheSent);
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
    ResumeState resumeState;
    resumeState.isResumed = true;
    const PlanItem item = itemOf(*now, StepAction::DeleteInstance);
    plan.items.push_back(PlanItem(item));
    QCOMPARE(!ResumeGuard(plan, resumeState).obstacle(item, now).has_value(), mayGo);
}

/// By every word and code that a script or a person reads, and nothing is concluded from it.
void UnknownStepsTest::anUnknownValueIsCalledUnknown()
{
    const QString unknown = QStringLiteral("unknown");
    QCOMPARE(operationOutcomeWord(static_cast<OperationOutcome>(99)), unknown);
    QCOMPARE(stepOutcomeWord(static_cast<StepOutcome>(99)), unknown);
    QCOMPARE(storeOutcomeWord(static_cast<StoreOutcome>(99)), unknown);
    QCOMPARE(storeWord(static_cast<Store>(99)), unknown);
    QCOMPARE(memoryWord(static_cast<MemoryState>(99)), unknown);
    QCOMPARE(errorWord(static_cast<ErrorKind>(999)), unknown);
    QCOMPARE(environmentWord(static_cast<Environment>(99)), unknown);
    QCOMPARE(verdictTitle(static_cast<Verdict>(99)), verdictTitle(Verdict::Unknown));
    QVERIFY(!operationOutcomeFromWord(unknown)); // so it stays open
    QVERIFY(!environmentFromWord(unknown));
    QCOMPARE(exitCodeOf(static_cast<OperationOutcome>(99)), 1);
    QCOMPARE(exitCodeOf(static_cast<OperationOutcome>(99), true), 3);
    QVERIFY(checksOf(static_cast<Store>(99)).empty());
}

STEWARD_TEST(UnknownStepsTest)
} // namespace steward::unknown_steps_test

#include "unknown_steps_test.moc"
