#include "stores/evolution/chosen_proxy.h"
#include "stores/evolution_calls.h"
#include "support/campaign.h"
#include "support/evolution_server.h"
#include "support/test_registry.h"

#include <QScopeGuard>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

Q_DECLARE_METATYPE(steward::rig::HttpFault)

using namespace steward;
using namespace steward::test;

namespace steward::evolution_front_test {
using steward::rig::EvolutionServer;
using steward::rig::HttpFault;
using steward::rig::onWorker;

namespace {

constexpr auto loginPage = "<html>Please log in</html>";
constexpr auto ownUnauthorized = R"({"status":401,"error":"Unauthorized","response":{"message":"Unauthorized"}})";

HttpFault answer(int status, const QByteArray& body, const QByteArray& header = {}, const QByteArray& location = {})
{
    HttpFault fault;
    fault.status = status;
    fault.body = body;
    fault.header = header;
    fault.location = location;
    if (body.startsWith('<'))
        fault.contentType = "text/html";
    return fault;
}

} // namespace

/// Who answered, and what that means: the server itself, or something in front of it.
class EvolutionFrontTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void sentencesNameTheCause_data();
    void sentencesNameTheCause();
    void theDoctorNamesTheSameCause_data();
    void theDoctorNamesTheSameCause();
    void aRefusedDeletionIsToldApart_data();
    void aRefusedDeletionIsToldApart();
    void everyStatusSaysWhoAnswered();
    void redirectsShowNoSecret();
    void theNamedProxyIsTheWay();
    void theSystemsProxyIsTheWay();
    void whatNamesNoProxyIsNoWay_data();
    void whatNamesNoProxyIsNoWay();

private:
    std::unique_ptr<EvolutionServer> m_server;
};

void EvolutionFrontTest::init()
{
    m_server = std::make_unique<EvolutionServer>();
    RIG_VERIFY(m_server->start());
    m_server->addInstance(instanceOf(QStringLiteral("one"), QStringLiteral("open")));
}

void EvolutionFrontTest::cleanup()
{
    m_server.reset();
}

namespace {

void addFrontColumns()
{
    QTest::addColumn<HttpFault>("fault");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("inFront");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("check");
}

void addFrontRow(
    const char* what, const HttpFault& fault, const char* kind, bool inFront, const char* says, CheckId check)
{
    QTest::newRow(what) << fault << QString::fromLatin1(kind) << inFront << QString::fromLatin1(says)
                        << checkWord(check);
}

void addFrontRows()
{
    addFrontColumns();
    const auto row = addFrontRow;
    const char* asks = "in front of the Evolution API server asks for a login";
    row("401 of the server", answer(401, ownUnauthorized), "wrong-key", false, "does not accept the API key",
        CheckId::Credentials);
    row("401 with a page", answer(401, loginPage), "login-in-front", true, asks, CheckId::Credentials);
    row("401 with nothing", answer(401, ""), "login-in-front", true, asks, CheckId::Credentials);
    row("401 of a gateway", answer(401, R"({"message":"Unauthorized"})"), "login-in-front", true, asks,
        CheckId::Credentials);
    row("401 asking for Basic", answer(401, loginPage, "WWW-Authenticate: Basic realm=\"x\""), "login-in-front", true,
        asks, CheckId::Credentials);
    row("401 in the server's shape that asks", answer(401, ownUnauthorized, "WWW-Authenticate: Bearer"),
        "login-in-front", true, asks, CheckId::Credentials);
    row("511 of a captive portal", answer(511, loginPage), "login-in-front", true, asks, CheckId::Credentials);
    row("403 of a firewall", answer(403, "<html>Forbidden</html>"), "refused-in-front", true, "status 403",
        CheckId::Credentials);
    row("429 of a proxy", answer(429, "slow down"), "refused-in-front", true, "status 429", CheckId::Credentials);
    row("501 of a proxy", answer(501, ""), "refused-in-front", true, "status 501", CheckId::Credentials);
    for (const int status : {301, 302, 303, 307, 308}) {
        const QByteArray label = QByteArray::number(status) + " to another host";
        row(label.constData(),
            answer(status, "", {}, "https://new.example.test/base/instance/fetchInstances?apikey=SECRET"), "redirected",
            true, "redirects to https://new.example.test/base", CheckId::Reachable);
    }
    row("302 to a login page", answer(302, "", {}, "https://login.example.test/oauth?rd=x"), "redirected", true,
        "https://login.example.test/oauth. Enter the address", CheckId::Reachable);
    row("301 to nowhere", answer(301, ""), "redirected", true, "without saying where", CheckId::Reachable);
    for (const int status : {502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530}) {
        const QByteArray says = "cannot reach it (status " + QByteArray::number(status);
        row(QByteArray::number(status).constData(), answer(status, "<html>Bad gateway</html>"), "gateway-failed", true,
            says.constData(), CheckId::Reachable);
    }
    row("503 of the server", answer(503, R"({"status":503,"error":"x","response":{"message":"busy"}})"), "server-error",
        false, "an error of its own", CheckId::Credentials);
    row("500 of the server", answer(500, R"({"status":500,"error":"x","response":{"message":"y"}})"), "server-error",
        false, "an error of its own", CheckId::Credentials);
}

} // namespace

