#include "support/any_id.h"
#include "support/test_registry.h"

#include "app/operations/plan_words.h"
#include "app/plans/plan_lines.h"
#include "wording/skip_words.h"

#include <QTest>

#include <memory>
#include <utility>

using namespace steward;
using namespace steward::test;

namespace steward::plan_lines_test {

namespace {

const QString longer = QStringLiteral("north-1763139992470-1763140000111"); // holds the other one
const QString within = QStringLiteral("north-1763139992470");

PlanStep stepOf(StepAction action, const QString& name)
{
    PlanStep step;
    step.action = action;
    if (step.place() == PlanPlace::Database)
        step.rowId = newId();
    else
        step.instance = InstanceName::fromText(name);
    return step;
}

PlanItem itemOf(const QString& name)
{
    PlanItem item;
    item.name = InstanceName::fromText(name);
    item.identity = "name:" + item.name.utf8();
    return item;
}

/// The lines under the heads, as they are shown.
QStringList shownLines(const Plan& plan, const QString& organization, PlanLines::Order order)
{
    PlanLines lines;
    lines.setOrder(order);
    lines.setPlan(std::make_shared<const Plan>(plan), [organization](const OrganizationId&) { return organization; });
    QStringList shown;
    for (int row = 0; row < lines.rowCount(); ++row) {
        if (lines.kind(row) != PlanLines::Kind::Head)
            shown << lines.shownText(row);
    }
    return shown;
}

} // namespace

/// Lines call an instance by the end of its name, and shorten nothing else that reads like it.
class PlanLinesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesWithinOtherTextsStayWhole_data();
    void namesWithinOtherTextsStayWhole();
    void aNameThatHoldsAnotherHasItsOwnEnd();
    void whatIsLeftIsCalledByItsOwnEnd();
    void groupsAreShortenedByTheirMembersAlone_data();
    void groupsAreShortenedByTheirMembersAlone();
};

void PlanLinesTest::namesWithinOtherTextsStayWhole_data()
{
    QTest::addColumn<QString>("organization");
    QTest::newRow("in the organization's name") << QStringLiteral("Clinic 5511988887777 North");
    QTest::newRow("the organization is called so") << QStringLiteral("5511988887777");
}

/// The instance is called as its number, which its webhook and the names of its organization and device hold, too.
void PlanLinesTest::namesWithinOtherTextsStayWhole()
{
    QFETCH(const QString, organization);
    PlanItem item = itemOf(QStringLiteral("5511988887777"));
    item.organizationId = newId();
    item.loss.profileName = QStringLiteral("Desk 5511988887777");
    PlanStep webhook = stepOf(StepAction::SetWebhook, item.name.text());
    webhook.after.webhook = QStringLiteral("https://hooks.example.org/5511988887777");
    PlanStep instance = stepOf(StepAction::DeleteInstance, item.name.text());
    instance.before.connection = Connection::Close;
    instance.before.phone = PhoneNumber::fromText(u"5511988887777");
    PlanStep row = stepOf(StepAction::DeleteRow, {});
    row.before.organizationId = item.organizationId;
    item.steps = {webhook, instance, row};
    item.leave(SkipReason::OrganizationHasRow, organization);
    Plan plan;
    plan.items.push_back(item);

    const QString ofRow = QStringLiteral("Delete the row %1: %2, no number").arg(row.rowId->toString(), organization);
    const QStringList expected{
        QStringLiteral("Webhook of ·887777: goes to ") + *webhook.after.webhook,
        QStringLiteral("Delete the instance ·887777: disconnected, +5511988887777"), ofRow,
        QStringLiteral("·887777: ") + lossSentence(item), QStringLiteral("·887777: ") + sentenceOf(item.left.front())};
    QVERIFY(expected.at(3).contains(item.loss.profileName));
    QVERIFY(expected.at(4).startsWith(QStringLiteral("·887777: %1 already has").arg(organization)));
    QCOMPARE(shownLines(plan, organization, PlanLines::Order::ByOrganization), expected);
    QCOMPARE(shownLines(plan, organization, PlanLines::Order::ByStore), expected);
}

