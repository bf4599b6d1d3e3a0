#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"
#include "wording/skip_words.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::cleaning_plan_test {

namespace {

PlanRequest cleaning(const std::vector<QByteArray>& keep = {})
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    for (const QByteArray& name : keep)
        request.keep.push_back(InstanceName::fromUtf8(name));
    return request;
}

/// Two closed instances of one organization and its row, which names "a".
Fleet twoClosed()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close).row(org(1));
    fleet.instance("b").memory(MemoryState::Close).cached().entryOrganization(org(1));
    return fleet;
}

} // namespace

class CleaningPlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSixOfOneOrganization();
    void theSurvivorIsDoneFirst();
    void leftForThePerson_data();
    void leftForThePerson();
    void noneOpenNeedsAPick();
    void aPickNeverTakesTheConnectedOne();
    void aGroupWithoutARowGetsOne();
    void ofSeveralRowsTheSurvivorsStays();
    void otherwiseTheOldestStays();
    void neverChosen_data();
    void neverChosen();
    void ghostsAreLeft();
    void onlyTheOrganizationsAskedFor();
    void byPhoneAcrossOrganizations();
    void storesThatDoNotMatchCleanNothing();
    void theScoreExplainsItself();
    void whatIsAskedFirst();
};

void CleaningPlanTest::theSixOfOneOrganization()
{
    const Fleet fleet = sixInstances();
    const Plan plan = planned(fleet, cleaning());
    QCOMPARE(groupLeft(plan), QString());
    QCOMPARE(plan.groups.front().survivor->utf8(), sixth(3));
    QCOMPARE(stepsAt(plan, sixth(3)), QStringLiteral("point-row set-webhook write-entry write-entry tell-added"));
    const PlanStep& pointed = itemAt(plan, sixth(3)).steps.front();
    QCOMPARE(pointed.before.instanceName->utf8(), sixth(1));
    QCOMPARE(pointed.after.instanceName->utf8(), sixth(3));
    QCOMPARE(pointed.after.status, QStringLiteral("active"));
    QCOMPARE(pointed.after.phone->text(), QStringLiteral("+5511988887777"));
    for (const int number : {1, 2, 4, 5, 6}) {
        const PlanItem& item = itemAt(plan, sixth(number));
        QVERIFY(item.has(StepAction::DeleteInstance));
        // The row is the survivor's by then, and so is its token's key.
        QVERIFY(!item.has(StepAction::DeleteRow));
        for (const PlanStep& step : item.steps)
            QVERIFY(step.action != StepAction::DropEntry || step.keyKind == CacheKeyKind::Instance);
    }
    QVERIFY(itemAt(plan, sixth(1)).has(StepAction::DropEntry));
    QCOMPARE(plan.tally().count(StepAction::DeleteInstance), 5);
    QCOMPARE(breakersOf(fleet, plan), QString()); // five, none of them connected, not production
}

void CleaningPlanTest::theSurvivorIsDoneFirst()
{
    const Plan plan = planned(sixInstances(), cleaning());
    QCOMPARE(plan.items.front().task, ItemTask::Keep);
    QCOMPARE(plan.items.front().name.utf8(), sixth(3));
    QCOMPARE(plan.items.front().steps.front().action, StepAction::PointRow);
}

void CleaningPlanTest::leftForThePerson_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("reason");
    int which = 0;
    for (const char* reason :
         {"several-open", "list-and-memory-disagree", "list-and-memory-disagree", "memory-unknown", "memory-unknown",
          "two-organizations", "protected", "protected", "rows-disabled", "organization-has-row"}) {
        QTest::addRow("%d %s", which, reason) << which << QString::fromLatin1(reason);
        ++which;
    }
}

