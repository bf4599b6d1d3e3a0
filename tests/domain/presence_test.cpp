#include "domain/audit/other_names.h"
#include "domain/plans/breakers.h"
#include "domain/plans/plan_facts.h"
#include "plans/plan_fixture.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::presence_test {

namespace {

constexpr auto phone1 = "5511988887777";

/// Four organizations on the list, and "x" of org(1), which the list does not show.
Fleet fleetWithUnlisted(std::optional<MemoryState> answer)
{
    Fleet fleet;
    fleet.settings.webhookTemplate = QStringLiteral("https://api.example.org/hook/{webhook_token}");
    for (uint number = 2; number <= 5; ++number) {
        const QByteArray phone = "551198888000" + QByteArray::number(number);
        fleet.healthy("h" + QByteArray::number(number), org(number), phone.constData());
    }
    fleet.name("x").row(org(1)).token("tokenONEabcdefghijklmnop").cached();
    fleet.ofUnlisted = answer;
    return fleet;
}

const std::vector<std::optional<MemoryState>>& allAnswers()
{
    static const std::vector<std::optional<MemoryState>> answers{
        MemoryState::Open,     MemoryState::Connecting, MemoryState::Close, MemoryState::Missing,
        MemoryState::NotFound, MemoryState::Unknown,    std::nullopt};
    return answers;
}

} // namespace

class PresenceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void absentTakesTwoWitnesses_data();
    void absentTakesTwoWitnesses();
    void withoutTheListNothingIsKnown();
    void whatNoPathReachesStaysUnknown();
    void aStartingServerProvesNothing();
    void whatAnswersAndNoStoreKnows();
    void deletionOfWhatIsNotListed();
    void disablingLogsOutWhatIsNotListed();
    void nothingIsMadeWhereTheNameMayBeTaken();
    void anotherInstanceGetsNoRowMeanwhile();
    void cleaningWaitsForWhatIsNotListed();
    void aRowOfTwoNamesGoesWithBothAlone();
    void theEmptyListRemovesNothing();
    void fewerThanHalfRemoveNothing();
    void onlyNeverConnectedRowsAreRemoved();
    void otherNames_data();
    void otherNames();
    void aNamedInstanceIsAdoptedForItsRow();
    void stateMismatchWritesNothing();
    void stuckPairingIsTheLists();
};

void PresenceTest::absentTakesTwoWitnesses_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<Presence>("presence");
    QTest::addColumn<QString>("findings");
    QTest::addColumn<QString>("steps");
    const auto row = [](const char* title, int answer, Presence presence, const char* findings, const char* steps) {
        QTest::newRow(title) << answer << presence << QString::fromLatin1(findings) << QString::fromLatin1(steps);
    };
    const auto of = [](MemoryState state) { return static_cast<int>(state); };
    row("open", of(MemoryState::Open), Presence::Present, "unlisted-instance", "");
    row("connecting", of(MemoryState::Connecting), Presence::Present, "unlisted-instance", "");
    row("close", of(MemoryState::Close), Presence::Present, "unlisted-instance", "");
    row("without a state", of(MemoryState::Missing), Presence::Present, "unlisted-instance", "");
    row("404 in its own words", of(MemoryState::NotFound), Presence::Absent, "orphaned-integration",
        "delete-row drop-entry tell-removed");
    row("no answer, or a proxy's 404", of(MemoryState::Unknown), Presence::Unknown, "", "");
    row("not asked", -1, Presence::Unknown, "", "");
}

void PresenceTest::absentTakesTwoWitnesses()
{
    QFETCH(int, answer);
    QFETCH(Presence, presence);
    QFETCH(QString, findings);
    QFETCH(QString, steps);
    const Fleet fleet = fleetWithUnlisted(answer < 0 ? std::nullopt : std::optional(static_cast<MemoryState>(answer)));
    const Audit audit = fleet.audit();
    QCOMPARE(rowAt(audit, "x").inServer, presence);
    QCOMPARE(findingsAt(audit, "x"), findings);
    QCOMPARE(audit.counts().notAsked, presence == Presence::Unknown ? 1 : 0);
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair, {"x"}));
    QCOMPARE(stepsAt(plan, "x"), steps);
}

