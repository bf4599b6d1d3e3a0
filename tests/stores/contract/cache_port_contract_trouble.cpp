#include "stores/contract/cache_port_contract.h"

#include "stores/contract/cache_contract_values.h"

#include <QElapsedTimer>
#include <QTest>

#include <semaphore>
#include <thread>

using namespace std::chrono_literals;

namespace steward::test {

using namespace cache_contract;

void CachePortContract::tellsWhatNeverExpires()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("eternal"), "eternal"), -1));
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        VERIFY_RESULT(listing);
        QCOMPARE(listing->entries.size(), 1u);
        QCOMPARE(listing->entries.front().ttlSeconds, -1);
    });
}

void CachePortContract::unreachableIsAnError()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("there"), "there"), 60));
    RIG_VERIFY(m_subject->setUnreachable());
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, prompt());
        QVERIFY(!listing);
        QVERIFY(!listing.error().sentence.isEmpty());
        QVERIFY(listing.error().kind != ErrorKind::Stopped);
        QVERIFY(!port.read({instanceKey("there")}, prompt()));
        QVERIFY(!port.residue({InstanceName::fromText(u"there")}, prompt()));
        QVERIFY(!port.write(valueFor(instanceKey("there"), "there"), prompt()));
        QVERIFY(!port.remove({instanceKey("there")}, prompt()));
        QVERIFY(!port.publish({WorkerChannel::Added, InstanceName::fromText(u"there"), organization}, prompt()));
        QVERIFY(!port.removeSeen({seenEntry(instanceKey("there"))}, prompt()));
        QVERIFY(!port.limitLifetimes({instanceKey("there")}, prompt()));
        QVERIFY(!port.clearResidue({InstanceName::fromText(u"there")}, prompt()));
        QVERIFY(!port.publishAll({{WorkerChannel::Added, InstanceName::fromText(u"there"), {}}}, prompt()));
        QVERIFY(!port.listening(WorkerChannel::Added, prompt()));
        const StoreDiagnosis diagnosis = port.diagnose(prompt());
        QVERIFY(!diagnosis.canBeRead());
        QCOMPARE(diagnosis.checks.front().id, CheckId::Reachable);
        QCOMPARE(diagnosis.checks.front().state, CheckState::Failed);
        QCOMPARE(diagnosis.checks.size(), checksOf(Store::Cache).size());
    });
}

void CachePortContract::comesBack()
{
    // One port outlives the outage; the subject is moved on the test's thread in between.
    std::binary_semaphore wentDown(0);
    std::binary_semaphore cameBack(0);
    std::binary_semaphore first(0);
    std::binary_semaphore second(0);
    Result<void> before;
    Result<CacheListing> meanwhile;
    Result<std::vector<CacheEntry>> after;
    std::thread worker([&] {
        const std::unique_ptr<CachePort> port = m_subject->makePort(false);
        before = port->write(valueFor(instanceKey("early"), "early"), prompt());
        first.release();
        wentDown.acquire();
        meanwhile = port->scan(false, prompt());
        second.release();
        cameBack.acquire();
        if (const auto written = port->write(valueFor(instanceKey("late"), "late"), prompt()); !written)
            after = std::unexpected(written.error());
        else
            after = port->read({instanceKey("late")}, prompt());
    });
    first.acquire();
    const rig::RigResult<void> down = m_subject->setUnreachable();
    wentDown.release();
    second.acquire();
    const rig::RigResult<void> up = m_subject->reset();
    cameBack.release();
    worker.join();
    RIG_VERIFY(down);
    RIG_VERIFY(up);
    VERIFY_RESULT(before);
    QVERIFY(!meanwhile);
    VERIFY_RESULT(after);
    QCOMPARE(after->size(), 1u);
}

void CachePortContract::slowIsTimedOut()
{
    RIG_VERIFY(m_subject->setSlow());
    onPort([](CachePort& port) {
        const auto listing = port.scan(false, CallContext::within(200ms));
        QVERIFY(!listing);
        QCOMPARE(listing.error().kind, ErrorKind::TimedOut);
        const auto removed = port.remove({instanceKey("a")}, CallContext::within(200ms));
        QVERIFY(!removed);
        QVERIFY(removed.error().kind == ErrorKind::TimedOut || removed.error().kind == ErrorKind::OutcomeUnknown);
    });
}

