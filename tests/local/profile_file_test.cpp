#include "local/profile_file.h"
#include "local/profile_samples.h"
#include "support/test_registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::profile_file_test {

class ProfileFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void onlyDifferingNamesAreWritten();
    void shortestDocument();
    void anUnknownRoleIsStaff();
    void unknownFieldsAreIgnored();
    void strictErrors_data();
    void strictErrors();
    void secretsAreRefused_data();
    void secretsAreRefused();
    void unfitProfilesAreNotWritten();
    void connectionSettings();
    void incompleteProfiles_data();
    void incompleteProfiles();
    void webhookTemplates_data();
    void webhookTemplates();
};

void ProfileFileTest::roundTrip()
{
    Profile profile = fullProfile();
    profile.keychainId = QUuid::createUuid();
    const auto document = ProfileFile::toDocument(profile);
    QVERIFY(document.has_value());
    const auto read = ProfileFile::fromDocument(*document);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().sentence));
    QVERIFY(*read == profile);
}

void ProfileFileTest::onlyDifferingNamesAreWritten()
{
    const auto names = [](const Profile& profile) {
        return QJsonDocument::fromJson(*ProfileFile::toDocument(profile)).object().value(QLatin1String("names"));
    };
    Profile profile;
    profile.name = QStringLiteral("x");
    QVERIFY(names(profile).toObject().isEmpty());
    const QStringList differing = names(fullProfile()).toObject().keys();
    QCOMPARE(
        differing,
        (QStringList{
            QStringLiteral("cache_lifetime_seconds"), QStringLiteral("schema"), QStringLiteral("token_key_prefix")}));
}

void ProfileFileTest::shortestDocument()
{
    const auto profile = ProfileFile::fromDocument(R"({"version": 1, "name": "x"})");
    QVERIFY(profile.has_value());
    QCOMPARE(profile->environment, Environment::Production);
    QCOMPARE(profile->database.port, 5432);
    QVERIFY(profile->names == StoreNames());
    QCOMPARE(profile->pendingGrace.count(), 10);
    QCOMPARE(profile->readEvery.count(), 5);
    for (const int minutes : {0, 1, 60}) { // off, and the bounds
        const auto chosen = ProfileFile::fromDocument(
            R"({"version": 1, "name": "x", "read_every_minutes": )" + QByteArray::number(minutes) + '}');
        QVERIFY(chosen.has_value());
        QCOMPARE(chosen->readEvery.count(), minutes);
    }
    QVERIFY(!profile->allowInsecure);
}

void ProfileFileTest::anUnknownRoleIsStaff()
{
    const auto roleIn = [](const QByteArray& field) {
        const auto profile = ProfileFile::fromDocument("{\"version\": 1, \"name\": \"x\"" + field + "}");
        return profile ? std::optional(profile->role) : std::nullopt;
    };
    QCOMPARE(roleIn(""), std::optional(Role::Administrator)); // an earlier version wrote none
    QCOMPARE(roleIn(", \"role\": \"administrator\""), std::optional(Role::Administrator));
    for (const char* value :
         {"\"staff\"", "\"owner\"", "\"Administrator\"", "\"administrator \"", "\"\"", "null", "1", "true", "[]", "{}"})
        QCOMPARE(roleIn(QByteArray(", \"role\": ") + value), std::optional(Role::Staff));
}

