#include "stores/practice/practice_stores.h"
#include "stores/practice/practice_world.h"
#include "support/any_id.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

using namespace steward;

namespace steward::practice_stores_test {
using steward::test::anId;
using namespace std::chrono_literals;
using steward::rig::onWorker;

namespace {

/// An empty world whose clock stands until the test moves it.
struct Workspace {
    std::shared_ptr<std::atomic<qint64>> milliseconds = std::make_shared<std::atomic<qint64>>(1763800000000);
    std::shared_ptr<PracticeWorld> world = std::make_shared<PracticeWorld>(
        [clock = milliseconds] { return Timestamp(std::chrono::milliseconds(clock->load())); });
    PracticeStores stores{world};
    std::unique_ptr<ServerPort> server = stores.makeServer();
    std::unique_ptr<DatabasePort> database = stores.makeDatabase();
    std::unique_ptr<CachePort> cache = stores.makeCache();

    void pass(std::chrono::milliseconds time) { *milliseconds += time.count(); }
};

const InstanceName reception = InstanceName::fromText(u"recepção da clínica");
const OrganizationId organization = anId(QLatin1String("{7c9e6679-7425-40de-944b-e07fc1f90ae7}"));

CacheValue valueFor(const CacheKey& key)
{
    return {key, organization, {}, QStringLiteral("Clínica"), reception, PhoneNumber::fromText(u"5511990000101")};
}

template<class T>
std::optional<ErrorKind> trouble(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().kind);
}

/// How every port's calls end, in one order.
std::vector<std::optional<ErrorKind>> troubleOfReads(Workspace& space, const CallContext& limits)
{
    return {
        trouble(space.server->list(limits)),
        trouble(space.server->find(reception, limits)),
        trouble(space.server->memoryStates({reception}, limits)),
        trouble(space.server->webhook(reception, limits)),
        trouble(space.database->list(limits)),
        trouble(space.database->find(reception, limits)),
        trouble(space.cache->scan(true, limits)),
        trouble(space.cache->read({{CacheKeyKind::Instance, reception, {}}}, limits)),
        trouble(space.cache->residue({reception}, limits))};
}

std::vector<std::optional<ErrorKind>>
troubleOfChanges(ServerPort& server, DatabasePort& database, CachePort& cache, const CallContext& limits)
{
    const CacheKey key{CacheKeyKind::Instance, reception, {}};
    const IntegrationId row = anId(QLatin1String("{7c9e6679-7425-40de-944b-e07fc1f90ae7}"));
    return {
        trouble(server.create({InstanceName::fromText(u"new"), {}}, limits)),
        trouble(server.connect(reception, {}, limits)),
        trouble(server.logOut(reception, limits)),
        trouble(server.remove(reception, limits)),
        trouble(server.setWebhook(reception, {}, limits)),
        trouble(database.insert({organization, {}, reception}, limits)),
        trouble(database.remove({{.id = row}}, {}, limits)),
        trouble(database.disable({{.id = row}}, {}, limits)),
        trouble(database.writeStates({{{.id = row}, QStringLiteral("active"), {}}}, {}, limits)),
        trouble(database.protect({.id = row}, true, {}, limits)),
        trouble(cache.write(valueFor(key), limits)),
        trouble(cache.remove({key}, limits)),
        trouble(cache.publish({WorkerChannel::Removed, reception, organization}, limits))};
}

bool all(const std::vector<std::optional<ErrorKind>>& troubles, std::optional<ErrorKind> kind)
{
    return std::all_of(troubles.begin(), troubles.end(), [kind](const auto& each) { return each == kind; });
}

} // namespace

class PracticeStoresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeletedInstanceLeavesMemoryBeforeItLeavesTheList();
    void aWebhookForRemovalsHoldsTheDeletion();
    void anInstanceAfterLogoutKeepsItsNumber();
    void aCodeRotatesUntilSomebodyScansIt();
    void aCacheEntryEndsWithItsLifetime();
    void aClinicInUseStaysCachedWhileItsRowIsEnabled();
    void workersHearWhatWasPublished();
    void idsAndTokensAreTheSameInEveryWorkspace();
    void portsOfOneWorldSeeEachOther();
    void aReadOnlyWorkspaceRefusesEveryChange();
    void aFailingStoreFailsEveryCallAndChangesNothing();
    void aSlowStoreIsStopped();
    void aSlowStoreTimesOut();
    void aSilentStoreAnswersOnceItIsToldTo();
    void theDoctorIsContent();
    void theDoctorNamesTheFault();
};

