#include "bench/event_probe.h"
#include "support/test_registry.h"

#include <QTest>
#include <QThread>
#include <QTimer>
#include <QWidget>

namespace steward::event_probe_test {

using bench::EventProbe;
using bench::Felt;

/// What the bench of the window measures by: it feels what a stopwatch around a call does not.
class EventProbeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatACallLeavesForLaterIsAGap();
    void itWaitsForThePainting();
    void whatIsNeverDoneIsNotShown();
};

void EventProbeTest::whatACallLeavesForLaterIsAGap()
{
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    EventProbe probe(window);
    EventProbe::settle(50);
    bool hasLeftTheCall = false;
    bool isDone = false;
    const Felt felt = probe.run(
        [&] {
            QTimer::singleShot(20, &window, [&] {
                isDone = hasLeftTheCall;
                QThread::msleep(80);
            });
            hasLeftTheCall = true;
        },
        [&isDone] { return isDone; }, 30);
    QVERIFY2(felt.gap >= 80, qPrintable(QString::number(felt.gap)));
    QVERIFY2(felt.shown >= 100, qPrintable(QString::number(felt.shown)));
}

void EventProbeTest::itWaitsForThePainting()
{
    class Slow final : public QWidget {
    protected:
        void paintEvent(QPaintEvent*) override { QThread::msleep(60); }
    } window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    EventProbe probe(window);
    EventProbe::settle(200);
    const Felt felt = probe.run([&window] { window.update(); }, [] { return true; }, 30);
    QVERIFY2(felt.shown >= 60, qPrintable(QString::number(felt.shown)));
    QVERIFY2(felt.gap >= 60, qPrintable(QString::number(felt.gap)));
}

void EventProbeTest::whatIsNeverDoneIsNotShown()
{
    QWidget window;
    window.show();
    EventProbe probe(window);
    QVERIFY(probe.run([] {}, [] { return false; }, 1).shown < 0);
}

STEWARD_TEST(EventProbeTest)
} // namespace steward::event_probe_test

#include "event_probe_test.moc"
