#include "support/fake_stores.h"
#include "support/no_new_threads.h"
#include "support/test_registry.h"
#include "workflows/base/port_pool.h"
#include "workflows/base/store_ports.h"

#include <QTest>

#include <atomic>

using namespace steward;
using namespace steward::test;

namespace steward::port_pool_test {

/// Work on several connections is done whole, on however many threads there are.
class PortPoolTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachPlaceIsDoneOnce_data();
    void eachPlaceIsDoneOnce();
};

void PortPoolTest::eachPlaceIsDoneOnce_data()
{
    QTest::addColumn<bool>("hasThreads");
    QTest::newRow("with threads") << true;
    QTest::newRow("with none left") << false;
}

void PortPoolTest::eachPlaceIsDoneOnce()
{
    QFETCH(bool, hasThreads);
    const FakeStores stores{Fleet()};
    std::vector<std::atomic_int> done(100);
    const auto work = [&done](StorePorts& ports, size_t place) {
        if (ports.server)
            ++done[place];
    };
    if (hasThreads) {
        forEachOnPorts(stores, 8, done.size(), work);
    } else {
        const NoNewThreads none;
        QVERIFY(none.holds());
        forEachOnPorts(stores, 8, done.size(), work);
    }
    for (const std::atomic_int& times : done)
        QCOMPARE(times.load(), 1);
}

STEWARD_TEST(PortPoolTest)
} // namespace steward::port_pool_test

#include "port_pool_test.moc"
