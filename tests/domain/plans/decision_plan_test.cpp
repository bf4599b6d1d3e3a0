#include "domain/plans/plan_facts.h"
#include "domain/plans/plan_fixture.h"
#include "domain/plans/webhook_choice.h"
#include "support/any_id.h"
#include "support/campaign.h"
#include "support/test_registry.h"
#include "wording/plan_text.h"
#include "wording/skip_words.h"
#include "wording/webhook_words.h"
#include "workflows/read/plan_json.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::decision_plan_test {

namespace {

constexpr const char* right = "5511988887777";
constexpr const char* wrong = "5511900001111";

/// An organization's instance whose name carries another organization.
QByteArray misnamed()
{
    return "clinic-" + idText(org(2)).toLatin1() + "-1";
}

PlanRequest organizationOf(const QByteArray& name, const OrganizationId& organization)
{
    PlanRequest request = requestFor(PlanKind::Repair, {name});
    request.adopt.emplace(InstanceName::fromUtf8(name), organization);
    request.findings = {FindingCode::OrphanedInstance, FindingCode::OrganizationMismatch};
    return request;
}

PlanRequest usePhoneOf(const QByteArray& name)
{
    PlanRequest request = requestFor(PlanKind::Repair, {name});
    request.usePhone = true;
    return request;
}

PlanRequest ofRow(const IntegrationId& id, const char* name = nullptr)
{
    PlanRequest request = requestFor(PlanKind::Repair);
    request.row = RowChoice{id, name ? std::optional(InstanceName::fromUtf8(name)) : std::nullopt};
    return request;
}

IntegrationId lastRow(const Fleet& fleet)
{
    return fleet.database.integrations.back().id;
}

/// The only item's steps, else the reasons why it is left.
QString onlyItem(const Plan& plan)
{
    if (plan.items.size() != 1)
        return QStringLiteral("%1 items").arg(plan.items.size());
    QStringList words;
    for (const PlanStep& step : plan.items.front().steps)
        words << stepActionWord(step.action);
    for (const Skipped& left : plan.items.front().left)
        words << leftReasonWord(left.reason);
    return words.join(QLatin1Char(' '));
}

qsizetype reasonsSaid(const PlanItem& item)
{
    return itemLines(item, {}).filter(QStringLiteral("left: ")).size();
}

/// Paired with another phone than the one it was created for.
Fleet wronglyPaired()
{
    Fleet fleet;
    fleet.instance("a").open().phone(wrong).memory(MemoryState::Open).row(org(1)).status("pending").expects(right);
    fleet.name("a").token("tokenONEabcdefghijklmnop").cached().tokenCached();
    return fleet;
}

/// What the row of the campaign is like.
struct State {
    const char* word;
    std::function<void(Fleet&)> build;
};

/// "target" is the instance that is named; the others stand beside it in every way that a store knows.
Fleet crowd()
{
    Fleet fleet;
    fleet.healthy("bystander", org(3), "5511977770000");
    fleet.instance("orphan").memory(MemoryState::Close);
    fleet.name("lost").row(org(2)).memory(MemoryState::NotFound);
    fleet.name("stale").cached();
    for (const char* listed : {"bystander", "orphan"})
        fleet.memory.insert(InstanceName::fromUtf8(listed), listed[0] == 'b' ? MemoryState::Open : MemoryState::Close);
    return fleet;
}

const std::vector<State>& states()
{
    static const std::vector<State> all{
        {"works", [](Fleet& f) { f.healthy("target", org(1), right).memory(MemoryState::Open); }},
        {"other phone",
         [](Fleet& f) {
             f.instance("target").open().phone(wrong).memory(MemoryState::Open).row(org(1)).expects(right).cached();
         }},
        {"closed", [](Fleet& f) { f.instance("target").memory(MemoryState::Close).row(org(1)).cached(); }},
        {"connecting", [](Fleet& f) { f.instance("target").connecting().memory(MemoryState::Connecting).row(org(1)); }},
        {"no memory", [](Fleet& f) { f.instance("target").open().phone(right).row(org(1)); }},
        {"ghost", [](Fleet& f) { f.instance("target").memory(MemoryState::Missing).row(org(1)); }},
        {"no row", [](Fleet& f) { f.instance("target").memory(MemoryState::Close); }},
        {"disabled", [](Fleet& f) { f.instance("target").memory(MemoryState::Close).row(org(1)).disabled(); }},
        {"gone", [](Fleet& f) { f.name("target").row(org(1)).cached().memory(MemoryState::NotFound); }},
        {"unlisted", [](Fleet& f) { f.name("target").row(org(1)).cached(); }},
        {"nameless", [](Fleet& f) { f.name("target").row(org(1)).nameless(); }},
        {"two rows",
         [](Fleet& f) { f.instance("target").memory(MemoryState::Close).row(org(1)).row(org(1)).cached(); }},
        {"two organizations",
         [](Fleet& f) { f.instance("target").memory(MemoryState::Close).row(org(1)).row(org(4)); }},
        {"protected",
         [](Fleet& f) {
             f.instance("target").open().phone(right).memory(MemoryState::Open).row(org(1));
             f.database.integrations.back().isProtected = true;
         }},
        {"channel",
         [](Fleet& f) { f.instance("target").kind(InstanceKind::Evolution).memory(MemoryState::Close).row(org(1)); }},
        {"cache only", [](Fleet& f) { f.name("target").cached(); }},
        {"nowhere", [](Fleet&) {}}};
    return all;
}

/// Every command that decides, about "target".
std::vector<std::pair<const char*, PlanRequest>> commands(const IntegrationId& row)
{
    return {
        {"repair", requestFor(PlanKind::Repair, {"target"})},
        {"--organization", organizationOf("target", org(5))},
        {"--organization of another", organizationOf("target", org(3))},
        {"--use-phone", usePhoneOf("target")},
        {"--set-name", ofRow(row, "orphan")},
        {"--set-name to another's", ofRow(row, "bystander")},
        {"--remove", ofRow(row)},
        {"unlink", requestFor(PlanKind::Unlink, {"target"})},
        {"reset", requestFor(PlanKind::ResetPairing, {"target"})},
        {"disable", requestFor(PlanKind::Disable, {"target"})}};
}

/// What a step touches that is neither the target's, nor its row's, nor that of the instance which the row is to name.
QString strange(const PlanStep& step, const PlanRequest& request, const IntegrationId& row)
{
    const InstanceName target = InstanceName::fromUtf8("target");
    const bool isNamed = step.instance.isEmpty() || step.instance == target ||
                         (request.row && request.row->name && step.instance == *request.row->name);
    const bool isRow = !step.rowId || step.rowId == row || request.names == std::vector{target};
    return isNamed && isRow ? QString() : stepActionWord(step.action) + QLatin1Char(' ') + step.instance.text();
}

} // namespace

