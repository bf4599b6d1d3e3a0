#include "local/history/alerts.h"

#include "support/campaign.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QRandomGenerator>
#include <QTest>

#include <map>
#include <set>

using namespace steward;
using namespace steward::test;

namespace steward::alerts_test {

namespace {

/// "disconnected one", "store-unread database", …
QStringList wordsOf(const std::vector<Alert>& alerts)
{
    QStringList words;
    for (const Alert& alert : alerts) {
        words << alertWord(alert.kind) + QLatin1Char(' ') +
                     (alert.store ? storeWord(*alert.store) : alert.instance.text());
    }
    return words;
}

Fleet threeClinics()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.healthy("two", org(2), "+5511999990002");
    fleet.healthy("three", org(3), "+5511999990003");
    return fleet;
}

/// A later reading of the fleet.
std::vector<Alert> next(AlertWatch& watch, Fleet& fleet)
{
    fleet.takenAt += 5min;
    return watch.take(fleet.audit());
}

void removeAll(Fleet& fleet, const QByteArray& name)
{
    const InstanceName gone = InstanceName::fromUtf8(name);
    std::erase_if(fleet.server.instances, [&](const ServerInstance& each) { return each.name == gone; });
    std::erase_if(fleet.database.integrations, [&](const Integration& each) { return each.names(gone); });
    std::erase_if(fleet.cache.entries, [&](const CacheEntry& each) { return each.name == gone; });
}

} // namespace

/// What of two readings a person is told at once.
class AlertsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachChangeIsToldOnce();
    void anOrganizationWithAnotherPhoneIsConnected();
    void oneThatWasAssignedIsTheSame();
    void oneThatIsGoneIsNotConnected();
    void whatIsNotKnownIsNoChange();
    void aSuspectListTellsNothing();
    void aPairingThatSticks();
    void aNewDuplicate();
    void aPhoneUsedTwiceIsOneChange();
    void aStoreThatCannotBeRead();
    void aStoppedReadingTellsNothing();
    void onlyWhatTheViewShows();
    void severalAreOneSentence();
    void theReasonIsInWords();
    void eightHoursOfComingAndGoing();
};

void AlertsTest::eachChangeIsToldOnce()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty()); // the first is what the next is compared with
    QVERIFY(next(watch, fleet).empty());
    fleet.name("two").close();
    const std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(wordsOf(told), QStringList{QStringLiteral("disconnected two")});
    QCOMPARE(told.front().organization, org(2));
    QCOMPARE(told.front().at, fleet.takenAt);
    QVERIFY(next(watch, fleet).empty());
    fleet.name("two").open();
    QVERIFY(next(watch, fleet).empty());
    fleet.name("two").close();
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected two")});
}

void AlertsTest::anOrganizationWithAnotherPhoneIsConnected()
{
    Fleet fleet = threeClinics();
    fleet.instance("twin").open().phone("+5511999990009").row(org(1)).disabled();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.name("one").close();
    QVERIFY(next(watch, fleet).empty());
    fleet.name("twin").close();
    QCOMPARE(next(watch, fleet).size(), 1U);
}

void AlertsTest::oneThatWasAssignedIsTheSame()
{
    Fleet fleet = threeClinics();
    fleet.instance("found").open().phone("+5511999990009");
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.name("found").row(org(9)).cached();
    QVERIFY2(next(watch, fleet).empty(), "a phone that is linked is not told as lost");
    fleet.name("found").close();
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected found")});
}

void AlertsTest::oneThatIsGoneIsNotConnected()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    removeAll(fleet, "three");
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected three")});
    QVERIFY(next(watch, fleet).empty());
}

void AlertsTest::whatIsNotKnownIsNoChange()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    // Lost from the list, and not asked by name: one witness.
    fleet.ofUnlisted.reset();
    std::erase_if(
        fleet.server.instances, [](const ServerInstance& each) { return each.name == InstanceName::fromText(u"two"); });
    QVERIFY(next(watch, fleet).empty());
    fleet.ofUnlisted = MemoryState::NotFound; // the second witness
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected two")});
}

void AlertsTest::aSuspectListTellsNothing()
{
    Fleet fleet;
    for (uint each = 1; each <= 8; ++each)
        fleet.healthy("clinic-" + QByteArray::number(each), org(each), "+5511999990001");
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    const auto all = fleet.server.instances;
    fleet.server.instances.resize(2);
    QVERIFY(next(watch, fleet).empty());
    fleet.server.instances = all;
    QVERIFY(next(watch, fleet).empty());
}

void AlertsTest::aPairingThatSticks()
{
    Fleet fleet = threeClinics();
    fleet.instance("pairs").connecting().row(org(4)).status("pending").changed(1min);
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.name("pairs").changed(20min);
    const std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(wordsOf(told), QStringList{QStringLiteral("pairing-stuck pairs")});
    QCOMPARE(told.front().finding, std::optional(FindingCode::StuckPairing));
    QVERIFY(next(watch, fleet).empty());
}

void AlertsTest::aNewDuplicate()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.instance("one-again").row(org(1)).disabled();
    std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(wordsOf(told), QStringList{QStringLiteral("new-duplicate one-again")}); // both are, and one is new
    QCOMPARE(told.front().finding, std::optional(FindingCode::DuplicateInstance));
    QVERIFY(next(watch, fleet).empty());
    fleet.instance("one-more").row(org(1)).disabled();
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("new-duplicate one-more")});
}

void AlertsTest::aPhoneUsedTwiceIsOneChange()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.name("two").phone("+5511999990001");
    const std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(told.size(), 1U);
    QCOMPARE(told.front().finding, std::optional(FindingCode::DuplicatePhone));
}

