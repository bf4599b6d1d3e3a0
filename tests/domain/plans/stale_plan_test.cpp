#include "domain/plans/plan_fixture.h"
#include "domain/plans/step_proof.h"
#include "support/test_registry.h"
#include "wording/skip_words.h"

#include <QTest>

#include <algorithm>

using namespace steward;
using namespace steward::test;

namespace steward::stale_plan_test {

namespace {

struct Mutation {
    const char* name;
    const char* field; ///< what is told before the first step; empty: nothing
    void (*change)(Fleet& fleet);
};

Integration& row(Fleet& fleet)
{
    return fleet.database.integrations.front();
}

ServerInstance& listed(Fleet& fleet)
{
    return fleet.server.instances.front();
}

const std::vector<Mutation>& counted()
{
    static const std::vector<Mutation> all{
        {"server id", "server", [](Fleet& f) { listed(f).id = InstanceId::create(); }},
        {"open or not", "open", [](Fleet& f) { listed(f).connection = Connection::Close; }},
        {"open by memory", "open", [](Fleet& f) { f.name("a").memory(MemoryState::Close); }},
        {"number on the server", "server-phone", [](Fleet& f) { f.name("a").phone("5511988880000"); }},
        {"number on the server gone", "server-phone", [](Fleet& f) { listed(f).phone.reset(); }},
        {"row id", "row row", [](Fleet& f) { row(f).id = IntegrationId::create(); }},
        {"another row", "row", [](Fleet& f) { f.name("a").row(org(1)).disabled(); }},
        {"organization", "row-organization", [](Fleet& f) { row(f).organizationId = org(2); }},
        {"clinic", "row-clinic", [](Fleet& f) { row(f).clinicId = clinic(1); }},
        {"name under the legacy key", "row-name", [](Fleet& f) { row(f).legacyName = InstanceName::fromText(u"b"); }},
        {"enabled", "row-enabled", [](Fleet& f) { row(f).enabled = false; }},
        {"status", "row-status", [](Fleet& f) { row(f).status = QStringLiteral("migrating"); }},
        {"number in the row", "row-phone",
         [](Fleet& f) { row(f).phoneColumn = PhoneNumber::fromText(u"5511988880000"); }},
        {"protection", "protection", [](Fleet& f) { row(f).isProtected = true; }},
        {"protection by the profile", "protection",
         [](Fleet& f) { f.settings.isProtected = [](const InstanceName&) { return true; }; }},
        {"cache organization", "cache-organization", [](Fleet& f) { f.cache.entries.front().organizationId = org(2); }},
        {"cache organization no id", "cache-organization",
         [](Fleet& f) {
             f.cache.entries.front().organizationId = {};
             f.cache.entries.front().organizationText = QStringLiteral("no id");
         }},
        {"cache number", "cache-phone",
         [](Fleet& f) { f.cache.entries.front().phone = PhoneNumber::fromText(u"5511988880000"); }},
        {"token key's number", "cache-phone",
         [](Fleet& f) { f.cache.entries.back().phone = PhoneNumber::fromText(u"5511988880000"); }},
    };
    return all;
}

const std::vector<Mutation>& uncounted()
{
    static const std::vector<Mutation> all{
        {"ttl", "", [](Fleet& f) { f.cache.entries.front().ttlSeconds = 12; }},
        {"updated_at of the row", "", [](Fleet& f) { row(f).updatedAt = f.takenAt; }},
        {"updatedAt of the server", "", [](Fleet& f) { listed(f).updatedAt = f.takenAt; }},
        {"last_seen_at", "", [](Fleet& f) { row(f).lastSeenAt = f.takenAt; }},
        {"connected_at", "", [](Fleet& f) { row(f).connectedAt = f.takenAt; }},
        {"messages", "", [](Fleet& f) { listed(f).messages = 99; }},
        {"contacts", "", [](Fleet& f) { listed(f).contacts = 99; }},
        {"chats", "", [](Fleet& f) { listed(f).chats = 99; }},
        {"the same number with its ninth digit", "", [](Fleet& f) { f.name("a").phone("551188887777"); }},
        {"an entry expired", "", [](Fleet& f) { f.cache.entries.erase(f.cache.entries.begin()); }},
        {"time", "", [](Fleet& f) { f.takenAt += 1h; }},
    };
    return all;
}

Fleet before()
{
    Fleet fleet;
    fleet.healthy("a", org(1), "5511988887777").token("tokenONEabcdefghijklmnop").tokenCached();
    fleet.instance("b"); // elsewhere
    return fleet;
}

/// What a change is about.
QString fieldOf(SeenChange change)
{
    static constexpr std::array<const char*, seenChangeCount> words{
        "server",
        "server",
        "server",
        "server",
        "server",
        "open",
        "open",
        "server-phone",
        "row",
        "row",
        "row-organization",
        "row-name",
        "protection",
        "protection",
        "row-clinic",
        "row-enabled",
        "row-enabled",
        "row-status",
        "row-phone",
        "cache-organization",
        "cache-phone"};
    return QString::fromLatin1(words[static_cast<size_t>(change)]);
}

QString told(const Fleet& was, const Fleet& is)
{
    const Audit first = was.audit();
    const Audit second = is.audit();
    QStringList fields;
    for (const Difference& each : changedSince(seenState(rowAt(first, "a")), seenState(rowAt(second, "a")))) {
        fields << fieldOf(each.change);
        if (sentenceOf(each).isEmpty())
            fields << QStringLiteral("without words");
    }
    return fields.join(QLatin1Char(' '));
}

} // namespace

class StalePlanTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasNotAnsweredProvesNothing();
    void everyCountedFieldIsTold();
    void whatDoesNotCountIsNotTold();
    void whatIsGoneIsNotChanged();
    void aChangedItemIsSkipped();
    void aRowThatWasGivenAnotherNameIsNotGone();
    void anUnchangedItemIsApplied();
    void whatWasNotShownIsNotDone();
    void aChangedSurvivorLeavesItsGroup();
    void doneByAnotherDeskIsDone();
    void whatWasToGoAndStandsIsNotDone();
    void aWebhookThatIsNotAnsweredIsNotDone();
    void theRowToBePointedIsSeenAgain();
};