/// What only a person decides: one instance or row at a time, and nothing else with it.
class DecisionPlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherPhoneIsAFindingAndWrittenNowhere();
    void thePersonsWordMakesThePhoneTheExpectedOne();
    void anInstanceIsGivenItsOrganization();
    void aRowNamesAnotherInstance();
    void aRowGoesWhereNothingOfItIsLeft();
    void unlinkingLeavesEverythingElse();
    void webhooksAreSetAsChosen();
    void whatCannotBeChosenOfAWebhookIsSaid_data();
    void whatCannotBeChosenOfAWebhookIsSaid();
    void onlyWhatIsConnectedIsRestarted();
    void resettingWhatIsConnectedIsLeft();
    void oneThingIsSaidOfEachItem();
    void everySentenceNamesAWay_data();
    void everySentenceNamesAWay();
    void aRepairOfEverythingAsksOnlyWhatItCanUse();
    void webhooksHaveAWayOn();
    void aKeyThatAnotherRowUsesStays();
    void theRequestIsReadBack();
    void aChannelHasNoPhone();
    void aQueueThatGoesIsNotLeftBehind();
    void onlyTheNamedTargetIsChanged();
};

void DecisionPlanTest::anotherPhoneIsAFindingAndWrittenNowhere()
{
    Fleet fleet = wronglyPaired();
    QVERIFY(findingsAt(fleet.audit(), "a").contains(QLatin1String("phone-mismatch")));
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair, {"a"}));
    QStringList reasons = leftAt(plan, "a").split(QLatin1Char(' ')); // of the status and of the number
    reasons.removeDuplicates();
    QCOMPARE(reasons, QStringList{QStringLiteral("other-phone-linked")});
    QVERIFY(!planJson(plan).contains("\"status\": \"active\""));
    for (const PlanStep& step : itemAt(plan, "a").steps)
        QVERIFY2(!step.after.phone || step.after.phone->text() != QLatin1String("+5511900001111"), "written");
    // Not into the cache either, and not by what makes a row name it.
    fleet.cache.entries.clear();
    const Plan cold = planned(fleet, requestFor(PlanKind::Repair, {"a"}));
    QVERIFY(itemAt(cold, "a").has(StepAction::WriteEntry));
    for (const PlanStep& step : itemAt(cold, "a").steps)
        QVERIFY(!step.after.phone);
    fleet.database.integrations.front().expectedPhone = PhoneNumber::fromText(QString::fromLatin1(wrong));
    QVERIFY(itemAt(planned(fleet, requestFor(PlanKind::Repair, {"a"})), "a").has(StepAction::WriteRow));
}

