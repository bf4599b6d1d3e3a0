#include "app/inspector/history_view.h"
#include "app/inspector/kept_history.h"
#include "support/test_registry.h"

#include "app/components/text_label.h"
#include "local/data_directory.h"
#include "local/history/alerts.h"
#include "local/history/reading_history.h"
#include "stores/profile_context.h"
#include "support/fleet_builder.h"
#include "wording/finding_words.h"
#include "wording/value_titles.h"

#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::kept_history_test {

namespace {

PastMoment momentAt(Timestamp at, std::optional<InstanceState> state, std::optional<Timestamp> before = {})
{
    PastMoment moment{at, before, {}};
    moment.now.state = state;
    moment.now.known = ~ProblemSet(0);
    return moment;
}

QStringList titlesOf(const std::vector<HistoryEvent>& events)
{
    QStringList titles;
    for (const HistoryEvent& event : events)
        titles << event.title;
    return titles;
}

} // namespace

/// What the inspector's history tells of earlier readings.
class KeptHistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void statesPhonesAndProblems();
    void theReasonIsInWords();
    void aGapIsSaidToBeOne();
    void timeInEachState();
    void whatIsKeptIsReadForTheInspector();
    void aDamagedFileTakesNothingElse();
    void theViewShowsThem();

private:
    const Timestamp m_begin = Fleet().takenAt;
};

void KeptHistoryTest::statesPhonesAndProblems()
{
    InstancePast past;
    past.moments = {
        momentAt(m_begin, InstanceState::Pairing), momentAt(m_begin + 5min, InstanceState::Connected, m_begin),
        momentAt(m_begin + 10min, InstanceState::Connected, m_begin + 5min),
        momentAt(m_begin + 15min, InstanceState::Connected, m_begin + 10min),
        momentAt(m_begin + 20min, std::nullopt, m_begin + 15min)};
    past.moments[1].now.phone = PhoneNumber::fromText(QStringLiteral("+5511999990001"));
    past.moments[2].now.phone = past.moments[1].now.phone;
    past.moments[2].now.problems = problemBit(FindingCode::DuplicateInstance);
    past.moments[3].now.phone = PhoneNumber::fromText(QStringLiteral("+5511999990002"));
    const std::vector<HistoryEvent> events = keptEvents(past);
    const QString duplicate = findingTitle(FindingCode::DuplicateInstance);
    QCOMPARE(
        titlesOf(events), (QStringList{
                              instanceStateTitle(InstanceState::Pairing), instanceStateTitle(InstanceState::Connected),
                              duplicate, QStringLiteral("Another phone"), QStringLiteral("Solved: ") + duplicate,
                              QStringLiteral("In no store any more")}));
    QVERIFY(events[1].detail.contains(QLatin1String("0001")));
    QCOMPARE(events[2].tone, Tone::Error);
    QCOMPARE(events[2].at, m_begin + 10min);
}

void KeptHistoryTest::theReasonIsInWords()
{
    InstancePast past;
    past.moments = {
        momentAt(m_begin, InstanceState::Connected), momentAt(m_begin + 5min, InstanceState::Disconnected, m_begin)};
    past.moments[1].now.reason = 401;
    QCOMPARE(keptEvents(past).back().detail, disconnectionWords(401));
    past.moments[0].now.state = InstanceState::Pairing; // no phone was linked: nothing was lost
    QVERIFY(keptEvents(past).back().detail.isEmpty());
}

void KeptHistoryTest::aGapIsSaidToBeOne()
{
    InstancePast past;
    past.moments = {
        momentAt(m_begin, InstanceState::Connected),
        momentAt(m_begin + 14h, InstanceState::Disconnected, m_begin + 1h)};
    QVERIFY2(
        keptEvents(past).back().detail.contains(QLatin1String("when nothing was read")),
        qPrintable(keptEvents(past).back().detail));
    past.moments[1].before = past.moments[1].at - 5min;
    QVERIFY(!keptEvents(past).back().detail.contains(QLatin1String("nothing was read")));
}

void KeptHistoryTest::timeInEachState()
{
    InstancePast past;
    past.moments = {momentAt(m_begin, InstanceState::Connected)};
    for (int hour = 0; hour <= 29; ++hour)
        past.readings.push_back(m_begin + std::chrono::hours(hour));
    const QString text = timeInStatesText(past, m_begin + 29h);
    QVERIFY2(text.contains(instanceStateTitle(InstanceState::Connected) + QLatin1String(" 1 d 5 h")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("not known 5 d 19 h")), qPrintable(text)); // of seven days
    QVERIFY(timeInStatesText({}, m_begin).isEmpty());
}

void KeptHistoryTest::whatIsKeptIsReadForTheInspector()
{
    const QTemporaryDir folder;
    ProfileContext stores;
    stores.historyPath = folder.filePath(QStringLiteral("history/clinics.sqlite"));
    const InstanceName name = InstanceName::fromText(u"one");
    QVERIFY(readHistory(stores, name, "n:one").events.empty());
    Fleet fleet;
    fleet.healthy("one", org(1), "+5511999990001");
    const Timestamp now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    {
        const auto history = ReadingHistory::open(stores.historyPath);
        QVERIFY(history);
        fleet.takenAt = now - 2h;
        QVERIFY((*history)->add(*recordOf(fleet.audit())));
        fleet.takenAt = now - 1h;
        fleet.name("one").close();
        QVERIFY((*history)->add(*recordOf(fleet.audit())));
    }
    const JournaledHistory history = readHistory(stores, name, "n:one");
    QVERIFY(history.events.size() >= 2);
    QVERIFY2(history.summary.contains(instanceStateTitle(InstanceState::Disconnected)), qPrintable(history.summary));
}

void KeptHistoryTest::aDamagedFileTakesNothingElse()
{
    const QTemporaryDir folder;
    ProfileContext stores;
    stores.historyPath = folder.filePath(QStringLiteral("clinics.sqlite"));
    QFile file(stores.historyPath);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(20'000, 'x'));
    file.close();
    const JournaledHistory history = readHistory(stores, InstanceName::fromText(u"one"), "n:one");
    QVERIFY(!history.trouble.isEmpty() && history.summary.isEmpty());
}

void KeptHistoryTest::theViewShowsThem()
{
    InstancePast past;
    past.moments = {
        momentAt(m_begin, InstanceState::Pairing), momentAt(m_begin + 5min, InstanceState::Connected, m_begin)};
    HistoryView view;
    view.setEvents(newestFirst(keptEvents(past)), {}, QStringLiteral("Last 7 days: all is well"));
    QStringList texts;
    for (const TextLabel* label : view.findChildren<TextLabel*>())
        texts << label->text();
    QVERIFY(texts.contains(QStringLiteral("Last 7 days: all is well")));
    QVERIFY(
        texts.indexOf(instanceStateTitle(InstanceState::Connected)) <
        texts.indexOf(instanceStateTitle(InstanceState::Pairing)));
}

STEWARD_TEST(KeptHistoryTest)

} // namespace steward::kept_history_test

#include "kept_history_test.moc"
