#include "local/environment_settings.h"
#include "local/profile_samples.h"
#include "local/session_keychain.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::environment_settings_test {

namespace {

using Variables = QMap<QString, QString>;

Variables complete()
{
    return {
        {QStringLiteral("STEWARD_EVOLUTION_URL"), QStringLiteral("https://evolution.example.org")},
        {QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QStringLiteral("canarykey")},
        {QStringLiteral("STEWARD_DATABASE_URL"),
         QStringLiteral("postgresql://user:canarydb@db.example.org:6543/postgres?sslmode=verify-full")},
        {QStringLiteral("STEWARD_REDIS_URL"), QStringLiteral("rediss://acl:canaryredis@cache.example.org:6380/2")}};
}

EnvironmentSettings settingsOf(const Variables& variables)
{
    QProcessEnvironment environment;
    for (auto it = variables.constBegin(); it != variables.constEnd(); ++it)
        environment.insert(it.key(), it.value());
    return EnvironmentSettings(environment);
}

/// A keychain that cannot be asked, as on a server without a desktop.
class ClosedKeychain final : public Keychain {
public:
    KeychainAvailability probe(const CallContext&) override { return {}; }
    Result<std::optional<Secret>> read(const QUuid&, SecretKind, const CallContext&) override
    {
        ++reads;
        return std::unexpected(closed());
    }
    Result<void> write(const QUuid&, SecretKind, const Secret&, const CallContext&) override
    {
        return std::unexpected(closed());
    }
    Result<void> remove(const QUuid&, SecretKind, const CallContext&) override { return std::unexpected(closed()); }

    int reads = 0;

private:
    static Error closed() { return {ErrorKind::LocalFailure, QStringLiteral("Closed."), QStringLiteral("closed")}; }
};

bool hasCanary(const Error& error)
{
    return (error.sentence + error.detail).contains(QLatin1String("canary"), Qt::CaseInsensitive);
}

} // namespace

class EnvironmentSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingFromTheEnvironment();
    void options();
    void filesOfOneStore();
    void missingVariablesAreAllNamed();
    void wrongVariables_data();
    void wrongVariables();
    void readOnlyWords_data();
    void readOnlyWords();
    void differentStoresHaveDifferentIds();
    void secretsFromTheKeychain();
    void variablesWin();
    void passwordlessAddressAsksTheKeychain();
    void aClosedKeychainIsNoAbsence();
    void noApiKeyAnywhere();
};

void EnvironmentSettingsTest::everythingFromTheEnvironment()
{
    const auto resolved = settingsOf(complete()).fromEnvironment();
    QVERIFY2(resolved.has_value(), resolved ? "" : qPrintable(resolved.error().sentence));
    const Profile& profile = resolved->profile;
    QCOMPARE(profile.serverUrl, QStringLiteral("https://evolution.example.org"));
    QCOMPARE(profile.database.host, QStringLiteral("db.example.org"));
    QCOMPARE(profile.database.port, 6543);
    QCOMPARE(profile.database.database, QStringLiteral("postgres"));
    QCOMPARE(profile.database.user, QStringLiteral("user"));
    QCOMPARE(profile.database.sslMode, QStringLiteral("verify-full"));
    QCOMPARE(profile.cache.transport, CacheSettings::Transport::Tls);
    QCOMPARE(profile.cache.host, QStringLiteral("cache.example.org"));
    QCOMPARE(profile.cache.port, 6380);
    QCOMPARE(profile.cache.user, QStringLiteral("acl"));
    QCOMPARE(profile.cache.database, 2);
    QCOMPARE(profile.environment, Environment::Production); // unset is production
    QVERIFY(!profile.readOnly);
    QCOMPARE(profile.role, Role::Administrator); // as before there were roles
    QVERIFY(!profile.allowInsecure);
    QVERIFY((resolved->secrets == ProfileSecrets{Secret("canarykey"), Secret("canarydb"), Secret("canaryredis")}));
    QVERIFY(profile.toConnectionSettings(resolved->secrets, {}).has_value());
}

