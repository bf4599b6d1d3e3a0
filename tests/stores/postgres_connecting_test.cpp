#include "stores/postgres_fixture.h"
#include "support/pg_bouncer.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace steward;
using namespace steward::rig;
using namespace steward::test;
using namespace std::chrono_literals;

namespace steward::postgres_connecting_test {

/// How the real adapter connects: what it refuses, what it verifies, and how it names what went wrong.
class PostgresConnectingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wrongSettingsAreNamed_data();
    void wrongSettingsAreNamed();
    void aDeadPooledDatabaseIsNamed();
    void poolersAreToldApart_data();
    void poolersAreToldApart();
    void aPoolerInStatementModeIsNamed();
    void anUnverifiedModeIsRefusedBeyondLoopback();
    void theSystemsCertificatesAreWritten();
    void onlyValidCertificatesConnect_data();
    void onlyValidCertificatesConnect();
    void aServerWithoutTlsIsNamed();
    void aSilentServerIsLeftAtOnce();
    void aUnixSocketNeedsNoTls();

private:
    PostgresServer m_server;
    TlsAuthority m_authority;
    const QString m_database = QStringLiteral("clinics");
    const QByteArray m_wrong = "not-the-password";
};

void PostgresConnectingTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
    RIG_VERIFY(m_server.createDatabase(m_database));
    RIG_VERIFY(m_authority.start());
}

void PostgresConnectingTest::wrongSettingsAreNamed_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("check");
    const auto row = [](const char* name, ErrorKind kind, CheckId check) {
        QTest::newRow(name) << QString::fromLatin1(name) << int(kind) << int(check);
    };
    row("password", ErrorKind::WrongPassword, CheckId::Credentials);
    row("user", ErrorKind::WrongPassword, CheckId::Credentials);
    row("database", ErrorKind::MissingDatabase, CheckId::Tables);
    row("port", ErrorKind::Refused, CheckId::Reachable);
    row("host", ErrorKind::NameNotFound, CheckId::Reachable);
    row("mode", ErrorKind::InvalidSettings, CheckId::Tls);
    row("authority", ErrorKind::InvalidSettings, CheckId::Tls);
    row("endless authorities", ErrorKind::InvalidSettings, CheckId::Tls);
}

void PostgresConnectingTest::wrongSettingsAreNamed()
{
    QFETCH(QString, what);
    QFETCH(int, kind);
    QFETCH(int, check);
    DatabaseSettings settings = settingsFor(m_server, m_database);
    if (what == QLatin1String("password"))
        settings.password = Secret(m_wrong);
    else if (what == QLatin1String("user"))
        settings.user = QStringLiteral("no such 'user'");
    else if (what == QLatin1String("database"))
        settings.database = QStringLiteral("it's \\ missing");
    else if (what == QLatin1String("port"))
        settings.port = freePort();
    else if (what == QLatin1String("host")) {
        settings.host = QString(70, u'x'); // too long for a DNS label, so nobody is asked
        settings.sslMode = QStringLiteral("disable");
        settings.allowInsecure = true;
    } else if (what == QLatin1String("mode"))
        settings.sslMode = QStringLiteral("verify");
    else if (what == QLatin1String("endless authorities"))
        settings.caFile = QStringLiteral("/dev/zero");
    else
        settings.caFile = QStringLiteral("/nowhere/ca.pem");
    const auto listing = listPostgres(settings);
    QVERIFY(!listing);
    QVERIFY2(int(listing.error().kind) == kind, errorText(listing));
    QVERIFY(!listing.error().sentence.isEmpty());
    QVERIFY(!listing.error().detail.contains(QString::fromLatin1(settings.password.reveal())));
    const StoreDiagnosis diagnosis = diagnosePostgres(settings);
    const Check found = checkIn(diagnosis, static_cast<CheckId>(check));
    QCOMPARE(found.state, CheckState::Failed);
    QCOMPARE(int(*found.trouble), kind);
    QVERIFY(!found.cause.isEmpty() && !found.cure.isEmpty());
    QCOMPARE(diagnosis.checks.size(), checksOf(Store::Database).size());
}

