#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/journal/journal_appender.h"
#include "workflows/journal/journal_samples.h"
#include "workflows/journal/sent_gate.h"
#include "workflows/journal/workflow_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace steward;
using namespace steward::test;

namespace steward::sent_records_test {

/// A record stands before each call that says that it goes out.
class SentRecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCallIsSentOnceItsRecordStands();
    void callsThatStartTogetherShareACommit();
    void anEarlierVersionToldNothing();

private:
    static JournalTrail trailIn(const QTemporaryDir& folder);
    static std::vector<JournalStep> steps(int count);
};

std::vector<JournalStep> SentRecordsTest::steps(int count)
{
    std::vector<JournalStep> made;
    for (int number = 0; number < count; ++number)
        made.push_back(sampleStep(QString::number(number)));
    return made;
}

JournalTrail SentRecordsTest::trailIn(const QTemporaryDir& folder)
{
    return readJournal(
               {folder.path()}, {.ours = readJournal({folder.path()})->operations.front().id, .part = TrailPart()})
        ->operations.front()
        .trail;
}

void SentRecordsTest::aCallIsSentOnceItsRecordStands()
{
    rig::onWorker([] {
        const QTemporaryDir folder;
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        auto operation = (*journal)->begin(sampleTask(QStringLiteral("x")));
        QVERIFY(operation->writeIntents(steps(1)));
        QVERIFY(operation->writeIntents(steps(3), Sending::Later));
        QVERIFY(operation->writeSent({2}));
        const JournalTrail trail = trailIn(folder);
        QCOMPARE(trail.size(), size_t(4));
        QVERIFY(trail[0].isSent && !trail[1].isSent && trail[2].isSent && !trail[3].isSent);
        QCOMPARE(trail[3].number, 3);
    });
}

void SentRecordsTest::callsThatStartTogetherShareACommit()
{
    rig::onWorker([] {
        constexpr int count = 200;
        const QTemporaryDir folder;
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        auto run = WorkflowRun::begin(journal->get(), sampleTask(QStringLiteral("x")));
        QVERIFY(run->announceAll(steps(count), Sending::Later));
        const qint64 before = readJournal({folder.path()})->records;
        std::atomic_int next = 0;
        std::atomic_int failed = 0;
        SentGate gate(*run);
        gate.serve([&] {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int number = next++; number < count; number = next++)
                        failed += gate.pass({number}) ? 0 : 1;
                });
            }
        });
        QCOMPARE(failed.load(), 0);
        const qint64 records = readJournal({folder.path()})->records - before;
        QVERIFY2(records >= count / 4 && records < count, qPrintable(QString::number(records)));
        for (const JournaledStep& step : trailIn(folder))
            QVERIFY(step.isSent);
    });
}

void SentRecordsTest::anEarlierVersionToldNothing()
{
    rig::onWorker([] {
        const QTemporaryDir folder;
        QVERIFY((*JournalAppender::open({folder.path()}))
                    ->append(R"({"at":"2026-01-01T00:00:00.000Z","desk":"d","kind":"pair","operation":)"
                             R"("4e8d0f6a-1c2b-4d3e-9f10-112233445566","process":1,"profile":"p","record":"begin",)"
                             R"("title":"t"})"));
        QVERIFY(!readJournal({folder.path()})->operations.front().tellsSent);
        const auto journal = Journal::open(folder.path(), Role::Administrator);
        QVERIFY((*journal)->begin(sampleTask(QStringLiteral("x"))));
        QVERIFY(readJournal({folder.path()})->operations.back().tellsSent);
    });
}

STEWARD_TEST(SentRecordsTest)
} // namespace steward::sent_records_test

#include "sent_records_test.moc"