void PlanLinesTest::aNameThatHoldsAnotherHasItsOwnEnd()
{
    PlanItem item = itemOf(within);
    PlanStep row = stepOf(StepAction::PointRow, {});
    row.before.instanceName = InstanceName::fromText(longer);
    row.after.instanceName = item.name;
    item.steps = {row, stepOf(StepAction::DropEntry, longer)};
    Plan plan;
    plan.items.push_back(item);
    plan.items.push_back(itemOf(longer));

    const QStringList expected{
        QStringLiteral("Row %1: names ·000111 → ·992470").arg(row.rowId->toString()),
        QStringLiteral("Drop the cache entry of the instance ·000111: no number"),
        QStringLiteral("·000111: nothing to do")};
    QCOMPARE(shownLines(plan, {}, PlanLines::Order::ByOrganization), expected);
}

void PlanLinesTest::whatIsLeftIsCalledByItsOwnEnd()
{
    PlanItem own = itemOf(within);
    own.leave(SkipReason::Protected, within);
    PlanItem shared = itemOf(within);
    shared.leave(SkipReason::SharedRow, longer); // another: nothing beside the line says whose it is
    PlanItem renamed = itemOf(within);
    Skipped changed = leftBecause(SkipReason::Changed, within);
    changed.changes = {{SeenChange::RowName, within, longer}};
    renamed.left = {changed};
    for (const auto& [item, words] : {
             std::pair(own, QStringLiteral("·992470 is protected.")),
             std::pair(shared, QStringLiteral("Its row also names %1, which").arg(longer)),
             std::pair(renamed, QStringLiteral("·992470 has changed since the plan was made.")),
             std::pair(renamed, QStringLiteral("Its row named ·992470 and now names %1.").arg(longer)),
         }) {
        Plan plan;
        plan.items.push_back(item);
        const QStringList shown = shownLines(plan, {}, PlanLines::Order::ByOrganization);
        QCOMPARE(shown.size(), 1);
        QVERIFY2(shown.front().startsWith(QStringLiteral("·992470: ")), qPrintable(shown.front()));
        QVERIFY2(shown.front().contains(words), qPrintable(shown.front()));
    }
}

void PlanLinesTest::groupsAreShortenedByTheirMembersAlone_data()
{
    QTest::addColumn<Skipped>("left");
    QTest::addColumn<QString>("words");
    QTest::newRow("one whose name holds another's")
        << leftBecause(SkipReason::SeveralOpen, longer) << QStringLiteral("connected, ·000111 among them.");
    QTest::newRow("an organization called so")
        << leftBecause(SkipReason::NoneOpen, within) << QStringLiteral("None of %1 is connected.").arg(within);
}

void PlanLinesTest::groupsAreShortenedByTheirMembersAlone()
{
    QFETCH(const Skipped, left);
    QFETCH(const QString, words);
    PlanGroup group;
    group.organizationId = newId();
    group.members = {
        InstanceName::fromText(within), InstanceName::fromText(longer), InstanceName::fromText(u"5511988887777")};
    group.survivor = group.members.at(1);
    group.score.phone = PhoneNumber::fromText(u"5511988887777");
    group.left = left;
    Plan plan;
    plan.groups = {group};

    const QStringList lines = shownLines(plan, within, PlanLines::Order::ByOrganization);
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines.front().startsWith(QStringLiteral("Left as it is: ")), qPrintable(lines.front()));
    QVERIFY2(lines.front().contains(words), qPrintable(lines.front()));
    QVERIFY(lineOf(group.score).contains(QStringLiteral("+5511988887777")));
    QCOMPARE(lines.at(1), QStringLiteral("Steward would keep ·000111 (%1)").arg(lineOf(group.score)));
    const QStringList below = shownLines(plan, within, PlanLines::Order::ByStore);
    QCOMPARE(below, QStringList{QStringLiteral("North-1763139992470: 3 instances. ") + lines.front()});
}

STEWARD_TEST(PlanLinesTest)
} // namespace steward::plan_lines_test

#include "plan_lines_test.moc"
