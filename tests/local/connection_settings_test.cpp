#include "stores/connection_settings.h"
#include "support/test_registry.h"

#include <QTest>

using namespace steward;

namespace steward::connection_settings_test {

namespace {

QString text(const char* latin1)
{
    return QString::fromUtf8(latin1);
}

} // namespace

class ConnectionSettingsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void databaseUris_data();
    void databaseUris();
    void databaseParameters();
    void cacheUrls_data();
    void cacheUrls();
    void serverUrls_data();
    void serverUrls();
    void refusedWithoutRepeating_data();
    void refusedWithoutRepeating();
    void unsupportedParametersAreNamed();
    void loopback_data();
    void loopback();
};

void ConnectionSettingsTest::databaseUris_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("database");
    const auto row = [](const char* uri, const char* host, int port, const char* user, const QByteArray& password,
                        const char* database) {
        QTest::newRow(uri) << text(uri) << text(host) << port << text(user) << password << text(database);
    };
    row("postgresql://u:p@h:6543/d", "h", 6543, "u", "p", "d");
    row("postgres://u:p@h/d", "h", 5432, "u", "p", "d");
    row("POSTGRESQL://u@h/d", "h", 5432, "u", "", "d");
    row("postgresql://u:p%40ss%2Fw%3Ao%23r%3Fd%25@h/d", "h", 5432, "u", "p@ss/w:o#r?d%", "d");
    row("postgresql://u:a:b@h/d", "h", 5432, "u", "a:b", "d");
    row("postgresql://u:p@ss@h/d", "h", 5432, "u", "p@ss", "d");
    row("postgresql://u:%25zz@h/d", "h", 5432, "u", "%zz", "d");
    row("postgresql://u:%FF%FE@h/d", "h", 5432, "u", QByteArray("\xff\xfe"), "d");
    row("postgresql://u:p+w@h/d", "h", 5432, "u", "p+w", "d");
    row("postgresql://u:p^{w}[]|@h/d", "h", 5432, "u", "p^{w}[]|", "d");
    row("postgresql://u:s\xc3\xa9nha@h/d", "h", 5432, "u", "s\xc3\xa9nha", "d");
    row("postgresql://postgres.abc%40x:p@aws-0.pooler.supabase.com:6543/postgres", "aws-0.pooler.supabase.com", 6543,
        "postgres.abc@x", "p", "postgres");
    row("postgresql://u:p@[::1]:5433/d", "::1", 5433, "u", "p", "d");
    row("postgresql://u:p@[2001:db8::7]/d", "2001:db8::7", 5432, "u", "p", "d");
    row("postgresql://u:p@%2Fvar%2Frun%2Fpostgresql/d", "/var/run/postgresql", 5432, "u", "p", "d");
    row("postgresql://u:p@/d?host=/var/run/postgresql&port=5433", "/var/run/postgresql", 5433, "u", "p", "d");
    row("postgresql://u:p@/d?host=%2Ftmp%2Fa%20b", "/tmp/a b", 5432, "u", "p", "d");
    row("postgresql://u:p@h/d%20b", "h", 5432, "u", "p", "d b");
}

void ConnectionSettingsTest::databaseUris()
{
    QFETCH(QString, uri);
    const auto settings = DatabaseSettings::fromUri(uri);
    QVERIFY2(settings.has_value(), settings ? "" : qPrintable(settings.error().sentence));
    QTEST(settings->host, "host");
    QTEST(settings->port, "port");
    QTEST(settings->user, "user");
    QTEST(settings->password.reveal(), "password");
    QTEST(settings->database, "database");
    QVERIFY(!settings->allowInsecure);
}

void ConnectionSettingsTest::databaseParameters()
{
    const auto settings =
        DatabaseSettings::fromUri(text("postgresql://u:p@h/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca%20x.pem"));
    QVERIFY(settings.has_value());
    QCOMPARE(settings->sslMode, text("verify-full"));
    QCOMPARE(settings->caFile, text("/etc/ca x.pem"));
    const auto system = DatabaseSettings::fromUri(text("postgresql://u:p@h/d?sslrootcert=system"));
    QVERIFY(system.has_value());
    QCOMPARE(system->caFile, QString());
}

