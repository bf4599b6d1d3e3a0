#include "domain/plans/plan_fixture.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::breakers_test {

namespace {

QByteArray numbered(int number)
{
    return "h" + QByteArray::number(number).rightJustified(3, '0');
}

/// Of so many organizations, each with its row and entry; the first `open` are connected.
Fleet fleetOf(int count, int open)
{
    Fleet fleet;
    for (int number = 0; number < count; ++number) {
        const QByteArray phone = "5511988" + QByteArray::number(number).rightJustified(6, '0');
        fleet.healthy(numbered(number), org(static_cast<uint>(100 + number)), phone.constData());
        if (number >= open)
            fleet.name(numbered(number)).close();
    }
    return fleet;
}

PlanRequest deletionOf(int first, int count)
{
    PlanRequest request;
    for (int number = first; number < first + count; ++number)
        request.names.push_back(InstanceName::fromUtf8(numbered(number)));
    return request;
}

std::optional<QString> confirmOf(const Fleet& fleet, const Plan& plan, const BreakerFacts& facts)
{
    return judge(fleet.audit(), plan, facts).confirm;
}

} // namespace

class BreakersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingTripped();
    void neverPassable_data();
    void neverPassable();
    void aStoreReadsEmpty_data();
    void aStoreReadsEmpty();
    void whatTheProgramWouldChooseIsRefusedThen();
    void whatWeRemovedDoesNotCount();
    void storesThatDoNotBelongTogether();
    void connectedOnes();
    void production();
    void moreThanFive();
    void oneTextAtMost();
    void whatDeletesNothingAsksNothing();
    void everyReasonIsASentence();
};

void BreakersTest::nothingTripped()
{
    const Fleet fleet = fleetOf(8, 2);
    const Plan plan = planned(fleet, deletionOf(2, 5));
    QCOMPARE(breakersOf(fleet, plan), QString());
    const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
    QVERIFY(!verdict.confirm);
    QVERIFY(!verdict.refusal({}));
    QVERIFY(!verdict.refusal(QStringLiteral("anything"))); // no error where none is asked
}

void BreakersTest::neverPassable_data()
{
    QTest::addColumn<QString>("word");
    for (const char* word : {"store-unread", "read-only-profile", "administrators-only", "protected", "other-stores"})
        QTest::newRow(word) << QString::fromLatin1(word);
    QTest::newRow("starting") << QStringLiteral("store-unread");
}

void BreakersTest::neverPassable()
{
    QFETCH(QString, word);
    Fleet fleet = fleetOf(8, 8);
    Plan plan = planned(fleet, deletionOf(0, 1));
    BreakerFacts facts = factsHere();
    const bool isStarting = qstrcmp(QTest::currentDataTag(), "starting") == 0;
    if (isStarting) { // nobody is in its memory yet
        for (int number = 0; number < 8; ++number)
            fleet.name(numbered(number)).memory(MemoryState::Missing);
    } else if (word == QLatin1String("store-unread")) {
        fleet.unread = {Store::Cache};
    }
    if (word == QLatin1String("read-only-profile"))
        facts.readOnly = true;
    if (word == QLatin1String("administrators-only"))
        facts.role = Role::Staff;
    if (word == QLatin1String("other-stores"))
        plan.environment = Environment::Staging;
    if (word == QLatin1String("protected")) {
        fleet.database.integrations.front().isProtected = true;
        plan = planned(fleet, deletionOf(0, 2));
    }
    QVERIFY(breakersOf(fleet, plan, facts).split(QLatin1Char(' ')).contains(word));
    const BreakerVerdict verdict = judge(fleet.audit(), plan, facts);
    QVERIFY(verdict.isRefused());
    QVERIFY(!verdict.confirm);
    QVERIFY(verdict.refusal(QStringLiteral("h000")).has_value());
    QVERIFY(verdict.refusal({}).has_value());
    plan.environment = Environment::Development;
    plan.profileId = QStringLiteral("there");
    QVERIFY(breakersOf(fleet, plan, facts).contains(QLatin1String("other-stores")));
    QVERIFY(!checkBelongs(plan, QStringLiteral("here"), Environment::Development));
}

void BreakersTest::aStoreReadsEmpty_data()
{
    QTest::addColumn<int>("held");
    QTest::newRow("one") << 1;
    QTest::newRow("five") << 5;
}