void PresenceTest::withoutTheListNothingIsKnown()
{
    for (const auto& answer : allAnswers()) {
        Fleet fleet = fleetWithUnlisted(answer);
        const Audit audit = fleet.auditWithout(Store::Server);
        QCOMPARE(rowAt(audit, "x").inServer, Presence::Unknown);
        QCOMPARE(findingsAt(audit, "x"), QString());
        QCOMPARE(audit.presenceOnServer(InstanceName::fromText(u"nobody")), Presence::Unknown);
    }
}

/// One witness, since no request can name it: nothing of it is removed by the program's own choice.
void PresenceTest::whatNoPathReachesStaysUnknown()
{
    for (const char* name : {".", ".."}) {
        Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
        fleet.ofUnlisted = std::nullopt; // it is never asked
        fleet.name(name).row(org(7));
        const Audit audit = fleet.audit();
        QCOMPARE(rowAt(audit, name).inServer, Presence::Unknown);
        QVERIFY(!rowAt(audit, name).has(FindingCode::OrphanedIntegration));
        QVERIFY(!itemAt(planned(fleet, requestFor(PlanKind::Repair)), name).has(StepAction::DeleteRow));
    }
}

void PresenceTest::aStartingServerProvesNothing()
{
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    for (const char* name : {"h2", "h3", "h4"})
        fleet.name(name).memory(MemoryState::Missing);
    fleet.name("h5").memory(MemoryState::Open);
    const Audit audit = fleet.audit();
    QVERIFY(audit.snapshot().serverStarting);
    QCOMPARE(rowAt(audit, "x").inServer, Presence::Unknown);
    QCOMPARE(findingsAt(audit, "x"), QString());
}

void PresenceTest::whatAnswersAndNoStoreKnows()
{
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    fleet.name("hidden").memory(MemoryState::Open);
    fleet.name("gone").memory(MemoryState::NotFound);
    const Audit audit = fleet.audit();
    QCOMPARE(findingsAt(audit, "hidden"), QStringLiteral("unlisted-instance"));
    QVERIFY(!audit.find(InstanceName::fromText(u"gone")));
    QCOMPARE(audit.presenceOnServer(InstanceName::fromText(u"gone")), Presence::Absent);
    QCOMPARE(audit.presenceOnServer(InstanceName::fromText(u"never asked")), Presence::Unknown);
    // Asked for later, it gets its row too.
    auto snapshot = std::make_shared<Snapshot>(audit.snapshot());
    Audit before = evaluateAudit(snapshot, fleet.settings);
    snapshot->addMemory({{InstanceName::fromText(u"second"), MemoryState::Close}});
    const Audit after = std::move(before).withMemory(fleet.settings);
    QCOMPARE(findingsAt(after, "second"), QStringLiteral("unlisted-instance"));
}

void PresenceTest::deletionOfWhatIsNotListed()
{
    for (const auto& answer : allAnswers()) {
        const Fleet fleet = fleetWithUnlisted(answer);
        const Presence presence = rowAt(fleet.audit(), "x").inServer;
        for (const PlanKind kind : {PlanKind::Delete, PlanKind::Replace}) {
            const Plan plan = planned(fleet, requestFor(kind, {"x"}));
            const PlanItem& item = itemAt(plan, "x");
            QCOMPARE(item.has(StepAction::DeleteInstance), presence == Presence::Present);
            QCOMPARE(item.has(StepAction::DeleteRow), presence != Presence::Unknown);
            QCOMPARE(item.isLeft(SkipReason::NotConcluded), presence == Presence::Unknown);
            QCOMPARE(item.loss.connected, answer == MemoryState::Open);
        }
    }
    // What no store knows is done only by the second witness.
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    QVERIFY(
        itemAt(planned(fleet, requestFor(PlanKind::Delete, {"nobody"})), "nobody").isLeft(SkipReason::NotConcluded));
    fleet.name("nobody").memory(MemoryState::NotFound);
    QVERIFY(itemAt(planned(fleet, requestFor(PlanKind::Delete, {"nobody"})), "nobody").left.empty());
}

