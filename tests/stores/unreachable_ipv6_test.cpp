#include "domain/doctor_advice.h"
#include "stores/address_family.h"
#include "stores/evolution/evolution_server_adapter.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::unreachable_ipv6_test {

namespace {

const QString nowhere = QStringLiteral("2001:db8::1"); // for documentation: no route leads there

CallContext limits()
{
    return CallContext::within(8s);
}

/// Whether this network refuses such addresses at once, as one without IPv6 does.
bool isWithoutIpv6()
{
    QTcpSocket socket;
    socket.connectToHost(nowhere, 9);
    QElapsedTimer elapsed;
    elapsed.start();
    socket.waitForConnected(1500);
    return elapsed.elapsed() < 1000;
}

} // namespace

/// A host that has IPv6 only, on a network that has none: that is what is said, not "nothing listens there".
class UnreachableIpv6Test final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressesAreTold();
    void everyStoreNamesIt();
};

void UnreachableIpv6Test::addressesAreTold()
{
    onWorker([] {
        QVERIFY(hasOnlyIpv6(nowhere, limits()));
        QVERIFY(hasOnlyIpv6(QStringLiteral("[2001:db8::1]"), limits()));
        QVERIFY(!hasOnlyIpv6(QStringLiteral("127.0.0.1"), limits()));
        QVERIFY(!hasOnlyIpv6(QStringLiteral("localhost"), limits()));
        QVERIFY(!hasOnlyIpv6(QString(70, u'x'), limits()));
        std::stop_source stopped;
        stopped.request_stop();
        QElapsedTimer elapsed;
        elapsed.start();
        (void)hasOnlyIpv6(QStringLiteral("localhost"), {QDeadlineTimer(8000), stopped.get_token()});
        QVERIFY(elapsed.elapsed() < 1000);
    });
}

void UnreachableIpv6Test::everyStoreNamesIt()
{
    if (!isWithoutIpv6())
        QSKIP("this network carries IPv6, or answers nothing at all");
    ServerSettings server;
    server.url = QUrl(QStringLiteral("https://[%1]:9").arg(nowhere));
    server.apiKey = Secret("key");
    DatabaseSettings database;
    database.host = nowhere;
    database.port = 9;
    database.database = database.user = QStringLiteral("x");
    database.sslMode = QStringLiteral("require");
    database.allowInsecure = true;
    CacheSettings cache;
    cache.transport = CacheSettings::Transport::Tls;
    cache.host = nowhere;
    cache.port = 9;
    onWorker([&] {
        const auto say = [](const Error& error) {
            QVERIFY2(error.kind == ErrorKind::NoIpv6, qPrintable(errorDetails(error)));
            QVERIFY2(error.sentence.contains(QStringLiteral("no IPv6")), qPrintable(error.sentence));
        };
        EvolutionServerAdapter evolution(server);
        say(evolution.list(limits()).error());
        PostgresDatabaseAdapter postgres(database, StoreNames());
        say(postgres.list(limits()).error());
        RedisCacheAdapter redis(cache, StoreNames());
        say(redis.scan(false, limits()).error());
        for (const StoreDiagnosis& diagnosis :
             {evolution.diagnose(limits()), postgres.diagnose(limits()), redis.diagnose(limits())}) {
            QVERIFY(diagnosis.checks.front().id == CheckId::Reachable);
            QVERIFY(diagnosis.checks.front().trouble == ErrorKind::NoIpv6);
        }
    });
    QVERIFY(adviceFor(ErrorKind::NoIpv6, Store::Database).cure.contains(QStringLiteral("pooler")));
}

STEWARD_TEST(UnreachableIpv6Test)
} // namespace steward::unreachable_ipv6_test

#include "unreachable_ipv6_test.moc"