void EvolutionFrontTest::sentencesNameTheCause_data()
{
    addFrontRows();
}

void EvolutionFrontTest::sentencesNameTheCause()
{
    QFETCH(HttpFault, fault);
    QFETCH(QString, kind);
    QFETCH(bool, inFront);
    QFETCH(QString, says);
    m_server->addFault(fault);
    const Error error = onWorker([&] {
        const auto listed = EvolutionServerAdapter(settingsFor(*m_server)).list(patient());
        return listed ? Error{} : listed.error();
    });
    QCOMPARE(errorWord(error.kind), kind);
    QCOMPARE(error.inFront, inFront);
    QCOMPARE(error.status, fault.status);
    QVERIFY2(error.sentence.contains(says), qPrintable(error.sentence));
    QVERIFY(error.detail.contains(QString::number(fault.status)));
    QVERIFY(!(error.sentence + error.detail).contains(QStringLiteral("SECRET")));
}

void EvolutionFrontTest::theDoctorNamesTheSameCause_data()
{
    addFrontRows();
}

void EvolutionFrontTest::theDoctorNamesTheSameCause()
{
    QFETCH(HttpFault, fault);
    QFETCH(QString, kind);
    QFETCH(QString, says);
    QFETCH(QString, check);
    fault.location.replace("/instance/fetchInstances", "/verify-creds"); // what the doctor asks first
    m_server->addFault(fault);
    const auto diagnosis = onWorker([&] { return EvolutionServerAdapter(settingsFor(*m_server)).diagnose(patient()); });
    QVERIFY(!diagnosis.canBeRead());
    for (const Check& one : diagnosis.checks) {
        if (one.state != CheckState::Failed)
            continue;
        QCOMPARE(checkWord(one.id), check);
        QCOMPARE(errorWord(*one.trouble), kind);
        QVERIFY2(kind == QStringLiteral("wrong-key") || one.said.contains(says), qPrintable(one.said));
        QVERIFY(!one.cause.isEmpty() && !one.cure.isEmpty());
        QVERIFY(!one.said.contains(QStringLiteral("SECRET")));
    }
}

void EvolutionFrontTest::aRefusedDeletionIsToldApart_data()
{
    QTest::addColumn<HttpFault>("fault");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("inFront");
    const auto row = [](const char* what, const HttpFault& fault, const char* kind, bool inFront) {
        QTest::newRow(what) << fault << QString::fromLatin1(kind) << inFront;
    };
    for (const int status : {405, 403, 429, 501})
        row(QByteArray::number(status).constData(), answer(status, "<html>no</html>"), "refused-in-front", true);
    row("401", answer(401, loginPage), "login-in-front", true);
    row("308", answer(308, "", {}, "https://elsewhere.example.test/"), "redirected", true);
    row("200 with a page", answer(200, loginPage), "outcome-unknown", true);
    row("502", answer(502, ""), "outcome-unknown", true);
    row("500 with a page", answer(500, "<html>"), "outcome-unknown", true);
    row("404 of another path",
        answer(404, R"({"status":404,"error":"Not Found","response":{"message":["Cannot DELETE /x"]}})"), "bad-answer",
        true);
    row("403 of the server", answer(403, R"({"status":403,"error":"x","response":{"message":["no"]}})"), "rejected",
        false);
    row("400 that means something",
        answer(
            400,
            R"({"status":400,"error":"x","response":{"message":["The \"one\" instance needs to be disconnected"]}})"),
        "rejected", false);
    row("400 [object Object]",
        answer(400, R"({"status":400,"error":"Bad Request","response":{"message":["[object Object]"]}})"),
        "server-error", false);
    row("500 with a Prisma text",
        answer(500, R"({"status":500,"error":"x","response":{"message":"Invalid `prisma.update()` invocation"}})"),
        "server-error", false);
}