void PracticeStoresTest::aDeletedInstanceLeavesMemoryBeforeItLeavesTheList()
{
    onWorker([] {
        Workspace space;
        QVERIFY(space.server->create({reception, {}}, {}));
        QCOMPARE(*space.server->remove(reception, {}), Removal::Accepted);

        QCOMPARE(*space.server->memoryStates({reception}, {}), std::vector{MemoryState::Missing});
        QVERIFY(!space.server->find(reception, {})->has_value());
        QCOMPARE(space.server->list({})->instances.size(), size_t(1));
        QCOMPARE(*space.server->remove(reception, {}), Removal::Accepted);
        QCOMPARE(space.server->create({reception, {}}, {}).error().kind, ErrorKind::NameInUse);

        space.pass(space.world->visit([](PracticeState& state, Timestamp) { return state.deletionTime; }));
        QVERIFY(space.server->list({})->instances.empty());
        QCOMPARE(*space.server->memoryStates({reception}, {}), std::vector{MemoryState::NotFound});
        QCOMPARE(*space.server->remove(reception, {}), Removal::AlreadyAbsent);
        QVERIFY(space.server->create({reception, {}}, {}));
    });
}

void PracticeStoresTest::aWebhookForRemovalsHoldsTheDeletion()
{
    onWorker([] {
        Workspace space;
        const auto deletionOf = [&](const std::vector<QString>& events) {
            QVERIFY(space.server->create({reception, {}}, {}));
            QVERIFY(space.server->setWebhook(
                reception, {true, SecretUrl(QStringLiteral("https://dead.example.org/")), events}, {}));
            QVERIFY(space.server->remove(reception, {}));
            space.pass(2s);
        };
        deletionOf({QStringLiteral("MESSAGES_UPSERT")});
        QVERIFY(space.server->list({})->instances.empty());
        deletionOf({QStringLiteral("MESSAGES_UPSERT"), QStringLiteral("REMOVE_INSTANCE")});
        QCOMPARE(space.server->list({})->instances.size(), size_t(1));
        space.pass(10min);
        QVERIFY(space.server->list({})->instances.empty());
    });
}

void PracticeStoresTest::anInstanceAfterLogoutKeepsItsNumber()
{
    onWorker([] {
        Workspace space;
        QCOMPARE(*space.server->logOut(reception, {}), LogoutAnswer::AlreadyAbsent);
        QVERIFY(space.server->create({reception, {}}, {}));
        QCOMPARE(*space.server->logOut(reception, {}), LogoutAnswer::NotConnected);
        space.world->visit([](PracticeState& state, Timestamp) {
            PracticeInstance& paired = state.instances.front();
            paired.memory = MemoryState::Open;
            paired.listed.connection = Connection::Open;
            paired.listed.phone = PhoneNumber::fromText(u"5511990000101");
        });
        QCOMPARE(*space.server->logOut(reception, {}), LogoutAnswer::Accepted);
        const auto after = *space.server->find(reception, {});
        QCOMPARE(after->connection, Connection::Close);
        QVERIFY(after->phone.has_value());
        QCOMPARE(after->disconnectionReason, 401);
    });
}

void PracticeStoresTest::aCodeRotatesUntilSomebodyScansIt()
{
    onWorker([] {
        Workspace space;
        space.world->visit([](PracticeState& state, Timestamp) { state.scanTime = 100s; });
        QVERIFY(space.server->create({reception, {}}, {}));
        QVERIFY(space.server->connect(reception, {}, {})->number == 1);
        const QString first = space.server->connect(reception, {}, {})->code;
        space.pass(44s);
        QCOMPARE(space.server->connect(reception, {}, {})->code, first);
        space.pass(1s);
        const auto second = space.server->connect(reception, {}, {});
        QCOMPARE(second->number, 2);
        QVERIFY(second->code != first);

        QCOMPARE(*space.server->logOut(reception, {}), LogoutAnswer::Accepted);
        space.pass(200s);
        QCOMPARE(*space.server->memoryStates({reception}, {}), std::vector{MemoryState::Close});
        QCOMPARE(space.server->connect(reception, {}, {})->number, 3); // a logout does not reset the count

        QVERIFY(!space.server->find(reception, {}).value()->phone);
        space.pass(99s);
        QCOMPARE(*space.server->memoryStates({reception}, {}), std::vector{MemoryState::Connecting});
        space.pass(1s);
        QCOMPARE(*space.server->memoryStates({reception}, {}), std::vector{MemoryState::Open});
        const auto paired = space.server->find(reception, {}).value();
        QCOMPARE(paired->connection, Connection::Open);
        QVERIFY(paired->phone.has_value());
        QVERIFY(space.server->connect(reception, {}, {})->kind == PairingAnswer::Kind::Open);
    });
}