void EnvironmentSettingsTest::options()
{
    Variables variables = complete();
    variables[QStringLiteral("STEWARD_CA_FILE")] = QStringLiteral("/etc/ca.pem");
    variables[QStringLiteral("STEWARD_ENVIRONMENT")] = QStringLiteral("staging");
    variables[QStringLiteral("STEWARD_READ_ONLY")] = QStringLiteral("1");
    variables[QStringLiteral("STEWARD_ROLE")] = QStringLiteral("staff");
    variables[QStringLiteral("STEWARD_WEBHOOK_URL")] = QStringLiteral("https://h/{webhook_token}");
    const auto resolved = settingsOf(variables).fromEnvironment();
    QVERIFY(resolved.has_value());
    QCOMPARE(resolved->profile.role, Role::Staff);
    QCOMPARE(resolved->profile.environment, Environment::Staging);
    const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, {});
    // Beside the system's authorities; those of one store are in their place.
    for (const QString& caFile : {settings->server.caFile, settings->database.caFile, settings->cache.caFile})
        QCOMPARE(caFile, QString());
    for (const QString& added :
         {settings->server.addedCaFile, settings->database.addedCaFile, settings->cache.addedCaFile})
        QCOMPARE(added, QStringLiteral("/etc/ca.pem"));
    for (const bool readOnly : {settings->server.readOnly, settings->database.readOnly, settings->cache.readOnly})
        QVERIFY(readOnly);
    QCOMPARE(settings->webhookTemplate, QStringLiteral("https://h/{webhook_token}"));

    variables[QStringLiteral("STEWARD_DATABASE_URL")] =
        QStringLiteral("postgresql://u@h/d?sslrootcert=%2Fetc%2Fdb.pem");
    const auto own = settingsOf(variables).fromEnvironment();
    QCOMPARE(own->profile.toConnectionSettings(own->secrets, {})->database.caFile, QStringLiteral("/etc/db.pem"));
}

void EnvironmentSettingsTest::filesOfOneStore()
{
    Variables variables = complete();
    variables[QStringLiteral("STEWARD_CA_FILE")] = QStringLiteral("/etc/ca.pem");
    variables[QStringLiteral("STEWARD_EVOLUTION_CA_FILE")] = QStringLiteral("/etc/evolution.pem");
    variables[QStringLiteral("STEWARD_DATABASE_CA_FILE")] = QStringLiteral("/etc/database.pem");
    variables[QStringLiteral("STEWARD_REDIS_CA_FILE")] = QStringLiteral("/etc/redis.pem");
    variables[QStringLiteral("STEWARD_REDIS_CERT_FILE")] = QStringLiteral("/etc/client.pem");
    variables[QStringLiteral("STEWARD_REDIS_KEY_FILE")] = QStringLiteral("/etc/client.key");
    const auto resolved = settingsOf(variables).fromEnvironment();
    QVERIFY(resolved.has_value());
    const auto settings = resolved->profile.toConnectionSettings(resolved->secrets, {});
    QCOMPARE(settings->server.caFile, QStringLiteral("/etc/evolution.pem"));
    QCOMPARE(settings->database.caFile, QStringLiteral("/etc/database.pem"));
    QCOMPARE(settings->cache.caFile, QStringLiteral("/etc/redis.pem"));
    QCOMPARE(settings->cache.certificateFile, QStringLiteral("/etc/client.pem"));
    QCOMPARE(settings->cache.keyFile, QStringLiteral("/etc/client.key"));
    variables.remove(QStringLiteral("STEWARD_REDIS_KEY_FILE"));
    const auto lacking = settingsOf(variables).fromEnvironment();
    QVERIFY(!lacking.has_value());
    QVERIFY(lacking.error().sentence.contains(QStringLiteral("STEWARD_REDIS_KEY_FILE")));
}

