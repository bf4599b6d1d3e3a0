#include "domain/audit/audit.h"
#include "domain/audit/verdict.h"
#include "domain/store_names.h"
#include "support/test_registry.h"
#include "workflows/creation/creation.h"
#include "workflows/execute/apply_times.h"
#include "workflows/journal/journal.h"
#include "workflows/pairing/pairing.h"
#include "workflows/read/check_pace.h"
#include "workflows/read/unquiet_names.h"

#include <QTest>

using namespace std::chrono_literals;

namespace steward::ruled_times_test {

/// The tests shorten what has to be waited for. What the program waits is what docs/contract.md and docs/workflows.md
/// say.
class RuledTimesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void creation();
    void deletion();
    void pairing();
    void reading();
};

void RuledTimesTest::creation()
{
    const CreationTimes times;
    QVERIFY(times.lookForLost >= 30s); // before a lost answer counts as not made
    QCOMPARE(times.lookAgain, 5s);     // a refusal in the server's own words: at once and after 5 and 10 s
    QVERIFY(times.betweenProofs >= 2s);
    QCOMPARE(times.removal, 60s);
    QCOMPARE(times.secondLook, 15s);
    QCOMPARE(StoreNames().cacheLifetimeSeconds, 3600);
}

void RuledTimesTest::deletion()
{
    const ApplyTimes times;
    QCOMPARE(times.removal.proving, 60s); // after the last 200, and 1 s for every 15 instances
    QCOMPARE(times.removal.perInstance.count(), 1000 / 15);
    QCOMPARE(times.removal.secondLook, 15s);
    QCOMPARE(times.backAgain, 2s);
    QCOMPARE(times.mostDrops, 10);
    QVERIFY(times.lookForLost >= 30s);
    QCOMPARE(times.lease, 15min);
    QCOMPARE(times.lastLook, 1s);
    QCOMPARE(times.connections, 4);
    QCOMPARE(UnquietNames::held, 30min);
    QCOMPARE(Journal::kept, std::chrono::days(400));
}

void RuledTimesTest::pairing()
{
    const PairingTimes times;
    QCOMPARE(times.codeLife, 45s);
    QVERIFY(times.secondProof >= 2s); // proven again after pairing
}

void RuledTimesTest::reading()
{
    const AuditSettings settings;
    QCOMPARE(settings.memoryLimit, 2000);
    QCOMPARE(settings.secondLook, 5s);
    const VerdictAges ages;
    QCOMPARE(ages.webhook, 24h);
    QCOMPARE(ages.memory, 60min);
    const CheckRate rate;
    QCOMPARE(rate.atOnce, 4);
    QCOMPARE(rate.between, 20ms); // fifty a second
}

STEWARD_TEST(RuledTimesTest)
} // namespace steward::ruled_times_test

#include "ruled_times_test.moc"