void ConnectionSettingsTest::cacheUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("transport");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("database");
    using enum CacheSettings::Transport;
    const auto row = [](const char* url, CacheSettings::Transport transport, const char* host, int port,
                        const char* user, const QByteArray& password, int database) {
        QTest::newRow(url) << text(url) << static_cast<int>(transport) << text(host) << port << text(user) << password
                           << database;
    };
    row("redis://h", Tcp, "h", 6379, "", "", 0);
    row("redis://h/", Tcp, "h", 6379, "", "", 0);
    row("redis://:p@h:7000/3", Tcp, "h", 7000, "", "p", 3);
    row("redis://u:p%40%2F%3A%23@h/0", Tcp, "h", 6379, "u", "p@/:#", 0);
    row("redis://:%00ff@h", Tcp, "", -1, "", "", 0);
    row("rediss://u:p@h:6380/2", Tls, "h", 6380, "u", "p", 2);
    row("rediss://u:p@h?db=4", Tls, "h", 6379, "u", "p", 4);
    row("redis://u:p@[::1]:6390/1", Tcp, "::1", 6390, "u", "p", 1);
    row("unix:///run/redis.sock", Unix, "/run/redis.sock", 0, "", "", 0);
    row("unix://:p@/run/redis.sock?db=5", Unix, "/run/redis.sock", 0, "", "p", 5);
    row("unix://u:p@/run/a%20b.sock", Unix, "/run/a b.sock", 0, "u", "p", 0);
}

void ConnectionSettingsTest::cacheUrls()
{
    QFETCH(QString, url);
    QFETCH(QString, host);
    QFETCH(int, port);
    const auto settings = CacheSettings::fromUrl(url);
    if (port < 0) {
        QVERIFY(!settings.has_value());
        return;
    }
    QVERIFY2(settings.has_value(), settings ? "" : qPrintable(settings.error().sentence));
    QTEST(static_cast<int>(settings->transport), "transport");
    if (settings->transport == CacheSettings::Transport::Unix) {
        QCOMPARE(settings->socketPath, host);
    } else {
        QCOMPARE(settings->host, host);
        QCOMPARE(settings->port, port);
    }
    QTEST(settings->user, "user");
    QTEST(settings->password.reveal(), "password");
    QTEST(settings->database, "database");
}

void ConnectionSettingsTest::serverUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("accepted");
    const auto row = [](const char* url, bool accepted) { QTest::newRow(url) << text(url) << accepted; };
    row("https://evolution.example.org", true);
    row("http://127.0.0.1:8080", true);
    row("https://example.org/evolution/api/", true);
    row("https://[::1]:8443", true);
    row("", false);
    row("evolution.example.org", false);
    row("ftp://example.org", false);
    row("https://", false);
    row("https://example.org:0", false);
    row("https://user@example.org", false);
    row("https://user:canarypass@example.org", false);
    row("https://@example.org", false);
    row("https://example.org?apikey=canarypass", false);
    row("https://example.org/#x", false);
}

void ConnectionSettingsTest::serverUrls()
{
    QFETCH(QString, url);
    const auto settings = ServerSettings::fromUrl(url);
    QTEST(settings.has_value(), "accepted");
    if (settings)
        QCOMPARE(settings->url.toString(QUrl::FullyEncoded), url);
    else
        QVERIFY(!(settings.error().sentence + settings.error().detail).contains(text("canarypass")));
}

