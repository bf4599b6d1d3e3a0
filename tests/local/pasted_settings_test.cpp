#include "local/pasted_settings.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::pasted_settings_test {

namespace {

QString text(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

/// What a profile is about, in one line, without its secrets.
QString summaryOf(const Profile& profile)
{
    const QStringList database{
        profile.database.host, QString::number(profile.database.port), profile.database.database, profile.database.user,
        profile.database.sslMode};
    const QStringList cache{
        profile.cache.host, QString::number(profile.cache.port), QString::number(profile.cache.database),
        profile.cache.user, profile.cache.socketPath};
    return profile.serverUrl + QLatin1Char(' ') + database.join(QLatin1Char('/')) + QLatin1Char(' ') +
           cache.join(QLatin1Char('/'));
}

Profile known()
{
    Profile profile;
    profile.serverUrl = QStringLiteral("https://old");
    profile.database = {QStringLiteral("dbold"), 1,  QStringLiteral("d"),
                        QStringLiteral("u"),     {}, QStringLiteral("/ca")};
    profile.cache.host = QStringLiteral("cold");
    profile.cache.keyFile = QStringLiteral("/key");
    return profile;
}

const ProfileSecrets kept{Secret("kept-key"), Secret("kept-db"), Secret("kept-cache")};

} // namespace

class PastedSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsTheFields_data();
    void fillsTheFields();
    void secretsGoIntoTheSecrets_data();
    void secretsGoIntoTheSecrets();
    void whatMeansNothingChangesNothing_data();
    void whatMeansNothingChangesNothing();
    void oneBadLineHidesNoOther();
    void certificatesStay();
    void anAddressIsToldFromAName_data();
    void anAddressIsToldFromAName();
};

void PastedSettingsTest::fillsTheFields_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("summary");
    const char* oldDatabase = "dbold/1/d/u/";
    const char* oldCache = "cold/6379/0//";
    const auto row = [](const char* pasted, const QString& server, const QString& database, const QString& cache) {
        QTest::newRow(pasted) << text(pasted) << server + QLatin1Char(' ') + database + QLatin1Char(' ') + cache;
    };
    const QString old = text("https://old");
    row("postgresql://a:p@h:6543/x", old, text("h/6543/x/a/"), text(oldCache));
    row("  postgres://a@h/x?sslmode=require \n", old, text("h/5432/x/a/require"), text(oldCache));
    row("redis://:p@r:6380/6", old, text(oldDatabase), text("r/6380/6//"));
    row("rediss://who:p@r", old, text(oldDatabase), text("r/6379/0/who/"));
    row("unix:///run/redis.sock", old, text(oldDatabase), text("/6379/0///run/redis.sock"));
    row("https://wa.example:8443/base", text("https://wa.example:8443/base"), text(oldDatabase), text(oldCache));
    row("https://wa\npostgresql://a:p@h/x\r\nredis://r/2", text("https://wa"), text("h/5432/x/a/"), text("r/6379/2//"));
    row("\xef\xbb\xbf# our stores\nexport STEWARD_EVOLUTION_URL=https://wa # the new one\nSTEWARD_DATABASE_URL="
        "\"postgresql://a:p@h/x\"\nREDIS_URL='redis://r/2'\nOTHER=1\n",
        text("https://wa"), text("h/5432/x/a/"), text("r/6379/2//"));
    row("DATABASE_URL=postgresql://a:p@h/x\nSTEWARD_DATABASE_URL=postgresql://b:p@g/y\n", old, text("g/5432/y/b/"),
        text(oldCache));
    row("STEWARD_DATABASE_URL=postgresql://b:p@g/y\nDATABASE_URL=postgresql://a:p@h/x\n", old, text("g/5432/y/b/"),
        text(oldCache));
    row("REDIS_URL=\nDATABASE_URL=postgresql://a:p@h/x", old, text("h/5432/x/a/"), text(oldCache));
}

void PastedSettingsTest::fillsTheFields()
{
    QFETCH(const QString, pasted);
    const Result<PastedSettings> settings = PastedSettings::fromText(pasted);
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence));
    QVERIFY(!settings->taken().isEmpty());
    QTEST(summaryOf(settings->applied(known())), "summary");
}

void PastedSettingsTest::secretsGoIntoTheSecrets_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<QByteArray>("cache");
    const auto row = [](const char* pasted, const char* key, const char* database, const char* cache) {
        QTest::newRow(pasted) << text(pasted) << QByteArray(key) << QByteArray(database) << QByteArray(cache);
    };
    row("postgresql://u:canary%40@h/d", "kept-key", "canary@", "kept-cache");
    row("postgresql://u@h/d", "kept-key", "", "kept-cache"); // of another host
    row("postgresql://u@DBOLD:1/other", "kept-key", "kept-db", "kept-cache");
    row("redis://cold:6380", "kept-key", "kept-db", "");
    row("redis://cold/3", "kept-key", "kept-db", "kept-cache");
    row("rediss://cold", "kept-key", "kept-db", "");
    row("https://new", "", "kept-db", "kept-cache");
    row("http://old", "", "kept-db", "kept-cache");
    row("https://OLD:443/path", "kept-key", "kept-db", "kept-cache");
    row("redis://:canary@r", "kept-key", "kept-db", "canary");
    row("AUTHENTICATION_API_KEY='canary # and more'", "canary # and more", "kept-db", "kept-cache");
    row("EVOLUTION_API_KEY=canary#more", "canary#more", "kept-db", "kept-cache");
    row("STEWARD_EVOLUTION_API_KEY=one\nEVOLUTION_API_KEY=two", "one", "kept-db", "kept-cache");
    row("DATABASE_URL=postgresql://u:one@h/d\nSTEWARD_DATABASE_URL=postgresql://v@g/e", "kept-key", "",
        "kept-cache"); // the other address's password is none of this one
}

