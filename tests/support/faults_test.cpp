#include "support/evolution_server.h"
#include "support/fault_proxy.h"
#include "support/raw_http.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/tls_authority.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTest>

using namespace steward::rig;
using namespace std::chrono_literals;

namespace steward::faults_test {

using Fault = HttpFault::Kind;
using Mode = ProxyMode::Kind;

/// Each fault does what it says, seen on the wire.
class FaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_server->clearFaults(); }

    void statusAndBodyAreReplaced();
    void bodiesAreCut();
    void chunksAreCut();
    void connectionsEndEarly();
    void silenceAndDelay();
    void elsewhereAndUnchanged();
    void faultsMeetTheRequestsTheyName();
    void whatIsNotCarriedOutDoesNotHappen();
    void aTlsGreetingIsRefusedByAPlainServer();
    void tlsIsSpoken();

    void theProxyPassesAndCounts();
    void theProxyRefusesAndOpensAgain();
    void theProxyIsSilent();
    void theProxyCutsAndResets_data();
    void theProxyCutsAndResets();
    void theProxySlowsDown_data();
    void theProxySlowsDown();
    void theProxyTalksGarbage();
    void theProxyLeadsToAUnixSocket();

private:
    RawReply ask(int patienceMs = 5000)
    {
        return RawHttp(m_server->port())
            .ask("GET", "/instance/fetchInstances", {"apikey: rig-global-key"}, {}, patienceMs);
    }
    void fault(HttpFault fault) { m_server->addFault(fault); }
    RawReply through(const FaultProxy& proxy, int patienceMs = 5000)
    {
        return RawHttp(proxy.port()).ask("GET", "/instance/fetchInstances", {"apikey: rig-global-key"}, {}, patienceMs);
    }

    std::unique_ptr<EvolutionServer> m_server;
    QByteArray m_body;
};

void FaultsTest::initTestCase()
{
    m_server = std::make_unique<EvolutionServer>();
    RIG_VERIFY(m_server->start());
    for (int i = 0; i < 5; ++i)
        m_server->addInstance({.name = QStringLiteral("i%1").arg(i)});
    m_body = ask().body;
    QVERIFY(m_body.size() > 3000);
}

void FaultsTest::statusAndBodyAreReplaced()
{
    fault({.kind = Fault::Status, .status = 500, .body = "{\"oops\":1}", .times = 1});
    const RawReply failed = ask();
    QCOMPARE(failed.status, 500);
    QCOMPARE(failed.body, QByteArray("{\"oops\":1}"));
    fault({.kind = Fault::Body, .body = "<html>", .contentType = "text/html", .times = 1});
    const RawReply html = ask();
    QCOMPARE(html.status, 200);
    QCOMPARE(html.header("Content-Type"), QByteArray("text/html"));
    QCOMPARE(html.body, QByteArray("<html>"));
    fault({.kind = Fault::Body, .times = 1});
    QCOMPARE(ask().body, QByteArray());
    QCOMPARE(ask().body, m_body);
}

void FaultsTest::bodiesAreCut()
{
    fault({.kind = Fault::CutBody, .bytes = 1000, .times = 1});
    const RawReply cut = ask();
    QVERIFY(cut.closed && !cut.whole && !cut.reset);
    QCOMPARE(cut.header("Content-Length").toLongLong(), m_body.size());
    QCOMPARE(cut.body, m_body.left(1000));
    fault({.kind = Fault::ShortBody, .bytes = 1000, .times = 1});
    const RawReply brief = ask();
    QVERIFY(brief.whole);
    QCOMPARE(brief.header("Content-Length"), QByteArray("1000"));
    QCOMPARE(brief.body, m_body.left(1000));
}

void FaultsTest::chunksAreCut()
{
    fault({.kind = Fault::Chunked, .bytes = 700, .times = 1});
    const RawReply chunked = ask();
    QVERIFY(chunked.whole && chunked.header("Transfer-Encoding") == "chunked");
    QCOMPARE(chunked.body, m_body);
    fault({.kind = Fault::ChunkedCut, .bytes = 700, .times = 1});
    const RawReply cut = ask();
    QVERIFY(cut.closed && !cut.whole);
    QCOMPARE(cut.body, m_body.left(700));
}

