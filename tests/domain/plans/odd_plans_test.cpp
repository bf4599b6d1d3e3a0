#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::odd_plans_test {

/// What plans make of odd values: nothing that the odd value alone would bring about.
class OddPlansTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSharedTokensKeyStays_data();
    void aSharedTokensKeyStays();
    void whatIsListedOddlyIsLeft_data();
    void whatIsListedOddlyIsLeft();
    void anOddNumberIsNotWrittenOver();
};

void OddPlansTest::aSharedTokensKeyStays_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("both");
    QTest::addColumn<bool>("otherEnabled");
    QTest::addColumn<int>("dropped"); // of token keys
    QTest::newRow("one deleted") << int(PlanKind::Delete) << false << true << 0;
    QTest::newRow("one disabled") << int(PlanKind::Disable) << false << true << 0;
    QTest::newRow("both deleted") << int(PlanKind::Delete) << true << true << 2;
    QTest::newRow("the other is not in use") << int(PlanKind::Delete) << false << false << 1;
}

void OddPlansTest::aSharedTokensKeyStays()
{
    QFETCH(int, kind);
    QFETCH(bool, both);
    QFETCH(bool, otherEnabled);
    QFETCH(int, dropped);
    Fleet fleet;
    fleet.healthy("living", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    if (!otherEnabled)
        fleet.name("living").disabled();
    fleet.healthy("other", org(2), "5511988887778").token("tokenONEabcdefghijklmnop");
    std::vector<QByteArray> names{"other"};
    if (both)
        names.push_back("living");
    const Plan plan = planned(fleet, requestFor(static_cast<PlanKind>(kind), names));
    int keys = 0;
    for (const QByteArray& name : names) {
        for (const PlanStep& step : itemAt(plan, name).steps)
            keys += step.action == StepAction::DropEntry && step.keyKind == CacheKeyKind::Token ? 1 : 0;
    }
    QCOMPARE(keys, dropped);
    QVERIFY(!itemAt(plan, "other").steps.empty());
}

void OddPlansTest::whatIsListedOddlyIsLeft_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("what");
    for (const PlanKind kind : {PlanKind::Delete, PlanKind::Disable, PlanKind::Enable, PlanKind::Repair}) {
        for (const OddEntry::What what : {OddEntry::What::Twice, OddEntry::What::Damaged, OddEntry::What::OddName})
            QTest::addRow("%d %d", int(kind), int(what)) << int(kind) << int(what);
    }
}

void OddPlansTest::whatIsListedOddlyIsLeft()
{
    QFETCH(int, kind);
    QFETCH(int, what);
    Fleet fleet;
    fleet.healthy("odd", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    fleet.name("odd").status("pending");
    fleet.healthy("usual", org(2), "5511988887778").status("pending");
    fleet.server.odd = {{InstanceName::fromUtf8("odd"), static_cast<OddEntry::What>(what)}};
    const AuditRow row = rowAt(fleet.audit(), "odd");
    QVERIFY(row.inServer == Presence::Unknown && row.findings.empty() && !row.isHealthy());
    const Plan plan = planned(fleet, requestFor(static_cast<PlanKind>(kind), {"odd", "usual"}));
    QCOMPARE(stepsAt(plan, "odd"), QString());
    QCOMPARE(leftAt(plan, "odd"), QStringLiteral("odd-entry"));
    QVERIFY(!leftAt(plan, "usual").contains(QStringLiteral("odd-entry")));
}

void OddPlansTest::anOddNumberIsNotWrittenOver()
{
    for (const char* odd : {"", "5511988887777.0", "5511988887777 ramal 22"}) {
        Fleet fleet;
        fleet.instance("a").open().phone("5511988887777").memory(MemoryState::Open);
        fleet.name("a").row(org(1)).status("pending");
        fleet.database.integrations.back().phoneColumn.reset();
        fleet.database.integrations.back().phoneConfig.reset();
        fleet.database.integrations.back().oddPhone = QString::fromLatin1(odd);
        QVERIFY(!rowAt(fleet.audit(), "a").has(FindingCode::PhoneMismatch));
        const Plan plan = planned(fleet, requestFor(PlanKind::Repair, {"a"}));
        bool writesStatus = false;
        bool writesNumber = false;
        for (const PlanStep& step : itemAt(plan, "a").steps) {
            writesStatus = writesStatus || (step.action == StepAction::WriteRow && step.after.status);
            writesNumber = writesNumber || (step.action == StepAction::WriteRow && step.after.phone);
        }
        QVERIFY2(writesStatus, odd);
        QCOMPARE(writesNumber, *odd == '\0');
    }
}

STEWARD_TEST(OddPlansTest)
} // namespace steward::odd_plans_test

#include "odd_plans_test.moc"
