#include "local/history/instance_past.h"

#include "local/history/reading_history.h"
#include "support/fleet_builder.h"
#include "support/test_registry.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::instance_past_test {

namespace {

PastMoment momentOf(Timestamp at, std::optional<InstanceState> state)
{
    PastMoment moment;
    moment.at = at;
    moment.now.state = state;
    return moment;
}

InstanceName named(const char* name)
{
    return InstanceName::fromUtf8(name);
}

} // namespace

/// What is kept of one instance.
class InstancePastTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void timeIsThatOfTheStates();
    void aGapIsNoStatesTime();
    void whatWasNotThereYetIsNotKnown();
    void everyChangeOfOneInstance();
    void whatChangedInAGapSaysSo();
    void lostThisWeekIsWithoutAPhoneStill();

private:
    void read(Fleet& fleet, Timestamp at)
    {
        fleet.takenAt = at;
        const std::optional<ReadingRecord> record = recordOf(fleet.audit());
        QVERIFY(record);
        m_now = at;
        QVERIFY(m_history->add(*record));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ReadingHistory> m_history;
    Timestamp m_now{};
    Timestamp m_begin{};
};

void InstancePastTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_begin = m_now = Fleet().takenAt;
    auto history =
        ReadingHistory::open(m_folder->filePath(QStringLiteral("clinics.sqlite")), {}, [this] { return m_now; });
    QVERIFY(history);
    m_history = std::move(*history);
}

void InstancePastTest::timeIsThatOfTheStates()
{
    InstancePast past;
    past.moments = {
        momentOf(m_begin, InstanceState::Connected), momentOf(m_begin + 3h, InstanceState::Disconnected),
        momentOf(m_begin + 4h, InstanceState::Connected)};
    for (int hour = 0; hour <= 10; ++hour)
        past.readings.push_back(m_begin + std::chrono::hours(hour));
    const TimeInStates times = timeInStates(past, m_begin, m_begin + 10h);
    QCOMPARE(times.states.at(InstanceState::Connected), std::chrono::milliseconds(9h));
    QCOMPARE(times.states.at(InstanceState::Disconnected), std::chrono::milliseconds(1h));
    QCOMPARE(times.unknown, std::chrono::milliseconds(0));
}

void InstancePastTest::aGapIsNoStatesTime()
{
    InstancePast past;
    past.moments = {momentOf(m_begin, InstanceState::Connected)};
    past.readings = {m_begin, m_begin + 1h, m_begin + 15h, m_begin + 16h}; // closed at night
    const TimeInStates times = timeInStates(past, m_begin - 1h, m_begin + 17h);
    QCOMPARE(times.states.at(InstanceState::Connected), std::chrono::milliseconds(3h));
    QCOMPARE(times.unknown, std::chrono::milliseconds(15h)); // the night, and the hour before the first reading
    // All of it is accounted for, wherever one begins and ends.
    for (int from = -3; from < 18; ++from) {
        const TimeInStates part = timeInStates(past, m_begin + std::chrono::hours(from), m_begin + 18h);
        std::chrono::milliseconds sum = part.unknown;
        for (const auto& [state, time] : part.states)
            sum += time;
        QCOMPARE(sum, std::chrono::milliseconds(std::chrono::hours(18 - from)));
    }
}

void InstancePastTest::whatWasNotThereYetIsNotKnown()
{
    InstancePast past;
    past.moments = {momentOf(m_begin + 2h, InstanceState::Pairing), momentOf(m_begin + 3h, std::nullopt)};
    for (int hour = 0; hour <= 5; ++hour)
        past.readings.push_back(m_begin + std::chrono::hours(hour));
    const TimeInStates times = timeInStates(past, m_begin, m_begin + 5h);
    QCOMPARE(times.states.size(), 1U);
    QCOMPARE(times.states.at(InstanceState::Pairing), std::chrono::milliseconds(1h));
    QCOMPARE(times.unknown, std::chrono::milliseconds(4h));
    QCOMPARE(timeInStates({}, m_begin, m_begin + 5h).unknown, std::chrono::milliseconds(5h));
}

void InstancePastTest::everyChangeOfOneInstance()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    fleet.healthy("two", org(2), "+5511999990002");
    read(fleet, m_begin);
    fleet.name("one").close();
    read(fleet, m_begin + 5min);
    read(fleet, m_begin + 10min);
    fleet.name("one").open();
    fleet.name("two").close();
    read(fleet, m_begin + 15min);
    const Result<InstancePast> past = m_history->past(named("one"), m_begin);
    QVERIFY(past);
    QCOMPARE(past->moments.size(), 3U);
    QCOMPARE(past->moments[0].now.state, std::optional(InstanceState::Connected));
    QVERIFY(!past->moments[0].before);
    QCOMPARE(past->moments[1].at, m_begin + 5min);
    QCOMPARE(past->moments[1].before, std::optional(m_begin));
    QCOMPARE(past->moments[1].now.state, std::optional(InstanceState::Disconnected));
    QVERIFY(!isWithinGap(past->moments[1]));
    QCOMPARE(past->moments[2].before, std::optional(m_begin + 10min));
    QCOMPARE(past->readings.size(), 4U);
    QVERIFY(m_history->past(named("nobody"), m_begin)->moments.empty());
}

void InstancePastTest::whatChangedInAGapSaysSo()
{
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    read(fleet, m_begin);
    fleet.name("one").close();
    read(fleet, m_begin + 14h);
    const Result<InstancePast> past = m_history->past(named("one"), m_begin);
    QVERIFY(past && past->moments.size() == 2);
    QVERIFY(isWithinGap(past->moments[1]));
    QCOMPARE(past->moments[1].before, std::optional(m_begin));
}

void InstancePastTest::lostThisWeekIsWithoutAPhoneStill()
{
    Fleet fleet;
    for (const char* name : {"stays", "lost", "back", "long-ago", "twice"})
        fleet.healthy(name, org(1), "+5511999990001");
    read(fleet, m_begin);
    fleet.name("long-ago").close();
    fleet.name("twice").close();
    read(fleet, m_begin + 24h);
    fleet.name("twice").open();
    read(fleet, m_begin + 24h * 5);
    fleet.name("lost").close();
    fleet.name("back").close();
    fleet.name("twice").connecting();
    read(fleet, m_begin + 24h * 9);
    fleet.name("back").open();
    read(fleet, m_begin + 24h * 10);
    const auto lost = m_history->lostPhones(m_begin + 24h * 3);
    QVERIFY(lost);
    QStringList names;
    for (const InstanceChange& change : *lost) {
        QCOMPARE(change.before->state, std::optional(InstanceState::Connected));
        names << change.name.text();
    }
    QCOMPARE(names, (QStringList{QStringLiteral("lost"), QStringLiteral("twice")}));
}

STEWARD_TEST(InstancePastTest)

} // namespace steward::instance_past_test

#include "instance_past_test.moc"
