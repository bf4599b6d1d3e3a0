#include "cli/question_progress.h"
#include "support/test_registry.h"

#include <QBuffer>
#include <QTest>

using namespace steward;
using namespace std::chrono_literals;

namespace steward::question_progress_test {

class QuestionProgressTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysHowFarItHasCome();
    void saysNothingOfWhatIsQuick();
};

void QuestionProgressTest::saysHowFarItHasCome()
{
    QBuffer err;
    QVERIFY(err.open(QIODevice::WriteOnly));
    Output out;
    Console console;
    console.out = &out;
    console.err = &err;
    QuestionProgress progress(console, 20ms);
    progress.questionsThrough(1, 20'000); // too early
    QVERIFY(err.data().isEmpty());
    QTest::qWait(30);
    progress.questionsThrough(800, 20'000);
    progress.questionsThrough(801, 20'000); // just said
    QCOMPARE(err.data().count("800 of 20000"), 1);
    QCOMPARE(err.data().count('\n'), 1);
    QTest::qWait(30);
    progress.questionsThrough(20'000, 20'000); // the answer itself follows
    QCOMPARE(err.data().count('\n'), 1);
}

void QuestionProgressTest::saysNothingOfWhatIsQuick()
{
    QBuffer err;
    QVERIFY(err.open(QIODevice::WriteOnly));
    Output out;
    Console console;
    console.out = &out;
    console.err = &err;
    QuestionProgress progress(console);
    for (qint64 through = 1; through <= 100; ++through)
        progress.questionsThrough(through, 100);
    QVERIFY(err.data().isEmpty());
}

STEWARD_TEST(QuestionProgressTest)
} // namespace steward::question_progress_test

#include "question_progress_test.moc"