void PracticeStoresTest::aCacheEntryEndsWithItsLifetime()
{
    onWorker([] {
        Workspace space;
        const CacheKey key{CacheKeyKind::Instance, reception, {}};
        QVERIFY(space.cache->write(valueFor(key), {}));
        QCOMPARE(space.cache->read({key}, {})->at(0).ttlSeconds, 3600);
        space.pass(3599s);
        QCOMPARE(space.cache->scan(false, {})->entries.at(0).ttlSeconds, 1);
        space.pass(1s);
        QVERIFY(space.cache->scan(false, {})->entries.empty());
        QVERIFY(space.cache->read({key}, {})->empty());
        QCOMPARE(*space.cache->remove({key}, {}), 0);
    });
}

void PracticeStoresTest::aClinicInUseStaysCachedWhileItsRowIsEnabled()
{
    onWorker([] {
        Workspace space;
        const Integration row = *space.database->insert({organization, {}, reception}, {});
        QVERIFY(space.cache->write(valueFor({CacheKeyKind::Token, {}, row.webhookToken}), {}));
        space.world->visit([](PracticeState& state, Timestamp) { state.entries.front().inUse = true; });
        space.pass(3600s);
        QCOMPARE(space.cache->scan(false, {})->entries.at(0).ttlSeconds, 3600);
        QCOMPARE(space.database->remove({RowIdentity::of(row)}, {}, {})->at(0).outcome, RowEditOutcome::Done);
        space.pass(3600s);
        QVERIFY(space.cache->scan(false, {})->entries.empty());
    });
}

void PracticeStoresTest::workersHearWhatWasPublished()
{
    onWorker([] {
        Workspace space;
        space.world->visit([](PracticeState& state, Timestamp) {
            state.addedSubscribers = 3;
            state.removedSubscribers = 0;
        });
        QCOMPARE(*space.cache->publish({WorkerChannel::Added, reception, organization}, {}), WorkerCount{3});
        QCOMPARE(*space.cache->publish({WorkerChannel::Removed, reception, {}}, {}), WorkerCount{0});
        space.world->visit([](PracticeState& state, Timestamp) {
            QCOMPARE(state.published.size(), size_t(2));
            QCOMPARE(state.published[0].channel, WorkerChannel::Added);
            QCOMPARE(state.published[0].organizationId, organization);
            QCOMPARE(state.published[1].instance, reception);
            QVERIFY(state.published[1].organizationId.isNull());
        });
    });
}

void PracticeStoresTest::idsAndTokensAreTheSameInEveryWorkspace()
{
    onWorker([] {
        const auto draw = [](Workspace& space) {
            const auto first = *space.database->insert({organization, {}, reception}, {});
            const auto second = *space.database->insert({organization, {}, reception}, {});
            return std::array{first, second};
        };
        Workspace one;
        Workspace other;
        const auto [first, second] = draw(one);
        QVERIFY(first.id != second.id && first.webhookToken != second.webhookToken);
        QCOMPARE(first.webhookToken.reveal().size(), 32);
        const auto [sameFirst, sameSecond] = draw(other);
        QCOMPARE(sameFirst.id, first.id);
        QCOMPARE(sameSecond.id, second.id);
        QVERIFY(sameSecond.webhookToken == second.webhookToken);
    });
}

void PracticeStoresTest::portsOfOneWorldSeeEachOther()
{
    onWorker([] {
        Workspace space;
        QVERIFY(space.stores.makeServer()->create({reception, {}}, {}));
        QCOMPARE(space.server->list({})->instances.size(), size_t(1));
        QVERIFY(PracticeStores(space.world).makeServer()->find(reception, {})->has_value());
    });
}

void PracticeStoresTest::aReadOnlyWorkspaceRefusesEveryChange()
{
    onWorker([] {
        Workspace space;
        QVERIFY(space.server->create({reception, {}}, {}));
        const PracticeStores reading(space.world, true);
        const auto troubles =
            troubleOfChanges(*reading.makeServer(), *reading.makeDatabase(), *reading.makeCache(), {});
        QVERIFY(all(troubles, ErrorKind::ReadOnlyProfile));
        QVERIFY(all(troubleOfReads(space, {}), std::nullopt));
        QCOMPARE(space.server->list({})->instances.size(), size_t(1));
        QVERIFY(space.database->list({})->integrations.empty());
        QVERIFY(space.cache->scan(true, {})->entries.empty());
    });
}

