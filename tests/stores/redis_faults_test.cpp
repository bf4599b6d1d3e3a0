#include "stores/redis/redis_cache_adapter.h"
#include "stores/scripted_redis.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#include <atomic>
#include <functional>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::redis_faults_test {

namespace {

using Answer = ScriptedRedis::Answer;
using MaybeAnswer = std::optional<Answer>;

CacheSettings settingsFor(int port)
{
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = port;
    return settings;
}

template<class Use>
auto onAdapter(const CacheSettings& settings, Use&& use)
{
    return rig::onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return use(adapter);
    });
}

Result<CacheListing> scanned(const CacheSettings& settings, std::chrono::milliseconds time = 5s)
{
    return onAdapter(settings, [time](CachePort& port) { return port.scan(true, CallContext::within(time)); });
}

CacheKey instanceKey(const QByteArray& name)
{
    return {CacheKeyKind::Instance, InstanceName::fromUtf8(name), {}};
}

} // namespace

/// Servers that answer what a healthy Redis does not.
class RedisFaultsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusalsAreNamed_data();
    void refusalsAreNamed();
    void garbageIsNoAnswer_data();
    void garbageIsNoAnswer();
    void cutAnywhereIsNeverAnEmptyCache();
    void scanDuplicatesCountOnce();
    void keysThatWentMeanwhileAreAbsent();
    void aFailoverInBetweenProvesNothing_data();
    void aFailoverInBetweenProvesNothing();
    void olderServersAreAskedOtherwise_data();
    void olderServersAreAskedOtherwise();
    void everyChangeIsSentOnce_data();
    void everyChangeIsSentOnce();
    void aChangeThatWasNotSentDidNotHappen();
    void aChangeThatWasStoppedIsUnknown();
    void secretsStayOutOfErrors();
    void neverSwitchesTheProtocol();
    void endlessAnswersEndAtTheDeadline();
};

void RedisFaultsTest::refusalsAreNamed_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("loading") << QByteArray("SCAN") << QByteArray("-LOADING Redis is loading the dataset in memory\r\n")
                             << ErrorKind::Loading;
    QTest::newRow("moved") << QByteArray("MGET") << QByteArray("-MOVED 3999 127.0.0.1:6381\r\n") << ErrorKind::Cluster;
    QTest::newRow("ask") << QByteArray("TTL") << QByteArray("-ASK 3999 127.0.0.1:6381\r\n") << ErrorKind::Cluster;
    QTest::newRow("cluster down") << QByteArray("MGET") << QByteArray("-CLUSTERDOWN The cluster is down\r\n")
                                  << ErrorKind::Cluster;
    QTest::newRow("cluster mode") << QByteArray("HELLO") << ScriptedRedis::hello("cluster", "master")
                                  << ErrorKind::Cluster;
    QTest::newRow("replica") << QByteArray("HELLO") << ScriptedRedis::hello("standalone", "replica")
                             << ErrorKind::Replica;
    QTest::newRow("sentinel") << QByteArray("HELLO") << ScriptedRedis::hello("sentinel", "master")
                              << ErrorKind::BadAnswer;
    QTest::newRow("master down") << QByteArray("MGET") << QByteArray("-MASTERDOWN Link with MASTER is down\r\n")
                                 << ErrorKind::Replica;
    QTest::newRow("no password") << QByteArray("HELLO") << QByteArray("-NOAUTH HELLO must be called authenticated\r\n")
                                 << ErrorKind::WrongPassword;
    QTest::newRow("no right") << QByteArray("SCAN") << QByteArray("-NOPERM this user has no permissions\r\n")
                              << ErrorKind::NoRightToRead;
    QTest::newRow("busy") << QByteArray("SCAN") << QByteArray("-BUSY Redis is busy running a script\r\n")
                          << ErrorKind::ServerError;
    QTest::newRow("another shape") << QByteArray("SCAN") << QByteArray("+OK\r\n") << ErrorKind::BadAnswer;
    QTest::newRow("short MGET") << QByteArray("MGET") << QByteArray("*0\r\n") << ErrorKind::BadAnswer;
    QTest::newRow("TTL of text") << QByteArray("TTL") << QByteArray("+soon\r\n") << ErrorKind::BadAnswer;
}

void RedisFaultsTest::refusalsAreNamed()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] == command)
            return Answer{answer};
        if (asked[0] == "SCAN")
            return Answer{ScriptedRedis::scanPage("0", {"whatsapp:instance:a"})};
        if (asked[0] == "MGET")
            return Answer{ScriptedRedis::array({ScriptedRedis::bulk("{}")})};
        return {};
    });
    const auto listing = scanned(settingsFor(server.port()));
    QVERIFY(!listing);
    QTEST(listing.error().kind, "kind");
    QVERIFY(!listing.error().sentence.isEmpty());
}