void DecisionPlanTest::thePersonsWordMakesThePhoneTheExpectedOne()
{
    const Fleet fleet = wronglyPaired();
    const Plan plan = planned(fleet, usePhoneOf("a"));
    QCOMPARE(stepsAt(plan, "a").split(QLatin1Char(' ')).front(), QStringLiteral("write-row"));
    const PlanStep step = itemAt(plan, "a").steps.front();
    QCOMPARE(step.after.phone, PhoneNumber::fromText(QString::fromLatin1(wrong)));
    QCOMPARE(step.before.expectedPhone, PhoneNumber::fromText(QString::fromLatin1(right)));
    QCOMPARE(step.after.expectedPhone, PhoneNumber::fromText(QString::fromLatin1(wrong)));
    QCOMPARE(step.after.status, QStringLiteral("active"));
    Fleet closed;
    closed.instance("b").memory(MemoryState::Close).row(org(1));
    QCOMPARE(leftAt(planned(closed, usePhoneOf("b")), "b"), QStringLiteral("not-connected"));
    closed.name("b").open().memory(MemoryState::Open);
    QCOMPARE(leftAt(planned(closed, usePhoneOf("b")), "b"), QStringLiteral("phone-unknown"));
}

void DecisionPlanTest::anInstanceIsGivenItsOrganization()
{
    Fleet fleet;
    fleet.instance(misnamed()).memory(MemoryState::Close).row(org(1)).token("tokenONEabcdefghijklmnop").cached();
    fleet.name(misnamed()).tokenCached();
    const Plan plan = planned(fleet, organizationOf(misnamed(), org(2)));
    QCOMPARE(stepsAt(plan, misnamed()), QStringLiteral("point-row write-entry write-entry tell-removed tell-added"));
    const PlanItem& item = itemAt(plan, misnamed());
    QCOMPARE(item.steps.front().before.organizationId, org(1));
    QCOMPARE(item.steps.front().after.organizationId, org(2));
    QCOMPARE(item.steps[3].after.organizationId, org(1)); // whose workers forget it
    QCOMPARE(item.steps[4].after.organizationId, org(2));
    // The row is right, and the name cannot be changed.
    QCOMPARE(
        leftAt(planned(fleet, organizationOf(misnamed(), org(1))), misnamed()), QStringLiteral("organization-in-name"));
    QCOMPARE(
        leftAt(planned(fleet, organizationOf(misnamed(), newId())), misnamed()),
        QStringLiteral("no-such-organization"));
    fleet.name("other").row(org(2));
    QCOMPARE(
        leftAt(planned(fleet, organizationOf(misnamed(), org(2))), misnamed()), QStringLiteral("organization-has-row"));
}

