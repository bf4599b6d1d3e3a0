#include "stores/counting_server.h"
#include "stores/evolution/http_client.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

using namespace steward;
using namespace std::chrono_literals;

namespace steward::once_only_test {
using steward::test::CountingServer;

namespace {

constexpr int rounds = 40;

/// How many times a request arrived, and what the caller was told.
struct Round {
    qsizetype arrivals = 0;
    ErrorKind outcome = ErrorKind::LocalFailure;
};

ServerSettings settingsFor(const CountingServer& server)
{
    ServerSettings settings;
    settings.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    settings.apiKey = Secret("a-key-for-counting");
    return settings;
}

HttpRequest changeBy(const QByteArray& method)
{
    return {method, "/instance/of-" + method.toLower(), method == "POST" ? R"({"instanceName":"x"})" : "", true};
}

} // namespace

/// Every change arrives exactly once, whatever the peer does (WORKFLOWS, "Sending to the server").
class OnceOnlyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arrivesOnceOnAFreshConnection_data();
    void arrivesOnceOnAFreshConnection();
    void arrivesOnceOnAReusedConnection_data();
    void arrivesOnceOnAReusedConnection();
    void timedOutOrStoppedIsUnknown_data();
    void timedOutOrStoppedIsUnknown();
    void nothingSentIsNotUnknown();
    void theCounterSeesRepeats();
    void cleanupTestCase();

private:
    void judge(const Round& round);

    int m_cases = 0;
    int m_violations = 0;
};

void OnceOnlyTest::judge(const Round& round)
{
    ++m_cases;
    if (round.arrivals != 1 || round.outcome != ErrorKind::OutcomeUnknown)
        ++m_violations;
    QCOMPARE(round.arrivals, 1);
    QCOMPARE(errorWord(round.outcome), errorWord(ErrorKind::OutcomeUnknown));
}

void OnceOnlyTest::arrivesOnceOnAFreshConnection_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<CountingServer::Break>("how");
    for (const char* method : {"POST", "DELETE", "GET"}) { // a GET that starts a session: connect
        QTest::addRow("%s, closed before the answer", method)
            << QByteArray(method) << CountingServer::Break::CloseBeforeAnswer;
        QTest::addRow("%s, reset", method) << QByteArray(method) << CountingServer::Break::Reset;
        QTest::addRow("%s, stopped in the headers", method)
            << QByteArray(method) << CountingServer::Break::StopInHeaders;
        QTest::addRow("%s, stopped in the body", method) << QByteArray(method) << CountingServer::Break::StopInBody;
    }
}

void OnceOnlyTest::arrivesOnceOnAFreshConnection()
{
    QFETCH(QByteArray, method);
    QFETCH(CountingServer::Break, how);
    CountingServer server;
    server.setBreak(how);
    QList<Round> seen;
    rig::onWorker([&] {
        HttpClient client(settingsFor(server));
        for (int round = 0; round < rounds; ++round) {
            server.clear();
            const auto answer = client.send(changeBy(method), CallContext::within(10s));
            QThread::msleep(3); // a repeat would come at once
            seen.append({server.arrivals().size(), answer ? ErrorKind::LocalFailure : answer.error().kind});
        }
    });
    QCOMPARE(seen.size(), rounds);
    for (const Round& round : seen)
        judge(round);
}

void OnceOnlyTest::arrivesOnceOnAReusedConnection_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<CountingServer::Break>("how");
    for (const char* method : {"POST", "DELETE", "GET"}) { // a GET that starts a session: connect
        QTest::addRow("%s, closed", method) << QByteArray(method) << CountingServer::Break::AnswerThenClose;
        QTest::addRow("%s, reset", method) << QByteArray(method) << CountingServer::Break::AnswerThenReset;
    }
}

// The case that Qt repeats most readily: a kept connection that ends under the second request.
void OnceOnlyTest::arrivesOnceOnAReusedConnection()
{
    QFETCH(QByteArray, method);
    QFETCH(CountingServer::Break, how);
    CountingServer server;
    server.setBreak(how);
    QList<Round> seen;
    int opened = 0;
    rig::onWorker([&] {
        for (int round = 0; round < rounds; ++round) {
            HttpClient client(settingsFor(server));
            opened += client.send(changeBy(method), CallContext::within(10s)).has_value() ? 1 : 0;
            server.clear();
            const auto answer = client.send(changeBy(method), CallContext::within(10s));
            QThread::msleep(3);
            seen.append({server.arrivals().size(), answer ? ErrorKind::LocalFailure : answer.error().kind});
        }
    });
    QCOMPARE(opened, rounds);
    for (const Round& round : seen)
        judge(round);
}

void OnceOnlyTest::timedOutOrStoppedIsUnknown_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("stop");
    for (const char* method : {"POST", "DELETE", "GET"}) { // a GET that starts a session: connect
        QTest::addRow("%s, timed out", method) << QByteArray(method) << false;
        QTest::addRow("%s, stopped", method) << QByteArray(method) << true;
    }
}

void OnceOnlyTest::timedOutOrStoppedIsUnknown()
{
    QFETCH(QByteArray, method);
    QFETCH(bool, stop);
    CountingServer server;
    server.setBreak(CountingServer::Break::Silent);
    std::stop_source source;
    Round round;
    const std::unique_ptr<QThread> stopper(QThread::create([&] {
        if (stop && rig::eventually([&] { return !server.lastRequest().isEmpty(); }, 5000))
            source.request_stop();
    }));
    stopper->start();
    rig::onWorker([&] {
        HttpClient client(settingsFor(server));
        const auto answer =
            client.send(changeBy(method), stop ? CallContext{.stop = source.get_token()} : CallContext::within(300ms));
        QThread::msleep(20);
        round = {server.arrivals().size(), answer ? ErrorKind::LocalFailure : answer.error().kind};
    });
    stopper->wait();
    judge(round);
}

void OnceOnlyTest::nothingSentIsNotUnknown()
{
    int port = 0;
    {
        const CountingServer gone;
        port = gone.port();
    }
    ServerSettings settings;
    settings.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
    settings.apiKey = Secret("a-key-for-counting");
    const auto kind = rig::onWorker([&] {
        HttpClient client(settings);
        const auto answer = client.send(changeBy("DELETE"), CallContext::within(10s));
        return answer ? ErrorKind::LocalFailure : answer.error().kind;
    });
    QCOMPARE(errorWord(kind), errorWord(ErrorKind::Refused));
}

// Qt's ordinary way, at the same server: if this counted one as well, the counts above would prove nothing.
void OnceOnlyTest::theCounterSeesRepeats()
{
    CountingServer server;
    server.setBreak(CountingServer::Break::CloseBeforeAnswer);
    const auto most = rig::onWorker([&] {
        qsizetype arrivals = 0;
        for (int round = 0; round < 10; ++round) {
            server.clear();
            HttpClient client(settingsFor(server));
            (void)client.send({"GET", "/instance/fetchInstances"}, CallContext::within(10s));
            arrivals = qMax(arrivals, server.arrivals().size());
        }
        return arrivals;
    });
    QVERIFY2(most > 1, qPrintable(QString::number(most)));
}

void OnceOnlyTest::cleanupTestCase()
{
    printf("%d cases, %d violations\n", m_cases, m_violations);
    QCOMPARE(m_violations, 0);
    QVERIFY(m_cases >= 18 * rounds);
}

STEWARD_TEST(OnceOnlyTest)
} // namespace steward::once_only_test

#include "once_only_test.moc"