void RedisFaultsTest::garbageIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("garbage");
    QTest::newRow("http") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n");
    QTest::newRow("noise") << QByteArray::fromHex("00ff17030312345678");
    QTest::newRow("impossible array") << QByteArray("*2147483647\r\n");
    QTest::newRow("negative length") << QByteArray("$-17\r\nabc\r\n");
    QTest::newRow("deep") << QByteArray("*1\r\n").repeated(40) + ":1\r\n";
    QTest::newRow("resp3") << QByteArray("%1\r\n+server\r\n+redis\r\n");
}

void RedisFaultsTest::garbageIsNoAnswer()
{
    QFETCH(QByteArray, garbage);
    for (const QByteArray when : {"HELLO", "SCAN"}) {
        const ScriptedRedis server([&](const QByteArrayList& asked) {
            return asked[0] == when ? MaybeAnswer(Answer{garbage}) : MaybeAnswer();
        });
        const auto listing = scanned(settingsFor(server.port()));
        QVERIFY(!listing);
        QCOMPARE(listing.error().kind, ErrorKind::BadAnswer);
    }
}

void RedisFaultsTest::cutAnywhereIsNeverAnEmptyCache()
{
    const QByteArray key = "whatsapp:instance:a";
    const QByteArray page = ScriptedRedis::scanPage("0", {key});
    const QByteArray values = ScriptedRedis::array({ScriptedRedis::bulk("{\"name\":\"x\"}")});
    for (const auto& [command, whole] :
         {std::pair<QByteArray, QByteArray>{"SCAN", page}, {"MGET", values}, {"TTL", ":17\r\n"}}) {
        for (qsizetype bytes = 0; bytes < whole.size(); ++bytes) {
            const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
                if (asked[0] == command)
                    return Answer{whole.left(bytes), true};
                if (asked[0] == "MGET")
                    return Answer{values};
                if (asked[0] == "SCAN")
                    return Answer{page};
                return {};
            });
            const auto listing = scanned(settingsFor(server.port()));
            QVERIFY2(!listing, qPrintable(QStringLiteral("%1 after %2 bytes").arg(QLatin1String(command)).arg(bytes)));
            QCOMPARE(listing.error().kind, ErrorKind::ConnectionLost);
            QCOMPARE(listing.error().inPart, command != "SCAN"); // its key had come
        }
    }
}

void RedisFaultsTest::scanDuplicatesCountOnce()
{
    const ScriptedRedis server([](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] == "SCAN" && asked[3].startsWith("whatsapp:instance:")) {
            if (asked[1] == "0")
                return Answer{ScriptedRedis::scanPage("176", {"whatsapp:instance:a", "whatsapp:instance:b"})};
            return Answer{ScriptedRedis::scanPage("0", {"whatsapp:instance:a", "whatsapp:instance:a"})};
        }
        if (asked[0] == "MGET")
            return Answer{ScriptedRedis::array(QByteArrayList(asked.size() - 1, ScriptedRedis::bulk("{}")))};
        if (asked[0] == "TTL")
            return Answer{":60\r\n"};
        return {};
    });
    const auto listing = scanned(settingsFor(server.port()));
    QVERIFY(listing);
    QCOMPARE(listing->entries.size(), 2u);
    QCOMPARE(server.count("TTL"), 2);
}

void RedisFaultsTest::keysThatWentMeanwhileAreAbsent()
{
    // a: expired after its value was read. b: deleted before. c: no text for MGET, and gone when its type is asked.
    // d: written between MGET and TTL. e: another type.
    const ScriptedRedis server([](const QByteArrayList& asked) -> MaybeAnswer {
        const QByteArray name = asked.size() > 1 ? asked[1].mid(asked[1].lastIndexOf(':') + 1) : QByteArray();
        if (asked[0] == "MGET")
            return Answer{
                ScriptedRedis::array({ScriptedRedis::bulk("{}"), "$-1\r\n", "$-1\r\n", "$-1\r\n", "$-1\r\n"})};
        if (asked[0] == "TTL")
            return Answer{name == "a" || name == "b" ? ":-2\r\n" : ":60\r\n"};
        if (asked[0] == "TYPE")
            return Answer{name == "c" ? "+none\r\n" : (name == "d" ? "+string\r\n" : "+hash\r\n")};
        if (asked[0] == "GET" && name == "c")
            return Answer{"$-1\r\n"};
        if (asked[0] == "GET" && name == "d")
            return Answer{ScriptedRedis::bulk("{\"name\":\"late\"}")};
        if (asked[0] == "GET")
            return Answer{"-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"};
        return {};
    });
    const auto read = onAdapter(settingsFor(server.port()), [](CachePort& port) {
        std::vector<CacheKey> keys;
        for (const QByteArray name : {"a", "b", "c", "d", "e"})
            keys.push_back(instanceKey(name));
        return port.read(keys, CallContext::within(5s));
    });
    QVERIFY(read);
    QCOMPARE(read->size(), 2u);
    QCOMPARE((*read)[0].displayName, QStringLiteral("late"));
    QCOMPARE((*read)[1].state, CacheValueState::OtherType);
    QCOMPARE((*read)[1].redisType, QStringLiteral("hash"));
}