void ProfileFileTest::unknownFieldsAreIgnored()
{
    const auto profile = ProfileFile::fromDocument(
        R"({"version": 1, "name": "x", "colour": "red", "server": {"url": "https://h", "note": [1, {"a": null}]}})");
    QVERIFY(profile.has_value());
    QVERIFY(!ProfileFile::toDocument(*profile)->contains("red"));
}

void ProfileFileTest::strictErrors_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* fields, const char* named) {
        QTest::newRow(fields) << QByteArrayLiteral("{\"version\": 1, \"name\": \"x\", ") + fields + "}"
                              << QString::fromLatin1(named);
    };
    QTest::newRow("not json") << QByteArray("canaryvalue") << QString();
    QTest::newRow("cut short") << QByteArray("{\"version\": 1, \"name\": \"canaryvalue") << QString();
    QTest::newRow("array") << QByteArray("[\"canaryvalue\"]") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("no version") << QByteArray("{\"name\": \"x\"}") << QStringLiteral("version");
    QTest::newRow("newer version") << QByteArray("{\"version\": 2, \"name\": \"x\"}") << QStringLiteral("Update");
    QTest::newRow("version as text") << QByteArray("{\"version\": \"1\", \"name\": \"x\"}") << QStringLiteral("Update");
    QTest::newRow("no name") << QByteArray("{\"version\": 1}") << QStringLiteral("name");
    QTest::newRow("too large") << QByteArray("{\"version\": 1, \"name\": \"x\"}") + QByteArray(1024 * 1024, ' ')
                               << QStringLiteral("too large");
    row("\"read_only\": \"canaryvalue\"", "read_only");
    row("\"read_only\": 1", "read_only");
    row("\"environment\": \"canaryvalue\"", "environment");
    row("\"environment\": null", "environment");
    row("\"server\": \"canaryvalue\"", "server");
    row("\"server\": {\"url\": 3}", "server.url");
    row("\"server\": {\"url\": \"canaryvalue\"}", "Evolution");
    row("\"database\": {\"port\": 0}", "database.port");
    row("\"database\": {\"port\": 65536}", "database.port");
    row("\"database\": {\"port\": 5432.5}", "database.port");
    row("\"database\": {\"port\": \"5432\"}", "database.port");
    row("\"database\": {\"port\": 1e300}", "database.port");
    row("\"database\": {\"sslmode\": \"canaryvalue\"}", "database.sslmode");
    row("\"database\": {\"host\": \"/tmp,canaryvalue\"}", "database.host");
    row("\"cache\": {\"transport\": \"canaryvalue\"}", "cache.transport");
    row("\"cache\": {\"database\": -1}", "cache.database");
    row("\"cache\": []", "cache");
    row("\"ignore\": \"canaryvalue\"", "ignore");
    row("\"ignore\": [1]", "ignore");
    row("\"protected\": {\"canaryvalue\": 1}", "protected");
    row("\"protected\": [1]", "protected");
    row("\"names\": {\"instance_key_prefix\": \"\"}", "names.instance_key_prefix");
    row("\"names\": {\"cache_lifetime_seconds\": 0}", "names.cache_lifetime_seconds");
    row("\"webhook_url\": \"canaryvalue\"", "webhook");
    row("\"pending_grace_minutes\": -1", "pending_grace_minutes");
    row("\"read_every_minutes\": 61", "read_every_minutes");
    row("\"read_every_minutes\": -1", "read_every_minutes");
}

void ProfileFileTest::strictErrors()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, named);
    const auto profile = ProfileFile::fromDocument(document);
    QVERIFY(!profile.has_value());
    QCOMPARE(profile.error().kind, ErrorKind::InvalidSettings);
    QVERIFY2(profile.error().sentence.contains(named), qPrintable(profile.error().sentence));
    QVERIFY(!(profile.error().sentence + profile.error().detail).contains(QLatin1String("canaryvalue")));
}

void ProfileFileTest::secretsAreRefused_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* fields, const char* named) {
        QTest::newRow(fields) << QByteArray(fields) << QString::fromUtf8(named);
    };
    row("\"password\": \"canarypass\"", "password");
    row("\"server\": {\"apiKey\": \"canarypass\"}", "server.apiKey");
    row("\"server\": {\"api-key\": \"canarypass\"}", "server.api-key");
    row("\"server\": {\"url\": \"https://u:canarypass@h\"}", "server.url");
    row("\"server\": {\"url\": \"https://canarypass@h\"}", "Remove it");
    row("\"database\": {\"password\": \"canarypass\"}", "database.password");
    row("\"database\": {\"url\": \"postgresql://u:canarypass@h/d\"}", "database.url");
    row("\"database\": {\"dsn\": \"host=h password=canarypass\"}", "database.dsn");
    row("\"cache\": {\"PASSWD\": \"canarypass\"}", "cache.PASSWD");
    row("\"extra\": [{\"deep\": {\"db_password\": 12345}}]", "extra.deep.db_password");
    row("\"webhook_token\": \"canarypass\"", "webhook_token");
    row("\"webhook_url\": \"https://h/x?token=canarypass\"", "webhook_url");
    row("\"webhook_url\": \"https://canarypass@h/x\"", "Remove it");
    row("\"password canarypass\": 1", "\u2026");
}

void ProfileFileTest::secretsAreRefused()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, named);
    const auto profile = ProfileFile::fromDocument("{\"version\": 1, \"name\": \"x\", " + fields + "}");
    QVERIFY(!profile.has_value());
    QVERIFY2(profile.error().sentence.contains(named), qPrintable(profile.error().sentence));
    QVERIFY(!(profile.error().sentence + profile.error().detail).contains(QLatin1String("canarypass")));
}

void ProfileFileTest::unfitProfilesAreNotWritten()
{
    Profile profile = fullProfile();
    profile.serverUrl = QStringLiteral("https://user:canarypass@example.org");
    QVERIFY(!ProfileFile::toDocument(profile).has_value());
    profile = fullProfile();
    profile.database.host = QStringLiteral("postgresql://u:canarypass@h/d");
    QVERIFY(!ProfileFile::toDocument(profile).has_value());
    profile = fullProfile();
    profile.name = QStringLiteral("  ");
    QVERIFY(!ProfileFile::toDocument(profile).has_value());
}

