#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::deletion_plan_test {

class DeletionPlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingThatNamesIt();
    void onlyWhatWasNamed();
    void rowsUnderEitherKeyEnabledOrNot();
    void residueOnlyWhenTicked();
    void whatIsAbsentIsDone();
    void refused_data();
    void refused();
    void sharedRowGoesWithBoth();
    void theFirstVersionLogsOutFirst();
    void aWebhookThatHoldsItUpIsQuieted();
    void whatIsLostIsSaid();
    void disabling();
    void enabling_data();
    void enabling();
    void protecting();
    void resetting_data();
    void resetting();
    void eachStoreUnreadPlansNothing();
};

void DeletionPlanTest::everythingThatNamesIt()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a"}));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("delete-instance delete-row drop-entry drop-entry tell-removed"));
    QCOMPARE(itemAt(plan, "a").steps.back().after.organizationId, org(1));
    QCOMPARE(itemAt(plan, "a").steps.front().before.connection, Connection::Open);
}

void DeletionPlanTest::onlyWhatWasNamed()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777");
    fleet.healthy("b", org(2), "5511988887778");
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a", "a"}));
    QCOMPARE(plan.items.size(), size_t(1));
    QVERIFY(planned(fleet, requestFor(PlanKind::Delete)).items.empty());
}

void DeletionPlanTest::rowsUnderEitherKeyEnabledOrNot()
{
    Fleet fleet;
    fleet.instance("a").row(org(1)).legacyKey().row(org(1)).disabled();
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a"}));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("delete-instance delete-row delete-row tell-removed"));
}

void DeletionPlanTest::residueOnlyWhenTicked()
{
    Fleet fleet;
    fleet.instance("a").leftBehind(3);
    PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    QVERIFY(!itemAt(planned(fleet, request), "a").has(StepAction::ClearResidue));
    request.withResidue = true;
    QVERIFY(itemAt(planned(fleet, request), "a").has(StepAction::ClearResidue));
}

void DeletionPlanTest::whatIsAbsentIsDone()
{
    Fleet fleet;
    fleet.name("cached").cached();
    fleet.name("nowhere").memory(MemoryState::NotFound);
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"nowhere", "cached"}));
    QCOMPARE(stepsAt(plan, "nowhere"), QString());
    QCOMPARE(leftAt(plan, "nowhere"), QString());
    QCOMPARE(stepsAt(plan, "cached"), QStringLiteral("drop-entry tell-removed"));
}

void DeletionPlanTest::refused_data()
{
    QTest::addColumn<QString>("reason");
    QTest::newRow("two organizations") << QStringLiteral("two-organizations");
    QTest::newRow("protected row") << QStringLiteral("protected");
    QTest::newRow("protected organization") << QStringLiteral("protected");
    QTest::newRow("protected by the profile") << QStringLiteral("protected");
    QTest::newRow("shares a row") << QStringLiteral("shared-row");
}

void DeletionPlanTest::refused()
{
    Fleet fleet;
    const QByteArray which = QTest::currentDataTag();
    Subject a = fleet.instance("a");
    if (which == "two organizations")
        a.row(org(1)).row(org(2)).disabled();
    else if (which == "shares a row")
        a.row(org(1)).alsoNames("b");
    else
        a.row(org(1));
    fleet.instance("b");
    if (which == "protected row")
        fleet.database.integrations.back().isProtected = true;
    if (which == "protected organization")
        fleet.name("other").row(org(1)).disabled(), fleet.database.integrations.back().isProtected = true;
    if (which == "protected by the profile")
        fleet.settings.isProtected = [](const InstanceName& name) { return name.utf8() == "a"; };
    QFETCH(QString, reason);
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a"}));
    QCOMPARE(leftAt(plan, "a"), reason);
    QCOMPARE(stepsAt(plan, "a"), QString());
    QCOMPARE(breakersOf(fleet, plan), reason == QLatin1String("protected") ? QStringLiteral("protected") : QString());
}

