#include "stores/evolution/http_client.h"
#include "stores/evolution/server_doctor.h"
#include "stores/evolution_calls.h"
#include "support/evolution_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"

#include <QTest>

using namespace steward;
using namespace steward::test;

namespace steward::evolution_doctor_test {
using steward::rig::EvolutionServer;
using steward::rig::HttpFault;
using steward::rig::onWorker;
using Kind = steward::rig::HttpFault::Kind;
using namespace std::chrono_literals;

namespace {

QString stateOf(const StoreDiagnosis& diagnosis, CheckId id)
{
    for (const Check& check : diagnosis.checks) {
        if (check.id == id)
            return checkStateWord(check.state) + (check.trouble ? u' ' + errorWord(*check.trouble) : QString());
    }
    return QStringLiteral("none");
}

StoreDiagnosis diagnosisOf(const ServerSettings& settings)
{
    return onWorker([&] { return EvolutionServerAdapter(settings).diagnose(patient()); });
}

} // namespace

/// How the adapter's connection is set up, and what the doctor says of it.
class EvolutionDoctorTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void insecureIsRefusedBeforeConnecting();
    void wrongSettingsAreNamed_data();
    void wrongSettingsAreNamed();
    void tlsTroublesAreToldApart_data();
    void tlsTroublesAreToldApart();
    void doctorFindsNothingWrong();
    void doctorNamesTheTrouble_data();
    void doctorNamesTheTrouble();
    void aSlowListIsSlowAndNotAway();
    void doctorIsNotHeldByTheBanner();

private:
    std::unique_ptr<EvolutionServer> m_server;
    rig::TlsAuthority m_authority;
};

void EvolutionDoctorTest::initTestCase()
{
    RIG_VERIFY(m_authority.start());
}

void EvolutionDoctorTest::init()
{
    m_server = std::make_unique<EvolutionServer>();
    RIG_VERIFY(m_server->start());
    m_server->addInstance(instanceOf(QStringLiteral("one"), QStringLiteral("open")));
}

void EvolutionDoctorTest::cleanup()
{
    m_server.reset();
}

void EvolutionDoctorTest::insecureIsRefusedBeforeConnecting()
{
    ServerSettings settings;
    settings.url = QUrl(QStringLiteral("http://evolution.invalid"));
    settings.apiKey = Secret("some-key");
    QCOMPARE(listWord(settings), QByteArray("insecure-refused")); // not name-not-found
    const StoreDiagnosis diagnosis = diagnosisOf(settings);
    QCOMPARE(stateOf(diagnosis, CheckId::Reachable), QStringLiteral("skipped"));
    QCOMPARE(stateOf(diagnosis, CheckId::Tls), QStringLiteral("failed insecure-refused"));
    settings.allowInsecure = true;
    QCOMPARE(listWord(settings), QByteArray("name-not-found"));
}

void EvolutionDoctorTest::wrongSettingsAreNamed_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("caFile");
    const QString good = QStringLiteral("https://127.0.0.1:1");
    QTest::newRow("no address") << QString() << QByteArray("k") << QString();
    QTest::newRow("another scheme") << QStringLiteral("ftp://127.0.0.1") << QByteArray("k") << QString();
    QTest::newRow("user info") << QStringLiteral("https://user:pass-word@127.0.0.1:1") << QByteArray("k") << QString();
    QTest::newRow("a header in the key") << good << QByteArray("k\r\nX-Other: y") << QString();
    QTest::newRow("no CA file") << good << QByteArray("k") << QStringLiteral("/nonexistent/ca.pem");
    QTest::newRow("CA file without certificate") << good << QByteArray("k") << QStringLiteral("/dev/null");
}

void EvolutionDoctorTest::wrongSettingsAreNamed()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, key);
    QFETCH(QString, caFile);
    ServerSettings settings;
    settings.url = QUrl(url);
    settings.apiKey = Secret(key);
    settings.caFile = caFile;
    const auto error = onWorker([&] { return EvolutionServerAdapter(settings).list(patient()).error(); });
    QCOMPARE(errorWord(error.kind), QStringLiteral("invalid-settings"));
    QVERIFY(!(error.sentence + error.detail).contains(QStringLiteral("pass-word")));
    QVERIFY(!diagnosisOf(settings).canBeRead());
}

void EvolutionDoctorTest::tlsTroublesAreToldApart_data()
{
    QTest::addColumn<int>("certificate");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* what, rig::CertificateKind kind, const char* expected) {
        QTest::newRow(what) << static_cast<int>(kind) << QByteArray(expected);
    };
    row("valid", rig::CertificateKind::Valid, "ok");
    row("expired", rig::CertificateKind::Expired, "tls-expired");
    row("self-signed", rig::CertificateKind::SelfSigned, "tls-untrusted");
    row("wrong host", rig::CertificateKind::WrongHost, "tls-wrong-host");
    row("wrong authority", rig::CertificateKind::WrongAuthority, "tls-untrusted");
    QTest::newRow("no TLS") << -1 << QByteArray("tls-plain");
}