void RedisFaultsTest::aFailoverInBetweenProvesNothing_data()
{
    QTest::addColumn<QByteArray>("later");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("demoted") << ScriptedRedis::hello("standalone", "replica") << ErrorKind::Replica;
    QTest::newRow("in a cluster") << ScriptedRedis::hello("cluster", "master") << ErrorKind::Cluster;
}

void RedisFaultsTest::aFailoverInBetweenProvesNothing()
{
    QFETCH(QByteArray, later);
    const auto run = [&](const std::function<std::optional<Error>(CachePort&)>& use) {
        std::atomic<int> asked = 0;
        const ScriptedRedis server([&](const QByteArrayList& command) -> MaybeAnswer {
            if (command[0] == "HELLO" && ++asked > 1)
                return Answer{later};
            if (command[0] == "MGET")
                return Answer{ScriptedRedis::array({"$-1\r\n"})};
            if (command[0] == "TTL")
                return Answer{":-2\r\n"};
            return {};
        });
        return onAdapter(settingsFor(server.port()), use);
    };
    QTEST(run([](CachePort& port) { return port.scan(false, CallContext::within(5s)).error(); })->kind, "kind");
    QTEST(
        run([](CachePort& port) { return port.read({instanceKey("a")}, CallContext::within(5s)).error(); })->kind,
        "kind");
}

void RedisFaultsTest::olderServersAreAskedOtherwise_data()
{
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("cluster");
    QTest::addColumn<QByteArray>("outcome");
    const QByteArray no = "-NOPERM no permissions\r\n";
    const QByteArray info = ScriptedRedis::bulk("redis_version:5.0.7\r\nredis_mode:standalone\r\nrole:master\r\n");
    const QByteArray replica = ScriptedRedis::bulk("redis_version:5.0.7\r\nredis_mode:standalone\r\nrole:slave\r\n");
    const QByteArray master = ScriptedRedis::array({ScriptedRedis::bulk("master"), ":0\r\n", "*0\r\n"});
    const QByteArray alone = "-ERR This instance has cluster support disabled\r\n";
    QTest::newRow("INFO") << info << no << no << QByteArray();
    QTest::newRow("INFO of a replica") << replica << no << no << QByteArray("replica");
    QTest::newRow("ROLE") << no << master << alone << QByteArray();
    QTest::newRow("ROLE in a cluster") << no << master << ScriptedRedis::bulk("cluster_state:ok")
                                       << QByteArray("cluster");
    QTest::newRow("ROLE alone") << no << master << no << QByteArray("no-right-to-read");
    QTest::newRow("nothing") << no << no << no << QByteArray("no-right-to-read");
}

void RedisFaultsTest::olderServersAreAskedOtherwise()
{
    QFETCH(QByteArray, info);
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, cluster);
    QFETCH(QByteArray, outcome);
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] == "HELLO")
            return Answer{"-ERR unknown command `HELLO`, with args beginning with: \r\n"};
        if (asked == QByteArrayList{"INFO"})
            return Answer{info};
        if (asked[0] == "ROLE")
            return Answer{role};
        if (asked[0] == "CLUSTER")
            return Answer{cluster};
        return {};
    });
    const auto listing = scanned(settingsFor(server.port()));
    QCOMPARE(listing ? QByteArray() : errorWord(listing.error().kind).toLatin1(), outcome);
}

void RedisFaultsTest::everyChangeIsSentOnce_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    for (const QByteArray command : {"SETEX", "UNLINK", "PUBLISH"}) {
        QTest::addRow("%s, closed", command.constData()) << command << QByteArray();
        QTest::addRow("%s, cut", command.constData()) << command << QByteArray(":");
        QTest::addRow("%s, garbage", command.constData()) << command << QByteArray("HTTP/1.1 502\r\n\r\n");
        QTest::addRow("%s, another shape", command.constData()) << command << QByteArray("*0\r\n");
    }
}

void RedisFaultsTest::everyChangeIsSentOnce()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        return asked[0] == command ? MaybeAnswer(Answer{answer, true}) : MaybeAnswer();
    });
    const auto error = onAdapter(settingsFor(server.port()), [&](CachePort& port) -> std::optional<Error> {
        const CallContext limits = CallContext::within(5s);
        if (command == "SETEX") {
            const auto written = port.write({instanceKey("a"), {}, {}, {}, {}, {}}, limits);
            return written ? std::optional<Error>() : written.error();
        }
        if (command == "UNLINK") {
            const auto removed = port.remove({instanceKey("a")}, limits);
            return removed ? std::optional<Error>() : removed.error();
        }
        const auto told = port.publish({WorkerChannel::Added, InstanceName::fromText(u"a"), {}}, limits);
        return told ? std::optional<Error>() : told.error();
    });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.count(command), 1);
}

