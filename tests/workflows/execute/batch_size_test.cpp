#include "support/test_registry.h"
#include "workflows/execute/batch_size.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace steward;

namespace steward::batch_size_test {

/// What is re-read is written within seconds, and a large plan reads the stores no more often than it has to.
class BatchSizeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void growsWhileTheStoresAreQuick();
    void shrinksWhereTheyAreSlow();
    void isKeptWhereItIsSet();
};

void BatchSizeTest::growsWhileTheStoresAreQuick()
{
    const ApplyTimes times;
    BatchSize batch(times);
    QCOMPARE(batch.size(), times.batch);
    batch.took(100, 10ms, 2s);
    QCOMPARE(batch.size(), 200);
    batch.took(50, 10ms, 1ms); // the last of a plan, or what was left of it
    QCOMPARE(batch.size(), 200);
    batch.took(200, 10ms, 3s);
    QCOMPARE(batch.size(), 200);
    batch.took(200, 3s, 3s); // reading takes as long: less of it
    QCOMPARE(batch.size(), 400);
    for (int more = 0; more < 5; ++more)
        batch.took(1'000, 10ms, 1s);
    QCOMPARE(batch.size(), times.mostBatch);
}

void BatchSizeTest::shrinksWhereTheyAreSlow()
{
    const ApplyTimes times;
    BatchSize batch(times);
    batch.took(100, 0s, 0s);
    batch.took(200, 0s, 0s);
    QCOMPARE(batch.size(), 400);
    batch.took(400, 0s, 8s);
    QCOMPARE(batch.size(), 400);
    for (int more = 0; more < 5; ++more)
        batch.took(400, 0s, 9s);
    QCOMPARE(batch.size(), times.batch);
}

void BatchSizeTest::isKeptWhereItIsSet()
{
    for (const int most : {1, 30}) {
        ApplyTimes times;
        times.batch = 30;
        times.mostBatch = most;
        BatchSize batch(times);
        batch.took(30, 0s, 0s);
        batch.took(30, 0s, 1h);
        QCOMPARE(batch.size(), 30);
    }
}

STEWARD_TEST(BatchSizeTest)
} // namespace steward::batch_size_test

#include "batch_size_test.moc"