void PresenceTest::disablingLogsOutWhatIsNotListed()
{
    for (const auto& answer : allAnswers()) {
        const Fleet fleet = fleetWithUnlisted(answer);
        const Presence presence = rowAt(fleet.audit(), "x").inServer;
        const Plan plan = planned(fleet, requestFor(PlanKind::Disable, {"x"}));
        const PlanItem& item = itemAt(plan, "x");
        QCOMPARE(item.has(StepAction::DisableRow), presence != Presence::Unknown);
        if (answer == MemoryState::Open)
            QVERIFY(item.has(StepAction::LogOut));
    }
}

void PresenceTest::nothingIsMadeWhereTheNameMayBeTaken()
{
    for (const auto& answer : allAnswers()) {
        const Fleet fleet = fleetWithUnlisted(answer);
        const bool isAbsent = rowAt(fleet.audit(), "x").inServer == Presence::Absent;
        const Plan enabled = planned(fleet, requestFor(PlanKind::Enable, {"x"}));
        QCOMPARE(itemAt(enabled, "x").has(StepAction::CreateInstance), isAbsent);
        const Plan reset = planned(fleet, requestFor(PlanKind::ResetPairing, {"x"}));
        QVERIFY(itemAt(reset, "x").steps.empty());
    }
}

void PresenceTest::anotherInstanceGetsNoRowMeanwhile()
{
    for (const auto& answer : allAnswers()) {
        Fleet fleet = fleetWithUnlisted(answer);
        const QByteArray orphan = "clinic-" + idText(org(1)).toLatin1() + "-2";
        fleet.instance(orphan).open().phone(phone1).memory(MemoryState::Open);
        const bool isAbsent = rowAt(fleet.audit(), "x").inServer == Presence::Absent;
        const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
        QCOMPARE(itemAt(plan, orphan).has(StepAction::PointRow), isAbsent);
        QVERIFY(!itemAt(plan, orphan).has(StepAction::InsertRow));
    }
}

void PresenceTest::cleaningWaitsForWhatIsNotListed()
{
    for (const auto& answer : allAnswers()) {
        Fleet fleet = fleetWithUnlisted(answer);
        for (const int number : {1, 2}) {
            const QByteArray name = "clinic-" + idText(org(1)).toLatin1() + "-" + QByteArray::number(number);
            fleet.instance(name).memory(MemoryState::Close);
            if (number == 1)
                fleet.name(name).open().phone(phone1).memory(MemoryState::Open);
        }
        const bool isAbsent = rowAt(fleet.audit(), "x").inServer == Presence::Absent;
        const Plan plan = planned(fleet, requestFor(PlanKind::Clean));
        QCOMPARE(plan.groups.front().left.has_value(), !isAbsent);
        QCOMPARE(plan.tally().changed > 0, isAbsent);
    }
}

void PresenceTest::aRowOfTwoNamesGoesWithBothAlone()
{
    for (const auto& answer : allAnswers()) {
        Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
        fleet.name("y").row(org(7)).alsoNames("z");
        if (answer)
            fleet.name("z").memory(*answer);
        fleet.name("y").memory(MemoryState::NotFound);
        fleet.ofUnlisted = std::nullopt;
        const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"y"}));
        QCOMPARE(itemAt(plan, "y").has(StepAction::DeleteRow), answer == MemoryState::NotFound);
        QCOMPARE(itemAt(plan, "y").isLeft(SkipReason::SharedRow), answer != MemoryState::NotFound);
    }
}

void PresenceTest::theEmptyListRemovesNothing()
{
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    fleet.server.instances.clear();
    fleet.name("stale").row(org(9)).disabled().cached();
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(plan.tally().destructive, 0);
    QCOMPARE(plan.tally().count(StepAction::DropEntry), 0);
    QVERIFY(plan.tally().left > 0);
    // One enabled row is enough.
    Fleet one;
    one.name("x").row(org(1)).cached();
    const Plan ofOne = planned(one, requestFor(PlanKind::Repair));
    QCOMPARE(ofOne.tally().changed, 0);
    QVERIFY(judge(one.audit(), ofOne, factsHere()).isRefused());
    QVERIFY(!judge(one.audit(), ofOne, factsHere()).confirm);
    // What a person names goes on by the typed text.
    const Plan named = planned(one, requestFor(PlanKind::Delete, {"x"}));
    QVERIFY(named.tally().destructive > 0);
    const BreakerVerdict verdict = judge(one.audit(), named, factsHere());
    QVERIFY(!verdict.isRefused() && verdict.confirm);
    // What this journal's own operations removed is no suspicion.
    BreakerFacts ours = factsHere();
    ours.removedByUs = [](Store, const InstanceName&) { return true; };
    QVERIFY(!judge(one.audit(), named, ours).confirm);
}