void AlertsTest::aStoreThatCannotBeRead()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.unread = {Store::Database};
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("store-unread database")});
    QVERIFY(next(watch, fleet).empty());
    fleet.unread = {Store::Database, Store::Cache};
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("store-unread cache")});
    fleet.name("one").close(); // seen once the stores are back
    QVERIFY(next(watch, fleet).empty());
    fleet.unread = {};
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected one")});
    fleet.unread = {Store::Database};
    QCOMPARE(next(watch, fleet).size(), 1U);
}

void AlertsTest::aStoppedReadingTellsNothing()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    const auto snapshot = fleet.snapshot();
    snapshot->server = Error{ErrorKind::Stopped, {}, {}};
    QVERIFY(watch.take(evaluateAudit(snapshot, fleet.settings)).empty());
    QVERIFY(next(watch, fleet).empty());
}

void AlertsTest::onlyWhatTheViewShows()
{
    Fleet fleet = threeClinics();
    AlertWatch watch(RowQuery::fromText(QStringLiteral("phone:0002"), {}));
    AlertWatch connected(
        RowQuery::fromText(QStringLiteral("state:connected"), {})); // it leaves the view with the change
    QVERIFY(next(watch, fleet).empty());
    QVERIFY(connected.take(fleet.audit()).empty());
    fleet.name("one").close();
    fleet.name("two").close();
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("disconnected two")});
    QCOMPARE(connected.take(fleet.audit()).size(), 2U);
    fleet.unread = {Store::Cache};
    QCOMPARE(wordsOf(next(watch, fleet)), QStringList{QStringLiteral("store-unread cache")});
}

void AlertsTest::severalAreOneSentence()
{
    Fleet fleet;
    for (uint each = 1; each <= 7; ++each)
        fleet.healthy("clinic-" + QByteArray::number(each), org(each), "+5511999990001");
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    for (ServerInstance& instance : fleet.server.instances)
        instance.connection = Connection::Close;
    const std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(told.size(), 7U);
    const QString sentence = alertsSentence(told);
    QVERIFY2(sentence.contains(QLatin1String("7 organization")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QLatin1String("5 more")), qPrintable(sentence));
    QCOMPARE(alertsSentence({told.front()}), alertSentence(told.front()));
}

void AlertsTest::theReasonIsInWords()
{
    Fleet fleet = threeClinics();
    AlertWatch watch;
    QVERIFY(next(watch, fleet).empty());
    fleet.name("two").close();
    for (ServerInstance& instance : fleet.server.instances)
        instance.disconnectionReason = 401;
    const std::vector<Alert> told = next(watch, fleet);
    QCOMPARE(told.size(), 1U);
    QVERIFY2(
        alertSentence(told.front()).endsWith(disconnectionWords(401)) && !disconnectionWords(401).isEmpty(),
        qPrintable(alertSentence(told.front())));
    QVERIFY(disconnectionWords(0).isEmpty() && disconnectionWords(-7).isEmpty() && disconnectionWords(9999).isEmpty());
}

/// A day of 96 readings, each a case: instances come and go, stores fail and return. Every change that a reading can
/// show is told once, by the first complete one that shows it; none is invented.
void AlertsTest::eightHoursOfComingAndGoing()
{
    Campaign campaign(QStringLiteral("alerts of a day"));
    const int days = Campaign::count(4, 200);
    qint64 changes = 0;
    for (int day = 0; day < days; ++day) {
        QRandomGenerator random(static_cast<quint32>(1000 + day));
        Fleet fleet;
        constexpr uint clinics = 60;
        std::map<uint, bool> isOpen;
        std::map<uint, bool> knownOpen;
        for (uint each = 1; each <= clinics; ++each) {
            const QByteArray number = "+55119999" + QByteArray::number(90000 + each);
            fleet.healthy("clinic-" + QByteArray::number(each), org(each), number.constData());
            isOpen[each] = true;
        }
        AlertWatch watch;
        std::set<Store> wasUnread;
        bool hasFirst = false;
        for (int reading = 0; reading < 96; ++reading) {
            for (uint change = random.bounded(4U); change > 0; --change) {
                const uint each = 1 + random.bounded(clinics);
                isOpen[each] = !isOpen[each];
                fleet.name("clinic-" + QByteArray::number(each))
                    .listed(isOpen[each] ? Connection::Open : Connection::Close);
            }
            std::set<Store> unread;
            for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
                if (random.bounded(12) == 0)
                    unread.insert(store);
            }
            fleet.unread = unread;
            QStringList expected;
            for (const Store store : unread) {
                if (!wasUnread.contains(store))
                    expected << QStringLiteral("store-unread ") + storeWord(store);
            }
            wasUnread = unread;
            if (unread.empty()) {
                for (uint each = 1; each <= clinics; ++each) {
                    if (hasFirst && knownOpen[each] && !isOpen[each])
                        expected << QStringLiteral("disconnected clinic-%1").arg(each);
                }
                knownOpen = isOpen;
                hasFirst = true;
            }
            QStringList told = wordsOf(next(watch, fleet));
            told.sort();
            expected.sort();
            changes += expected.size();
            campaign.addCase();
            if (told != expected)
                campaign.violate(QStringLiteral("day %1, reading %2: %3 instead of %4")
                                     .arg(day)
                                     .arg(reading)
                                     .arg(told.join(QStringLiteral(", ")), expected.join(QStringLiteral(", "))));
        }
    }
    QVERIFY(changes > days * 40);
    QVERIFY(campaign.finish());
}

STEWARD_TEST(AlertsTest)

} // namespace steward::alerts_test

#include "alerts_test.moc"