void RedisFaultsTest::aChangeThatWasNotSentDidNotHappen()
{
    // The connection dies between two calls: the second one connects again before it sends anything.
    std::atomic<bool> dying = false;
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] == "PUBLISH")
            return Answer{":1\r\n"};
        if (asked[0] == "HELLO" && dying.exchange(false))
            return Answer{{}, true};
        return {};
    });
    const auto told = onAdapter(settingsFor(server.port()), [&](CachePort& port) {
        const WorkerMessage message{WorkerChannel::Added, InstanceName::fromText(u"a"), {}};
        const auto first = port.publish(message, CallContext::within(5s));
        dying = true;
        return first ? port.publish(message, CallContext::within(5s)) : first;
    });
    QVERIFY(told);
    QCOMPARE(server.count("PUBLISH"), 2);
    // No time left: nothing is sent, and the error says so.
    const auto late = onAdapter(settingsFor(server.port()), [](CachePort& port) {
        return port.publish({WorkerChannel::Added, InstanceName::fromText(u"a"), {}}, CallContext::within(0ms));
    });
    QVERIFY(!late);
    QCOMPARE(late.error().kind, ErrorKind::TimedOut);
    QCOMPARE(server.count("PUBLISH"), 2);
}

void RedisFaultsTest::aChangeThatWasStoppedIsUnknown()
{
    std::stop_source source;
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] != "UNLINK")
            return {};
        source.request_stop();
        return Answer{};
    });
    const auto removed = onAdapter(settingsFor(server.port()), [&](CachePort& port) {
        return port.remove({instanceKey("a")}, CallContext::within(20s, source.get_token()));
    });
    QVERIFY(!removed);
    QCOMPARE(removed.error().kind, ErrorKind::OutcomeUnknown);
}

void RedisFaultsTest::secretsStayOutOfErrors()
{
    // As Redis does with a command that it does not know: the arguments come back, a token or the password among them.
    const ScriptedRedis server([](const QByteArrayList&) { return MaybeAnswer(); });
    CacheSettings settings = settingsFor(server.port());
    const auto removed = onAdapter(settings, [](CachePort& port) {
        return port.remove({{CacheKeyKind::Token, {}, WebhookToken("tok-0123456789")}}, CallContext::within(5s));
    });
    QVERIFY(!removed);
    QCOMPARE(removed.error().kind, ErrorKind::Rejected);
    QVERIFY(!(removed.error().sentence + removed.error().detail).contains(QStringLiteral("tok-0123456789")));

    const ScriptedRedis echo(
        [](const QByteArrayList& asked) -> MaybeAnswer { return Answer{"-NOPERM " + asked.join(' ') + "\r\n"}; });
    settings = settingsFor(echo.port());
    settings.password = Secret("hunter2-hunter2");
    const auto listing = scanned(settings);
    QVERIFY(!listing);
    QVERIFY(!(listing.error().sentence + listing.error().detail).contains(QStringLiteral("hunter2")));
}

void RedisFaultsTest::neverSwitchesTheProtocol()
{
    const ScriptedRedis server([](const QByteArrayList&) { return MaybeAnswer(); });
    onAdapter(settingsFor(server.port()), [](CachePort& port) {
        QVERIFY(port.scan(true, CallContext::within(5s)));
        port.diagnose(CallContext::within(5s));
    });
    QVERIFY(server.count("HELLO") > 1);
    for (const QByteArrayList& command : server.commands()) {
        QVERIFY(command[0] != "HELLO" || command.size() == 1);
        QVERIFY(command[0] != "KEYS" && command[0] != "EXEC");
    }
}

void RedisFaultsTest::endlessAnswersEndAtTheDeadline()
{
    // A cursor that never comes back to 0.
    const ScriptedRedis server([](const QByteArrayList& asked) -> MaybeAnswer {
        return asked[0] == "SCAN" ? MaybeAnswer(Answer{ScriptedRedis::scanPage("7", {})}) : MaybeAnswer();
    });
    QElapsedTimer elapsed;
    elapsed.start();
    const auto listing = scanned(settingsFor(server.port()), 300ms);
    QVERIFY(!listing);
    QCOMPARE(listing.error().kind, ErrorKind::TimedOut);
    QVERIFY(elapsed.elapsed() < 2000);
}

STEWARD_TEST(RedisFaultsTest)

} // namespace steward::redis_faults_test

#include "redis_faults_test.moc"