void CleaningPlanTest::leftForThePerson()
{
    QFETCH(int, which);
    Fleet fleet = sixInstances();
    Subject second = fleet.name(sixth(2));
    Subject third = fleet.name(sixth(3));
    switch (which) {
    case 0:
        second.open().memory(MemoryState::Open);
        break;
    case 1:
        third.memory(MemoryState::Close);
        break;
    case 2:
        second.memory(MemoryState::Open); // the list says close
        break;
    case 3:
        third.memory(MemoryState::Unknown);
        break;
    case 4:
        fleet.memory.remove(InstanceName::fromUtf8(sixth(6)));
        break;
    case 5:
        fleet.name(sixth(1)).row(org(2));
        break;
    case 6:
        fleet.database.integrations.front().isProtected = true;
        break;
    case 7:
        fleet.settings.isProtected = [](const InstanceName& name) { return name.utf8() == sixth(5); };
        break;
    case 8:
        fleet.database.integrations.clear();
        third.row(org(1)).disabled();
        break;
    default:
        fleet.database.integrations.clear();
        fleet.instance("business").kind(InstanceKind::Business).row(org(1));
    }
    const Plan plan = planned(fleet, cleaning());
    QTEST(groupLeft(plan), "reason");
    QVERIFY(plan.items.empty());
    // And nobody's pick passes it, but for the organization's row.
    if (which < 8)
        QVERIFY(planned(fleet, cleaning({sixth(3)})).items.empty());
}

void CleaningPlanTest::noneOpenNeedsAPick()
{
    QCOMPARE(groupLeft(planned(twoClosed(), cleaning())), QStringLiteral("none-open"));
    const Plan plan = planned(twoClosed(), cleaning({"b"}));
    QCOMPARE(groupLeft(plan), QString());
    QVERIFY(plan.groups.front().isPicked);
    QCOMPARE(stepsAt(plan, "b"), QStringLiteral("point-row tell-added"));
    QVERIFY(itemAt(plan, "a").has(StepAction::DeleteInstance));
    QCOMPARE(groupLeft(planned(twoClosed(), cleaning({"a", "b"}))), QStringLiteral("several-picks"));
    QCOMPARE(groupLeft(planned(twoClosed(), cleaning({"elsewhere"}))), QStringLiteral("none-open"));
}

void CleaningPlanTest::aPickNeverTakesTheConnectedOne()
{
    const Plan plan = planned(sixInstances(), cleaning({sixth(5)}));
    QCOMPARE(groupLeft(plan), QStringLiteral("pick-not-connected"));
    QVERIFY(plan.items.empty());
}

void CleaningPlanTest::aGroupWithoutARowGetsOne()
{
    Fleet fleet = sixInstances();
    fleet.database.integrations.clear();
    fleet.cache.entries.clear();
    const Plan plan = planned(fleet, cleaning());
    // More than five instances and no row at all: nothing tells that these stores belong together.
    QCOMPARE(groupLeft(plan), QStringLiteral("stores-do-not-match"));
    fleet.name("stranger").row(org(3));
    fleet.name("stranger").cached();
    const Plan second = planned(fleet, cleaning());
    QCOMPARE(stepsAt(second, sixth(3)), QStringLiteral("insert-row set-webhook write-entry write-entry tell-added"));
    QCOMPARE(itemAt(second, sixth(3)).steps.front().after.organizationId, org(1));
}

void CleaningPlanTest::ofSeveralRowsTheSurvivorsStays()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close).row(org(1)).created(72h);
    fleet.instance("b").open().memory(MemoryState::Open).row(org(1)).created(24h);
    const auto kept = fleet.database.integrations.back().id;
    fleet.name("gone").row(org(1)).created(48h);
    fleet.name("").row(org(1)).nameless();
    const Plan plan = planned(fleet, cleaning());
    QCOMPARE(itemAt(plan, "b").steps.front().rowId, kept);
    QCOMPARE(itemAt(plan, "b").steps.front().action, StepAction::PointRow);
    QVERIFY(itemAt(plan, "a").has(StepAction::DeleteRow));
    QVERIFY(itemAt(plan, "gone").has(StepAction::DeleteRow));
    QCOMPARE(plan.tally().count(StepAction::DeleteRow), 3);
}

void CleaningPlanTest::otherwiseTheOldestStays()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close).row(org(1)).created(24h);
    fleet.instance("b").memory(MemoryState::Close).row(org(1)).created(72h);
    const auto oldest = fleet.database.integrations.back().id;
    fleet.instance("c").open().memory(MemoryState::Open).cached().entryOrganization(org(1));
    const Plan plan = planned(fleet, cleaning());
    QCOMPARE(itemAt(plan, "c").steps.front().rowId, oldest);
    QVERIFY(!itemAt(plan, "b").has(StepAction::DeleteRow));
    QVERIFY(itemAt(plan, "a").has(StepAction::DeleteRow));
}

void CleaningPlanTest::neverChosen_data()
{
    QTest::addColumn<bool>("isIgnored");
    QTest::newRow("ignored") << true;
    QTest::newRow("another kind") << false;
}