void DecisionPlanTest::aRowNamesAnotherInstance()
{
    Fleet fleet;
    fleet.instance("clinic-b ").memory(MemoryState::Close);
    fleet.name("clinic-b").row(org(1)).cached();
    const IntegrationId row = lastRow(fleet);
    const Plan plan = planned(fleet, ofRow(row, "clinic-b "));
    QVERIFY(stepsAt(plan, "clinic-b ").startsWith(QLatin1String("point-row")));
    QCOMPARE(itemAt(plan, "clinic-b ").steps.front().rowId, row);
    QVERIFY(itemAt(plan, "clinic-b ").has(StepAction::DropEntry)); // that of the old name
    QCOMPARE(onlyItem(planned(fleet, ofRow(row, "elsewhere"))), QStringLiteral("not-listed"));
    QCOMPARE(onlyItem(planned(fleet, ofRow(newId(), "clinic-b "))), QStringLiteral("row-not-found"));
    fleet.name("clinic-b ").row(org(2)).disabled();
    QCOMPARE(onlyItem(planned(fleet, ofRow(row, "clinic-b "))), QStringLiteral("name-taken"));
    fleet.database.integrations.pop_back();
    fleet.instance("clinic-b").memory(MemoryState::Close);
    QCOMPARE(onlyItem(planned(fleet, ofRow(row, "clinic-b "))), QStringLiteral("row-names-listed"));
}

void DecisionPlanTest::aRowGoesWhereNothingOfItIsLeft()
{
    Fleet fleet;
    fleet.name("gone").row(org(1)).token("tokenONEabcdefghijklmnop").cached().tokenCached();
    fleet.name("gone").memory(MemoryState::Unknown);
    const IntegrationId row = lastRow(fleet);
    QCOMPARE(onlyItem(planned(fleet, ofRow(row))), QStringLiteral("row-names-unknown")); // one witness
    fleet.name("gone").memory(MemoryState::NotFound);
    QCOMPARE(onlyItem(planned(fleet, ofRow(row))), QStringLiteral("delete-row drop-entry drop-entry tell-removed"));
    // Another enabled row names it: only this one goes, and nobody is told that the instance went.
    fleet.name("gone").row(org(2));
    QCOMPARE(onlyItem(planned(fleet, ofRow(row))), QStringLiteral("delete-row drop-entry"));
    fleet.instance("gone").memory(MemoryState::Close);
    QCOMPARE(onlyItem(planned(fleet, ofRow(row))), QStringLiteral("row-names-listed"));
    Fleet nameless;
    nameless.name("").row(org(1)).nameless();
    QCOMPARE(onlyItem(planned(nameless, ofRow(lastRow(nameless)))), QStringLiteral("delete-row"));
    Fleet other;
    other.name("gone").row(org(1)).alsoNames("stands").memory(MemoryState::NotFound);
    other.instance("stands").memory(MemoryState::Close);
    QCOMPARE(onlyItem(planned(other, ofRow(lastRow(other)))), QStringLiteral("row-names-listed"));
}

void DecisionPlanTest::unlinkingLeavesEverythingElse()
{
    Fleet fleet;
    fleet.healthy("a", org(1), right).memory(MemoryState::Open);
    const Plan plan = planned(fleet, requestFor(PlanKind::Unlink, {"a"}));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("log-out write-row"));
    QCOMPARE(itemAt(plan, "a").steps.back().after.status, QStringLiteral("disconnected"));
    QVERIFY(itemAt(plan, "a").isDestructive());
    fleet.name("a").close().memory(MemoryState::Close);
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::Unlink, {"a"})), "a"), QStringLiteral("not-connected"));
}

