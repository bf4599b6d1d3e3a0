#include "support/campaign.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_subject.h"
#include "workflows/execute/permuted_fleet.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::refusing_triggers_test {

namespace {

/// What a trigger of somebody else's does with a write of the integrations.
struct Trigger {
    const char* event;
    const char* body;
    const char* word;
};

constexpr Trigger triggers[] = {
    {"delete", "raise exception 'not in this table'; return null;", "refuses"},
    {"delete", "return null;", "swallows"},
    {"update", "raise exception 'not in this table'; return null;", "refuses"},
    {"update", "return null;", "swallows"},
    {"update", "return old;", "undoes"},
    {"update", "new.config = new.config - 'steward_lease'; return new;", "takes the lease out of"},
    {"insert", "raise exception 'not in this table'; return null;", "refuses"},
    {"insert", "return null;", "swallows"},
};

QString textOf(const Trigger& trigger)
{
    return QStringLiteral(" where the table %1 an %2")
        .arg(QString::fromLatin1(trigger.word), QString::fromLatin1(trigger.event));
}

/// A repair that begins with its row.
struct RowRepair {
    const char* word;
    PracticeStory happened;
    PlanKind kind;
    const char* event; ///< how it writes
};

constexpr RowRepair rowRepairs[] = {
    {"status of an open one", story::openButPending, PlanKind::Repair, "update"},
    {"status of a closed one", story::closedButActive, PlanKind::Repair, "update"},
    {"number", story::otherPhone, PlanKind::Repair, "update"},
    {"orphaned row", neverPairedOrphan, PlanKind::Repair, "delete"},
    {"nameless row", story::namelessRow, PlanKind::Repair, "delete"},
    {"deletion of a row alone", story::orphanedIntegration, PlanKind::Delete, "delete"},
    {"protection", story::healthy, PlanKind::Protect, "update"},
};

bool isNamed(const ChangeResult& result)
{
    return result.error || std::ranges::any_of(result.items, [](const ChangeItem& item) {
               return item.error && !item.error->sentence.isEmpty();
           });
}

} // namespace

/// A database whose triggers refuse, swallow or undo what is written: nothing is called gone or written that is not,
/// the refusal is named, nothing further is destroyed, and once the trigger has gone it comes to its end.
class RefusingTriggersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void deedsOfAllThreeStores();
    void repairsOfRows();
    void oneRefusedRowHoldsUpNoOther();

private:
    void set(const Trigger& trigger, const QString& onlyFor);
    void drop();
    std::optional<QString> violationOf(Deed deed, const Trigger& trigger, bool isForOne);
    std::optional<QString> violationOfFurther(Deed deed, const Trigger& trigger, const ApplySubject& subject);
    std::optional<QString> violationOf(const RowRepair& repair, const Trigger& trigger);

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
    int m_refused = 0;
};

void RefusingTriggersTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
    m_rig.fleet.server.setDeletionDelay(10ms);
}

void RefusingTriggersTest::set(const Trigger& trigger, const QString& onlyFor)
{
    const QString row =
        QLatin1String(trigger.event) == QLatin1String("insert") ? QStringLiteral("new") : QStringLiteral("old");
    const QString condition =
        onlyFor.isEmpty() ? QString() : QStringLiteral("when (%1.config->>'instance_name' = '%2')").arg(row, onlyFor);
    m_apply.execute(QStringLiteral("create function core.somebody_elses() returns trigger language plpgsql as $$ begin "
                                   "%1 end $$; create trigger somebody_elses before %2 on healthcare.integrations for "
                                   "each row %3 execute function core.somebody_elses()")
                        .arg(QString::fromLatin1(trigger.body), QString::fromLatin1(trigger.event), condition));
}

void RefusingTriggersTest::drop()
{
    m_apply.execute(QStringLiteral("drop trigger somebody_elses on healthcare.integrations; drop function "
                                   "core.somebody_elses()"));
}