void PostgresConnectingTest::aDeadPooledDatabaseIsNamed()
{
    PostgresServer server;
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.createDatabase(m_database));
    PgBouncer pooler(server, PoolMode::Transaction);
    RIG_VERIFY(pooler.start());
    DatabaseSettings settings = settingsFor(server, m_database);
    settings.port = pooler.port();
    DatabaseSettings wrong = settings;
    wrong.password = Secret(m_wrong);
    const auto refused = listPostgres(wrong);
    QVERIFY2(!refused && refused.error().kind == ErrorKind::WrongPassword, errorText(refused));
    wrong = settings;
    wrong.user = QStringLiteral("nobody");
    const auto unknown = listPostgres(wrong);
    QVERIFY2(!unknown && unknown.error().kind == ErrorKind::WrongPassword, errorText(unknown));
    wrong = settings;
    wrong.database = QStringLiteral("missing");
    const auto missing = listPostgres(wrong);
    QVERIFY2(!missing && missing.error().kind == ErrorKind::MissingDatabase, errorText(missing));
    server.stop();
    const auto dead = askPostgres(settings, [](DatabasePort& port) { return port.list(CallContext::within(4s)); });
    // The pooler answers: "nothing listens" would send the person to the wrong place.
    const QList<ErrorKind> expected{ErrorKind::GatewayFailed, ErrorKind::ConnectionLost, ErrorKind::TimedOut};
    QVERIFY2(!dead && expected.contains(dead.error().kind), errorText(dead));
}

void PostgresConnectingTest::poolersAreToldApart_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("word");
    QTest::newRow("direct") << -1 << QStringLiteral("direct");
    QTest::newRow("session") << int(PoolMode::Session) << QStringLiteral("session");
    QTest::newRow("transaction") << int(PoolMode::Transaction) << QStringLiteral("transaction");
}

void PostgresConnectingTest::poolersAreToldApart()
{
    QFETCH(int, mode);
    QFETCH(QString, word);
    DatabaseSettings settings = settingsFor(m_server, m_database);
    std::optional<PgBouncer> pooler;
    if (mode >= 0) {
        pooler.emplace(m_server, static_cast<PoolMode>(mode));
        RIG_VERIFY(pooler->start());
        settings.port = pooler->port();
    }
    const StoreDiagnosis diagnosis = diagnosePostgres(settings);
    QCOMPARE(diagnosis.pooler, word);
    QVERIFY(diagnosis.version.startsWith(QLatin1String("1")));
    const Check check = checkIn(diagnosis, CheckId::Pooler);
    const bool transaction = word == QLatin1String("transaction");
    QCOMPARE(check.state, transaction ? CheckState::Warning : CheckState::Ok);
    QCOMPARE(diagnosis.worst(), transaction ? CheckState::Warning : CheckState::Ok);
    QVERIFY(diagnosis.elapsedMs < 20000);
}

void PostgresConnectingTest::aPoolerInStatementModeIsNamed()
{
    PgBouncer pooler(m_server, PoolMode::Statement);
    RIG_VERIFY(pooler.start());
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = pooler.port();
    const auto listing = listPostgres(settings);
    QVERIFY2(!listing && listing.error().kind == ErrorKind::StatementPooling, errorText(listing));
    QVERIFY(listing.error().sentence.contains(QLatin1String("pool_mode")));
    const StoreDiagnosis diagnosis = diagnosePostgres(settings);
    QCOMPARE(checkIn(diagnosis, CheckId::Reachable).state, CheckState::Ok);
    QCOMPARE(checkIn(diagnosis, CheckId::Pooler).trouble, ErrorKind::StatementPooling);
    QCOMPARE(checkIn(diagnosis, CheckId::Pooler).state, CheckState::Failed);
    QCOMPARE(diagnosis.pooler, QStringLiteral("statement"));
}

void PostgresConnectingTest::anUnverifiedModeIsRefusedBeyondLoopback()
{
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.host = QStringLiteral("192.0.2.1"); // never reached: refused before connecting
    for (const char* mode : {"disable", "allow", "prefer", "require", "verify-ca"}) {
        settings.sslMode = QString::fromLatin1(mode);
        const auto listing = listPostgres(settings);
        QVERIFY2(!listing && listing.error().kind == ErrorKind::InsecureRefused, errorText(listing));
        QCOMPARE(checkIn(diagnosePostgres(settings), CheckId::Tls).trouble, ErrorKind::InsecureRefused);
    }
}