void PresenceTest::fewerThanHalfRemoveNothing()
{
    Fleet fleet;
    for (uint number = 1; number <= 40; ++number) {
        const QByteArray name = "n" + QByteArray::number(number).rightJustified(2, '0');
        if (number <= 10)
            fleet.healthy(name, org(number), ("55119888800" + QByteArray::number(number + 10)).constData());
        else
            fleet.name(name).row(org(number)).cached();
    }
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(plan.tally().destructive, 0);
    QCOMPARE(plan.tally().count(StepAction::DropEntry), 0);
    QVERIFY(suspectList(fleet.audit(), {}));
    for (uint number = 11; number <= 20; ++number)
        fleet.name("n" + QByteArray::number(number)).open();
    QVERIFY(!suspectList(fleet.audit(), {})); // half of them
    QCOMPARE(planned(fleet, requestFor(PlanKind::Repair)).tally().count(StepAction::DeleteRow), 20);
}

void PresenceTest::onlyNeverConnectedRowsAreRemoved()
{
    const auto reasons = [](const std::function<void(Subject)>& make) {
        Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
        make(fleet.name("x"));
        const Plan all = planned(fleet, requestFor(PlanKind::Repair));
        const Plan named = planned(fleet, requestFor(PlanKind::Repair, {"x"}));
        return leftAt(all, "x") + QLatin1Char('|') + leftAt(named, "x");
    };
    QCOMPARE(reasons([](Subject) {}), QStringLiteral("|"));
    const QString left = QStringLiteral("was-connected|was-connected");
    QCOMPARE(reasons([](Subject s) { s.rowPhone(phone1); }), left);
    QCOMPARE(reasons([](Subject s) { s.configPhone(phone1); }), left);
    QCOMPARE(reasons([](Subject s) { s.connectedOnce(); }), left);
}

void PresenceTest::otherNames_data()
{
    QTest::addColumn<QByteArray>("listed");
    QTest::addColumn<bool>("hasNumber");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("a space at its end") << QByteArray("caf\xc3\xa9-b ") << false << true;
    QTest::newRow("a space within") << QByteArray("caf\xc3\xa9 -b") << false << true;
    QTest::newRow("other case") << QByteArray("CAF\xc3\x89-B") << false << true;
    QTest::newRow("other normal form") << QByteArray("cafe\xcc\x81-b") << false << true;
    QTest::newRow("renamed, with the number") << QByteArray("recepcao") << true << true;
    QTest::newRow("renamed, with another number") << QByteArray("recepcao") << false << false;
    QTest::newRow("another name") << QByteArray("caf\xc3\xa9-c") << false << false;
}

void PresenceTest::otherNames()
{
    QFETCH(QByteArray, listed);
    QFETCH(bool, hasNumber);
    QFETCH(bool, isFound);
    const QByteArray named = "caf\xc3\xa9-b";
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    fleet.name(named).row(org(7)).rowPhone(hasNumber ? phone1 : "");
    fleet.instance(listed).open().phone(hasNumber ? phone1 : "5521977776666").memory(MemoryState::Open);
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(itemAt(plan, named).isLeft(SkipReason::OtherName), isFound);
    QCOMPARE(itemAt(plan, named).has(StepAction::DeleteRow), !isFound);
    QCOMPARE(itemAt(plan, listed).isLeft(SkipReason::OtherName), isFound);
    QVERIFY(itemAt(plan, listed).steps.empty());
    // It is not created anew beside it either.
    const Plan enabled = planned(fleet, requestFor(PlanKind::Enable, {named}));
    QCOMPARE(itemAt(enabled, named).has(StepAction::CreateInstance), !isFound);
    const Plan ofInstance = planned(fleet, requestFor(PlanKind::Repair, {listed}));
    QCOMPARE(itemAt(ofInstance, listed).has(StepAction::PointRow), isFound);
    // Nor does a person's word remove the row alone: its phone would be at work, and nobody hear it.
    const Plan deleted = planned(fleet, requestFor(PlanKind::Delete, {named}));
    QCOMPARE(itemAt(deleted, named).isLeft(SkipReason::OtherName), isFound);
    QCOMPARE(itemAt(deleted, named).has(StepAction::DeleteRow), !isFound);
    const Plan both = planned(fleet, requestFor(PlanKind::Delete, {named, listed}));
    QVERIFY(itemAt(both, named).has(StepAction::DeleteRow) && itemAt(both, listed).has(StepAction::DeleteInstance));
    PlanRequest removal = requestFor(PlanKind::Repair);
    removal.row = RowChoice{itemAt(both, named).seen.rows.front().id, {}};
    const Plan removed = planned(fleet, removal);
    QCOMPARE(itemAt(removed, named).isLeft(SkipReason::OtherName), isFound);
    QCOMPARE(itemAt(removed, named).has(StepAction::DeleteRow), !isFound);
}