void DeletionPlanTest::sharedRowGoesWithBoth()
{
    Fleet fleet;
    fleet.instance("a").row(org(1)).alsoNames("b");
    fleet.instance("b");
    const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a", "b"}));
    QVERIFY(itemAt(plan, "a").has(StepAction::DeleteRow));
    // As soon as one of them stays, the row has to stay, and with it the other.
    fleet.name("b").row(org(2)).disabled();
    const Plan halved = planned(fleet, requestFor(PlanKind::Delete, {"a", "b"}));
    QCOMPARE(leftAt(halved, "b"), QStringLiteral("two-organizations"));
    QCOMPARE(leftAt(halved, "a"), QStringLiteral("shared-row"));
}

void DeletionPlanTest::theFirstVersionLogsOutFirst()
{
    Fleet fleet;
    fleet.instance("a").open();
    fleet.server.majorVersion = 1;
    QCOMPARE(
        stepsAt(planned(fleet, requestFor(PlanKind::Delete, {"a"})), "a"),
        QStringLiteral("log-out delete-instance tell-removed"));
}

void DeletionPlanTest::aWebhookThatHoldsItUpIsQuieted()
{
    Fleet fleet;
    fleet.instance("a").webhook(QStringLiteral("https://dead.example.org/CANARYsecretCANARY"));
    const auto quiets = [&fleet](const std::vector<QString>& events) {
        fleet.webhooks[InstanceName::fromText(u"a")]->events = events;
        return itemAt(planned(fleet, requestFor(PlanKind::Delete, {"a"})), "a").has(StepAction::QuietWebhook);
    };
    QVERIFY(quiets({}));
    QVERIFY(quiets({QStringLiteral("REMOVE_INSTANCE")}));
    QVERIFY(!quiets({QStringLiteral("QRCODE_UPDATED")}));
}

void DeletionPlanTest::whatIsLostIsSaid()
{
    Fleet fleet;
    fleet.instance("a").open().phone("5511988887777").leftBehind(3);
    fleet.server.instances.back().messages = 12;
    fleet.server.instances.back().contacts = 4;
    fleet.server.instances.back().profileName = QStringLiteral("Reception");
    fleet.cache.residues.back().undelivered = 2;
    const Loss loss = itemAt(planned(fleet, requestFor(PlanKind::Delete, {"a"})), "a").loss;
    QVERIFY(loss.connected);
    QCOMPARE(loss.phone->text(), QStringLiteral("+5511988887777"));
    QCOMPARE(loss.messages, 12);
    QCOMPARE(loss.contacts, 4);
    QCOMPARE(loss.chats, -1);
    QCOMPARE(loss.undelivered, 2);
    QCOMPARE(loss.profileName, QStringLiteral("Reception"));
}

void DeletionPlanTest::disabling()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    const Plan plan = planned(fleet, requestFor(PlanKind::Disable, {"a"}));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("log-out disable-row drop-entry drop-entry tell-removed"));
    QCOMPARE(itemAt(plan, "a").steps.at(1).after.status, QStringLiteral("disabled"));
    fleet.instance("orphan");
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::Disable, {"orphan"})), "orphan"), QStringLiteral("no-row"));
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::Disable, {"typo"})), "typo"), QStringLiteral("not-found"));
}

void DeletionPlanTest::enabling_data()
{
    QTest::addColumn<bool>("listed");
    QTest::addColumn<bool>("organizationHasRow");
    QTest::addColumn<bool>("secondDisabledRow");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("left");
    QTest::newRow("with its instance") << true << false << false << QStringLiteral("enable-row write-entry tell-added")
                                       << QString();
    QTest::newRow("without") << false << false << false
                             << QStringLiteral("enable-row create-instance write-entry tell-added") << QString();
    QTest::newRow("another row is enabled")
        << true << true << false << QString() << QStringLiteral("organization-has-row");
    QTest::newRow("two disabled rows") << true << false << true << QString() << QStringLiteral("several-rows");
}

