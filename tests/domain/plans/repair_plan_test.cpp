#include "domain/plans/plan_fixture.h"
#include "domain/rule_cases.h"
#include "support/test_registry.h"
#include "wording/skip_words.h"

#include <QTest>

#include <map>
#include <set>

using namespace steward;
using namespace steward::test;

namespace steward::repair_plan_test {

namespace {

/// The memory agrees with the list wherever the case does not say otherwise.
void answerMemory(Fleet& fleet)
{
    for (const ServerInstance& instance : fleet.server.instances) {
        if (fleet.memory.contains(instance.name) || !instance.name.isReachable())
            continue;
        const bool isOpen = instance.connection == Connection::Open;
        const bool isConnecting = instance.connection == Connection::Connecting;
        fleet.memory.insert(
            instance.name, isOpen         ? MemoryState::Open
                           : isConnecting ? MemoryState::Connecting
                                          : MemoryState::Close);
    }
}

/// What the repair of that finding comes to over all cases in which it stands at a name: words of steps and reasons.
std::set<QString> wordsOf(FindingCode code)
{
    std::set<QString> words;
    for (const RuleCase& each : allRuleCases()) {
        Fleet fleet;
        fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
        each.build(fleet);
        answerMemory(fleet);
        const Audit audit = fleet.audit();
        const AuditRow* row = audit.find(InstanceName::fromUtf8(each.at));
        if (!row || !row->has(code))
            continue;
        PlanRequest request = requestFor(PlanKind::Repair, {each.at});
        request.findings = {code};
        if (code == FindingCode::OrphanedInstance)
            request.adopt[row->name] = org(3);
        const Plan plan = planned(fleet, request);
        const PlanItem& item = itemAt(plan, each.at);
        if (item.steps.empty() && item.left.empty())
            words.insert(QStringLiteral("nothing: ") + QString::fromLatin1(each.name));
        for (const PlanStep& step : item.steps)
            words.insert(stepActionWord(step.action));
        for (const Skipped& left : item.left) {
            words.insert(leftReasonWord(left.reason));
            if (sentenceOf(left).isEmpty() || sentenceOf(left).contains(QLatin1String("%1")) || left.finding != code)
                words.insert(QStringLiteral("without words: ") + leftReasonWord(left.reason));
        }
    }
    return words;
}

PlanRequest repairOf(FindingCode code, const std::vector<QByteArray>& names = {})
{
    PlanRequest request = requestFor(PlanKind::Repair, names);
    request.findings = {code};
    return request;
}

} // namespace

class RepairPlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCode_data();
    void everyCode();
    void namelessRows();
    void theOnlyConnectedOneIsNotChosen();
    void adoptingNeedsAnOrganization();
    void adoptingPointsTheRowThatWaits();
    void anOrphanedRowIsRemovedWithItsKeys();
    void aYoungRowIsLeftAlone();
    void writtenBackIsWhatTheServerSays();
    void whatIsNotListedIsNotWrittenBack();
    void theSentenceForTheAdministrator();
    void neverChosen();
    void severalFindingsAreOneItem();
    void aMissingWebhookAddressIsNamed();
    void aRowOfTwoInstancesIsWrittenForNeither();
    void whatIsOddInARowTellsThatItWasConnected();
    void anEntryDoesNotOutvoteTheName();
};

void RepairPlanTest::everyCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("word");
    const std::map<FindingCode, const char*> expected{
        {FindingCode::DuplicateInstance, "clean-first"},
        {FindingCode::DuplicateIntegration, "clean-first"},
        {FindingCode::DuplicatePhone, "shared-phone"},
        {FindingCode::GhostInstance, "ghost"},
        {FindingCode::UnlistedInstance, "unlisted"},
        {FindingCode::StateMismatch, "state-mismatch"},
        {FindingCode::OrphanedInstance, "insert-row"},
        {FindingCode::OrphanedIntegration, "delete-row"},
        {FindingCode::StaleCache, "drop-entry"},
        {FindingCode::CacheMismatch, "write-entry"},
        {FindingCode::UnreadableCache, "write-entry"},
        {FindingCode::CacheWithoutExpiry, "set-lifetime"},
        {FindingCode::StatusDrift, "write-row"},
        {FindingCode::PhoneMismatch, "write-row"},
        {FindingCode::OrganizationMismatch, "decide-organization"},
        {FindingCode::ConnectionLost, "pair-again"},
        {FindingCode::StuckPairing, "create-instance"},
        {FindingCode::DisabledButConnected, "log-out"},
        {FindingCode::UnreachableName, "unreachable-name"},
        {FindingCode::WebhookMismatch, "set-webhook"},
        {FindingCode::NotCached, "write-entry"},
        {FindingCode::Residue, "clear-residue"}};
    for (const FindingCode code : allFindingCodes()) {
        if (code == FindingCode::NamelessIntegration)
            continue; // such rows have no name to stand at: namelessRows()
        QTest::addRow("%s", qPrintable(findingWord(code))) << int(code) << QString::fromLatin1(expected.at(code));
    }
}