void PastedSettingsTest::secretsGoIntoTheSecrets()
{
    QFETCH(const QString, pasted);
    const Result<PastedSettings> settings = PastedSettings::fromText(pasted);
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence));
    const ProfileSecrets secrets = settings->applied(kept, known());
    QTEST(secrets.apiKey.reveal(), "key");
    QTEST(secrets.databasePassword.reveal(), "database");
    QTEST(secrets.cachePassword.reveal(), "cache");
    const QString seen = summaryOf(settings->applied(known())) + settings->taken().join(QLatin1Char(' ')) +
                         settings->trouble().join(QLatin1Char(' '));
    QVERIFY2(!seen.contains(QLatin1String("canary")), qPrintable(seen));
}

void PastedSettingsTest::whatMeansNothingChangesNothing_data()
{
    QTest::addColumn<QString>("pasted");
    for (const char* nothing :
         {"", "canary", "canary sentence of words", "canaryc2VjcmV0=", "CANARY=canary", "host=canary dbname=canary",
          "ftp://canary@h/d", "postgresql://canary", "postgresql://u:canary@h/d?canary=1", "redis://",
          "https://user:canary@h", "https://h/?canary=1", "STEWARD_REDIS_URL=https://canary.example",
          "STEWARD_EVOLUTION_API_KEY=${CANARY}", "STEWARD_EVOLUTION_API_KEY=\"canary\nmore\"",
          "REDIS_URL=", "DATABASE_CONNECTION_URI=postgresql://u:canary@h/d", "CACHE_REDIS_URI=redis://:canary@r"})
        QTest::newRow(nothing) << text(nothing);
    QTest::newRow("too long") << QStringLiteral("https://canary/") + QString(70'000, QLatin1Char('a'));
}

void PastedSettingsTest::whatMeansNothingChangesNothing()
{
    QFETCH(const QString, pasted);
    const Result<PastedSettings> settings = PastedSettings::fromText(pasted);
    QVERIFY(!settings);
    const QString said = settings.error().sentence;
    QVERIFY2(said.endsWith(QLatin1String("Nothing was changed.")), qPrintable(said));
    QVERIFY2(
        !(said + settings.error().detail).contains(QLatin1String("canary"), Qt::CaseInsensitive), qPrintable(said));
}

void PastedSettingsTest::oneBadLineHidesNoOther()
{
    const Result<PastedSettings> settings = PastedSettings::fromText(
        QStringLiteral("DATABASE_URL=nonsense-canary\nREDIS_URL=redis://r\nNODE_ENV=x\nPORT=1\n"));
    QVERIFY(settings);
    QCOMPARE(settings->taken(), QStringList(QStringLiteral("cache address")));
    QCOMPARE(settings->trouble().size(), 1);
    QVERIFY(settings->trouble().front().startsWith(QLatin1String("DATABASE_URL was left out.")));
    QVERIFY(!settings->trouble().front().contains(QLatin1String("canary")));
    QCOMPARE(settings->leftOut(), 2);
    QCOMPARE(settings->applied(known()).database, known().database);
}

void PastedSettingsTest::certificatesStay()
{
    const Result<PastedSettings> addresses =
        PastedSettings::fromText(QStringLiteral("postgresql://u:p@h/d\nrediss://r"));
    QVERIFY(addresses);
    QCOMPARE(addresses->applied(known()).database.caFile, QStringLiteral("/ca"));
    QCOMPARE(addresses->applied(known()).cache.keyFile, QStringLiteral("/key"));
    const Result<PastedSettings> files = PastedSettings::fromText(
        QStringLiteral("STEWARD_DATABASE_URL=postgresql://u:p@h/d\nSTEWARD_DATABASE_CA_FILE=/new.pem"));
    QVERIFY(files);
    QCOMPARE(files->applied(known()).database.caFile, QStringLiteral("/new.pem"));
}

void PastedSettingsTest::anAddressIsToldFromAName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isAddress");
    QTest::newRow("database") << QStringLiteral(" postgres://u:p@h/d") << true;
    QTest::newRow("cache") << QStringLiteral("REDISS://h") << true;
    QTest::newRow("server") << QStringLiteral("https://h") << false; // it may stand in its own field
    QTest::newRow("host") << QStringLiteral("postgres.example.org") << false;
    QTest::newRow("user") << QStringLiteral("redis") << false;
}

void PastedSettingsTest::anAddressIsToldFromAName()
{
    QFETCH(const QString, typed);
    QTEST(looksLikeStoreAddress(typed), "isAddress");
}

STEWARD_TEST(PastedSettingsTest)
} // namespace steward::pasted_settings_test

#include "pasted_settings_test.moc"