void EnvironmentSettingsTest::missingVariablesAreAllNamed()
{
    const auto none = settingsOf({}).fromEnvironment();
    QCOMPARE(none.error().kind, ErrorKind::InvalidSettings);
    for (const QString& name : complete().keys()) {
        QVERIFY(none.error().sentence.contains(name));
        QVERIFY(none.error().sentence.contains(QLatin1String("--practice"))); // the way without a server
        Variables variables = complete();
        variables[name] = QString(); // set and empty is not set
        const auto one = settingsOf(variables).fromEnvironment();
        QVERIFY(!one.has_value());
        QVERIFY(one.error().sentence.contains(name));
        QVERIFY(!hasCanary(one.error()));
        QCOMPARE(one.error().sentence.count(QLatin1String("STEWARD_")), 1);
    }
}

void EnvironmentSettingsTest::wrongVariables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* value) {
        QTest::addRow("%s %s", name, value) << QString::fromLatin1(name) << QString::fromLatin1(value);
    };
    row("STEWARD_EVOLUTION_URL", "canary.example.org");
    row("STEWARD_EVOLUTION_URL", "https://user:canary@example.org");
    row("STEWARD_EVOLUTION_API_KEY", "canary\r\nX-Other: 1");
    row("STEWARD_DATABASE_URL", "postgresql://user:canary@host:99999/d");
    row("STEWARD_DATABASE_URL", "postgresql://user:canary/x@host/d");
    row("STEWARD_DATABASE_URL", "host=h password=canary");
    row("STEWARD_REDIS_URL", "redis://:canary@host/canary");
    row("STEWARD_REDIS_URL", "canary");
    row("STEWARD_ENVIRONMENT", "canary");
    row("STEWARD_ENVIRONMENT", "Production");
    row("STEWARD_READ_ONLY", "canary");
    row("STEWARD_ROLE", "canary");
    row("STEWARD_ROLE", "Administrator");
    row("STEWARD_WEBHOOK_URL", "canary");
    row("STEWARD_WEBHOOK_URL", "https://user:canary@h/{webhook_token}");
}

void EnvironmentSettingsTest::wrongVariables()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    Variables variables = complete();
    variables[name] = value;
    const auto resolved = settingsOf(variables).fromEnvironment();
    QVERIFY(!resolved.has_value());
    QCOMPARE(resolved.error().kind, ErrorKind::InvalidSettings);
    QVERIFY2(resolved.error().sentence.contains(name), qPrintable(resolved.error().sentence));
    QVERIFY(!hasCanary(resolved.error()));
}

void EnvironmentSettingsTest::readOnlyWords_data()
{
    QTest::addColumn<bool>("readOnly");
    for (const char* yes : {"1", "true", "yes", "TRUE"})
        QTest::newRow(yes) << true;
    for (const char* no : {"", "0", "false", "no"})
        QTest::newRow(no) << false;
}

void EnvironmentSettingsTest::readOnlyWords()
{
    Variables variables = complete();
    variables[QStringLiteral("STEWARD_READ_ONLY")] = QString::fromLatin1(QTest::currentDataTag());
    QTEST(settingsOf(variables).fromEnvironment()->profile.readOnly, "readOnly");
}

void EnvironmentSettingsTest::differentStoresHaveDifferentIds()
{
    const QString id = settingsOf(complete()).fromEnvironment()->profile.id;
    QCOMPARE(settingsOf(complete()).fromEnvironment()->profile.id, id);
    Variables variables = complete();
    variables[QStringLiteral("STEWARD_EVOLUTION_API_KEY")] = QStringLiteral("renewed");
    QCOMPARE(settingsOf(variables).fromEnvironment()->profile.id, id); // a new key is the same server
    variables[QStringLiteral("STEWARD_EVOLUTION_URL")] = QStringLiteral("https://other.example.org");
    QVERIFY(settingsOf(variables).fromEnvironment()->profile.id != id);
}