void EvolutionDoctorTest::tlsTroublesAreToldApart()
{
    QFETCH(int, certificate);
    QFETCH(QByteArray, expected);
    rig::EvolutionOptions options;
    if (certificate >= 0) {
        const auto files = m_authority.certificate(static_cast<rig::CertificateKind>(certificate));
        RIG_VERIFY(files);
        options.tls = *files;
    }
    EvolutionServer server(options);
    RIG_VERIFY(server.start());
    ServerSettings settings = settingsFor(server);
    settings.url.setScheme(QStringLiteral("https"));
    settings.caFile = m_authority.caFile();
    QCOMPARE(listWord(settings), expected);
    const StoreDiagnosis diagnosis = diagnosisOf(settings);
    if (expected == "ok") {
        QCOMPARE(stateOf(diagnosis, CheckId::Tls), QStringLiteral("ok"));
    } else {
        QCOMPARE(stateOf(diagnosis, CheckId::Tls), QStringLiteral("failed ") + QString::fromLatin1(expected));
        // Nothing that carries the key left, so a change is not of unknown outcome.
        QCOMPARE(
            wordOf(settings, [](EvolutionServerAdapter& adapter) { return adapter.remove(name("one"), patient()); }),
            expected);
        QCOMPARE(server.requestCount(), 0);
    }
}

void EvolutionDoctorTest::doctorFindsNothingWrong()
{
    const StoreDiagnosis diagnosis = diagnosisOf(settingsFor(*m_server));
    QVERIFY(diagnosis.worst() == CheckState::Ok);
    QCOMPARE(diagnosis.version, QStringLiteral("2.3.6"));
    for (const CheckId id : checksOf(Store::Server))
        QCOMPARE(stateOf(diagnosis, id), QStringLiteral("ok"));
    QVERIFY(diagnosis.checks.at(1).said.contains(QStringLiteral("loopback")));
    QCOMPARE(m_server->requestCount("GET", "/instance/connect/"), 0);
}

void EvolutionDoctorTest::doctorNamesTheTrouble_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("state");
    const auto row = [](const char* what, const char* where, int status, const char* body, CheckId id,
                        const char* state) {
        QTest::newRow(what) << QByteArray(where) << status << QByteArray(body) << checkWord(id)
                            << QString::fromLatin1(state);
    };
    const char* refused = R"({"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}})";
    row("key", "/verify-creds", 401, refused, CheckId::Credentials, "failed wrong-key");
    row("page everywhere", "", 200, "<html>Log in</html>", CheckId::Credentials, "failed bad-answer");
    row("nothing there", "", 404, "<html>404</html>", CheckId::Credentials, "failed bad-answer");
    row("key in the list", "/instance/fetchInstances", 401, refused, CheckId::Credentials, "failed wrong-key");
    row("list", "/instance/fetchInstances", 500, "", CheckId::Read, "failed server-error");
}

void EvolutionDoctorTest::doctorNamesTheTrouble()
{
    QFETCH(QByteArray, where);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, check);
    QFETCH(QString, state);
    HttpFault fault;
    fault.kind = Kind::Status;
    fault.pathPrefix = where;
    fault.status = status;
    fault.body = body;
    m_server->addFault(fault);
    const StoreDiagnosis diagnosis = diagnosisOf(settingsFor(*m_server));
    for (const Check& one : diagnosis.checks) {
        if (checkWord(one.id) == check) {
            QCOMPARE(stateOf(diagnosis, one.id), state);
            QVERIFY(!one.cause.isEmpty() && !one.cure.isEmpty());
        }
    }
    QCOMPARE(stateOf(diagnosis, CheckId::Reachable), QStringLiteral("ok"));
    QCOMPARE(diagnosis.checks.size(), checksOf(Store::Server).size());
}

// It waits for the list as the audit does, and says how long it took.
void EvolutionDoctorTest::aSlowListIsSlowAndNotAway()
{
    HttpFault fault;
    fault.kind = Kind::Delay;
    fault.delay = 300ms;
    fault.pathPrefix = "/instance/fetchInstances";
    m_server->addFault(fault);
    const auto diagnosed = [&](std::chrono::milliseconds slow) {
        return onWorker([&] {
            HttpClient client(settingsFor(*m_server));
            EvolutionServerAdapter adapter(settingsFor(*m_server));
            ServerDoctor doctor(
                client, [&](const CallContext& limits) { return adapter.list(limits); }, slow);
            return doctor.diagnose(patient());
        });
    };
    const StoreDiagnosis slow = diagnosed(200ms);
    QCOMPARE(stateOf(slow, CheckId::Reachable), QStringLiteral("ok"));
    QCOMPARE(stateOf(slow, CheckId::Read), QStringLiteral("warning"));
    for (const Check& check : slow.checks) {
        if (check.id == CheckId::Read)
            QVERIFY(check.said.contains(QStringLiteral("Slow")) && !check.cause.isEmpty() && !check.cure.isEmpty());
    }
    QVERIFY(slow.canBeRead());
    QCOMPARE(stateOf(diagnosed(5s), CheckId::Read), QStringLiteral("ok"));
    QVERIFY(timeToReadAStore > 33s); // as long as lists were seen to take; the audit has the same time
}

void EvolutionDoctorTest::doctorIsNotHeldByTheBanner()
{
    HttpFault fault;
    fault.kind = Kind::Silent;
    fault.method = "GET";
    fault.pathPrefix = "/";
    fault.skip = 1; // the list passes
    m_server->addFault(fault);
    const StoreDiagnosis diagnosis = diagnosisOf(settingsFor(*m_server));
    QVERIFY(diagnosis.worst() == CheckState::Ok);
    QVERIFY(diagnosis.version.isEmpty());
    QVERIFY(diagnosis.elapsedMs < 10'000);
}

STEWARD_TEST(EvolutionDoctorTest)
} // namespace steward::evolution_doctor_test

#include "evolution_doctor_test.moc"