void StalePlanTest::everyCountedFieldIsTold()
{
    for (const Mutation& each : counted()) {
        Fleet after = before();
        each.change(after);
        QCOMPARE(told(before(), after), QString::fromLatin1(each.field));
    }
}

void StalePlanTest::whatDoesNotCountIsNotTold()
{
    for (const Mutation& each : uncounted()) {
        Fleet after = before();
        each.change(after);
        QVERIFY2(told(before(), after).isEmpty(), each.name);
    }
}

void StalePlanTest::whatIsGoneIsNotChanged()
{
    Fleet after = before();
    after.server.instances.clear();
    after.database.integrations.clear();
    const Audit first = before().audit();
    const Audit second = after.audit();
    const auto differences = changedSince(seenState(rowAt(first, "a")), seenState(rowAt(second, "a")));
    QCOMPARE(differences.size(), size_t(2));
    QVERIFY(std::ranges::all_of(differences, &Difference::isGone));
    // The other way round it is no deletion that was done, but something new.
    QVERIFY(!std::ranges::all_of(
        changedSince(seenState(rowAt(second, "a")), seenState(rowAt(first, "a"))), &Difference::isGone));
}

void StalePlanTest::aChangedItemIsSkipped()
{
    const PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    const Plan shown = planned(before(), request);
    for (const Mutation& each : counted()) {
        Fleet after = before();
        each.change(after);
        const Plan applied = reconcile(shown, planned(after, request), after.audit());
        QVERIFY2(stepsAt(applied, "a").isEmpty(), each.name);
        QVERIFY2(leftAt(applied, "a").contains(QLatin1String("changed")), each.name);
    }
}

