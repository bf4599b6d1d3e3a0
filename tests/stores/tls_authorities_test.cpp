#include "stores/authorities.h"
#include "stores/evolution/evolution_server_adapter.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QDir>
#include <QSslConfiguration>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace steward;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::tls_authorities_test {

namespace {

/// Who is trusted.
struct Trust {
    QString only;
    QString added;
};

struct Outcome {
    std::optional<ErrorKind> reading;
    QString sentence;
    StoreDiagnosis diagnosis;
};

template<class Listing>
Outcome outcomeOf(const Result<Listing>& listing, StoreDiagnosis diagnosis)
{
    return {
        listing ? std::nullopt : std::optional(listing.error().kind), listing ? QString() : listing.error().sentence,
        std::move(diagnosis)};
}

QString word(const std::optional<ErrorKind>& kind)
{
    return kind ? errorWord(*kind) : QStringLiteral("connected");
}

std::optional<ErrorKind> firstTrouble(const StoreDiagnosis& diagnosis)
{
    for (const Check& check : diagnosis.checks) {
        if (check.state == CheckState::Failed)
            return check.trouble;
    }
    return std::nullopt;
}

CallContext limits()
{
    return CallContext::within(20s);
}

} // namespace

/// Whose certificates are trusted, what is said of a chain that is incomplete, and the certificate that Redis may ask
/// for.
class TlsAuthoritiesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFileAddsOrReplaces_data();
    void aFileAddsOrReplaces();
    void theSystemsAuthoritiesStay();
    void theJoinedFileIsPrivate();
    void redisAsksForACertificate_data();
    void redisAsksForACertificate();

private:
    RigResult<Outcome> evolution(const CertificateFiles& tls, const Trust& trust);
    RigResult<Outcome> postgres(const CertificateFiles& tls, const Trust& trust);
    RigResult<Outcome> redis(const CertificateFiles& tls, const Trust& trust);
    QString authorityOf(const char* name) const;

    TlsAuthority m_authority;
    QTemporaryDir m_directory;
    std::map<QString, std::unique_ptr<PostgresServer>> m_databases; ///< by the certificate that they show
};

void TlsAuthoritiesTest::initTestCase()
{
    RIG_VERIFY(m_authority.start());
}

QString TlsAuthoritiesTest::authorityOf(const char* name) const
{
    return QString(m_authority.caFile()).replace(QStringLiteral("authority.crt"), QLatin1String(name));
}

RigResult<Outcome> TlsAuthoritiesTest::evolution(const CertificateFiles& tls, const Trust& trust)
{
    EvolutionServer server({.tls = tls});
    if (const auto started = server.start(); !started)
        return std::unexpected(started.error());
    ServerSettings settings;
    settings.url = QUrl(QStringLiteral("https://127.0.0.1:%1").arg(server.port()));
    settings.apiKey = Secret(server.apiKey());
    settings.caFile = trust.only;
    settings.addedCaFile = trust.added;
    return onWorker([&] {
        EvolutionServerAdapter adapter(settings);
        return outcomeOf(adapter.list(limits()), adapter.diagnose(limits()));
    });
}

RigResult<Outcome> TlsAuthoritiesTest::postgres(const CertificateFiles& tls, const Trust& trust)
{
    std::unique_ptr<PostgresServer>& kept = m_databases[tls.certificate]; // making one takes seconds
    if (!kept) {
        auto made = std::make_unique<PostgresServer>(PostgresOptions{.tls = tls});
        if (const auto started = made->start(); !started)
            return std::unexpected(started.error());
        if (const auto database = made->createDatabase(QStringLiteral("clinic")); !database)
            return std::unexpected(database.error());
        kept = std::move(made);
    }
    const PostgresServer& server = *kept;
    DatabaseSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.database = QStringLiteral("clinic");
    settings.user = server.superuser();
    settings.password = Secret(server.password());
    settings.caFile = trust.only;
    settings.addedCaFile = trust.added;
    settings.dataDirectory = m_directory.path();
    return onWorker([&] {
        PostgresDatabaseAdapter adapter(settings, StoreNames());
        return outcomeOf(adapter.list(limits()), adapter.diagnose(limits()));
    });
}