void PostgresConnectingTest::theSystemsCertificatesAreWritten()
{
    const QTemporaryDir directory;
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.sslMode = QStringLiteral("verify-full"); // without a CA file, on a server that speaks no TLS
    settings.dataDirectory = directory.filePath(QStringLiteral("steward"));
    const auto listing = listPostgres(settings);
    QVERIFY2(!listing && listing.error().kind == ErrorKind::TlsPlain, errorText(listing));
    QFile file(directory.filePath(QStringLiteral("steward/system-certificates.pem")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().count("BEGIN CERTIFICATE") > 10);
    settings.dataDirectory.clear();
    const auto nowhere = listPostgres(settings);
    QVERIFY2(!nowhere && nowhere.error().kind == ErrorKind::LocalFailure, errorText(nowhere));
}

void PostgresConnectingTest::onlyValidCertificatesConnect_data()
{
    QTest::addColumn<int>("certificate");
    QTest::addColumn<bool>("connects");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, CertificateKind certificate, bool connects, ErrorKind kind) {
        QTest::newRow(name) << int(certificate) << connects << int(kind);
    };
    row("valid", CertificateKind::Valid, true, ErrorKind::Stopped);
    row("expired", CertificateKind::Expired, false, ErrorKind::TlsExpired);
    row("self-signed", CertificateKind::SelfSigned, false, ErrorKind::TlsUntrusted);
    row("wrong host", CertificateKind::WrongHost, false, ErrorKind::TlsWrongHost);
    row("wrong authority", CertificateKind::WrongAuthority, false, ErrorKind::TlsUntrusted);
}

void PostgresConnectingTest::onlyValidCertificatesConnect()
{
    QFETCH(int, certificate);
    QFETCH(bool, connects);
    QFETCH(int, kind);
    const auto files = m_authority.certificate(static_cast<CertificateKind>(certificate));
    RIG_VERIFY(files);
    PostgresServer server({.tls = *files});
    RIG_VERIFY(server.start());
    RIG_VERIFY(server.createDatabase(m_database));
    DatabaseSettings settings = settingsFor(server, m_database);
    settings.caFile = m_authority.caFile();
    const auto listing = listPostgres(settings);
    const Check check = checkIn(diagnosePostgres(settings), CheckId::Tls);
    if (connects) {
        QVERIFY2(listing, errorText(listing));
        QCOMPARE(check.state, CheckState::Ok);
        QVERIFY(check.said.contains(QLatin1String("verified")));
    } else {
        QVERIFY(!listing);
        QVERIFY2(int(listing.error().kind) == kind, errorText(listing));
        QCOMPARE(check.state, CheckState::Failed);
        QCOMPARE(int(*check.trouble), kind);
    }
    // On this computer alone, and only when asked for, an unverified certificate will do.
    settings.caFile.clear();
    settings.sslMode = QStringLiteral("require");
    const auto unverified = listPostgres(settings);
    QVERIFY2(unverified, errorText(unverified));
}

void PostgresConnectingTest::aServerWithoutTlsIsNamed()
{
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.caFile = m_authority.caFile();
    const auto listing = listPostgres(settings);
    QVERIFY2(!listing && listing.error().kind == ErrorKind::TlsPlain, errorText(listing));
}

void PostgresConnectingTest::aSilentServerIsLeftAtOnce()
{
    QTcpServer silent; // the system accepts for it, and nobody ever answers
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.port = silent.serverPort();
    qint64 late = -1;
    const auto listing = askPostgres(settings, [&](DatabasePort& port) {
        std::stop_source source;
        QElapsedTimer clock;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(150ms);
            clock.start();
            source.request_stop();
        });
        auto result = port.list(CallContext::within(20s, source.get_token()));
        stopper.join();
        late = clock.elapsed();
        return result;
    });
    QVERIFY2(!listing && listing.error().kind == ErrorKind::Stopped, errorText(listing));
    qInfo("returned %lld ms after the stop", static_cast<long long>(late));
    QVERIFY(late < 400); // 100 ms are promised; a busy machine gets some more
    QElapsedTimer clock;
    clock.start();
    const auto expired =
        askPostgres(settings, [](DatabasePort& port) { return port.list(CallContext::within(200ms)); });
    QVERIFY2(!expired && expired.error().kind == ErrorKind::TimedOut, errorText(expired));
    QVERIFY(clock.elapsed() < 1500);
}

void PostgresConnectingTest::aUnixSocketNeedsNoTls()
{
    DatabaseSettings settings = settingsFor(m_server, m_database);
    settings.host = m_server.socketDirectory();
    const auto listing = listPostgres(settings);
    QVERIFY2(listing, errorText(listing));
    QCOMPARE(checkIn(diagnosePostgres(settings), CheckId::Tls).state, CheckState::Ok);
}

STEWARD_TEST(PostgresConnectingTest)
} // namespace steward::postgres_connecting_test

#include "postgres_connecting_test.moc"