void FaultsTest::connectionsEndEarly()
{
    fault({.kind = Fault::CloseBeforeAnswer, .times = 1});
    const RawReply nothing = ask();
    QVERIFY(nothing.closed && !nothing.reset && nothing.status == 0);
    fault({.kind = Fault::CloseInHeaders, .times = 1});
    const RawReply part = ask();
    QVERIFY(part.closed && !part.reset && part.status == 0);
    fault({.kind = Fault::Reset, .times = 1});
    QVERIFY(ask().reset);
}

void FaultsTest::silenceAndDelay()
{
    fault({.kind = Fault::Silent, .times = 1});
    const RawReply silent = ask(300);
    QVERIFY(!silent.closed && silent.status == 0);
    fault({.kind = Fault::Delay, .delay = 200ms, .times = 1});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(ask().body, m_body);
    QVERIFY(timer.elapsed() >= 190);
}

void FaultsTest::elsewhereAndUnchanged()
{
    fault({.kind = Fault::Redirect, .location = "http://elsewhere.invalid/", .times = 1});
    const RawReply elsewhere = ask();
    QCOMPARE(elsewhere.status, 302);
    QCOMPARE(elsewhere.header("Location"), QByteArray("http://elsewhere.invalid/"));
    fault({.kind = Fault::NotModified, .times = 1});
    const RawReply unchanged = ask();
    QCOMPARE(unchanged.status, 304);
    QCOMPARE(unchanged.body, QByteArray());
}

void FaultsTest::faultsMeetTheRequestsTheyName()
{
    fault({.status = 503, .method = "GET", .pathPrefix = "/instance/connectionState", .skip = 1, .times = 2});
    const auto state = [&] {
        return RawHttp(m_server->port()).ask("GET", "/instance/connectionState/i0", {"apikey: rig-global-key"}).status;
    };
    QCOMPARE(ask().status, 200);
    QCOMPARE(QList<int>({state(), state(), state(), state()}), QList<int>({200, 503, 503, 200}));
    fault({.status = 503});
    QCOMPARE(ask().status, 503);
    m_server->clearFaults();
    QCOMPARE(ask().status, 200);
}

void FaultsTest::whatIsNotCarriedOutDoesNotHappen()
{
    const auto create = [&](const QByteArray& name) {
        return RawHttp(m_server->port())
            .ask(
                "POST", "/instance/create", {"apikey: rig-global-key", "Content-Type: application/json"},
                "{\"integration\":\"EVOLUTION\",\"instanceName\":\"" + name + "\"}");
    };
    fault({.kind = Fault::Reset, .method = "POST", .times = 1, .carriedOut = false});
    QVERIFY(create("never").reset);
    QVERIFY(!m_server->instance(QStringLiteral("never")));
    fault({.kind = Fault::Reset, .method = "POST", .times = 1});
    QVERIFY(create("done").reset);
    QVERIFY(m_server->instance(QStringLiteral("done")));
    m_server->removeInstance(QStringLiteral("done"));
}

void FaultsTest::aTlsGreetingIsRefusedByAPlainServer()
{
    QSslSocket socket;
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(m_server->port()));
    QVERIFY(!socket.waitForEncrypted(5000));
    QCOMPARE(socket.error(), QAbstractSocket::SslHandshakeFailedError);
}

void FaultsTest::tlsIsSpoken()
{
    TlsAuthority authority;
    RIG_VERIFY(authority.start());
    const auto files = authority.certificate(CertificateKind::Valid);
    RIG_VERIFY(files);
    EvolutionServer server({.tls = *files});
    RIG_VERIFY(server.start());
    QVERIFY(server.url().startsWith(QStringLiteral("https:")));
    QSslSocket socket;
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(authority.caFile()));
    socket.setSslConfiguration(configuration);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), static_cast<quint16>(server.port()));
    QVERIFY2(socket.waitForEncrypted(5000), qPrintable(socket.errorString()));
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    QVERIFY(socket.waitForReadyRead(5000));
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 OK"));
}