void DecisionPlanTest::webhooksAreSetAsChosen()
{
    const auto setting = [](const QString& address, const std::vector<QString>& events = {}) {
        PlanRequest request = requestFor(PlanKind::SetWebhook, {"a", "none", "unasked", "rowless", "safe", "away"});
        request.webhook = WebhookChoice{address, events};
        return request;
    };
    const QString byToken = QStringLiteral("https://new.example.org/hook/{webhook_token}");
    Fleet fleet;
    fleet.healthy("a", org(1), right)
        .token("tokenONEabcdefghijklmnop")
        .webhook(QStringLiteral("https://old.example.org"));
    fleet.webhooks[InstanceName::fromText(u"a")]->events = {QStringLiteral("CALL"), QStringLiteral("MESSAGES_UPSERT")};
    fleet.healthy("none", org(2), wrong).token("tokenTWOabcdefghijklmnop").withoutWebhook();
    fleet.healthy("unasked", org(3), "5511900002222");
    fleet.instance("rowless").withoutWebhook();
    fleet.healthy("safe", org(4), "5511900003333").webhook(QStringLiteral("https://old.example.org"));
    fleet.database.integrations.back().isProtected = true;
    fleet.name("away").row(org(5)).memory(MemoryState::NotFound);
    const Plan plan = planned(fleet, setting(byToken));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("set-webhook"));
    const PlanStep& step = itemAt(plan, "a").steps.front();
    QVERIFY(step.after.webhook && step.after.webhook->startsWith(QLatin1String("https://new.example.org/hook/")));
    QVERIFY2(!planJson(plan).contains("tokenONEabcdefghijklmnop"), "a token in a plan");
    // What was not chosen stays, but for the events without which nobody receives messages.
    QCOMPARE(step.after.webhookEvents.front(), QStringLiteral("CALL"));
    QCOMPARE(step.after.webhookEvents.size(), 4U);
    QVERIFY(!itemAt(plan, "a").isDestructive());
    QCOMPARE(stepsAt(plan, "none"), QStringLiteral("set-webhook"));
    QCOMPARE(leftAt(plan, "unasked"), QStringLiteral("webhook-unknown"));
    QCOMPARE(leftAt(plan, "rowless"), QStringLiteral("no-token-for-webhook"));
    QCOMPARE(leftAt(plan, "safe"), QStringLiteral("protected"));
    QCOMPARE(leftAt(plan, "away"), QStringLiteral("not-on-server"));
    // What it would take the place of is another by then: it was not shown.
    Fleet others = fleet;
    others.webhooks[InstanceName::fromText(u"a")]->url = SecretUrl(QStringLiteral("https://others.example.org"));
    const Audit later = others.audit();
    QCOMPARE(leftAt(reconcile(plan, planned(others, setting(byToken)), later), "a"), QStringLiteral("changed"));
    // Events alone: the address stays, and where none stands one is to be chosen too.
    const std::vector<QString> events{
        QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("MESSAGES_UPDATE"), QStringLiteral("SEND_MESSAGE")};
    const Plan narrowed = planned(fleet, setting({}, events));
    QCOMPARE(itemAt(narrowed, "a").steps.front().after.webhookEvents, events);
    QVERIFY(stepLine(itemAt(narrowed, "a").steps.front(), {}).contains(QLatin1String("CALL")));
    QCOMPARE(leftAt(narrowed, "none"), QStringLiteral("no-webhook-yet"));
    // Nothing is done twice.
    fleet.webhooks[InstanceName::fromText(u"a")] = WebhookSettings{
        true, SecretUrl(QStringLiteral("https://new.example.org/hook/tokenONEabcdefghijklmnop")), events};
    QCOMPARE(stepsAt(planned(fleet, setting(byToken, events)), "a"), QString());
}

void DecisionPlanTest::whatCannotBeChosenOfAWebhookIsSaid_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("event");
    QTest::addColumn<bool>("isTaken");
    const QString none;
    const auto add = [](const char* address, const char* event, bool isTaken) {
        QTest::addRow("%s %s", address, event) << QString::fromLatin1(address) << QString::fromLatin1(event) << isTaken;
    };
    add("https://hooks.example.org/whatsapp/{webhook_token}", "", true);
    add("http://10.0.0.7:8080/api/v1/{instance_name}", "", true);
    add("https://hooks.example.org/in?token={webhook_token}&name={instance_name}", "", true);
    add("", "", false);
    add("hooks.example.org/whatsapp", "", false);
    add("ftp://hooks.example.org/whatsapp", "", false);
    add("https://", "", false);
    add("https://hooks.example.org/{token}", "", false);
    add("https://user:secret@hooks.example.org/", "", false);
    add("https://hooks.example.org/in?key=abc", "", false);
    add("https://hooks.example.org/kJ8s7dK2mQ9zX1vB4nL6", "", false);
    add("https://hooks.example.org/#fragment", "", false);
    add("", "messages_upsert", false);
    add("", "CALL", false); // alone: nobody would receive messages
}

void DecisionPlanTest::whatCannotBeChosenOfAWebhookIsSaid()
{
    QFETCH(QString, address);
    QFETCH(QString, event);
    QFETCH(bool, isTaken);
    WebhookChoice choice{address, {}};
    if (!event.isEmpty())
        choice.events = {event};
    const std::optional<WebhookTrouble> trouble = webhookChoiceTrouble(choice);
    QCOMPARE(!trouble, isTaken);
    QVERIFY(!trouble || sentenceOf(*trouble).endsWith(QLatin1Char('.')));
    QVERIFY(!trouble || !sentenceOf(*trouble).contains(QLatin1String("secret@")));
    if (isTaken)
        return;
    // A file may say so all the same: nothing is planned by it.
    Fleet fleet;
    fleet.healthy("a", org(1), right).webhook(QStringLiteral("https://old.example.org"));
    PlanRequest request = requestFor(PlanKind::SetWebhook, {"a"});
    request.webhook = choice;
    QCOMPARE(planned(fleet, request).tally().changed, 0);
}

