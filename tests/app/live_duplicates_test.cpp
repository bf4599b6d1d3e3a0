#include "app/creation_way.h"
#include "app/duplicates_way.h"
#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/practice_loader.h"
#include "support/redis_server.h"
#include "support/test_registry.h"

#include "stores/live_stores.h"

#include <functional>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::live_duplicates_test {

namespace {

/// What practice holds, in real stores.
struct RealPractice {
    EvolutionServer server;
    PostgresServer postgres;
    RedisServer redis;
    const QString database = QStringLiteral("clinics");

    RigResult<void> start()
    {
        for (const auto& begin : std::initializer_list<std::function<RigResult<void>()>>{
                 [this] { return server.start(); }, [this] { return postgres.start(); },
                 [this] { return redis.start(); }, [this] { return postgres.createDatabase(database); }}) {
            if (auto done = begin(); !done)
                return done;
        }
        const PracticeLoader loader(*makePracticeFleet());
        loader.load(server);
        if (auto done = loader.load(postgres, database); !done)
            return done;
        return loader.load(redis);
    }
    ConnectionSettings settings() const
    {
        ConnectionSettings settings;
        settings.server.url = QUrl(server.url());
        settings.server.apiKey = Secret(server.apiKey());
        settings.database.host = postgres.host();
        settings.database.port = postgres.port();
        settings.database.database = database;
        settings.database.user = postgres.superuser();
        settings.database.password = Secret(postgres.password());
        settings.cache.host = QStringLiteral("127.0.0.1");
        settings.cache.port = redis.port();
        settings.webhookTemplate = practiceWebhookTemplate();
        return settings;
    }
};

} // namespace

/// The ways to six duplicates cleaned, and to one organization created and paired, on real PostgreSQL and Redis and a
/// server that answers as recorded.
class LiveDuplicatesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoWays_data();
    void twoWays();
};

void LiveDuplicatesTest::twoWays_data()
{
    addLooks();
}

void LiveDuplicatesTest::twoWays()
{
    const LookOfTest look;
    RealPractice real;
    RIG_VERIFY(real.start());
    Desk workstation(false);
    ProfileContext stores;
    stores.role = Role::Administrator;
    stores.title = QStringLiteral("Real stores");
    stores.environment = Environment::Production;
    stores.stores = std::make_shared<LiveStores>(real.settings());
    stores.names = real.settings().names;
    stores.journalPath = workstation.folder.filePath(QStringLiteral("journal"));
    workstation.window.openStores(stores);
    workstation.window.show();
    Workspace& workspace = workstation.window.view()->workspace();
    QVERIFY(QTest::qWaitFor([&] { return workspace.index() && !workspace.isReading(); }, longWait));
    QVERIFY(workspace.index()->audit().allStoresRead());
    const Six six = sixOf(workstation);
    QCOMPARE(six.names.size(), size_t{6});
    const CleaningWay way(workstation, six);
    QVERIFY2(way.trouble.isEmpty(), qPrintable(way.trouble));
    QVERIFY2(way.clicks <= 6, qPrintable(QString::number(way.clicks)));

    // What was read back by the window is so in the stores.
    const auto isGone = [&](const InstanceName& name) {
        const auto& index = workspace.index();
        const AuditRow* row = index->audit().find(name);
        return !row || (!row->server && row->integrations.empty() && !row->cacheEntry());
    };
    QTRY_VERIFY_WITH_TIMEOUT(!workspace.isReading(), longWait);
    for (const InstanceName& name : six.names) {
        QTRY_VERIFY_WITH_TIMEOUT(isGone(name) == (name != six.open), longWait);
        QCOMPARE(real.server.instance(QString::fromUtf8(name.utf8())).has_value(), name == six.open);
    }

    const FirstPairingWay creation(workstation, [&real](const InstanceName& name) {
        real.server.scan(QString::fromUtf8(name.utf8()), QStringLiteral("5511912345678@s.whatsapp.net"));
    });
    QVERIFY2(creation.trouble.isEmpty(), qPrintable(creation.trouble));
    QVERIFY2(creation.clicks <= 5, qPrintable(QString::number(creation.clicks)));
    const auto isThere = [&] {
        const AuditRow* row = workspace.index()->audit().find(creation.name);
        return row && row->connection() == Connection::Open && row->enabledIntegration() && row->cacheEntry();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isThere(), longWait);
}

STEWARD_TEST(LiveDuplicatesTest)
} // namespace steward::live_duplicates_test

#include "live_duplicates_test.moc"