void ProfileFileTest::connectionSettings()
{
    const Profile profile = fullProfile();
    const ProfileSecrets secrets{Secret("key"), Secret("dbpass"), Secret("cachepass")};
    const auto settings = profile.toConnectionSettings(secrets, QStringLiteral("/data"));
    QVERIFY(settings.has_value());
    QCOMPARE(settings->server.url.toString(), profile.serverUrl);
    QCOMPARE(settings->server.apiKey.reveal(), QByteArray("key"));
    QCOMPARE(settings->server.caFile, profile.serverCaFile);
    QCOMPARE(settings->server.addedCaFile, profile.caFile);
    QCOMPARE(settings->database.host, profile.database.host);
    QCOMPARE(settings->database.port, 6543);
    QCOMPARE(settings->database.user, profile.database.user);
    QCOMPARE(settings->database.database, profile.database.database);
    QCOMPARE(settings->database.password.reveal(), QByteArray("dbpass"));
    QCOMPARE(settings->database.sslMode, profile.database.sslMode);
    QCOMPARE(settings->database.caFile, profile.database.caFile);
    QCOMPARE(settings->database.addedCaFile, profile.caFile);
    QCOMPARE(settings->database.dataDirectory, QStringLiteral("/data"));
    QCOMPARE(settings->cache.transport, CacheSettings::Transport::Tls);
    QCOMPARE(settings->cache.host, profile.cache.host);
    QCOMPARE(settings->cache.port, 6380);
    QCOMPARE(settings->cache.user, profile.cache.user);
    QCOMPARE(settings->cache.password.reveal(), QByteArray("cachepass"));
    QCOMPARE(settings->cache.database, 3);
    QCOMPARE(settings->cache.caFile, profile.cache.caFile);
    QCOMPARE(settings->cache.addedCaFile, profile.caFile);
    QCOMPARE(settings->cache.certificateFile, profile.cache.certificateFile);
    QCOMPARE(settings->cache.keyFile, profile.cache.keyFile);
    for (const bool readOnly : {settings->server.readOnly, settings->database.readOnly, settings->cache.readOnly})
        QVERIFY(readOnly);
    for (const bool allowed :
         {settings->server.allowInsecure, settings->database.allowInsecure, settings->cache.allowInsecure})
        QVERIFY(allowed);
    QVERIFY(settings->names == profile.names);
    QCOMPARE(settings->webhookTemplate, profile.webhookTemplate);
}

void ProfileFileTest::incompleteProfiles_data()
{
    QTest::addColumn<Profile>("profile");
    Profile profile = fullProfile();
    profile.serverUrl.clear();
    QTest::newRow("server") << profile;
    profile = fullProfile();
    profile.database.user.clear();
    QTest::newRow("database user") << profile;
    profile = fullProfile();
    profile.cache.host.clear();
    QTest::newRow("cache host") << profile;
    profile = fullProfile();
    profile.cache.transport = CacheSettings::Transport::Unix;
    profile.cache.socketPath.clear();
    QTest::newRow("cache socket") << profile;
}

void ProfileFileTest::incompleteProfiles()
{
    QFETCH(Profile, profile);
    const auto settings = profile.toConnectionSettings({}, {});
    QVERIFY(!settings.has_value());
    QCOMPARE(settings.error().kind, ErrorKind::InvalidSettings);
    QVERIFY(ProfileFile::toDocument(profile).has_value()); // it can be saved and completed later
}

void ProfileFileTest::webhookTemplates_data()
{
    QTest::addColumn<QString>("urlTemplate");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char* urlTemplate, bool accepted) {
        QTest::newRow(urlTemplate) << QString::fromLatin1(urlTemplate) << accepted;
    };
    row("", true);
    row("https://h/{webhook_token}", true);
    row("https://h/{instance_name}?token={webhook_token}", true);
    row("http://h/fixed", true);
    row("https://h/{token}", false);
    row("https://h/}{", false);
    row("https://u:p@h/{webhook_token}", false);
    row("https:///{webhook_token}", false);
    row("ws://h/{webhook_token}", false);
}

void ProfileFileTest::webhookTemplates()
{
    QFETCH(QString, urlTemplate);
    QTEST(checkWebhookTemplate(urlTemplate).has_value(), "accepted");
}

STEWARD_TEST(ProfileFileTest)
} // namespace steward::profile_file_test

#include "profile_file_test.moc"