void StalePlanTest::aRowThatWasGivenAnotherNameIsNotGone()
{
    const PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    const Plan shown = planned(before(), request);
    Fleet after = before();
    row(after).instanceName = InstanceName::fromText(u"b");
    const Plan applied = reconcile(shown, planned(after, request), after.audit());
    QCOMPARE(stepsAt(applied, "a"), QString());
    QVERIFY(leftAt(applied, "a").contains(QLatin1String("changed")));
}

void StalePlanTest::anUnchangedItemIsApplied()
{
    const PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    const Plan shown = planned(before(), request);
    for (const Mutation& each : uncounted()) {
        Fleet after = before();
        each.change(after);
        const Plan fresh = planned(after, request);
        QVERIFY2(reconcile(shown, fresh, after.audit()).items == fresh.items, each.name);
    }
}

void StalePlanTest::whatWasNotShownIsNotDone()
{
    Fleet fleet = before();
    PlanRequest request = requestFor(PlanKind::Repair);
    const Plan shown = planned(fleet, request);
    fleet.name("late").cached();
    fleet.cache.entries.front().ttlSeconds = -1;
    const Plan fresh = planned(fleet, request);
    QVERIFY(fresh.find("name:late"));
    const Plan applied = reconcile(shown, fresh, fleet.audit());
    QVERIFY(!applied.find("name:late"));
    QVERIFY(!applied.find("name:a")); // healthy when it was shown
}

void StalePlanTest::aChangedSurvivorLeavesItsGroup()
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    const Plan shown = planned(sixInstances(), request);
    Fleet after = sixInstances();
    after.name(sixth(3)).phone("5511977776666");
    const Plan applied = reconcile(shown, planned(after, request), after.audit());
    QCOMPARE(leftAt(applied, sixth(3)), QStringLiteral("changed"));
    for (const int number : {1, 2, 4, 5, 6})
        QCOMPARE(leftAt(applied, sixth(number)), QStringLiteral("keeper-changed"));
    QCOMPARE(applied.tally().changed, 0);
    // One of the others: it alone is skipped.
    Fleet one = sixInstances();
    one.server.instances.at(4).phone = PhoneNumber::fromText(u"5511977776666");
    const Plan rest = reconcile(shown, planned(one, request), one.audit());
    QCOMPARE(leftAt(rest, sixth(5)), QStringLiteral("changed"));
    QCOMPARE(rest.tally().count(StepAction::DeleteInstance), 4);
    // A second one has connected since: the whole group is left, and says why.
    Fleet two = sixInstances();
    two.name(sixth(6)).open().memory(MemoryState::Open);
    const Plan none = reconcile(shown, planned(two, request), two.audit());
    QCOMPARE(none.tally().changed, 0);
    QCOMPARE(leftAt(none, sixth(1)), QStringLiteral("several-open"));
}

void StalePlanTest::doneByAnotherDeskIsDone()
{
    const PlanRequest request = requestFor(PlanKind::Delete, {"a"});
    const Plan shown = planned(before(), request);
    Fleet after = before();
    after.server.instances.clear();
    const Plan rest = reconcile(shown, planned(after, request), after.audit());
    QCOMPARE(leftAt(rest, "a"), QString());
    QCOMPARE(stepsAt(rest, "a"), QStringLiteral("delete-row drop-entry drop-entry tell-removed"));
    after.database.integrations.clear();
    after.cache.entries.clear();
    after.name("a").memory(MemoryState::NotFound); // by both witnesses
    const Plan nothing = reconcile(shown, planned(after, request), after.audit());
    QCOMPARE(leftAt(nothing, "a"), QString());
    QCOMPARE(stepsAt(nothing, "a"), QString());
}

