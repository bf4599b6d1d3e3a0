#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/apply_rig.h"
#include "workflows/at_stage.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::own_removals_test {

namespace {

bool asksForEmptyStore(const MadePlan& made)
{
    return std::ranges::any_of(
        made.verdict.tripped, [](const TrippedBreaker& each) { return each.code == BreakerCode::StoreEmpty; });
}

} // namespace

/// A store that reads empty is suspicious, unless it was this journal's own operations that emptied it.
class OwnRemovalsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void sixInTwoRunsAreNotAskedForTheEmptyServer();
    void anEmptyCacheIsNormal();
    void whatSomebodyElseEmptiedIsAskedFor();
    void whatWasMadeAgainSinceIsNoExplanation();

private:
    MadePlan madeBy(const QString& profile, const QString& journalPath, const QStringList& names);
    QStringList storeSix();

    CreationRig m_rig;
    ApplyRig m_apply{m_rig};
};

void OwnRemovalsTest::initTestCase()
{
    const auto started = m_rig.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error()));
}

/// Nothing of anybody in the three stores.
void OwnRemovalsTest::init()
{
    m_rig.heal();
    m_rig.fleet.server.clearInstances();
    m_rig.fleet.server.setDeletionDelay(10ms);
    m_apply.execute(QStringLiteral("delete from healthcare.integrations"));
    QVERIFY(m_rig.fleet.redis.command({"FLUSHALL"}));
}

QStringList OwnRemovalsTest::storeSix()
{
    QStringList names;
    for (int number = 0; number < 6; ++number)
        names << m_apply.storeOne();
    return names;
}

MadePlan OwnRemovalsTest::madeBy(const QString& profile, const QString& journalPath, const QStringList& names)
{
    return rig::onWorker([&] {
        ProfileContext parts = m_rig.parts();
        parts.profileId = profile;
        parts.journalPath = journalPath;
        const auto session = Session::open(parts);
        return PlanMaker(*session).make(ApplyRig::request(PlanKind::Delete, names), CallContext::within(10s));
    });
}

void OwnRemovalsTest::sixInTwoRunsAreNotAskedForTheEmptyServer()
{
    const QStringList names = storeSix();
    const Plan plan = m_apply.make(ApplyRig::request(PlanKind::Delete, names)).plan;
    // Gone from the server; then the database goes away, and the first run with it.
    AtStage lost(ItemStage::Gone, [this](const QByteArray&) {
        m_rig.fleet.postgresProxy->setMode({rig::ProxyMode::Kind::Refuse, 0, {}});
        m_rig.fleet.postgresProxy->dropAll();
    });
    QCOMPARE(m_apply.apply(plan, plan.confirm, lost).exitCode(), 3);
    m_rig.heal();
    QCOMPARE(m_rig.fleet.server.instanceCount(), 0);
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QStringLiteral("row")); // the database holds up neither cache nor workers
    const MadePlan second = m_apply.make(ApplyRig::request(PlanKind::Delete, names));
    QVERIFY(!asksForEmptyStore(second));
    // Who did not do it is asked: another profile, another workstation.
    QVERIFY(asksForEmptyStore(madeBy(QStringLiteral("other"), m_rig.journalPath(), names)));
    QVERIFY(asksForEmptyStore(madeBy(QStringLiteral("rig"), {}, names)));
    QCOMPARE(m_apply.apply(second.plan).exitCode(), 0);
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QString());
    QCOMPARE(m_apply.resume().size(), size_t(1));
    QVERIFY(!m_rig.hasUnfinished());
}

/// It is made anew by its readers, so nobody is asked for it, whoever emptied it.
void OwnRemovalsTest::anEmptyCacheIsNormal()
{
    const QStringList names = storeSix();
    QVERIFY(m_rig.fleet.redis.command({"FLUSHALL"}));
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, names));
    QVERIFY(!asksForEmptyStore(made));
    QVERIFY(!asksForEmptyStore(madeBy(QStringLiteral("rig"), {}, names)));
    QCOMPARE(m_apply.apply(made.plan).exitCode(), 0);
}

void OwnRemovalsTest::whatSomebodyElseEmptiedIsAskedFor()
{
    const QStringList names = storeSix();
    m_rig.fleet.server.clearInstances();
    const MadePlan made = m_apply.make(ApplyRig::request(PlanKind::Delete, names));
    QVERIFY(asksForEmptyStore(made));
    QVERIFY(made.plan.confirm);
    ApplyObserver silent;
    QCOMPARE(m_apply.apply(made.plan, {}, silent).exitCode(), 4);
    for (const QString& name : names)
        QCOMPARE(m_apply.remains(name), QStringLiteral("row cache"));
}

void OwnRemovalsTest::whatWasMadeAgainSinceIsNoExplanation()
{
    std::vector<NewClinic> clinics;
    QStringList names;
    for (int number = 0; number < 6; ++number) {
        clinics.push_back(m_rig.addOrganization());
        names << QLatin1String("clinic-") + clinics.back().organization.toString();
        m_apply.store({clinics.back(), names.back()});
    }
    QCOMPARE(m_apply.remove(names).exitCode(), 0);
    for (const NewClinic& clinic : clinics)
        QVERIFY(m_rig.create(m_rig.requestFor(clinic)).outcome == OperationOutcome::Done);
    m_rig.fleet.server.clearInstances();
    QVERIFY(asksForEmptyStore(m_apply.make(ApplyRig::request(PlanKind::Delete, names))));
}

STEWARD_TEST(OwnRemovalsTest)
} // namespace steward::own_removals_test

#include "own_removals_test.moc"