void DecisionPlanTest::onlyWhatIsConnectedIsRestarted()
{
    Fleet fleet;
    fleet.healthy("open", org(1), right).memory(MemoryState::Open);
    fleet.healthy("closed", org(2), wrong).close().memory(MemoryState::Close);
    fleet.healthy("pairing", org(3), "5511900002222").memory(MemoryState::Connecting);
    fleet.healthy("ghost", org(4), "5511900003333").memory(MemoryState::Missing);
    fleet.healthy("silent", org(5), "5511900004444").memory(MemoryState::Unknown);
    const Plan plan =
        planned(fleet, requestFor(PlanKind::Restart, {"open", "closed", "pairing", "ghost", "silent", "nobody"}));
    QCOMPARE(stepsAt(plan, "open"), QStringLiteral("restart-instance"));
    QVERIFY(!itemAt(plan, "open").isDestructive());
    QCOMPARE(leftAt(plan, "closed"), QStringLiteral("not-to-restart"));
    QCOMPARE(leftAt(plan, "pairing"), QStringLiteral("not-to-restart"));
    QCOMPARE(leftAt(plan, "ghost"), QStringLiteral("ghost"));
    QCOMPARE(leftAt(plan, "silent"), QStringLiteral("memory-unknown"));
    QCOMPARE(leftAt(plan, "nobody"), QStringLiteral("not-found"));
}

void DecisionPlanTest::resettingWhatIsConnectedIsLeft()
{
    Fleet fleet;
    fleet.healthy("a", org(1), right).memory(MemoryState::Open);
    const Plan plan = planned(fleet, requestFor(PlanKind::ResetPairing, {"a"}));
    QCOMPARE(leftAt(plan, "a"), QStringLiteral("connected"));
    QVERIFY(sentenceOf(itemAt(plan, "a").left.front()).contains(QLatin1String("unlink NAME")));
}

void DecisionPlanTest::oneThingIsSaidOfEachItem()
{
    // Duplicates with a webhook that is wrong, and a row for one of them: one sentence each.
    Fleet fleet = sixInstances();
    for (int number = 1; number <= 6; ++number)
        fleet.name(sixth(number)).webhook(QStringLiteral("https://old.example.org"));
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    for (const PlanItem& item : plan.items)
        QVERIFY2(reasonsSaid(item) <= 1, qPrintable(item.name.text()));
    QCOMPARE(itemAt(plan, sixth(2)).left.front().reason, SkipReason::CleanFirst);
    // "No row" is no reason once the plan gives it one, and a row that another item puts right is not left.
    Fleet waiting;
    waiting.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    const QByteArray name = "clinic-" + idText(org(1)).toLatin1() + "-1";
    waiting.instance(name).memory(MemoryState::Close).webhook(QStringLiteral("https://old.example.org"));
    waiting.name("renamed").row(org(1)).token("tokenONEabcdefghijklmnop");
    const Plan both = planned(waiting, requestFor(PlanKind::Repair));
    QCOMPARE(leftAt(both, name), QString());
    QVERIFY(itemAt(both, name).has(StepAction::SetWebhook));
    QVERIFY(!both.find("name:renamed"));
    // Alone, it is told what to press first.
    QCOMPARE(
        leftAt(planned(waiting, requestFor(PlanKind::Repair, {"renamed"})), "renamed"), QStringLiteral("adopt-first"));
}