void StalePlanTest::whatWasToGoAndStandsIsNotDone()
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    const Plan shown = planned(sixInstances(), request);
    // Somebody has deleted all but one, the survivor too: there is no group any more.
    Fleet after = sixInstances();
    std::erase_if(after.server.instances, [](const ServerInstance& each) {
        return each.name != InstanceName::fromUtf8(sixth(1));
    });
    for (int number = 2; number <= 6; ++number)
        after.name(sixth(number)).memory(MemoryState::NotFound);
    const Plan applied = reconcile(shown, planned(after, request), after.audit());
    QCOMPARE(applied.tally().changed, 0);
    QCOMPARE(leftAt(applied, sixth(1)), QStringLiteral("changed"));
    QCOMPARE(leftAt(applied, sixth(2)), QString()); // gone, as it was to be
}

void StalePlanTest::aWebhookThatIsNotAnsweredIsNotDone()
{
    PlanRequest request = requestFor(PlanKind::Repair, {"a"});
    Fleet fleet = before();
    fleet.settings.webhookTemplate = QStringLiteral("https://hooks.example.org/{webhook_token}");
    const InstanceName name = InstanceName::fromText(u"a");
    fleet.webhooks.insert(name, std::nullopt);
    const Plan shown = planned(fleet, request);
    QCOMPARE(stepsAt(shown, "a"), QStringLiteral("set-webhook"));
    Fleet unanswered = fleet;
    unanswered.webhooks.clear();
    const Plan unknown = reconcile(shown, planned(unanswered, request), unanswered.audit());
    QCOMPARE(leftAt(unknown, "a"), QStringLiteral("webhook-unknown"));
    Fleet both = unanswered;
    both.cache.entries.front().ttlSeconds = -1;
    const Plan neither = reconcile(shown, planned(both, request), both.audit());
    QVERIFY(leftAt(neither, "a").contains(QLatin1String("changed")) || stepsAt(neither, "a").isEmpty());
    Fleet mended = fleet;
    const QString url = QStringLiteral("https://hooks.example.org/tokenONEabcdefghijklmnop");
    mended.webhooks.insert(name, WebhookSettings{true, SecretUrl(url), {}});
    const Plan done = reconcile(shown, planned(mended, request), mended.audit());
    QCOMPARE(leftAt(done, "a"), QString());
    QCOMPARE(stepsAt(done, "a"), QString());
}

void StalePlanTest::theRowToBePointedIsSeenAgain()
{
    PlanRequest request;
    request.kind = PlanKind::Clean;
    Fleet fleet = sixInstances();
    const Plan shown = planned(fleet, request);
    const PlanItem& survivor = itemAt(shown, sixth(3));
    QVERIFY(changedSince(survivor.seen, seenAgain(fleet.audit(), survivor)).empty());
    fleet.database.integrations.front().organizationId = org(2);
    QVERIFY(!changedSince(survivor.seen, seenAgain(fleet.audit(), survivor)).empty());
}

void StalePlanTest::whatWasNotAnsweredProvesNothing()
{
    const auto isProvenWith = [](StepAction action, std::optional<MemoryState> memory) {
        Fleet fleet;
        fleet.instance("a");
        fleet.name("a").close();
        if (memory)
            fleet.name("a").memory(*memory);
        PlanStep step;
        step.action = action;
        step.instance = InstanceName::fromText(u"a");
        PlanItem item;
        item.name = step.instance;
        return isProven(step, item, fleet.audit());
    };
    for (const StepAction action : {StepAction::LogOut, StepAction::CreateInstance}) {
        QVERIFY(!isProvenWith(action, {}));
        QVERIFY(!isProvenWith(action, MemoryState::Unknown));
        QVERIFY(isProvenWith(action, MemoryState::Close));
    }
    QVERIFY(!isProvenWith(StepAction::LogOut, MemoryState::Open));
    QVERIFY(!isProvenWith(static_cast<StepAction>(200), MemoryState::Close)); // an action that is not known
}

STEWARD_TEST(StalePlanTest)
} // namespace steward::stale_plan_test

#include "stale_plan_test.moc"