void DeletionPlanTest::enabling()
{
    QFETCH(bool, listed);
    QFETCH(bool, organizationHasRow);
    QFETCH(bool, secondDisabledRow);
    Fleet fleet;
    fleet.name("a").row(org(1)).disabled();
    if (listed)
        fleet.instance("a");
    if (secondDisabledRow)
        fleet.name("a").row(org(1)).disabled();
    if (organizationHasRow)
        fleet.name("b").row(org(1));
    const Plan plan = planned(fleet, requestFor(PlanKind::Enable, {"a"}));
    QTEST(stepsAt(plan, "a"), "steps");
    QTEST(leftAt(plan, "a"), "left");
}

void DeletionPlanTest::protecting()
{
    Fleet fleet;
    fleet.instance("a").row(org(1));
    fleet.instance("orphan");
    const Plan plan = planned(fleet, requestFor(PlanKind::Protect, {"a", "orphan"}));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("protect-row"));
    QCOMPARE(stepsAt(plan, "orphan"), QStringLiteral("protect-in-profile"));
    fleet.database.integrations.front().isProtected = true;
    fleet.settings.isProtected = [](const InstanceName& name) { return name.utf8() == "orphan"; };
    QCOMPARE(stepsAt(planned(fleet, requestFor(PlanKind::Protect, {"a"})), "a"), QString());
    const Plan off = planned(fleet, requestFor(PlanKind::Unprotect, {"a", "orphan"}));
    QCOMPARE(stepsAt(off, "a"), QStringLiteral("unprotect-row"));
    QCOMPARE(stepsAt(off, "orphan"), QStringLiteral("unprotect-in-profile"));
    QCOMPARE(breakersOf(fleet, off), QString());
}

void DeletionPlanTest::resetting_data()
{
    QTest::addColumn<MemoryState>("memory");
    QTest::addColumn<QString>("left");
    QTest::newRow("connecting") << MemoryState::Connecting << QString();
    QTest::newRow("closed") << MemoryState::Close << QString();
    QTest::newRow("open") << MemoryState::Open << QStringLiteral("connected");
    QTest::newRow("ghost") << MemoryState::Missing << QStringLiteral("ghost");
    QTest::newRow("no answer") << MemoryState::Unknown << QStringLiteral("memory-unknown");
}

void DeletionPlanTest::resetting()
{
    QFETCH(MemoryState, memory);
    QFETCH(QString, left);
    Fleet fleet;
    fleet.instance("a").connecting().memory(memory).row(org(1));
    for (const char* control : {"x", "y", "z"})
        fleet.instance(control).memory(MemoryState::Close); // so that one ghost is no starting server
    const Plan plan = planned(fleet, requestFor(PlanKind::ResetPairing, {"a"}));
    QCOMPARE(leftAt(plan, "a"), left);
    if (left.isEmpty())
        QCOMPARE(stepsAt(plan, "a"), QStringLiteral("delete-instance create-instance write-entry tell-added"));
}

void DeletionPlanTest::eachStoreUnreadPlansNothing()
{
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        for (const PlanKind kind :
             {PlanKind::Delete, PlanKind::Clean, PlanKind::Repair, PlanKind::Disable, PlanKind::Enable,
              PlanKind::Protect, PlanKind::Unprotect, PlanKind::Replace, PlanKind::ResetPairing}) {
            Fleet fleet = sixInstances();
            fleet.unread = {store};
            const Plan plan = planned(fleet, requestFor(kind, {sixth(1), sixth(2)}));
            QVERIFY(plan.items.empty());
            const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
            QVERIFY(verdict.isRefused());
            QVERIFY(!verdict.confirm);
            QVERIFY(verdict.refusal(QStringLiteral("2")).has_value());
            QVERIFY(questionsFor(fleet.audit(), plan.request).memory.empty());
        }
    }
}

STEWARD_TEST(DeletionPlanTest)
} // namespace steward::deletion_plan_test

#include "deletion_plan_test.moc"