void DecisionPlanTest::everySentenceNamesAWay_data()
{
    QTest::addColumn<int>("reason");
    QTest::addColumn<QString>("way");
    const auto add = [](SkipReason reason, const char* way) {
        QTest::addRow("%s", qPrintable(leftReasonWord(reason))) << int(reason) << QString::fromLatin1(way);
    };
    add(SkipReason::PairAgain, "pair NAME");
    add(SkipReason::SharedPhone, "disable NAME or delete NAME");
    add(SkipReason::DecideOrganization, "repair NAME --organization UUID");
    add(SkipReason::ChooseOrganization, "repair NAME --organization UUID");
    add(SkipReason::NoRow, "repair NAME --organization UUID");
    add(SkipReason::NamelessRow, "--remove");
    add(SkipReason::NamelessRow, "--set-name NAME");
    add(SkipReason::OtherPhoneLinked, "repair NAME --use-phone");
    add(SkipReason::OtherPhoneLinked, "unlink NAME");
    add(SkipReason::Connected, "unlink NAME");
    add(SkipReason::CleanFirst, "on the command line: clean");
    add(SkipReason::NoWebhookAddress, "STEWARD_WEBHOOK_URL");
}

void DecisionPlanTest::everySentenceNamesAWay()
{
    QFETCH(int, reason);
    QFETCH(QString, way);
    const Fleet fleet;
    const Skipped left = leftBecause(static_cast<SkipReason>(reason), QStringLiteral("subject"));
    QVERIFY2(sentenceOf(left).contains(way), qPrintable(sentenceOf(left)));
    QVERIFY2(!sentenceOf(left).contains(QLatin1String("choose it by itself.")), qPrintable(sentenceOf(left)));
    for (int number = 0; number < leftReasonCount; ++number) {
        const auto each = static_cast<SkipReason>(number);
        const bool isSaidByOthers = each == SkipReason::NameTrouble || each == SkipReason::HeldBack;
        QVERIFY2(
            isSaidByOthers || !sentenceOf(leftBecause(each, QStringLiteral("x"))).isEmpty(),
            qPrintable(leftReasonWord(each)));
    }
}

void DecisionPlanTest::aRepairOfEverythingAsksOnlyWhatItCanUse()
{
    Fleet fleet;
    for (int number = 0; number < 300; ++number)
        fleet.instance("channel-" + QByteArray::number(number)).kind(InstanceKind::Evolution);
    fleet.instance("drifts").open().row(org(1)).status("pending");
    fleet.healthy("healthy", org(2), right);
    const Audit audit = fleet.audit();
    const ServerQuestions all = questionsFor(audit, requestFor(PlanKind::Repair));
    QCOMPARE(all.memory, std::vector{InstanceName::fromUtf8("drifts")});
    QVERIFY(all.webhooks.empty());
    PlanRequest webhooks = requestFor(PlanKind::Repair);
    webhooks.withWebhooks = true;
    QCOMPARE(questionsFor(audit, webhooks).webhooks.size(), size_t(2)); // the two with a row
    PlanRequest finding = requestFor(PlanKind::Repair);
    finding.findings = {FindingCode::WebhookMismatch};
    QCOMPARE(questionsFor(audit, finding).webhooks.size(), size_t(2));
    QVERIFY(questionsFor(audit, finding).memory.empty());
    QCOMPARE(questionsFor(audit, requestFor(PlanKind::Repair, {"healthy"})).webhooks.size(), size_t(1));
}

void DecisionPlanTest::webhooksHaveAWayOn()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close).row(org(1)).withoutWebhook();
    PlanRequest request = requestFor(PlanKind::Repair, {"a"});
    request.findings = {FindingCode::WebhookMismatch};
    QVERIFY(fleet.audit().find(InstanceName::fromUtf8("a"))->has(FindingCode::WebhookMismatch));
    QCOMPARE(leftAt(planned(fleet, request), "a"), QStringLiteral("no-webhook-address"));
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    fleet.database.integrations.front().webhookToken = WebhookToken();
    QCOMPARE(stepsAt(planned(fleet, request), "a"), QStringLiteral("point-row set-webhook")); // a token first
    // Naming it anew would take the row's other name away, of which nobody knows that it is gone.
    fleet.database.integrations.front().legacyName = InstanceName::fromUtf8("b");
    fleet.memory.insert(InstanceName::fromUtf8("b"), MemoryState::Open);
    QCOMPARE(stepsAt(planned(fleet, request), "a"), QString());
    QCOMPARE(leftAt(planned(fleet, request), "a"), QStringLiteral("shared-row"));
    fleet.memory.insert(InstanceName::fromUtf8("b"), MemoryState::NotFound);
    QCOMPARE(stepsAt(planned(fleet, request), "a"), QStringLiteral("point-row set-webhook"));
}

