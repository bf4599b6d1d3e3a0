#include "workflows/live/reading_pace.h"

#include "support/test_registry.h"

#include <QTest>

#include <set>

using namespace std::chrono_literals;
using namespace steward;

namespace steward::reading_pace_test {

namespace {

constexpr ReadingPace::Time begin = ReadingPace::Time(1000h);

/// Neither early nor late.
double middle()
{
    return 0.5;
}

ReadingPace::Settings everyFive()
{
    return {};
}

} // namespace

/// When the stores are read again by themselves.
class ReadingPaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void afterTheProfilesTime();
    void aLittleMoreOrLess();
    void switchedOffNothingHappens();
    void laterAndLaterWhileAStoreIsDown();
    void soonAfterAHint();
    void manyHintsAreOneReading();
    void hintsOfALargeFleetWait();
    void nothingWhileNobodyLooks();
    void thePartsOnScreenMoreOften();
};

void ReadingPaceTest::afterTheProfilesTime()
{
    ReadingPace pace(everyFive(), middle);
    QVERIFY(!pace.next()); // the first reading is asked for
    pace.ended(begin, 2s, true);
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(5min));
    pace.ended(begin + 1min, 2s, true); // somebody asked for one
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(6min));
}

void ReadingPaceTest::aLittleMoreOrLess()
{
    ReadingPace pace(everyFive());
    std::set<qint64> different;
    for (int reading = 0; reading < 200; ++reading) {
        pace.ended(begin, 0s, true);
        const auto until = std::chrono::round<std::chrono::milliseconds>(*pace.next() - begin);
        QVERIFY(until >= 270s && until <= 330s);
        different.insert(until.count());
    }
    QVERIFY(different.size() > 50);
    different.clear();
    for (int question = 0; question < 200; ++question) { // of what is on screen
        const auto until = std::chrono::round<std::chrono::milliseconds>(*pace.untilScreen());
        QVERIFY(until >= 54s && until <= 66s);
        different.insert(until.count());
    }
    QVERIFY(different.size() > 50);
}

void ReadingPaceTest::switchedOffNothingHappens()
{
    ReadingPace pace({.every = 0ms}, middle);
    pace.ended(begin, 2s, true);
    pace.hinted(begin + 1s);
    QVERIFY(!pace.next());
    QVERIFY(!pace.untilScreen());
}

void ReadingPaceTest::laterAndLaterWhileAStoreIsDown()
{
    ReadingPace pace(everyFive(), middle);
    pace.ended(begin, 2s, true);
    for (const auto expected : {10min, 20min, 40min, 60min, 60min, 60min}) {
        pace.ended(begin, 2s, false);
        QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(expected));
    }
    pace.hinted(begin + 1min); // its return is waited for
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(60min));
    QVERIFY(!pace.untilScreen());
    pace.ended(begin, 2s, true);
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(5min));
}

void ReadingPaceTest::soonAfterAHint()
{
    ReadingPace pace(everyFive(), middle);
    pace.hinted(begin); // before the first reading there is nothing to be renewed
    QVERIFY(!pace.next());
    pace.ended(begin, 1s, true);
    pace.hinted(begin + 2min);
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(2min + 1500ms));
    pace.ended(begin + 2min + 3s, 1s, true);
    pace.hinted(begin + 2min + 4s); // of what was written during the reading, perhaps
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(2min + 33s));
}

void ReadingPaceTest::manyHintsAreOneReading()
{
    ReadingPace pace(everyFive(), middle);
    pace.ended(begin, 1s, true);
    for (int hint = 0; hint < 1000; ++hint)
        pace.hinted(begin + 1min + std::chrono::milliseconds(hint));
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(1min + 1500ms));
}

void ReadingPaceTest::hintsOfALargeFleetWait()
{
    ReadingPace pace(everyFive(), middle);
    pace.ended(begin, 20s, true);
    pace.hinted(begin + 1s);
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(200s)); // ten times what a reading takes
    pace.ended(begin, 10min, true);
    pace.hinted(begin + 1s);
    QCOMPARE(*pace.next() - begin, ReadingPace::Milliseconds(5min)); // never later than without a hint
}

void ReadingPaceTest::nothingWhileNobodyLooks()
{
    ReadingPace pace(everyFive(), middle);
    pace.ended(begin, 1s, true);
    pace.setAwake(false);
    pace.hinted(begin + 1min);
    QVERIFY(!pace.next());
    pace.setAwake(true); // what became due meanwhile is due at once
    QVERIFY(*pace.next() < begin + 2min);
}

void ReadingPaceTest::thePartsOnScreenMoreOften()
{
    ReadingPace pace(everyFive(), middle);
    QCOMPARE(*pace.untilScreen(), ReadingPace::Milliseconds(60s));
    ReadingPace often({.every = 1min}, middle);
    QCOMPARE(*often.untilScreen(), ReadingPace::Milliseconds(30s));
}

STEWARD_TEST(ReadingPaceTest)

} // namespace steward::reading_pace_test

#include "reading_pace_test.moc"