/// What hangs on a row that could not be written is as it was.
std::optional<QString>
RefusingTriggersTest::violationOfFurther(Deed deed, const Trigger& trigger, const ApplySubject& subject)
{
    for (const QString& name : subject.names()) {
        const QString remains = m_apply.remains(name);
        // Without its row and its lease the survivor is not taken, and nothing of its group goes.
        const bool takesNoSurvivor = deed == Deed::Clean && QLatin1String(trigger.event) == QLatin1String("update");
        if (takesNoSurvivor && !remains.contains(u"server"))
            return QStringLiteral("deleted without its keeper: ") + name;
        const bool isEnabled =
            m_apply.value(QStringLiteral("select count(*) from healthcare.integrations where enabled "
                                         "and config->>'instance_name' = '%1'")
                              .arg(name)) == "1";
        if (deed == Deed::Disable && isEnabled && !remains.contains(QLatin1String("cache")))
            return QStringLiteral("enabled still, and its entries were taken");
    }
    return {};
}

std::optional<QString> RefusingTriggersTest::violationOf(Deed deed, const Trigger& trigger, bool isForOne)
{
    m_rig.forgetCases();
    ApplySubject subject(m_rig, m_apply, deed);
    const MadePlan made = m_apply.make(subject.request());
    set(trigger, isForOne ? subject.names().front() : QString());
    const ChangeResult result = m_apply.apply(made.plan);
    drop();
    QThread::msleep(20); // what the server accepted goes within its time
    if (const auto violation = subject.violationOfAnswer(result))
        return violation;
    if (const auto violation = subject.violationAtRest())
        return violation;
    if (!subject.isDone()) {
        ++m_refused;
        if (result.exitCode() == 0) // 1 where nothing is left for resume to go on with
            return QStringLiteral("not done, and ends with %1").arg(result.exitCode());
        if (!isNamed(result))
            return QStringLiteral("not done, and says not why");
        if (const auto violation = violationOfFurther(deed, trigger, subject))
            return violation;
    }
    m_apply.resume();
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end");
    const ChangeResult again = m_apply.apply(m_apply.make(subject.request()).plan);
    if (deed == Deed::Clean) { // rows that nobody enabled, of what has gone: they were named, and go by name
        QStringList rest;
        for (const QString& name : subject.names()) {
            if (m_apply.remains(name) == QStringLiteral("row"))
                rest << name;
        }
        if (!rest.isEmpty())
            m_apply.remove(rest);
    }
    return subject.isDone()
               ? std::nullopt
               : std::optional(QStringLiteral("without the trigger it ends with %1").arg(again.exitCode()));
}

