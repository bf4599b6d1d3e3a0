#include "domain/diagnosis.h"
#include "stores/evolution/evolution_server_adapter.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/evolution_server.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QTest>

#include <chrono>

using namespace steward;
using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::tls_matrix_test {

namespace {

/// What a store's server shows on the wire.
enum class Showing { Valid, Expired, SelfSigned, WrongHost, WrongAuthority, Plain };

constexpr std::array showings{Showing::Valid,     Showing::Expired,        Showing::SelfSigned,
                              Showing::WrongHost, Showing::WrongAuthority, Showing::Plain};

const char* word(Showing showing)
{
    constexpr std::array words{"valid", "expired", "self-signed", "wrong host", "wrong authority", "plain"};
    return words[static_cast<size_t>(showing)];
}

/// Nothing where the connection has to stand.
std::optional<ErrorKind> expected(Showing showing)
{
    switch (showing) {
    case Showing::Valid:
        return std::nullopt;
    case Showing::Expired:
        return ErrorKind::TlsExpired;
    case Showing::SelfSigned:
    case Showing::WrongAuthority:
        return ErrorKind::TlsUntrusted;
    case Showing::WrongHost:
        return ErrorKind::TlsWrongHost;
    case Showing::Plain:
        return ErrorKind::TlsPlain;
    }
    Q_UNREACHABLE();
}

CertificateKind certificateOf(Showing showing)
{
    switch (showing) {
    case Showing::Expired:
        return CertificateKind::Expired;
    case Showing::SelfSigned:
        return CertificateKind::SelfSigned;
    case Showing::WrongHost:
        return CertificateKind::WrongHost;
    case Showing::WrongAuthority:
        return CertificateKind::WrongAuthority;
    case Showing::Valid:
    case Showing::Plain:
        break;
    }
    return CertificateKind::Valid;
}

/// What came of reading a store through its adapter, and what its doctor said.
struct Outcome {
    std::optional<ErrorKind> reading;
    StoreDiagnosis diagnosis;
};

template<class Listing>
std::optional<ErrorKind> kindOf(const Result<Listing>& listing)
{
    return listing ? std::nullopt : std::optional(listing.error().kind);
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

/// TLS is verified at every store: only a certificate that is valid in each respect connects, and each other way is
/// named for what it is.
class TlsMatrixTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyAValidCertificateConnects_data();
    void onlyAValidCertificateConnects();
    void cleanupTestCase();

private:
    RigResult<std::optional<CertificateFiles>> files(Showing showing);
    RigResult<Outcome> evolution(const std::optional<CertificateFiles>& tls);
    RigResult<Outcome> postgres(const std::optional<CertificateFiles>& tls);
    RigResult<Outcome> redis(const std::optional<CertificateFiles>& tls);

    TlsAuthority m_authority;
    int m_cases = 0;
    int m_violations = 0;
};

void TlsMatrixTest::initTestCase()
{
    RIG_VERIFY(m_authority.start());
}

RigResult<std::optional<CertificateFiles>> TlsMatrixTest::files(Showing showing)
{
    if (showing == Showing::Plain)
        return std::nullopt;
    const auto made = m_authority.certificate(certificateOf(showing));
    if (!made)
        return std::unexpected(made.error());
    return *made;
}

RigResult<Outcome> TlsMatrixTest::evolution(const std::optional<CertificateFiles>& tls)
{
    EvolutionServer server({.tls = tls});
    if (const auto started = server.start(); !started)
        return std::unexpected(started.error());
    ServerSettings settings;
    settings.url = QUrl(QStringLiteral("https://127.0.0.1:%1").arg(server.port()));
    settings.apiKey = Secret(server.apiKey());
    settings.caFile = m_authority.caFile();
    return onWorker([&] {
        EvolutionServerAdapter adapter(settings);
        return Outcome{kindOf(adapter.list(limits())), adapter.diagnose(limits())};
    });
}

RigResult<Outcome> TlsMatrixTest::postgres(const std::optional<CertificateFiles>& tls)
{
    PostgresServer server({.tls = tls});
    if (const auto started = server.start(); !started)
        return std::unexpected(started.error());
    if (const auto made = server.createDatabase(QStringLiteral("clinic")); !made)
        return std::unexpected(made.error());
    DatabaseSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    settings.database = QStringLiteral("clinic");
    settings.user = server.superuser();
    settings.password = Secret(server.password());
    settings.sslMode = QStringLiteral("verify-full");
    settings.caFile = m_authority.caFile();
    return onWorker([&] {
        PostgresDatabaseAdapter adapter(settings, StoreNames());
        return Outcome{kindOf(adapter.list(limits())), adapter.diagnose(limits())};
    });
}

RigResult<Outcome> TlsMatrixTest::redis(const std::optional<CertificateFiles>& tls)
{
    RedisServer server({.tls = tls});
    if (const auto started = server.start(); !started)
        return std::unexpected(started.error());
    CacheSettings settings;
    settings.transport = CacheSettings::Transport::Tls;
    settings.host = server.host();
    settings.port = tls ? server.tlsPort() : server.port();
    settings.caFile = m_authority.caFile();
    return onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return Outcome{kindOf(adapter.scan(false, limits())), adapter.diagnose(limits())};
    });
}

void TlsMatrixTest::onlyAValidCertificateConnects_data()
{
    QTest::addColumn<int>("store");
    QTest::addColumn<int>("showing");
    for (const Store store : {Store::Server, Store::Database, Store::Cache}) {
        for (const Showing showing : showings)
            QTest::addRow("%s %s", qPrintable(storeWord(store)), word(showing)) << int(store) << int(showing);
    }
}

void TlsMatrixTest::onlyAValidCertificateConnects()
{
    QFETCH(int, store);
    QFETCH(int, showing);
    ++m_cases;
    const auto tls = files(static_cast<Showing>(showing));
    RIG_VERIFY(tls);
    const RigResult<Outcome> outcome = static_cast<Store>(store) == Store::Server     ? evolution(*tls)
                                       : static_cast<Store>(store) == Store::Database ? postgres(*tls)
                                                                                      : redis(*tls);
    RIG_VERIFY(outcome);
    const auto wanted = expected(static_cast<Showing>(showing));
    const auto diagnosed = firstTrouble(outcome->diagnosis);
    m_violations += outcome->reading != wanted || diagnosed != wanted ? 1 : 0;
    const auto say = [](const std::optional<ErrorKind>& kind) {
        return kind ? errorWord(*kind) : QStringLiteral("connected");
    };
    QCOMPARE(say(outcome->reading), say(wanted));
    QCOMPARE(say(diagnosed), say(wanted));
    QCOMPARE(outcome->diagnosis.canBeRead(), !wanted);
}

void TlsMatrixTest::cleanupTestCase()
{
    qInfo("%d cases, %d violations", m_cases, m_violations);
}

STEWARD_TEST(TlsMatrixTest)
} // namespace steward::tls_matrix_test

#include "tls_matrix_test.moc"