RigResult<Outcome> TlsAuthoritiesTest::redis(const CertificateFiles& tls, const Trust& trust)
{
    RedisServer server({.tls = tls});
    if (const auto started = server.start(); !started)
        return std::unexpected(started.error());
    CacheSettings settings;
    settings.transport = CacheSettings::Transport::Tls;
    settings.host = server.host();
    settings.port = server.tlsPort();
    settings.caFile = trust.only;
    settings.addedCaFile = trust.added;
    return onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return outcomeOf(adapter.scan(false, limits()), adapter.diagnose(limits()));
    });
}

void TlsAuthoritiesTest::aFileAddsOrReplaces_data()
{
    QTest::addColumn<int>("store");
    QTest::addColumn<int>("certificate");
    QTest::addColumn<QByteArray>("only");
    QTest::addColumn<QByteArray>("added");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, Store store, CertificateKind kind, const char* only, const char* added,
                        const char* expected) {
        QTest::addRow("%s: %s", qPrintable(storeWord(store)), what)
            << int(store) << int(kind) << QByteArray(only) << QByteArray(added) << QString::fromLatin1(expected);
    };
    using enum CertificateKind;
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        row("added", store, Valid, "", "authority.crt", "connected");
        row("replaced", store, Valid, "authority.crt", "other.crt", "connected");
        row("replaced by another", store, Valid, "other.crt", "authority.crt", "tls-untrusted");
        row("another added", store, Valid, "", "other.crt", "tls-untrusted");
        row("whole chain", store, FullChain, "", "authority.crt", "connected");
        row("chain incomplete", store, Intermediate, "", "authority.crt", "tls-chain-incomplete");
    }
}

void TlsAuthoritiesTest::aFileAddsOrReplaces()
{
    QFETCH(int, store);
    QFETCH(int, certificate);
    QFETCH(QByteArray, only);
    QFETCH(QByteArray, added);
    QFETCH(QString, expected);
    const auto tls = m_authority.certificate(static_cast<CertificateKind>(certificate));
    RIG_VERIFY(tls);
    const Trust trust{
        only.isEmpty() ? QString() : authorityOf(only.constData()),
        added.isEmpty() ? QString() : authorityOf(added.constData())};
    const RigResult<Outcome> outcome = static_cast<Store>(store) == Store::Server     ? evolution(*tls, trust)
                                       : static_cast<Store>(store) == Store::Database ? postgres(*tls, trust)
                                                                                      : redis(*tls, trust);
    RIG_VERIFY(outcome);
    QCOMPARE(word(outcome->reading), expected);
    QCOMPARE(word(firstTrouble(outcome->diagnosis)), expected);
    if (expected == QStringLiteral("tls-chain-incomplete"))
        QVERIFY2(outcome->sentence.contains(QStringLiteral("incomplete")), qPrintable(outcome->sentence));
}

void TlsAuthoritiesTest::theSystemsAuthoritiesStay()
{
    const auto system = QSslConfiguration::systemCaCertificates();
    const auto added = authoritiesOf({}, m_authority.caFile());
    QVERIFY(added && *added);
    QCOMPARE((*added)->size(), system.size() + 1);
    for (const QSslCertificate& certificate : system)
        QVERIFY((*added)->contains(certificate));
    const auto only = authoritiesOf(m_authority.caFile(), authorityOf("other.crt"));
    QVERIFY(only && *only);
    QCOMPARE((*only)->size(), 1);
    const auto neither = authoritiesOf({}, {});
    QVERIFY(neither && !*neither);
    for (const auto& [first, second] :
         {std::pair("/nowhere.pem", ""), std::pair("", "/dev/null"), std::pair("/dev/zero", ""),
          std::pair("", "/dev/zero")}) {
        const auto refused = authoritiesOf(QString::fromLatin1(first), QString::fromLatin1(second));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidSettings);
    }
}

