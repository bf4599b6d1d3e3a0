#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"
#include "support/any_id.h"
#include "support/scratch_directory.h"
#include "support/test_registry.h"
#include "support/worker.h"
#include "workflows/agreed.h"
#include "workflows/session/session.h"
#include "workflows/watched_stores.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <mutex>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::deletion_calls_test {

namespace {

/// How often each call was made, and how many of it were under way at once.
struct Calls {
    struct Count {
        int all = 0;
        int now = 0;
        int atOnce = 0;
    };
    std::mutex mutex;
    std::map<QByteArray, Count> counts;

    CallWatch watch()
    {
        return [this](Store store, const char* call, CallMoment moment) {
            const std::scoped_lock lock(mutex);
            Count& count = counts[QByteArray::number(static_cast<int>(store)) + ' ' + call];
            if (moment == CallMoment::After) {
                --count.now;
                return;
            }
            ++count.all;
            count.atOnce = std::max(count.atOnce, ++count.now);
        };
    }
    Count of(Store store, const char* call) { return counts[QByteArray::number(static_cast<int>(store)) + ' ' + call]; }
};

constexpr int many = 40;

std::vector<InstanceName> addInstances(PracticeWorld& world)
{
    std::vector<InstanceName> names;
    world.visit([&](PracticeState& state, Timestamp) {
        state.deletionTime = 1ms;
        for (int number = 0; number < many; ++number) {
            const auto name = InstanceName::fromText(QStringLiteral("added-%1").arg(number));
            PracticeInstance instance;
            instance.listed.id = newId();
            instance.listed.name = name;
            instance.listed.connection = Connection::Close;
            PracticeRow row;
            row.row.id = newId();
            row.row.organizationId = newId();
            row.row.instanceName = name;
            row.row.enabled = true;
            PracticeEntry entry;
            entry.entry.name = name;
            entry.entry.organizationId = row.row.organizationId;
            state.instances.push_back(instance);
            state.rows.push_back(row);
            state.entries.push_back(entry);
            names.push_back(name);
        }
    });
    return names;
}

} // namespace

/// How a bulk deletion uses the stores.
class DeletionCallsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourConnectionsAndBatches();
};

void DeletionCallsTest::fourConnectionsAndBatches()
{
    const auto world = makePracticeFleet();
    PlanRequest request;
    request.kind = PlanKind::Delete;
    request.names = addInstances(*world);
    world->setFault(Store::Server, {{}, 25ms}); // long enough to meet
    Calls calls;
    const rig::ScratchDirectory folder;
    ProfileContext parts;
    parts.role = Role::Administrator;
    parts.journalPath = folder.filePath(QStringLiteral("journal"));
    parts.stores = watchedStores(std::make_shared<PracticeStores>(world), calls.watch());
    const ChangeResult result = rig::onWorker([&] {
        const auto session = Session::open(parts);
        const Plan plan = PlanMaker(*session).make(request, CallContext::within(60s)).plan;
        ApplyTimes times;
        times.removal.firstPause = 20ms;
        times.backAgain = 50ms;
        ApplyObserver silent;
        const PauseControl pauseControl;
        return applyShown(*session, times, plan, plan.confirm, silent, pauseControl, CallContext::within(120s));
    });
    QVERIFY2(result.outcome == OperationOutcome::Done, result.error ? qPrintable(result.error->sentence) : "an item");
    QCOMPARE(calls.of(Store::Server, "remove").all, many);
    QCOMPARE(calls.of(Store::Server, "remove").atOnce, 4); // more only lengthen the server's backlog
    QCOMPARE(calls.of(Store::Database, "remove").all, 1);
    QCOMPARE(calls.of(Store::Cache, "remove").all, 1);
    QCOMPARE(calls.of(Store::Cache, "publishAll").all, 1);
    QCOMPARE(calls.of(Store::Cache, "publish").all, 0);
}

STEWARD_TEST(DeletionCallsTest)
} // namespace steward::deletion_calls_test

#include "deletion_calls_test.moc"
