#include "stores/practice/practice_guards.h"
#include "stores/practice/practice_world.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/journal/journal.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace steward;
using namespace steward::rig;

namespace steward::guards_apply_test {

namespace {

/// The practice guards, with something that happens before a part is made.
class WatchedGuards final : public GuardsPort {
public:
    explicit WatchedGuards(std::shared_ptr<PracticeWorld> world)
        : practice(std::move(world))
    {
    }
    Result<GuardsReport> inspect(const QStringList& keepExecute, const CallContext& limits) override
    {
        if (broken)
            return std::unexpected(Error{ErrorKind::ConnectionLost, QStringLiteral("lost"), {}});
        return practice.inspect(keepExecute, limits);
    }
    Result<void> apply(GuardPart part, const QStringList& keepExecute, const CallContext& limits) override
    {
        ++writes;
        if (beforeWrite)
            beforeWrite(part);
        return broken ? std::unexpected(Error{ErrorKind::OutcomeUnknown, QStringLiteral("lost"), {}})
                      : practice.apply(part, keepExecute, limits);
    }

    PracticeGuards practice;
    std::function<void(GuardPart)> beforeWrite;
    bool broken = false;
    int writes = 0;
};

const JournalTask task{
    QStringLiteral("guards-apply"), QStringLiteral("p"), QStringLiteral("desk"), QStringLiteral("title")};

} // namespace

class GuardsApplyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void intentsStandBeforeTheFirstWrite();
    void withoutAJournalEntryNothingIsWritten();
    void withoutAJournalNothingIsWritten();
    void aLostConnectionIsUnknownAndNeverDone();
    void aRoleTheCallerWasNotToldOfKeepsItsRight();
    void theSecondTimeWritesNothing();
    void whatWasLeftUnfinishedComesToANamedEnd();
};

void GuardsApplyTest::intentsStandBeforeTheFirstWrite()
{
    const QTemporaryDir folder;
    onWorker([&] {
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        guards.beforeWrite = [&](GuardPart) {
            const auto content = (*journal)->read();
            QVERIFY(content && content->operations.size() == 1);
            QCOMPARE(content->operations.front().steps, qint64(4));
            QCOMPARE(content->operations.front().results, qint64(0));
        };
        GuardsApply apply(guards, journal->get(), task);
        const auto plan = apply.plan({}, {});
        QVERIFY(plan);
        const GuardsResult result = apply.apply(*plan, {});
        QCOMPARE(result.exitCode(), 0);
        QCOMPARE(guards.writes, 4);
        const auto content = (*journal)->read();
        QCOMPARE(content->operations.front().results, qint64(4));
        QCOMPARE(content->operations.front().outcome, std::optional(OperationOutcome::Done));
    });
}

void GuardsApplyTest::withoutAJournalEntryNothingIsWritten()
{
    const QTemporaryDir folder;
    onWorker([&] {
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        QFile head((*journal)->folder().headPath());
        QVERIFY(head.open(QIODevice::WriteOnly));
        head.write("no head");
        head.close();
        GuardsApply apply(guards, journal->get(), task);
        const auto plan = apply.plan({}, {});
        const GuardsResult result = apply.apply(*plan, {});
        QCOMPARE(result.exitCode(), 4);
        QVERIFY(result.error);
        QCOMPARE(guards.writes, 0);
    });
}

void GuardsApplyTest::withoutAJournalNothingIsWritten()
{
    onWorker([] {
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        GuardsApply apply(guards, nullptr, task);
        const auto plan = apply.plan({}, {});
        QVERIFY(plan && plan->changes());
        const GuardsResult result = apply.apply(*plan, {});
        QCOMPARE(result.exitCode(), 4);
        QCOMPARE(guards.writes, 0);
    });
}

void GuardsApplyTest::aLostConnectionIsUnknownAndNeverDone()
{
    const QTemporaryDir folder;
    onWorker([&] {
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        GuardsApply apply(guards, journal->get(), task);
        const auto plan = apply.plan({}, {});
        guards.beforeWrite = [&guards](GuardPart) { guards.broken = true; };
        const GuardsResult result = apply.apply(*plan, {});
        QCOMPARE(result.exitCode(), 3);
        QCOMPARE(result.error->kind, ErrorKind::ConnectionLost);
        for (const GuardsItem& item : result.items)
            QCOMPARE(item.outcome, GuardsItem::Outcome::Unknown);
        guards.broken = true;
        QVERIFY(!apply.plan({}, {}));
    });
}

void GuardsApplyTest::aRoleTheCallerWasNotToldOfKeepsItsRight()
{
    const QTemporaryDir folder;
    onWorker([&] {
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        const auto world = std::make_shared<PracticeWorld>();
        WatchedGuards guards(world);
        GuardsApply apply(guards, journal->get(), task);
        const auto plan = apply.plan({}, {});
        world->visit([](PracticeState& state, Timestamp) { state.mayExecute << QStringLiteral("reports"); });
        const GuardsResult result = apply.apply(*plan, {});
        QCOMPARE(result.exitCode(), 1); // in part, and resume has nothing to go on with
        QCOMPARE(result.outcome, OperationOutcome::Partial);
        QCOMPARE(result.items.at(2).outcome, GuardsItem::Outcome::Skipped);
        world->visit(
            [](PracticeState& state, Timestamp) { QVERIFY(state.mayExecute.contains(QStringLiteral("reports"))); });
    });
}

void GuardsApplyTest::theSecondTimeWritesNothing()
{
    const QTemporaryDir folder;
    onWorker([&] {
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        GuardsApply apply(guards, journal->get(), task);
        QCOMPARE(apply.apply(*apply.plan({}, {}), {}).exitCode(), 0);
        const int writes = guards.writes;
        const auto plan = apply.plan({}, {});
        QVERIFY(!plan->changes());
        QCOMPARE(apply.apply(*plan, {}).exitCode(), 0);
        QCOMPARE(guards.writes, writes);
    });
}

void GuardsApplyTest::whatWasLeftUnfinishedComesToANamedEnd()
{
    const QTemporaryDir folder;
    onWorker([&] {
        WatchedGuards guards(std::make_shared<PracticeWorld>());
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY(journal);
        const auto leave = [&] {
            auto operation = (*journal)->begin(task); // goes without finish(), as in a killed process
            QVERIFY(operation);
            QVERIFY(operation->writeIntents({{JournalAction::MakeGuard, QStringLiteral("x")}}));
        };
        const auto outcomes = [&] {
            QList<std::optional<OperationOutcome>> found;
            const auto content = (*journal)->read();
            for (const JournalEntry& entry : content->operations)
                found << entry.outcome;
            return found;
        };
        GuardsApply apply(guards, journal->get(), task);
        leave();
        const auto alive = (*journal)->begin(task);
        QVERIFY(alive);
        const auto plan = apply.plan({}, {});
        QVERIFY(plan && plan->changes());
        // Nothing stood yet, so it is done in part; what a living process holds is left to it.
        QCOMPARE(outcomes().at(0), std::optional(OperationOutcome::Partial));
        QCOMPARE(outcomes().at(1), std::nullopt);
        QCOMPARE(apply.apply(*plan, {}).exitCode(), 0);
        leave();
        QVERIFY(!apply.plan({}, {})->changes());
        QCOMPARE(outcomes().at(3), std::optional(OperationOutcome::Done));
    });
}

STEWARD_TEST(GuardsApplyTest)
} // namespace steward::guards_apply_test

#include "guards_apply_test.moc"
