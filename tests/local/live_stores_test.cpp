#include "local/environment_settings.h"
#include "local/session_keychain.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/live_stores.h"
#include "stores/server_port.h"
#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::live_stores_test {

namespace {

CallContext limits()
{
    return CallContext::within(20s);
}

} // namespace

/// From variables, and from a profile with a keychain, to three real stores that answer.
class LiveStoresTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void variablesReachTheStores();
    void aProfileReachesTheStores();
    void aReadOnlyProfileChangesNothing();
    void namesReachTheAdapters();

private:
    QProcessEnvironment variables() const;
    QString readAll(const ConnectionSettings& settings) const;

    EvolutionServer m_evolution;
    PostgresServer m_postgres;
    RedisServer m_redis{{.password = "p@ss/w:rd#1"}};
    const QString m_organization = QStringLiteral("4e8de1b2-53c9-4a9e-8f64-0b1a2c3d4e5f");
    const QByteArray m_password = "p@ss/w:rd?2%";
};

void LiveStoresTest::initTestCase()
{
    RIG_VERIFY(m_evolution.start());
    RIG_VERIFY(m_postgres.start());
    RIG_VERIFY(m_redis.start());
    EvolutionInstance instance;
    instance.name = QStringLiteral("clinic-one");
    m_evolution.addInstance(instance);
    RIG_VERIFY(m_postgres.createDatabase(QStringLiteral("live")));
    RIG_VERIFY(m_postgres.createRole(QStringLiteral("steward"), m_password, QStringLiteral("bypassrls")));
    RIG_VERIFY(m_postgres.execute(
        QStringLiteral("grant usage on schema healthcare, core to steward;"
                       "grant select, insert, update, delete on all tables in schema healthcare, core to steward;"
                       "insert into core.organizations(id, name, is_active) values ('%1', 'One', true);"
                       "insert into healthcare.integrations(organization_id, type, provider, status, config, enabled)"
                       "values ('%1', 'whatsapp', 'evolution', 'active', '{\"instance_name\": \"clinic-one\"}', true)")
            .arg(m_organization),
        QStringLiteral("live")));
    RIG_VERIFY(m_redis.command({"SETEX", "whatsapp:instance:clinic-one", "3600", "{}"}, 2));
}

QProcessEnvironment LiveStoresTest::variables() const
{
    const QString encoded = QString::fromLatin1(m_password.toPercentEncoding());
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("STEWARD_EVOLUTION_URL"), m_evolution.url());
    environment.insert(QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QString::fromLatin1(m_evolution.apiKey()));
    environment.insert(
        QStringLiteral("STEWARD_DATABASE_URL"),
        QStringLiteral("postgresql://steward:%1@127.0.0.1:%2/live").arg(encoded, QString::number(m_postgres.port())));
    environment.insert(
        QStringLiteral("STEWARD_REDIS_URL"),
        QStringLiteral("redis://:%1@127.0.0.1:%2/2")
            .arg(QString::fromLatin1(QByteArray("p@ss/w:rd#1").toPercentEncoding()), QString::number(m_redis.port())));
    return environment;
}

/// "server database cache": the name that each store gives, or its error.
QString LiveStoresTest::readAll(const ConnectionSettings& settings) const
{
    return onWorker([&] {
        const LiveStores stores(settings);
        const auto server = stores.makeServer()->list(limits());
        const auto database = stores.makeDatabase()->list(limits());
        const auto cache = stores.makeCache()->scan(false, limits());
        const auto said = [](const auto& listing, const auto& items) {
            if (!listing)
                return errorWord(listing.error().kind);
            const auto& found = items(*listing);
            return found.size() == 1 ? found.front().name.text() : QString::number(found.size());
        };
        const QString rows = !database                            ? errorWord(database.error().kind)
                             : database->integrations.size() == 1 ? database->integrations.front().name().text()
                                                                  : QString::number(database->integrations.size());
        return QStringList{
            said(
                server, [](const auto& listing) -> const auto& { return listing.instances; }),
            rows,
            said(
                cache, [](const auto& listing) -> const auto& { return listing.entries; })}
            .join(QLatin1Char(' '));
    });
}

void LiveStoresTest::variablesReachTheStores()
{
    const auto resolved = EnvironmentSettings(variables()).fromEnvironment();
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(resolved.error().sentence));
    const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, {});
    QCOMPARE(readAll(*settings), QStringLiteral("clinic-one clinic-one clinic-one"));

    auto wrong = *settings;
    wrong.server.apiKey = Secret("wrong");
    wrong.database.password = Secret("wrong");
    wrong.cache.password = Secret("wrong");
    QCOMPARE(readAll(wrong), QStringLiteral("wrong-key wrong-password wrong-password"));
}

void LiveStoresTest::aProfileReachesTheStores()
{
    auto resolved = *EnvironmentSettings(variables()).fromEnvironment();
    SessionKeychain keychain;
    Profile profile = resolved.profile;
    profile.keychainId = QUuid::createUuid();
    QVERIFY(keychain.writeAll(profile.keychainId, resolved.secrets, {}).has_value());
    const auto again = EnvironmentSettings({}).withSecrets(profile, keychain, limits());
    QVERIFY(again.has_value());
    QCOMPARE(
        readAll(*again->profile.toConnectionSettings(again->secrets, {})),
        QStringLiteral("clinic-one clinic-one clinic-one"));
}

void LiveStoresTest::aReadOnlyProfileChangesNothing()
{
    QProcessEnvironment environment = variables();
    environment.insert(QStringLiteral("STEWARD_READ_ONLY"), QStringLiteral("yes"));
    const auto resolved = EnvironmentSettings(environment).fromEnvironment();
    const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, {});
    const auto name = InstanceName::fromText(u"clinic-one");
    const auto kinds = onWorker([&] {
        const LiveStores stores(*settings);
        const auto kindOf = [](const auto& result) { return result ? QString() : errorWord(result.error().kind); };
        const CacheKey key{.name = name};
        return QStringList{
            kindOf(stores.makeServer()->remove(name, limits())),
            kindOf(stores.makeDatabase()->remove({{.id = IntegrationId(QUuid::createUuid())}}, {}, limits())),
            kindOf(stores.makeCache()->remove({key}, limits()))};
    });
    QCOMPARE(kinds, QStringList(3, QStringLiteral("read-only-profile")));
    QCOMPARE(readAll(*settings), QStringLiteral("clinic-one clinic-one clinic-one"));
}

void LiveStoresTest::namesReachTheAdapters()
{
    auto resolved = *EnvironmentSettings(variables()).fromEnvironment();
    resolved.profile.names.integrationsTable = QStringLiteral("elsewhere");
    resolved.profile.names.instanceKeyPrefix = "other:instance:";
    resolved.profile.names.tokenKeyPrefix = "other:token:";
    const QString read = readAll(*resolved.profile.toConnectionSettings(resolved.secrets, {}));
    QVERIFY2(read.startsWith(QLatin1String("clinic-one missing-table ")), qPrintable(read));
    QVERIFY2(!read.endsWith(QLatin1String("clinic-one")), qPrintable(read));
}

STEWARD_TEST(LiveStoresTest)
} // namespace steward::live_stores_test

#include "live_stores_test.moc"