void RepairPlanTest::everyCode()
{
    QFETCH(int, code);
    QFETCH(QString, word);
    const std::set<QString> words = wordsOf(static_cast<FindingCode>(code));
    const QString said = QStringList(words.begin(), words.end()).join(QLatin1Char(' '));
    QVERIFY2(words.contains(word), qPrintable(said));
    QVERIFY2(
        !said.contains(QLatin1String("nothing:")) && !said.contains(QLatin1String("without words")), qPrintable(said));
}

void RepairPlanTest::namelessRows()
{
    Fleet fleet;
    fleet.name("").row(org(1)).nameless().token("tokenONEabcdefghijklmnop").tokenCached();
    const Audit audit = fleet.audit();
    const QByteArray identity = audit.rows().front().identity();
    PlanRequest request = repairOf(FindingCode::NamelessIntegration);
    const Plan chosen = planned(fleet, request);
    QVERIFY(chosen.find(identity)->isLeft(SkipReason::NamelessRow));
    request.others = {identity};
    const Plan named = planned(fleet, request);
    QVERIFY(named.find(identity)->has(StepAction::DeleteRow));
    QVERIFY(named.find(identity)->has(StepAction::DropEntry));
    fleet.instance("clinic-" + idText(org(1)).toLatin1() + "-1").memory(MemoryState::Close);
    QVERIFY(planned(fleet, request).find(identity)->isLeft(SkipReason::AdoptFirst));
}

void RepairPlanTest::theOnlyConnectedOneIsNotChosen()
{
    Fleet fleet;
    fleet.instance("a").open().memory(MemoryState::Open).row(org(1)).disabled();
    const PlanRequest all = repairOf(FindingCode::DisabledButConnected);
    QCOMPARE(leftAt(planned(fleet, all), "a"), QStringLiteral("only-connected"));
    QVERIFY(itemAt(planned(fleet, repairOf(FindingCode::DisabledButConnected, {"a"})), "a").has(StepAction::LogOut));
    // A second one that is disabled too is no comfort; one that works is.
    fleet.instance("b").open().memory(MemoryState::Open).row(org(1)).disabled();
    QCOMPARE(leftAt(planned(fleet, all), "a"), QStringLiteral("only-connected"));
    QCOMPARE(leftAt(planned(fleet, all), "b"), QStringLiteral("only-connected"));
    fleet.instance("c").open().memory(MemoryState::Open).row(org(1));
    QVERIFY(itemAt(planned(fleet, all), "a").has(StepAction::LogOut));
}

void RepairPlanTest::adoptingNeedsAnOrganization()
{
    Fleet fleet;
    fleet.instance("a").memory(MemoryState::Close);
    PlanRequest request = repairOf(FindingCode::OrphanedInstance);
    QCOMPARE(leftAt(planned(fleet, request), "a"), QStringLiteral("choose-organization"));
    request.adopt[InstanceName::fromText(u"a")] = org(2);
    QCOMPARE(stepsAt(planned(fleet, request), "a"), QStringLiteral("insert-row write-entry write-entry tell-added"));
    fleet.name("b").row(org(2));
    fleet.instance("b");
    QVERIFY(!itemAt(planned(fleet, request), "a").has(StepAction::InsertRow)); // it would make two of one organization
}

void RepairPlanTest::adoptingPointsTheRowThatWaits()
{
    const QByteArray name = "clinic-" + idText(org(1)).toLatin1() + "-1";
    Fleet fleet;
    fleet.instance(name).memory(MemoryState::Close);
    fleet.name("renamed").row(org(1));
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(stepsAt(plan, name), QStringLiteral("point-row write-entry tell-added"));
    QVERIFY(!plan.find("name:renamed")); // put right with it
    QCOMPARE(
        leftAt(planned(fleet, requestFor(PlanKind::Repair, {"renamed"})), "renamed"), QStringLiteral("adopt-first"));
    fleet.database.integrations.front().isProtected = true;
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::Repair)), name), QStringLiteral("protected"));
}

void RepairPlanTest::anOrphanedRowIsRemovedWithItsKeys()
{
    Fleet fleet;
    fleet.name("a").row(org(1)).token("tokenONEabcdefghijklmnop").cached().tokenCached();
    fleet.healthy("b", org(2), "5511988887777"); // of an empty list nothing would be removed
    const Plan plan = planned(fleet, repairOf(FindingCode::OrphanedIntegration));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("delete-row drop-entry drop-entry tell-removed"));
}