void DecisionPlanTest::aKeyThatAnotherRowUsesStays()
{
    Fleet fleet;
    fleet.instance("works").open().row(org(1)).token("same-token").tokenCached();
    fleet.name("gone").row(org(2)).token("same-token");
    QCOMPARE(stepsAt(planned(fleet, ofRow(lastRow(fleet))), "gone"), QStringLiteral("delete-row tell-removed"));
    fleet.database.integrations.front().enabled = false;
    QVERIFY(stepsAt(planned(fleet, ofRow(lastRow(fleet))), "gone").contains(QStringLiteral("drop-entry")));
}

void DecisionPlanTest::theRequestIsReadBack()
{
    const Fleet fleet = wronglyPaired();
    PlanRequest decided = ofRow(lastRow(fleet), "a");
    for (const PlanRequest& request :
         {usePhoneOf("a"), organizationOf("a", org(2)), decided, ofRow(lastRow(fleet)),
          requestFor(PlanKind::Unlink, {"a"})}) {
        const Plan plan = planned(fleet, request);
        const auto read = planFromJson(planJson(plan));
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QVERIFY(read->request == plan.request);
        QVERIFY(read->items == plan.items);
    }
    QByteArray odd = planJson(planned(fleet, usePhoneOf("a")));
    odd.replace("\"use_phone\": true", "\"use_phone\": \"yes\"");
    QVERIFY(!planFromJson(odd));
}

void DecisionPlanTest::aChannelHasNoPhone()
{
    for (const bool isPhone : {true, false}) {
        Fleet fleet;
        fleet.instance("a").kind(isPhone ? InstanceKind::Baileys : InstanceKind::Evolution).open().row(org(1));
        fleet.name("a").memory(MemoryState::Open);
        const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"a"}));
        const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
        QString said;
        for (const TrippedBreaker& tripped : verdict.tripped)
            said += tripped.because;
        QCOMPARE(said.contains(QLatin1String("paired again")), isPhone);
        QVERIFY(verdict.confirm); // connected all the same
    }
}

void DecisionPlanTest::aQueueThatGoesIsNotLeftBehind()
{
    Fleet fleet;
    fleet.instance("a").row(org(1));
    fleet.name("a").leftBehind(2);
    PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    request.withResidue = true;
    const Plan plan = planned(fleet, request);
    QVERIFY(itemAt(plan, "a").has(StepAction::ClearResidue));
    const QString summary = summaryLine(plan.tally());
    QVERIFY2(
        summary.contains(QLatin1String("queue")) && !summary.contains(QLatin1String("behind")), qPrintable(summary));
}

void DecisionPlanTest::onlyTheNamedTargetIsChanged()
{
    Campaign campaign(QStringLiteral("a command changes its named target alone"));
    for (const State& state : states()) {
        Fleet fleet = crowd();
        const size_t rowsBefore = fleet.database.integrations.size();
        state.build(fleet);
        const bool hasRow = fleet.database.integrations.size() > rowsBefore;
        const IntegrationId row = hasRow ? fleet.database.integrations[rowsBefore].id : newId();
        for (const auto& [word, request] : commands(row)) {
            campaign.addCase();
            const Plan plan = planned(fleet, request);
            if (plan.items.size() != 1)
                campaign.violate(QStringLiteral("%1, %2: %3 items")
                                     .arg(QLatin1String(state.word), QLatin1String(word))
                                     .arg(plan.items.size()));
            for (const PlanItem& item : plan.items) {
                for (const PlanStep& step : item.steps) {
                    const QString what = strange(step, request, row);
                    if (!what.isEmpty())
                        campaign.violate(
                            QLatin1String(state.word) + QLatin1String(", ") + QLatin1String(word) +
                            QLatin1String(": ") + what);
                }
                if (reasonsSaid(item) > 1)
                    campaign.violate(QLatin1String(state.word) + QLatin1String(": several reasons"));
            }
        }
    }
    QVERIFY(campaign.finish());
    QVERIFY(campaign.cases() >= 100);
}

STEWARD_TEST(DecisionPlanTest)
} // namespace steward::decision_plan_test

#include "decision_plan_test.moc"