void EvolutionFrontTest::aRefusedDeletionIsToldApart()
{
    QFETCH(HttpFault, fault);
    QFETCH(QString, kind);
    QFETCH(bool, inFront);
    fault.method = "DELETE";
    m_server->addFault(fault);
    onWorker([&] {
        EvolutionServerAdapter adapter(settingsFor(*m_server));
        const auto removed = adapter.remove(name("one"), patient());
        const auto loggedOut = adapter.logOut(name("one"), patient());
        QVERIFY(!removed && !loggedOut);
        for (const Error& error : {removed.error(), loggedOut.error()}) {
            QCOMPARE(errorWord(error.kind), kind);
            QCOMPARE(error.inFront, inFront);
            QCOMPARE(error.status, fault.status);
        }
        if (kind == QStringLiteral("server-error"))
            QVERIFY(removed.error().sentence.contains(QStringLiteral("restart the instance or the server")));
    });
}

// Whatever the status: its own error document is the server's word, and a page never is.
void EvolutionFrontTest::everyStatusSaysWhoAnswered()
{
    Campaign campaign(QStringLiteral("Statuses and who answered"));
    std::vector<int> statuses{400, 401, 402, 403, 405, 406, 407, 408, 409, 410, 413, 415, 418, 421,
                              422, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507,
                              508, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530, 599};
    if (Campaign::isLong()) {
        statuses.clear();
        for (int status = 400; status < 600; ++status)
            statuses.push_back(status);
    }
    onWorker([&] {
        EvolutionServerAdapter adapter(settingsFor(*m_server));
        for (const int status : statuses) {
            const QByteArray own =
                R"({"status":)" + QByteArray::number(status) + R"(,"error":"x","response":{"message":["no"]}})";
            for (const QByteArray& body : {QByteArray("<html>no</html>"), QByteArray(), own}) {
                m_server->clearFaults();
                m_server->addFault(answer(status, body));
                campaign.addCase();
                const auto removed = adapter.remove(name("one"), patient());
                const bool missing = status == 404 && body == own; // done
                const bool isOwn = body == own && status != 407;   // that one is a proxy's, whatever it looks like
                if (missing ? !removed
                            : removed || removed.error().status != status || removed.error().inFront == isOwn)
                    campaign.violate(QStringLiteral("%1 %2").arg(status).arg(QString::fromLatin1(body)));
            }
        }
    });
    QVERIFY(campaign.finish());
}

void EvolutionFrontTest::redirectsShowNoSecret()
{
    const QByteArray secret = m_server->apiKey();
    m_server->addFault(
        answer(302, "", {}, "https://user:" + secret + "@new.example.test/x?key=" + secret + "#" + secret));
    const Error error =
        onWorker([&] { return EvolutionServerAdapter(settingsFor(*m_server)).list(patient()).error(); });
    QVERIFY(error.sentence.contains(QStringLiteral("https://new.example.test/x")));
    QVERIFY(!(error.sentence + error.detail).contains(QString::fromUtf8(secret)));
}