void RepairPlanTest::aYoungRowIsLeftAlone()
{
    Fleet fleet;
    fleet.name("a").row(org(1)).status("pending").created(9min);
    QVERIFY(planned(fleet, requestFor(PlanKind::Repair)).items.empty());
}

void RepairPlanTest::writtenBackIsWhatTheServerSays()
{
    Fleet fleet;
    fleet.instance("a").open().phone("5511988887777").memory(MemoryState::Open).row(org(1)).status("pending");
    const Plan plan = planned(fleet, repairOf(FindingCode::StatusDrift));
    const PlanStep& step = itemAt(plan, "a").steps.front();
    QCOMPARE(step.before.status, QStringLiteral("pending"));
    QCOMPARE(step.after.status, QStringLiteral("active"));
    QCOMPARE(step.after.phone->text(), QStringLiteral("+5511988887777"));
    fleet.memory.clear();
    QCOMPARE(leftAt(planned(fleet, repairOf(FindingCode::StatusDrift)), "a"), QStringLiteral("memory-unknown"));
    // A status that is not known is nobody's to change.
    fleet.name("a").memory(MemoryState::Open).rowPhone("5511900000000").status("migrating");
    const Plan phone = planned(fleet, repairOf(FindingCode::PhoneMismatch));
    QVERIFY(!itemAt(phone, "a").steps.front().after.status);
    // Entries that say the row's old number would disagree with it afterwards; one that says the new one stays.
    Fleet cached;
    cached.healthy("b", org(2), "5511988887777");
    cached.name("b").memory(MemoryState::Open).rowPhone("5511900000000");
    QCOMPARE(stepsAt(planned(cached, repairOf(FindingCode::PhoneMismatch)), "b"), QStringLiteral("write-row"));
    for (CacheEntry& entry : cached.cache.entries)
        entry.phone = PhoneNumber::fromText(u"5511900000000");
    QCOMPARE(
        stepsAt(planned(cached, repairOf(FindingCode::PhoneMismatch)), "b"), QStringLiteral("write-row write-entry"));
}

void RepairPlanTest::whatIsNotListedIsNotWrittenBack()
{
    // Another token's entry names another organization, and nothing is removed on an empty list's account.
    Fleet fleet;
    for (const uint number : {3, 4, 5, 6, 7})
        fleet.instance(QByteArray("other-").append(QByteArray::number(number)).constData()).row(org(number));
    fleet.instance("a").row(org(1)).token("mine").cached().tokenCached("mine").tokenCached("another").entryOrganization(
        org(2));
    fleet.server.instances.clear();
    fleet.memory.insert(InstanceName::fromUtf8("a"), MemoryState::Open);
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QVERIFY(fleet.audit().find(InstanceName::fromUtf8("a"))->has(FindingCode::CacheMismatch));
    QCOMPARE(stepsAt(plan, "a"), QString());
    QVERIFY2(
        leftAt(plan, "a").split(QLatin1Char(' ')).count(QStringLiteral("unlisted")) == 2,
        qPrintable(leftAt(plan, "a")));
}

void RepairPlanTest::theSentenceForTheAdministrator()
{
    Fleet fleet;
    for (const char* control : {"x", "y", "z"})
        fleet.instance(control).memory(MemoryState::Close).row(org(2));
    fleet.instance("ghost").memory(MemoryState::Missing).row(org(1));
    fleet.instance("..").row(org(3));
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair, {"ghost", ".."}));
    for (const QByteArray name : {"ghost", ".."}) {
        const PlanItem& item = itemAt(plan, name);
        const auto told = std::find_if(item.left.begin(), item.left.end(), [](const Skipped& left) {
            return left.reason == SkipReason::Ghost || left.reason == SkipReason::UnreachableName;
        });
        QVERIFY(told != item.left.end());
        QVERIFY(sentenceOf(*told).contains(QString::fromLatin1(name)));
        QVERIFY(sentenceOf(*told).contains(QLatin1String("administrator")));
        QVERIFY(!item.has(StepAction::DeleteInstance));
    }
}

void RepairPlanTest::neverChosen()
{
    Fleet fleet;
    fleet.settings.isIgnored = [](const InstanceName& name) { return name.utf8() == "ignored"; };
    fleet.settings.isProtected = [](const InstanceName& name) { return name.utf8() == "protected"; };
    fleet.name("ignored").cached();
    fleet.name("protected").cached();
    fleet.instance("business").kind(InstanceKind::Business).cached();
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(plan.tally().changed, 0);
    QCOMPARE(leftAt(plan, "ignored"), QStringLiteral("ignored"));
    QCOMPARE(leftAt(plan, "protected"), QStringLiteral("protected"));
    QVERIFY(leftAt(plan, "business").contains(QLatin1String("other-kind")));
}