void PresenceTest::aNamedInstanceIsAdoptedForItsRow()
{
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    fleet.name("clinic-b").row(org(7)).token("tokenTWOabcdefghijklmnop").connectedOnce();
    fleet.instance("clinic-b ").open().phone(phone1).memory(MemoryState::Open);
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair, {"clinic-b "}));
    const PlanItem& item = itemAt(plan, "clinic-b ");
    QVERIFY(item.has(StepAction::PointRow));
    QCOMPARE(item.organizationId, org(7));
    // Two rows that it might be: the person says which.
    fleet.name("Clinic-B").row(org(8));
    const Plan torn = planned(fleet, requestFor(PlanKind::Repair, {"clinic-b "}));
    QVERIFY(itemAt(torn, "clinic-b ").steps.empty());
}

void PresenceTest::stateMismatchWritesNothing()
{
    Fleet fleet = fleetWithUnlisted(MemoryState::NotFound);
    fleet.instance("m").phone(phone1).row(org(7)).status("disconnected").memory(MemoryState::Open);
    QVERIFY(!rowAt(fleet.audit(), "m").has(FindingCode::StateMismatch)); // asked once
    auto snapshot = fleet.snapshot();
    snapshot->addSecondLook({{InstanceName::fromText(u"m"), MemoryState::Open}});
    QVERIFY(rowAt(evaluateAudit(snapshot, fleet.settings), "m").has(FindingCode::StateMismatch));
    snapshot = fleet.snapshot();
    snapshot->addSecondLook({{InstanceName::fromText(u"m"), MemoryState::Close}});
    QVERIFY(!rowAt(evaluateAudit(snapshot, fleet.settings), "m").has(FindingCode::StateMismatch));
    fleet.openTwice.insert(InstanceName::fromText(u"m"));
    const Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QVERIFY(itemAt(plan, "m").isLeft(SkipReason::StateMismatch));
    QVERIFY(!itemAt(plan, "m").has(StepAction::WriteRow));
    // List open and memory close is not this: memory decides.
    fleet.instance("o").open().row(org(8)).memory(MemoryState::Close);
    fleet.openTwice.insert(InstanceName::fromText(u"o"));
    QVERIFY(!rowAt(fleet.audit(), "o").has(FindingCode::StateMismatch));
}

void PresenceTest::stuckPairingIsTheLists()
{
    const auto isStuck = [](Connection listed, std::optional<MemoryState> memory) {
        Fleet fleet;
        fleet.instance("a").listed(listed).changed(1h).row(org(1));
        fleet.healthy("b", org(2), phone1);
        fleet.name("b").memory(MemoryState::Open);
        if (memory)
            fleet.name("a").memory(*memory);
        return rowAt(fleet.audit(), "a").has(FindingCode::StuckPairing);
    };
    QVERIFY(isStuck(Connection::Connecting, {}));
    QVERIFY(isStuck(Connection::Connecting, MemoryState::Connecting));
    QVERIFY(isStuck(Connection::Connecting, MemoryState::Close)); // the QR limit
    QVERIFY(!isStuck(Connection::Connecting, MemoryState::Open));
    QVERIFY(!isStuck(Connection::Connecting, MemoryState::Missing));
    QVERIFY(!isStuck(Connection::Open, MemoryState::Connecting));
    QVERIFY(!isStuck(Connection::Close, MemoryState::Connecting));
}

STEWARD_TEST(PresenceTest)
} // namespace steward::presence_test

#include "presence_test.moc"