void FaultsTest::theProxyPassesAndCounts()
{
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    QCOMPARE(through(proxy).body, m_body);
    QCOMPARE(through(proxy).body, m_body);
    QCOMPARE(proxy.connectionsAccepted(), 2);
    QVERIFY(proxy.bytesFromServer() > 2 * m_body.size());
    QVERIFY(eventually([&] { return proxy.connectionsOpen() == 0; }, 5'000));
}

void FaultsTest::theProxyRefusesAndOpensAgain()
{
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    RawHttp standing(proxy.port());
    QCOMPARE(standing.ask("GET", "/").status, 200);
    proxy.setMode({.kind = Mode::Refuse});
    QVERIFY(through(proxy).status == 0);
    QCOMPARE(proxy.connectionsAccepted(), 1);
    QCOMPARE(standing.ask("GET", "/").status, 200);
    proxy.setMode({});
    QCOMPARE(through(proxy).status, 200);
    proxy.dropAll();
    QVERIFY(standing.ask("GET", "/").reset);
}

void FaultsTest::theProxyIsSilent()
{
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    proxy.setMode({.kind = Mode::Silent});
    m_server->clearRequests();
    RawHttp client(proxy.port());
    const RawReply silent = client.ask("GET", "/", {}, {}, 200);
    QVERIFY(silent.status == 0 && !silent.closed);
    QCOMPARE(m_server->requestCount(), 0);
    proxy.setMode({}); // what was held goes on
    QCOMPARE(client.send({}).status, 200);
}

void FaultsTest::theProxyCutsAndResets_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("reset");
    QTest::newRow("cut") << int(Mode::Cut) << false;
    QTest::newRow("reset") << int(Mode::Reset) << true;
}

void FaultsTest::theProxyCutsAndResets()
{
    QFETCH(int, kind);
    QFETCH(bool, reset);
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    proxy.setMode({.kind = static_cast<Mode>(kind), .bytes = 1000});
    const RawReply cut = through(proxy);
    QVERIFY(cut.closed && !cut.whole);
    QCOMPARE(cut.reset, reset);
    QCOMPARE(proxy.bytesFromServer(), 1000);
    if (!reset) // bytes before an RST may be lost on their way
        QVERIFY(m_body.startsWith(cut.body) && cut.headers.size() + 4 + cut.body.size() == 1000);
    proxy.setMode({.kind = static_cast<Mode>(kind)});
    QCOMPARE(through(proxy).status, 0);
}

void FaultsTest::theProxySlowsDown_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("leastMs");
    QTest::newRow("delay") << int(Mode::Delay) << 0 << 90;
    QTest::newRow("trickle") << int(Mode::Trickle) << 2000 << 190;
}

void FaultsTest::theProxySlowsDown()
{
    QFETCH(int, kind);
    QFETCH(int, bytes);
    QFETCH(int, leastMs);
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    proxy.setMode({.kind = static_cast<Mode>(kind), .bytes = bytes, .delay = 100ms});
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(through(proxy).body, m_body);
    QVERIFY(timer.elapsed() >= leastMs);
}

void FaultsTest::theProxyTalksGarbage()
{
    FaultProxy proxy({.port = m_server->port()});
    RIG_VERIFY(proxy.start());
    proxy.setMode({.kind = Mode::Garbage, .bytes = 1000});
    const RawReply noise = through(proxy);
    QVERIFY(noise.whole); // as long as the truth
    QVERIFY(noise.body != m_body);
    const qsizetype honest = 1000 - noise.headers.size() - 4;
    QCOMPARE(noise.body.left(honest), m_body.left(honest));
}

void FaultsTest::theProxyLeadsToAUnixSocket()
{
    RedisServer redis;
    RIG_VERIFY(redis.start());
    FaultProxy proxy({.socketPath = redis.socketPath()});
    RIG_VERIFY(proxy.start());
    RespClient client;
    RIG_VERIFY(client.connectTo(proxy.host(), proxy.port()));
    QCOMPARE(client.command({"PING"})->text, QByteArray("PONG"));
    redis.stop();
    QVERIFY(!client.command({"PING"}));
}

STEWARD_TEST(FaultsTest)
} // namespace steward::faults_test

#include "faults_test.moc"