void RepairPlanTest::severalFindingsAreOneItem()
{
    Fleet fleet;
    fleet.instance("a").open().phone("5511988887777").memory(MemoryState::Open).row(org(1)).status("pending");
    fleet.name("a").cached().entryOrganization(org(2)).ttl(-1);
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(stepsAt(plan, "a"), QStringLiteral("write-row write-entry")); // rewritten, so its lifetime comes with it
    QCOMPARE(itemAt(plan, "a").findings.size(), size_t(3));
}

void RepairPlanTest::aMissingWebhookAddressIsNamed()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777").token("tokenONEabcdefghijklmnop");
    fleet.name("a").withoutWebhook();
    const Plan without = planned(fleet, repairOf(FindingCode::WebhookMismatch));
    QVERIFY(itemAt(without, "a").isLeft(SkipReason::NoWebhookAddress));
    QVERIFY(sentenceOf(itemAt(without, "a").left.front()).contains(QLatin1String("STEWARD_WEBHOOK_URL")));
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    QCOMPARE(stepsAt(planned(fleet, repairOf(FindingCode::WebhookMismatch)), "a"), QStringLiteral("set-webhook"));
}

/// Its two keys name two instances that the server lists: what one of them says is wrong for the other.
void RepairPlanTest::aRowOfTwoInstancesIsWrittenForNeither()
{
    Fleet fleet;
    fleet.instance("a").open().memory(MemoryState::Open).phone("5511911110001").row(org(1)).cached();
    fleet.instance("b").memory(MemoryState::Close);
    fleet.database.integrations.front().legacyName = InstanceName::fromUtf8("b");
    fleet.cache.entries.front().organizationId = org(2); // and so it would be written anew
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    for (const PlanItem& item : plan.items) {
        QVERIFY(!item.has(StepAction::WriteRow));
        QVERIFY(!item.has(StepAction::WriteEntry));
    }
    QVERIFY2(leftAt(plan, "b").contains(QStringLiteral("shared-row")), qPrintable(leftAt(plan, "b")));
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::Unlink, {"a"})), "a"), QStringLiteral("shared-row"));
    QCOMPARE(leftAt(planned(fleet, requestFor(PlanKind::ResetPairing, {"b"})), "b"), QStringLiteral("shared-row"));
    fleet.memory.insert(InstanceName::fromUtf8("b"), MemoryState::NotFound);
    fleet.server.instances.pop_back(); // then it is nobody else's
    QVERIFY(stepsAt(planned(fleet, requestFor(PlanKind::Repair)), "a").contains(QStringLiteral("write-entry")));
}

void RepairPlanTest::whatIsOddInARowTellsThatItWasConnected()
{
    Fleet fleet;
    fleet.healthy("works", org(2), "5511911110002");
    fleet.name("gone").row(org(1));
    const PlanRequest request = repairOf(FindingCode::OrphanedIntegration);
    QCOMPARE(leftAt(planned(fleet, request), "gone"), QString());
    QCOMPARE(stepsAt(planned(fleet, request), "gone"), QStringLiteral("delete-row tell-removed"));
    Integration& row = fleet.database.integrations.back();
    row.oddPhone = QStringLiteral("5511987654321 ramal 22");
    QCOMPARE(leftAt(planned(fleet, request), "gone"), QStringLiteral("was-connected"));
    row.oddPhone.clear();
    row.hasOddConnectedAt = true;
    QCOMPARE(leftAt(planned(fleet, request), "gone"), QStringLiteral("was-connected"));
}

void RepairPlanTest::anEntryDoesNotOutvoteTheName()
{
    Fleet fleet;
    const QByteArray name = "clinic-" + org(2).toString().toLatin1() + "-1";
    fleet.instance(name).memory(MemoryState::Open).open().cached().entryOrganization(org(1));
    QCOMPARE(
        leftAt(planned(fleet, repairOf(FindingCode::OrphanedInstance)), name), QStringLiteral("choose-organization"));
    fleet.cache.entries.front().organizationId = org(2);
    QVERIFY(
        stepsAt(planned(fleet, repairOf(FindingCode::OrphanedInstance)), name).contains(QStringLiteral("insert-row")));
}

STEWARD_TEST(RepairPlanTest)
} // namespace steward::repair_plan_test

#include "repair_plan_test.moc"