void CachePortContract::stopsAtOnce()
{
    RIG_VERIFY(m_subject->setSlow());
    onPort([](CachePort& port) {
        std::stop_source source;
        QElapsedTimer sinceStop;
        std::thread stopper([&] {
            QThread::msleep(150);
            sinceStop.start();
            source.request_stop();
        });
        const auto listing = port.scan(false, CallContext::within(20s, source.get_token()));
        const qint64 elapsed = sinceStop.elapsed();
        stopper.join();
        qInfo("stopped after %lld ms", static_cast<long long>(elapsed));
        QVERIFY(!listing);
        QCOMPARE(listing.error().kind, ErrorKind::Stopped);
        QVERIFY2(elapsed < 400, qPrintable(QString::number(elapsed)));
        const auto before = port.read({instanceKey("a")}, CallContext::within(20s, source.get_token()));
        QVERIFY(!before);
        QCOMPARE(before.error().kind, ErrorKind::Stopped);
    });
}

void CachePortContract::changesNothingWhenReadOnly()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("kept"), "kept"), -1));
    RIG_VERIFY(m_subject->putResidue({InstanceName::fromText(u"kept"), -1, -1, -1, true, false}));
    RIG_VERIFY(m_subject->setSubscribers(1));
    const std::vector<CacheEntry> entries = seen({instanceKey("kept")});
    QCOMPARE(entries.size(), 1u);
    onPort(
        [&entries](CachePort& port) {
            const auto isRefused = [](const auto& result) {
                return !result && result.error().kind == ErrorKind::ReadOnlyProfile;
            };
            const auto written = port.write(valueFor(instanceKey("more"), "more"), prompt());
            QVERIFY(!written);
            QCOMPARE(written.error().kind, ErrorKind::ReadOnlyProfile);
            const auto removed = port.remove({instanceKey("kept")}, prompt());
            QVERIFY(!removed);
            QCOMPARE(removed.error().kind, ErrorKind::ReadOnlyProfile);
            const auto told = port.publish({WorkerChannel::Added, InstanceName::fromText(u"kept"), {}}, prompt());
            QVERIFY(!told);
            QCOMPARE(told.error().kind, ErrorKind::ReadOnlyProfile);
            QVERIFY(isRefused(port.removeSeen(entries, prompt())));
            QVERIFY(isRefused(port.limitLifetimes({instanceKey("kept")}, prompt())));
            QVERIFY(isRefused(port.clearResidue({InstanceName::fromText(u"kept")}, prompt())));
            QVERIFY(isRefused(port.publishAll({{WorkerChannel::Added, entries.front().name, {}}}, prompt())));
            const auto listing = port.scan(true, prompt());
            VERIFY_RESULT(listing);
            QCOMPARE(listing->entries.size(), 1u);
            QCOMPARE(listing->entries.front().ttlSeconds, -1);
            QCOMPARE(listing->residues.size(), 1u);
        },
        true);
}

void CachePortContract::diagnosesWhatWorks()
{
    RIG_VERIFY(m_subject->put(valueFor(instanceKey("there"), "there"), 60));
    onPort([](CachePort& port) {
        const StoreDiagnosis diagnosis = port.diagnose(prompt());
        QCOMPARE(diagnosis.store, Store::Cache);
        QCOMPARE(diagnosis.worst(), CheckState::Ok);
        QVERIFY(!diagnosis.version.isEmpty());
        QCOMPARE(diagnosis.checks.size(), checksOf(Store::Cache).size());
        for (size_t i = 0; i < diagnosis.checks.size(); ++i) {
            QCOMPARE(diagnosis.checks[i].id, checksOf(Store::Cache)[i]);
            QCOMPARE(diagnosis.checks[i].state, CheckState::Ok);
            QVERIFY(!diagnosis.checks[i].said.isEmpty());
        }
        const auto listing = port.scan(true, prompt());
        VERIFY_RESULT(listing);
        QVERIFY(listing->entries.size() == 1 && listing->residues.empty()); // it wrote nothing
    });
}

} // namespace steward::test