void BreakersTest::aStoreReadsEmpty()
{
    QFETCH(int, held);
    for (const Store empty : {Store::Server, Store::Database, Store::Cache}) {
        Fleet fleet = fleetOf(held, 0);
        if (empty == Store::Server)
            fleet.server.instances.clear();
        else if (empty == Store::Database)
            fleet.database.integrations.clear();
        else
            fleet.cache.entries.clear();
        const Plan plan = planned(fleet, deletionOf(0, 1));
        // An empty cache is normal: it is made anew.
        const bool isTripped = breakersOf(fleet, plan).contains(QLatin1String("store-empty"));
        QCOMPARE(isTripped, empty != Store::Cache);
        // Of its own the program removes nothing then, whatever is typed.
        for (const PlanKind kind : {PlanKind::Clean, PlanKind::Repair}) {
            if (held >= 5 || empty == Store::Server)
                QCOMPARE(planned(fleet, requestFor(kind)).tally().destructive, 0);
        }
    }
}

void BreakersTest::whatTheProgramWouldChooseIsRefusedThen()
{
    Fleet fleet = fleetOf(6, 0);
    fleet.server.instances.clear();
    for (const PlanKind kind : {PlanKind::Clean, PlanKind::Repair}) {
        const Plan plan = planned(fleet, requestFor(kind));
        QCOMPARE(plan.tally().destructive, 0);
        if (plan.tally().changed > 0)
            continue;
        const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
        QVERIFY(verdict.isRefused() && !verdict.confirm);
        QVERIFY(verdict.refusal(QStringLiteral("0")) && !verdict.refusal({})->sentence.isEmpty());
    }
    // Whom a person names, and finds nothing to do for, is not refused.
    const Plan named = planned(fleet, requestFor(PlanKind::Repair, {"nobody"}));
    QVERIFY(!judge(fleet.audit(), named, factsHere()).isRefused());
    const Fleet whole = fleetOf(6, 0);
    QVERIFY(!judge(whole.audit(), planned(whole, requestFor(PlanKind::Clean)), factsHere()).isRefused());
}

void BreakersTest::whatWeRemovedDoesNotCount()
{
    Fleet fleet = fleetOf(6, 0);
    fleet.server.instances.clear();
    const Plan plan = planned(fleet, deletionOf(0, 1));
    BreakerFacts facts = factsHere();
    facts.removedByUs = [](Store store, const InstanceName& name) {
        return store == Store::Server && name.utf8() < numbered(5);
    };
    QVERIFY(breakersOf(fleet, plan, facts).contains(QLatin1String("store-empty"))); // one is left to explain
    facts.removedByUs = [](Store store, const InstanceName&) { return store == Store::Server; };
    QCOMPARE(breakersOf(fleet, plan, facts), QString());
    facts.removedByUs = [](Store store, const InstanceName&) { return store == Store::Cache; };
    QVERIFY(breakersOf(fleet, plan, facts).contains(QLatin1String("store-empty")));
}

void BreakersTest::storesThatDoNotBelongTogether()
{
    const auto trips = [](int rows, int listed) {
        Fleet fleet = fleetOf(rows, 0);
        fleet.server.instances.resize(static_cast<size_t>(listed));
        fleet.instance("stranger");
        const Plan plan = planned(fleet, requestFor(PlanKind::Delete, {"stranger"}));
        return breakersOf(fleet, plan).contains(QLatin1String("stores-do-not-match"));
    };
    QVERIFY(!trips(4, 0));
    QVERIFY(trips(5, 2));
    QVERIFY(!trips(5, 3));
    QVERIFY(!trips(6, 3)); // exactly half
    QVERIFY(trips(7, 3));
}

void BreakersTest::connectedOnes()
{
    const auto trips = [](int connected, int deleted) {
        const Fleet fleet = fleetOf(connected + 1, connected);
        return breakersOf(fleet, planned(fleet, deletionOf(0, deleted)));
    };
    QCOMPARE(trips(5, 5), QStringLiteral("connected"));
    QCOMPARE(trips(6, 1), QStringLiteral("connected"));
    QCOMPARE(trips(6, 2), QStringLiteral("many-connected connected"));
    QCOMPARE(trips(10, 2), QStringLiteral("connected")); // exactly 20 %
    QCOMPARE(trips(10, 3), QStringLiteral("many-connected connected"));
    // Disconnecting counts as deleting does, and what only the memory says counts too.
    Fleet fleet = fleetOf(2, 1);
    QCOMPARE(breakersOf(fleet, planned(fleet, requestFor(PlanKind::Disable, {"h000"}))), QStringLiteral("connected"));
    fleet.name("h001").memory(MemoryState::Open);
    QCOMPARE(breakersOf(fleet, planned(fleet, deletionOf(1, 1))), QStringLiteral("connected"));
}