void TlsAuthoritiesTest::theJoinedFileIsPrivate()
{
    const auto tls = m_authority.certificate(CertificateKind::Valid);
    RIG_VERIFY(tls);
    for (const QString& earlier : QDir(m_directory.path()).entryList(QDir::Files))
        QFile::remove(m_directory.filePath(earlier));
    RIG_VERIFY(postgres(*tls, {{}, m_authority.caFile()}));
    const QStringList joined = QDir(m_directory.path()).entryList({QStringLiteral("certificates-*.pem")});
    QCOMPARE(joined.size(), 1);
    QFile file(m_directory.filePath(joined.front()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray pem = file.readAll();
    for (const QSslCertificate& certificate : QSslConfiguration::systemCaCertificates())
        QVERIFY(pem.contains(certificate.toPem()));
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
}

void TlsAuthoritiesTest::redisAsksForACertificate_data()
{
    QTest::addColumn<QByteArray>("certificate");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("protocols");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, const char* certificate, const char* key, const char* protocols,
                        const char* expected) {
        QTest::newRow(what) << QByteArray(certificate) << QByteArray(key) << QByteArray(protocols)
                            << QString::fromLatin1(expected);
    };
    row("none given", "", "", "TLSv1.2 TLSv1.3", "tls-client-certificate");
    row("none given, TLS 1.2", "", "", "TLSv1.2", "tls-client-certificate");
    row("the right one", "client.crt", "client.key", "TLSv1.2 TLSv1.3", "connected");
    row("the right one, TLS 1.2", "client.crt", "client.key", "TLSv1.2", "connected");
    row("one that nobody knows", "wrong-authority.crt", "wrong-authority.key", "TLSv1.2 TLSv1.3",
        "tls-client-certificate");
    row("no such file", "nowhere.crt", "client.key", "TLSv1.2 TLSv1.3", "invalid-settings");
    row("no key", "client.crt", "nowhere.key", "TLSv1.2 TLSv1.3", "invalid-settings");
    row("a certificate's file without end", "../../../../../../dev/zero", "client.key", "TLSv1.2 TLSv1.3",
        "invalid-settings");
    row("a key's file without end", "client.crt", "../../../../../../dev/zero", "TLSv1.2 TLSv1.3", "invalid-settings");
    row("no key in the file", "client.crt", "client.crt", "TLSv1.2 TLSv1.3", "invalid-settings");
}

void TlsAuthoritiesTest::redisAsksForACertificate()
{
    QFETCH(QByteArray, certificate);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, protocols);
    QFETCH(QString, expected);
    const auto tls = m_authority.certificate(CertificateKind::Valid);
    RIG_VERIFY(tls);
    RIG_VERIFY(m_authority.certificate(CertificateKind::Client));
    RIG_VERIFY(m_authority.certificate(CertificateKind::WrongAuthority));
    RedisServer server(
        {.tls = *tls,
         .config = {
             QStringLiteral("tls-auth-clients yes"), QStringLiteral("tls-ca-cert-file %1").arg(m_authority.caFile()),
             QStringLiteral("tls-protocols \"%1\"").arg(QString::fromLatin1(protocols))}});
    RIG_VERIFY(server.start());
    CacheSettings settings;
    settings.transport = CacheSettings::Transport::Tls;
    settings.host = server.host();
    settings.port = server.tlsPort();
    settings.caFile = m_authority.caFile();
    if (!certificate.isEmpty())
        settings.certificateFile = authorityOf(certificate.constData());
    if (!key.isEmpty())
        settings.keyFile = authorityOf(key.constData());
    // Whether the refusal or the end of the connection is seen first must make no difference.
    for (int round = 0; round < 5; ++round) {
        const Outcome outcome = onWorker([&] {
            RedisCacheAdapter adapter(settings, StoreNames());
            return outcomeOf(adapter.scan(false, limits()), adapter.diagnose(limits()));
        });
        QCOMPARE(word(outcome.reading), expected);
        QCOMPARE(word(firstTrouble(outcome.diagnosis)), expected);
        if (expected == QStringLiteral("tls-client-certificate"))
            QVERIFY2(
                outcome.sentence.contains(QStringLiteral("STEWARD_REDIS_CERT_FILE")), qPrintable(outcome.sentence));
    }
}

STEWARD_TEST(TlsAuthoritiesTest)
} // namespace steward::tls_authorities_test

#include "tls_authorities_test.moc"