void ConnectionSettingsTest::refusedWithoutRepeating_data()
{
    QTest::addColumn<QString>("address");
    for (const char* address : {
             "",
             "canarypass",
             "postgresql://",
             "postgresql://u:canarypass@h",
             "postgresql://u:canarypass@/d",
             "postgresql://:canarypass@h/d",
             "postgresql://u:canarypass@h:0/d",
             "postgresql://u:canarypass@h:65536/d",
             "postgresql://u:canarypass@h:x/d",
             "postgresql://u:canarypass@h:54321,h2/d",
             "postgresql://u:canarypass@h,h2/d",
             "postgresql://u:canarypass@/d?host=/tmp,far.example.org",
             "postgresql://u:canarypass@h/d?port=x",
             "postgresql://u:canarypass@h/d?sslmode=canarypass",
             "postgresql://u:canarypass@h/d?canarypass",
             "postgresql://u:canarypass@h/d#canarypass",
             "postgresql://u:canary%zzpass@h/d",
             "postgresql://u:canarypass%00@h/d",
             "postgresql://u:1#canarypass@h/d",
             "postgresql://u:1/canarypass@h/d",
             "postgresql://u:1?canarypass@h/d",
             "postgresql://u:canarypass@[::1/d",
             "postgresql://u:canarypass@[nonsense]/d",
             "postgresql://u:canarypass@::1/d",
             "postgresql://u:canarypass@h\n/d",
             "host=h user=u password=canarypass dbname=d",
             "http://u:canarypass@h/d",
             "redis://",
             "redis://u:canarypass@",
             "redis://u:canarypass@h:0/0",
             "redis://u:canarypass@h/canarypass",
             "redis://u:canarypass@h/-1",
             "redis://u:canarypass@h/+1",
             "redis://u:canarypass@h/1/2",
             "redis://u:canarypass@h?db=",
             "redis://u:12#canarypass@h/0",
             "redis://u:12/canarypass@h/0",
             "redis://u:12?canarypass@h",
             "unix://",
             "unix:///",
             "unix://u:canarypass@host/run/redis.sock",
             "unix://run/redis.sock",
         })
        QTest::newRow(address) << text(address);
}

void ConnectionSettingsTest::refusedWithoutRepeating()
{
    QFETCH(QString, address);
    const auto database = DatabaseSettings::fromUri(address);
    const auto cache = CacheSettings::fromUrl(address);
    QVERIFY(!database.has_value());
    QVERIFY(!cache.has_value());
    for (const Error& error : {database.error(), cache.error()}) {
        QCOMPARE(error.kind, ErrorKind::InvalidSettings);
        QVERIFY(!error.sentence.isEmpty());
        QVERIFY(!(error.sentence + error.detail).contains(text("canary"), Qt::CaseInsensitive));
    }
}

void ConnectionSettingsTest::unsupportedParametersAreNamed()
{
    const auto database = DatabaseSettings::fromUri(text("postgresql://u:p@h/d?options=-csearch_path"));
    QVERIFY(!database.has_value());
    QVERIFY(database.error().sentence.contains(text("options")));
    QVERIFY(!database.error().sentence.contains(text("search_path")));
    const auto cache = CacheSettings::fromUrl(text("rediss://h?ssl_cert_reqs=none"));
    QVERIFY(!cache.has_value());
    QVERIFY(cache.error().sentence.contains(text("ssl_cert_reqs")));
}

void ConnectionSettingsTest::loopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    const auto row = [](const char* host, bool loopback) { QTest::newRow(host) << text(host) << loopback; };
    row("localhost", true);
    row("LOCALHOST", true);
    row("127.0.0.1", true);
    row("127.8.8.8", true);
    row("::1", true);
    row("[::1]", true);
    row("/var/run/postgresql", true);
    row("", false);
    row("localhost.example.org", false);
    row("127.0.0.1.example.org", false);
    row("10.0.0.1", false);
    row("0.0.0.0", false);
    row("::", false);
    row("/tmp,far.example.org", false);
    row("localhost,far.example.org", false);
}

void ConnectionSettingsTest::loopback()
{
    QFETCH(QString, host);
    QTEST(isLoopbackHost(host), "loopback");
}

STEWARD_TEST(ConnectionSettingsTest)
} // namespace steward::connection_settings_test

#include "connection_settings_test.moc"