void PracticeStoresTest::aFailingStoreFailsEveryCallAndChangesNothing()
{
    onWorker([] {
        Workspace space;
        for (const Store store : {Store::Server, Store::Database, Store::Cache})
            space.world->setFault(store, {.failure = ErrorKind::Refused});
        QVERIFY(all(troubleOfReads(space, {}), ErrorKind::Refused));
        QVERIFY(all(troubleOfChanges(*space.server, *space.database, *space.cache, {}), ErrorKind::Refused));
        for (const Store store : {Store::Server, Store::Database, Store::Cache})
            space.world->setFault(store, {});
        QVERIFY(space.server->list({})->instances.empty());
        QVERIFY(space.database->list({})->integrations.empty());
        QVERIFY(space.cache->scan(true, {})->entries.empty());
    });
}

void PracticeStoresTest::aSlowStoreIsStopped()
{
    Workspace space;
    space.world->setFault(Store::Database, {.delay = 10min});
    std::stop_source source;
    std::atomic<qint64> stoppedAt = 0;
    QElapsedTimer timer;
    timer.start();
    const std::jthread stopper([&] {
        std::this_thread::sleep_for(60ms);
        stoppedAt = timer.elapsed();
        source.request_stop();
    });
    const auto listed = onWorker([&] { return space.database->list({.stop = source.get_token()}); });
    QCOMPARE(trouble(listed), std::optional(ErrorKind::Stopped));
    // 100 ms are promised; a busy machine gets more, a wait that ignores the stop still fails.
    QVERIFY(timer.elapsed() - stoppedAt < 5000);
}

void PracticeStoresTest::aSlowStoreTimesOut()
{
    Workspace space;
    for (const Store store : {Store::Server, Store::Database, Store::Cache})
        space.world->setFault(store, {.delay = 10min});
    onWorker([&] {
        QCOMPARE(trouble(space.server->list(CallContext::within(30ms))), std::optional(ErrorKind::TimedOut));
        QCOMPARE(trouble(space.database->list(CallContext::within(30ms))), std::optional(ErrorKind::TimedOut));
        QCOMPARE(trouble(space.cache->scan(false, CallContext::within(30ms))), std::optional(ErrorKind::TimedOut));
        space.world->setFault(Store::Cache, {.delay = 30ms});
        QVERIFY(space.cache->scan(false, CallContext::within(10min)));
    });
}

/// Also for a call that came while it was silent; the time that the call may take ends it all the same.
void PracticeStoresTest::aSilentStoreAnswersOnceItIsToldTo()
{
    Workspace space;
    space.world->setFault(Store::Server, {.isSilent = true});
    QElapsedTimer timer;
    timer.start();
    const std::jthread told([&] {
        std::this_thread::sleep_for(80ms);
        space.world->setFault(Store::Server, {});
    });
    onWorker([&] { QVERIFY(space.server->list(CallContext::within(10min))); });
    QVERIFY(timer.elapsed() >= 80);
    space.world->setFault(Store::Server, {.isSilent = true});
    onWorker(
        [&] { QCOMPARE(trouble(space.server->list(CallContext::within(30ms))), std::optional(ErrorKind::TimedOut)); });
}

void PracticeStoresTest::theDoctorIsContent()
{
    onWorker([] {
        Workspace space;
        const StoreDiagnosis reports[] = {
            space.server->diagnose({}), space.database->diagnose({}), space.cache->diagnose({})};
        for (const StoreDiagnosis& report : reports) {
            QCOMPARE(report.checks.size(), checksOf(report.store).size());
            for (const Check& check : report.checks) {
                QVERIFY2(check.state == CheckState::Ok, qPrintable(checkWord(check.id)));
                QVERIFY2(!check.said.isEmpty(), qPrintable(checkWord(check.id)));
            }
        }
        QCOMPARE(reports[0].version, QStringLiteral("2.3.6"));
        QVERIFY(reports[1].version.startsWith(QStringLiteral("15.")));
        QCOMPARE(reports[1].pooler, QStringLiteral("direct"));
        QVERIFY(reports[2].version.startsWith(QStringLiteral("7.")));
    });
}

void PracticeStoresTest::theDoctorNamesTheFault()
{
    onWorker([] {
        Workspace space;
        space.world->setFault(Store::Cache, {.failure = ErrorKind::Loading});
        const StoreDiagnosis report = space.cache->diagnose({});
        QCOMPARE(report.worst(), CheckState::Failed);
        QVERIFY(!report.canBeRead());
        QCOMPARE(report.checks.front().trouble, std::optional(ErrorKind::Loading));
        QVERIFY(!report.checks.front().cure.isEmpty());
        QCOMPARE(report.checks.size(), checksOf(Store::Cache).size());
        QCOMPARE(report.checks.back().state, CheckState::Skipped);
    });
}

STEWARD_TEST(PracticeStoresTest)
} // namespace steward::practice_stores_test

#include "practice_stores_test.moc"