void CleaningPlanTest::neverChosen()
{
    QFETCH(bool, isIgnored);
    Fleet fleet = sixInstances();
    if (isIgnored)
        fleet.settings.isIgnored = [](const InstanceName& name) { return name.utf8() == sixth(6); };
    else
        fleet.name(sixth(6)).kind(InstanceKind::Evolution);
    const Plan plan = planned(fleet, cleaning());
    QVERIFY(!plan.find("name:" + sixth(6)));
    QCOMPARE(plan.tally().count(StepAction::DeleteInstance), 4);
}

void CleaningPlanTest::ghostsAreLeft()
{
    Fleet fleet = sixInstances();
    fleet.name(sixth(2)).memory(MemoryState::Missing);
    const Plan plan = planned(fleet, cleaning());
    QCOMPARE(leftAt(plan, sixth(2)), QStringLiteral("ghost"));
    QCOMPARE(stepsAt(plan, sixth(2)), QString());
    QVERIFY(itemAt(plan, sixth(5)).has(StepAction::DeleteInstance));
}

void CleaningPlanTest::onlyTheOrganizationsAskedFor()
{
    PlanRequest request = cleaning();
    request.organizations = {org(2)};
    QVERIFY(planned(sixInstances(), request).groups.empty());
    request.organizations = {org(2), org(1)};
    QCOMPARE(planned(sixInstances(), request).groups.size(), size_t(1));
}

void CleaningPlanTest::byPhoneAcrossOrganizations()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close).row(org(1)).rowPhone("5511988887777");
    fleet.instance("b").open().memory(MemoryState::Open).phone("5511988887777").row(org(2)).rowPhone("5511988887777");
    QCOMPARE(groupLeft(planned(fleet, cleaning())), QStringLiteral("several-organizations"));
    QCOMPARE(groupLeft(planned(fleet, cleaning({"b"}))), QStringLiteral("several-organizations"));
    PlanRequest request = cleaning({"b"});
    request.organizations = {org(1), org(2)};
    const Plan plan = planned(fleet, request);
    QCOMPARE(groupLeft(plan), QString());
    QVERIFY(itemAt(plan, "a").has(StepAction::DeleteInstance));
    QVERIFY(!itemAt(plan, "b").isDestructive());
    request.keep = {InstanceName::fromText(u"a")};
    QCOMPARE(groupLeft(planned(fleet, request)), QStringLiteral("pick-not-connected"));
}

void CleaningPlanTest::storesThatDoNotMatchCleanNothing()
{
    Fleet fleet = sixInstances();
    for (const char* stranger : {"s1", "s2", "s3", "s4", "s5"})
        fleet.name(stranger).row(org(2)).cached();
    const Plan plan = planned(fleet, cleaning());
    QVERIFY(plan.items.empty());
    for (const PlanGroup& group : plan.groups)
        QVERIFY(group.left);
}

void CleaningPlanTest::theScoreExplainsItself()
{
    Fleet fleet = sixInstances();
    for (ServerInstance& instance : fleet.server.instances)
        instance.messages = instance.name.utf8() == sixth(3) ? 812 : 3;
    QCOMPARE(
        lineOf(planned(fleet, cleaning()).groups.front().score),
        QStringLiteral("connected, and the server runs it, not named by the row, number +5511988887777, "
                       "812 message(s), the most"));
    // With none connected: the one in the row, before a number, before messages, before the newest.
    Fleet closed = twoClosed();
    closed.name("b").phone("5511988887777");
    QCOMPARE(planned(closed, cleaning()).groups.front().survivor->utf8(), QByteArray("a"));
    closed.database.integrations.front().instanceName = InstanceName::fromText(u"elsewhere");
    closed.name("a").cached();
    QCOMPARE(planned(closed, cleaning()).groups.front().survivor->utf8(), QByteArray("b"));
}

void CleaningPlanTest::whatIsAskedFirst()
{
    const Fleet fleet = sixInstances();
    const ServerQuestions questions = questionsFor(fleet.audit(), cleaning({sixth(5)}));
    QCOMPARE(questions.memory.size(), size_t(6));
    QCOMPARE(questions.webhooks.size(), size_t(2)); // the connected one and the one picked
}

STEWARD_TEST(CleaningPlanTest)
} // namespace steward::cleaning_plan_test

#include "cleaning_plan_test.moc"