void BreakersTest::production()
{
    const Fleet fleet = fleetOf(2, 0);
    Plan plan = planned(fleet, deletionOf(0, 1));
    plan.environment = Environment::Production;
    BreakerFacts facts = factsHere();
    facts.environment = Environment::Production;
    QCOMPARE(breakersOf(fleet, plan, facts), QStringLiteral("production"));
    QCOMPARE(confirmOf(fleet, plan, facts), QStringLiteral("h000"));
}

void BreakersTest::moreThanFive()
{
    const Fleet fleet = fleetOf(10, 0);
    QCOMPARE(breakersOf(fleet, planned(fleet, deletionOf(0, 5))), QString());
    const Plan plan = planned(fleet, deletionOf(0, 6));
    QCOMPARE(breakersOf(fleet, plan), QStringLiteral("many-instances"));
    QCOMPARE(confirmOf(fleet, plan, factsHere()), QStringLiteral("6"));
}

void BreakersTest::oneTextAtMost()
{
    const Fleet fleet = fleetOf(8, 8);
    const Plan plan = planned(fleet, deletionOf(0, 7));
    const BreakerVerdict verdict = judge(fleet.audit(), plan, factsHere());
    QVERIFY(verdict.tripped.size() > 2);
    QCOMPARE(verdict.confirm, QStringLiteral("7"));
    QVERIFY(verdict.refusal({}).has_value());
    QVERIFY(verdict.refusal(QStringLiteral("8")).has_value());
    QVERIFY(verdict.refusal(QStringLiteral(" 7")).has_value());
    QVERIFY(!verdict.refusal(QStringLiteral("7")).has_value());
    // Names that stand nowhere are not counted among those deleted.
    PlanRequest request = deletionOf(0, 1);
    request.names.push_back(InstanceName::fromText(u"nowhere"));
    QCOMPARE(confirmOf(fleet, planned(fleet, request), factsHere()), QStringLiteral("h000"));
    // Nor is a row that goes beside them an instance.
    Fleet withRow = fleet;
    withRow.name("row-only").row(org(900));
    request.names = {InstanceName::fromText(u"row-only"), InstanceName::fromUtf8(numbered(0))};
    QCOMPARE(confirmOf(withRow, planned(withRow, request), factsHere()), QStringLiteral("h000"));
}

void BreakersTest::whatDeletesNothingAsksNothing()
{
    Fleet fleet = fleetOf(8, 8);
    for (CacheEntry& entry : fleet.cache.entries)
        entry.ttlSeconds = -1;
    Plan plan = planned(fleet, requestFor(PlanKind::Repair));
    QCOMPARE(plan.tally().changed, 8);
    BreakerFacts facts = factsHere();
    facts.environment = plan.environment = Environment::Production;
    QCOMPARE(breakersOf(fleet, plan, facts), QString());
    // Where the stores do not belong together even a writing is asked for, by the number of what it changes.
    fleet.server.instances.clear();
    plan = planned(fleet, requestFor(PlanKind::Repair));
    plan.environment = Environment::Production;
    QCOMPARE(breakersOf(fleet, plan, facts), QStringLiteral("store-empty stores-do-not-match"));
    QCOMPARE(confirmOf(fleet, plan, facts), QStringLiteral("8"));
}

void BreakersTest::everyReasonIsASentence()
{
    Fleet fleet = fleetOf(8, 8);
    BreakerFacts facts;
    facts.profileId = QStringLiteral("there");
    facts.readOnly = true;
    fleet.unread = {Store::Server};
    const BreakerVerdict verdict = judge(fleet.audit(), Plan(), facts);
    QCOMPARE(verdict.tripped.size(), size_t(4)); // nobody said whose it is, so it is for staff
    for (const TrippedBreaker& each : verdict.tripped) {
        QVERIFY(each.because.endsWith(QLatin1Char('.')));
        QVERIFY(!each.because.contains(QLatin1Char('%')));
    }
    QCOMPARE(verdict.refusal({})->kind, ErrorKind::ReadOnlyProfile);
}

STEWARD_TEST(BreakersTest)
} // namespace steward::breakers_test

#include "breakers_test.moc"