void RefusingTriggersTest::deedsOfAllThreeStores()
{
    Campaign campaign(QStringLiteral("A table that refuses writes"));
    for (int round = 0; round < Campaign::count(1, 10); ++round) {
        for (const Deed deed : {Deed::Delete, Deed::Clean, Deed::Disable, Deed::Enable, Deed::Adopt}) {
            for (const Trigger& trigger : triggers) {
                for (const bool isForOne : {false, true}) {
                    campaign.addCase();
                    if (const auto violation = violationOf(deed, trigger, isForOne))
                        campaign.violate(
                            deedWord(deed) + textOf(trigger) + (isForOne ? QStringLiteral(" of one") : QString()) +
                            QStringLiteral(": ") + *violation);
                }
            }
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY2(m_refused > campaign.cases() / 5, "many have to be refused");
}

std::optional<QString> RefusingTriggersTest::violationOf(const RowRepair& repair, const Trigger& trigger)
{
    m_rig.forgetCases();
    const PermutedFleet fleet({repair.happened}, 2);
    fleet.load(m_rig.fleet);
    const auto look = [&] { return rig::onWorker([&] { return fleet.look(LiveStores(m_rig.fleet.settings())); }); };
    PlanRequest request;
    request.kind = repair.kind;
    request.names = fleet.members().front().names;
    if (repair.kind == PlanKind::Repair)
        request.others = fleet.members().front().others;
    const FleetPicture before = look();
    const MadePlan made = m_apply.make(request);
    set(trigger, {});
    const ChangeResult result = m_apply.apply(made.plan);
    drop();
    if (result.exitCode() == 0 || !isNamed(result))
        return QStringLiteral("ends with %1").arg(result.exitCode());
    for (const ChangeItem& item : result.items) {
        if (item.database == StoreOutcome::Gone || item.database == StoreOutcome::Written)
            return QStringLiteral("called gone or written");
    }
    // Entries may go before it is seen that the row came back; the row and the server's side stay.
    const FleetPicture after = look();
    // So may those of an instance that is gone, whatever its row does.
    const bool takesEntries =
        QLatin1String(trigger.word) != QLatin1String("refuses") || repair.kind == PlanKind::Delete;
    if (!takesEntries && before.pieces != after.pieces)
        return QStringLiteral("something further was changed");
    for (const auto& [owner, pieces] : before.pieces) {
        for (const QString& piece : pieces) {
            const bool isEntry = piece.startsWith(QLatin1String("entry"));
            if (!isEntry && !after.pieces.at(owner).contains(piece))
                return QStringLiteral("is not there any more: ") + piece;
        }
    }
    m_apply.resume();
    if (m_rig.hasUnfinished())
        return QStringLiteral("never comes to an end");
    m_apply.apply(m_apply.make(request).plan);
    const ChangeResult last = m_apply.apply(m_apply.make(request).plan);
    const bool isDone = look().pieces != before.pieces;
    return isDone ? std::nullopt
                  : std::optional(QStringLiteral("without the trigger it ends with %1").arg(last.exitCode()));
}

void RefusingTriggersTest::repairsOfRows()
{
    Campaign campaign(QStringLiteral("Repairs of a table that refuses writes"));
    for (int round = 0; round < Campaign::count(2, 20); ++round) {
        for (const RowRepair& repair : rowRepairs) {
            for (const Trigger& trigger : triggers) {
                const bool isMet = QLatin1String(trigger.event) == QLatin1String(repair.event);
                if (!isMet || QByteArray(trigger.body).contains("steward_lease"))
                    continue;
                campaign.addCase();
                if (const auto violation = violationOf(repair, trigger))
                    campaign.violate(
                        QString::fromLatin1(repair.word) + textOf(trigger) + QStringLiteral(": ") + *violation);
            }
        }
    }
    QVERIFY(campaign.finish());
}

void RefusingTriggersTest::oneRefusedRowHoldsUpNoOther()
{
    QStringList names;
    for (int number = 0; number < 9; ++number)
        names << m_apply.storeOne();
    const QString refused = names.at(4);
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, names)).plan;
    set(triggers[0], refused);
    const ChangeResult result = m_apply.apply(plan);
    drop();
    QCOMPARE(result.exitCode(), 3);
    for (const ChangeItem& item : result.items) {
        const QString name = item.instanceName.text();
        const bool isRefused = name == refused;
        // The instance is gone: its entries go and its workers are told, whatever the row does.
        QCOMPARE(m_apply.remains(name), isRefused ? QStringLiteral("row") : QString());
        QVERIFY(item.server == StoreOutcome::Gone);
        QVERIFY2(item.database == (isRefused ? StoreOutcome::Failed : StoreOutcome::Gone), qPrintable(name));
        QCOMPARE(item.error.has_value(), isRefused);
        QVERIFY(item.workers.has_value());
    }
    m_apply.resume();
    QVERIFY(!m_rig.hasUnfinished());
    QCOMPARE(m_apply.remains(refused), QString());
}

STEWARD_TEST(RefusingTriggersTest)
} // namespace steward::refusing_triggers_test

#include "refusing_triggers_test.moc"