namespace {

struct Asked {
    QByteArray proxy; ///< what it was asked; empty where nobody asked
    QByteArray said;  ///< by the program
};

/// Reads the list of a server beyond this computer, where the proxy refuses whatever it is asked.
Asked askBeyond(QTcpServer& proxy)
{
    Asked asked;
    const std::unique_ptr<QThread> caller(QThread::create([&asked] {
        asked.said = listWord({QUrl(QStringLiteral("https://evolution.invalid")), Secret("key"), {}, false, false, {}});
    }));
    caller->start();
    while (!proxy.waitForNewConnection(50) && !caller->isFinished())
        ;
    if (QTcpSocket* const socket = proxy.nextPendingConnection()) {
        while (!asked.proxy.contains("\r\n\r\n") && socket->waitForReadyRead(10'000))
            asked.proxy += socket->readAll();
        socket->write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket->waitForBytesWritten(1000);
        socket->disconnectFromHost();
    }
    proxy.close();
    caller->wait();
    return asked;
}

/// What names the system's proxy on Linux, as it was before when this goes.
class SystemsProxy final {
public:
    SystemsProxy(const QByteArray& proxy, const QByteArray& except)
    {
        for (const char* name : {"http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"}) {
            if (qEnvironmentVariableIsSet(name))
                m_before.emplace_back(name, qgetenv(name));
            qunsetenv(name);
        }
        qputenv("https_proxy", proxy);
        if (!except.isEmpty())
            qputenv("no_proxy", except);
    }
    ~SystemsProxy()
    {
        qunsetenv("https_proxy");
        qunsetenv("no_proxy");
        for (const auto& [name, value] : m_before)
            qputenv(name, value);
    }
    Q_DISABLE_COPY_MOVE(SystemsProxy)

private:
    std::vector<std::pair<const char*, QByteArray>> m_before;
};

} // namespace

void EvolutionFrontTest::theSystemsProxyIsTheWay()
{
    for (const char* except : {"", "evolution.invalid"}) {
        QTcpServer proxy;
        QVERIFY(proxy.listen(QHostAddress::LocalHost));
        const SystemsProxy named("http://127.0.0.1:" + QByteArray::number(proxy.serverPort()), except);
        const Asked asked = askBeyond(proxy);
        const bool isExcepted = *except != '\0';
        QVERIFY2(asked.proxy.startsWith("CONNECT evolution.invalid:443 ") != isExcepted, asked.proxy.constData());
        QVERIFY(!isExcepted || asked.proxy.isEmpty());
        QVERIFY(asked.said != "ok");
    }
}

void EvolutionFrontTest::theNamedProxyIsTheWay()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(QHostAddress::LocalHost));
    qputenv(proxyVariable, QStringLiteral("http://ann:p%40ss@127.0.0.1:%1").arg(proxy.serverPort()).toUtf8());
    const auto unset = qScopeGuard([] { qunsetenv(proxyVariable); });
    const auto [asked, said] = askBeyond(proxy);
    QVERIFY2(asked.startsWith("CONNECT evolution.invalid:443 "), asked.constData());
    QVERIFY2(asked.contains("Proxy-Authorization: Basic " + QByteArray("ann:p@ss").toBase64()), asked.constData());
    QVERIFY(said != "ok");

    // This computer is reached without one, and so is everything with "none".
    QCOMPARE(listWord({QUrl(m_server->url()), Secret(m_server->apiKey()), {}, false, false, {}}), QByteArray("ok"));
    QCOMPARE((*chosenProxy(QStringLiteral("None")))->type(), QNetworkProxy::NoProxy);
    QVERIFY(!chosenProxy({})->has_value());
}

void EvolutionFrontTest::whatNamesNoProxyIsNoWay_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"proxy.example", "proxy.example:3128", "http://proxy.example", "https://proxy.example:3128", "http://:3128",
          "ftp://proxy.example:21", "http://proxy.example:3128/path", "http://proxy.example:3128?x", "http://p:0", " "})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void EvolutionFrontTest::whatNamesNoProxyIsNoWay()
{
    QFETCH(const QString, text);
    qputenv(proxyVariable, text.toUtf8());
    const auto unset = qScopeGuard([] { qunsetenv(proxyVariable); });
    const ServerSettings settings{QUrl(m_server->url()), Secret(m_server->apiKey()), {}, false, false, {}};
    QCOMPARE(listWord(settings), errorWord(ErrorKind::InvalidSettings).toUtf8());
    QCOMPARE(m_server->requestCount(), 0);
    const auto chosen = chosenProxy(text);
    QVERIFY(chosen.error().sentence.contains(QString::fromLatin1(proxyVariable)));
    QVERIFY(!chosen.error().sentence.contains(QStringLiteral("proxy.example")));
}

STEWARD_TEST(EvolutionFrontTest)
} // namespace steward::evolution_front_test

#include "evolution_front_test.moc"