void EnvironmentSettingsTest::secretsFromTheKeychain()
{
    SessionKeychain keychain;
    Profile profile = test::fullProfile();
    profile.keychainId = QUuid::createUuid();
    const ProfileSecrets secrets{Secret("stored"), Secret("storeddb"), Secret("storedcache")};
    QVERIFY(keychain.writeAll(profile.keychainId, secrets, {}).has_value());
    const auto resolved = settingsOf({}).withSecrets(profile, keychain, {});
    QVERIFY(resolved.has_value());
    QVERIFY(resolved->secrets == secrets);
    QVERIFY(resolved->profile == profile);
}

void EnvironmentSettingsTest::variablesWin()
{
    SessionKeychain keychain;
    Profile profile = test::fullProfile();
    profile.keychainId = QUuid::createUuid();
    const ProfileSecrets stored{Secret("stored"), Secret("storeddb"), Secret("storedcache")};
    QVERIFY(keychain.writeAll(profile.keychainId, stored, {}).has_value());
    const auto resolved = settingsOf(complete()).withSecrets(profile, keychain, {});
    QVERIFY(resolved.has_value());
    QVERIFY((resolved->secrets == ProfileSecrets{Secret("canarykey"), Secret("canarydb"), Secret("canaryredis")}));
    QVERIFY(resolved->profile == profile); // everything but the secrets stays the profile's

    Variables onlyKey{{QStringLiteral("STEWARD_EVOLUTION_API_KEY"), QStringLiteral("canarykey")}};
    const auto mixed = settingsOf(onlyKey).withSecrets(profile, keychain, {});
    QVERIFY((mixed->secrets == ProfileSecrets{Secret("canarykey"), stored.databasePassword, stored.cachePassword}));
}

void EnvironmentSettingsTest::passwordlessAddressAsksTheKeychain()
{
    SessionKeychain keychain;
    Profile profile = test::fullProfile();
    profile.keychainId = QUuid::createUuid();
    QVERIFY(keychain.write(profile.keychainId, SecretKind::CachePassword, Secret("storedcache"), {}).has_value());
    Variables variables = complete();
    variables[QStringLiteral("STEWARD_REDIS_URL")] = QStringLiteral("redis://cache.example.org");
    const auto resolved = settingsOf(variables).withSecrets(profile, keychain, {});
    QCOMPARE(resolved->secrets.cachePassword.reveal(), QByteArray("storedcache"));

    ClosedKeychain closed;
    const auto without = settingsOf(variables).withSecrets(profile, closed, {});
    QVERIFY(without.has_value());
    QVERIFY(without->secrets.cachePassword.isEmpty());
}

void EnvironmentSettingsTest::aClosedKeychainIsNoAbsence()
{
    ClosedKeychain keychain;
    Variables variables = complete();
    QVERIFY(settingsOf(variables).withSecrets(test::fullProfile(), keychain, {}).has_value());
    QCOMPARE(keychain.reads, 0); // nothing to ask for
    variables.remove(QStringLiteral("STEWARD_DATABASE_URL"));
    const auto resolved = settingsOf(variables).withSecrets(test::fullProfile(), keychain, {});
    QCOMPARE(resolved.error().kind, ErrorKind::LocalFailure);
    QVERIFY(resolved.error().sentence.contains(QLatin1String("STEWARD_DATABASE_URL")));
}

void EnvironmentSettingsTest::noApiKeyAnywhere()
{
    SessionKeychain keychain;
    const auto resolved = settingsOf({}).withSecrets(test::fullProfile(), keychain, {});
    QCOMPARE(resolved.error().kind, ErrorKind::InvalidSettings);
    QVERIFY(resolved.error().sentence.contains(QLatin1String("STEWARD_EVOLUTION_API_KEY")));
}

STEWARD_TEST(EnvironmentSettingsTest)
} // namespace steward::environment_settings_test

#include "environment_settings_test.moc"
