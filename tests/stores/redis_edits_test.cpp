#include "stores/redis/redis_cache_adapter.h"
#include "stores/redis_relay.h"
#include "stores/value_fingerprint.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::redis_edits_test {

namespace {

using Answer = ScriptedRedis::Answer;
using MaybeAnswer = std::optional<Answer>;
using enum EntryEdit;

const QByteArray prefix = QByteArrayLiteral("whatsapp:instance:");
const QByteArray seenValue = QByteArrayLiteral("{\"name\":\"seen\"}");

CacheSettings settingsFor(int port, const QString& user = {})
{
    CacheSettings settings;
    settings.host = QStringLiteral("127.0.0.1");
    settings.port = port;
    settings.user = user;
    settings.password = user.isEmpty() ? Secret() : Secret("other");
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

CacheKey keyOf(const QByteArray& name)
{
    return {CacheKeyKind::Instance, InstanceName::fromUtf8(name), {}};
}

CacheEntry seen(const QByteArray& name)
{
    return {.name = InstanceName::fromUtf8(name), .fingerprint = fingerprintOf(seenValue)};
}

const std::vector<QByteArray> names{"a", "b", "busy", "c", "d"};

std::vector<CacheEntry> allSeen()
{
    std::vector<CacheEntry> entries;
    std::transform(names.begin(), names.end(), std::back_inserter(entries), seen);
    return entries;
}

rig::RigResult<void> fill(rig::RedisServer& server)
{
    std::vector<QByteArrayList> commands{{"FLUSHALL"}};
    for (const QByteArray& name : names)
        commands.push_back({"SET", prefix + name, seenValue});
    return server.load(commands);
}

Result<std::vector<EntryEdit>>
removed(const CacheSettings& settings, const std::vector<CacheEntry>& entries = allSeen())
{
    return onAdapter(settings, [&](CachePort& port) { return port.removeSeen(entries, CallContext::within(5s)); });
}

/// As a Redis where every key holds the value seen, until the script says otherwise.
MaybeAnswer usual(const QByteArrayList& asked)
{
    if (asked[0] == "WATCH" || asked[0] == "UNWATCH" || asked[0] == "MULTI")
        return Answer{"+OK\r\n"};
    if (asked[0] == "GET")
        return Answer{ScriptedRedis::bulk(seenValue)};
    if (asked[0] == "UNLINK")
        return Answer{"+QUEUED\r\n"};
    return {};
}

} // namespace

/// A value that was not seen is never deleted, whatever happens between the look and the deletion.
class RedisEditsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void twoWordsThatDifferMakeAnotherValue();
    void whatIsWrittenInBetweenIsLeft_data();
    void whatIsWrittenInBetweenIsLeft();
    void aKeyThatNeverRestsIsLeft();
    void aLifetimeGivenInBetweenIsLeft();
    void missingRights_data();
    void missingRights();
    void withoutMultiNothingIsSent();
    void whatDiffersEndsWithUnwatch();
    void lostAnswers_data();
    void lostAnswers();
    void aStopInTheMiddleIsUnknown();
    void whatWasDoneBeforeIsNotForgotten();
    void anOpenTransactionIsNotUsedAgain();
    void otherChangesAreSentOnce_data();
    void otherChangesAreSentOnce();

private:
    rig::RedisServer m_server;
};

void RedisEditsTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
}

void RedisEditsTest::twoWordsThatDifferMakeAnotherValue()
{
    // What is changed in one word is taken back in the next, where one multiplication mixes them.
    QByteArray value(24, 'A');
    QByteArray other = value;
    for (const auto& [place, bits] : {std::pair{3, 0x80}, {7, 0x80}, {12, 0x04}, {15, 0x80}})
        other[place] = static_cast<char>(other[place] ^ bits);
    QVERIFY(fingerprintOf(other) != fingerprintOf(value));
    QCOMPARE(fingerprintOf(value), fingerprintOf(QByteArray(24, 'A')));
}

void RedisEditsTest::whatIsWrittenInBetweenIsLeft_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QByteArrayList>("command");
    QTest::addColumn<EntryEdit>("edit");
    for (const QByteArray when : {"MULTI", "UNLINK", "EXEC"}) {
        const auto row = [&](const char* title, const QByteArrayList& command, EntryEdit edit) {
            QTest::addRow("%s before %s", title, when.constData()) << when << command << edit;
        };
        row("another value", {"SET", prefix + "busy", "{\"name\":\"unseen\"}"}, ChangedSince);
        row("one byte more", {"APPEND", prefix + "busy", " "}, ChangedSince);
        row("another type", {"EVAL", "redis.call('del',KEYS[1]) redis.call('rpush',KEYS[1],'x')", "1", prefix + "busy"},
            ChangedSince);
        row("deleted", {"DEL", prefix + "busy"}, Absent);
        row("expired", {"PEXPIRE", prefix + "busy", "0"}, Absent);
        row("the same value", {"SET", prefix + "busy", seenValue}, Done);
        row("another key", {"SET", prefix + "other", "{}"}, Done);
    }
}

void RedisEditsTest::whatIsWrittenInBetweenIsLeft()
{
    QFETCH(QByteArray, when);
    QFETCH(QByteArrayList, command);
    QFETCH(EntryEdit, edit);
    RIG_VERIFY(fill(m_server));
    bool happened = false;
    const RedisRelay relay(m_server, [&](const QByteArrayList& asked) {
        if (asked[0] == when && !happened)
            happened = m_server.command(command).has_value();
    });
    const auto edits = removed(settingsFor(relay.port()));
    QVERIFY(happened);
    QVERIFY2(edits, edits ? "" : qPrintable(edits.error().detail));
    QCOMPARE(*edits, (std::vector<EntryEdit>{Done, Done, edit, Done, Done})); // it spares no other key
    const auto there = m_server.command({"EXISTS", prefix + "busy"});
    RIG_VERIFY(there);
    QCOMPARE(there->integer, edit == ChangedSince ? 1 : 0);
    const auto others = m_server.command({"EXISTS", prefix + "a", prefix + "b", prefix + "c", prefix + "d"});
    RIG_VERIFY(others);
    QCOMPARE(others->integer, 0);
}

void RedisEditsTest::aKeyThatNeverRestsIsLeft()
{
    // A reader of the cache that writes its entry all the time, with what it holds.
    RIG_VERIFY(fill(m_server));
    const RedisRelay relay(m_server, [&](const QByteArrayList& asked) {
        if (asked[0] == "EXEC")
            m_server.command({"SET", prefix + "busy", seenValue});
    });
    const auto edits = removed(settingsFor(relay.port()));
    QVERIFY(edits);
    QCOMPARE(*edits, (std::vector<EntryEdit>{Done, Done, ChangedSince, Done, Done}));
    const auto there = m_server.command({"KEYS", "*"});
    RIG_VERIFY(there);
    QCOMPARE(there->items.size(), 1u);
    QVERIFY(relay.count("EXEC") < 12);
}

void RedisEditsTest::aLifetimeGivenInBetweenIsLeft()
{
    RIG_VERIFY(fill(m_server));
    bool happened = false;
    const RedisRelay relay(m_server, [&](const QByteArrayList& asked) {
        if (asked[0] == "MULTI" && !happened)
            happened = m_server.command({"EXPIRE", prefix + "busy", "60"}).has_value();
    });
    const auto edits = onAdapter(settingsFor(relay.port()), [](CachePort& port) {
        return port.limitLifetimes({keyOf("a"), keyOf("busy"), keyOf("b")}, CallContext::within(5s));
    });
    QVERIFY(edits && happened);
    QCOMPARE(*edits, (std::vector<EntryEdit>{Done, Done, Done}));
    for (const auto& [name, least, most] : {std::tuple{"a", 3500, 3600}, {"busy", 1, 60}, {"b", 3500, 3600}}) {
        const auto ttl = m_server.command({"TTL", prefix + name});
        RIG_VERIFY(ttl);
        QVERIFY2(ttl->integer >= least && ttl->integer <= most, name);
    }
}

void RedisEditsTest::missingRights_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("watch") << QByteArray("watch") << ErrorKind::NoRightToWrite;
    QTest::newRow("get") << QByteArray("get") << ErrorKind::NoRightToRead;
    QTest::newRow("multi") << QByteArray("multi") << ErrorKind::NoRightToWrite;
    QTest::newRow("unlink and del") << QByteArray("unlink -del") << ErrorKind::NoRightToWrite;
    QTest::newRow("exec") << QByteArray("exec") << ErrorKind::NoRightToWrite;
}

void RedisEditsTest::missingRights()
{
    QFETCH(QByteArray, command);
    rig::RedisOptions options;
    options.users = {QStringLiteral("steward on >other ~* &* +@all -") + QString::fromLatin1(command)};
    rig::RedisServer server(options);
    RIG_VERIFY(server.start());
    RIG_VERIFY(fill(server));
    Result<void> afterwards;
    const auto edits = onAdapter(settingsFor(server.port(), QStringLiteral("steward")), [&](CachePort& port) {
        auto answer = port.removeSeen(allSeen(), CallContext::within(5s));
        // Nothing of it is left on the connection: this is no part of a transaction.
        afterwards = port.write({keyOf("next"), {}, {}, {}, {}, {}}, CallContext::within(5s));
        return answer;
    });
    QVERIFY(!edits);
    QTEST(edits.error().kind, "kind");
    const QString last = QString::fromLatin1(command.mid(command.lastIndexOf('-') + 1)); // what was tried in the end
    QVERIFY2(edits.error().detail.contains(last), qPrintable(edits.error().detail));
    QVERIFY(afterwards);
    const auto keys = server.command({"DBSIZE"});
    RIG_VERIFY(keys);
    QCOMPARE(keys->integer, qint64(names.size()) + 1);
}

void RedisEditsTest::withoutMultiNothingIsSent()
{
    // Without MULTI an UNLINK would be executed at once, and unguarded.
    for (const QByteArray refusal : {"-ERR unknown command\r\n", "-BUSY Redis is busy\r\n", "+QUEUED\r\n", ":1\r\n"}) {
        const ScriptedRedis server([&](const QByteArrayList& asked) {
            return asked[0] == "MULTI" ? MaybeAnswer(Answer{refusal}) : usual(asked);
        });
        QVERIFY(!removed(settingsFor(server.port())));
        QCOMPARE(server.count("UNLINK") + server.count("EXEC"), 0);
        QCOMPARE(server.count("UNWATCH"), refusal.startsWith('-') ? 1 : 0);
    }
}

void RedisEditsTest::whatDiffersEndsWithUnwatch()
{
    const ScriptedRedis server(
        [](const QByteArrayList& asked) { return asked[0] == "GET" ? MaybeAnswer(Answer{"$-1\r\n"}) : usual(asked); });
    const auto edits = removed(settingsFor(server.port()));
    QVERIFY(edits);
    QCOMPARE(*edits, std::vector<EntryEdit>(names.size(), Absent));
    QCOMPARE(server.count("MULTI"), 0);
    QCOMPARE(server.count("UNWATCH"), 1);
}

void RedisEditsTest::lostAnswers_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    for (const QByteArray command : {"WATCH", "GET", "MULTI", "UNLINK", "EXEC"}) {
        const bool sent = command == "UNLINK" || command == "EXEC";
        QTest::addRow("%s, closed", command.constData())
            << command << QByteArray() << (sent ? ErrorKind::OutcomeUnknown : ErrorKind::ConnectionLost);
        QTest::addRow("%s, garbage", command.constData()) << command << QByteArray("HTTP/1.1 502\r\n\r\n")
                                                          << (sent ? ErrorKind::OutcomeUnknown : ErrorKind::BadAnswer);
    }
    QTest::newRow("EXEC of another size")
        << QByteArray("EXEC") << QByteArray("*1\r\n:1\r\n") << ErrorKind::OutcomeUnknown;
    QTest::newRow("executed at once") << QByteArray("UNLINK") << QByteArray(":1\r\n") << ErrorKind::OutcomeUnknown;
}

void RedisEditsTest::lostAnswers()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    const bool closes = answer.isEmpty() || answer.startsWith("HTTP");
    const ScriptedRedis server([&](const QByteArrayList& asked) {
        return asked[0] == command ? MaybeAnswer(Answer{answer, closes}) : usual(asked);
    });
    const auto edits = removed(settingsFor(server.port()));
    QVERIFY(!edits);
    QTEST(edits.error().kind, "kind");
    QVERIFY(server.count("EXEC") <= 1);
}

void RedisEditsTest::aStopInTheMiddleIsUnknown()
{
    std::stop_source source;
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] != "EXEC")
            return usual(asked);
        source.request_stop();
        return Answer{};
    });
    const auto edits = onAdapter(settingsFor(server.port()), [&](CachePort& port) {
        return port.removeSeen(allSeen(), CallContext::within(20s, source.get_token()));
    });
    QVERIFY(!edits);
    QCOMPARE(edits.error().kind, ErrorKind::OutcomeUnknown);
}

void RedisEditsTest::whatWasDoneBeforeIsNotForgotten()
{
    // The second batch fails in ways that leave nothing open by themselves; the first one has been executed.
    for (const QByteArray answer : {"", "-NOPERM no permissions\r\n"}) {
        int watched = 0;
        int queued = 0;
        const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
            if (asked[0] == "WATCH" && ++watched > 1)
                return Answer{answer, answer.isEmpty()};
            queued += asked[0] == "UNLINK" ? 1 : 0;
            if (asked[0] == "EXEC")
                return Answer{'*' + QByteArray::number(queued) + "\r\n" + QByteArray(":1\r\n").repeated(queued)};
            return usual(asked);
        });
        const auto edits = removed(settingsFor(server.port()), std::vector<CacheEntry>(600, seen("a")));
        QVERIFY(!edits);
        QCOMPARE(edits.error().kind, ErrorKind::OutcomeUnknown);
        QVERIFY(queued > 0);
    }
}

void RedisEditsTest::anOpenTransactionIsNotUsedAgain()
{
    // EXEC is refused in a way that leaves the transaction open: what comes next must not be queued into it.
    int connections = 0;
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        connections += asked[0] == "AUTH" ? 1 : 0;
        if (asked[0] == "AUTH" || asked[0] == "SETEX")
            return Answer{"+OK\r\n"};
        return asked[0] == "EXEC" ? MaybeAnswer(Answer{"-BUSY Redis is busy\r\n"}) : usual(asked);
    });
    const auto written = onAdapter(settingsFor(server.port(), QStringLiteral("steward")), [](CachePort& port) {
        const auto edits = port.removeSeen(allSeen(), CallContext::within(5s));
        return !edits && edits.error().kind == ErrorKind::ServerError &&
               port.write({keyOf("next"), {}, {}, {}, {}, {}}, CallContext::within(5s));
    });
    QVERIFY(written);
    QCOMPARE(connections, 2);
}

void RedisEditsTest::otherChangesAreSentOnce_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("answer");
    for (const QByteArray command : {"EXPIRE", "UNLINK", "PUBLISH"}) {
        QTest::addRow("%s, closed", command.constData()) << command << QByteArray();
        QTest::addRow("%s, garbage", command.constData()) << command << QByteArray("HTTP/1.1 502\r\n\r\n");
    }
}

void RedisEditsTest::otherChangesAreSentOnce()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, answer);
    const ScriptedRedis server([&](const QByteArrayList& asked) -> MaybeAnswer {
        if (asked[0] == command)
            return Answer{answer, true};
        return asked[0] == "TTL" ? MaybeAnswer(Answer{":-1\r\n"}) : usual(asked);
    });
    const auto error = onAdapter(settingsFor(server.port()), [&](CachePort& port) -> std::optional<Error> {
        const auto errorOf = [](const auto& result) {
            return result ? std::optional<Error>() : std::optional(result.error());
        };
        const CallContext limits = CallContext::within(5s);
        if (command == "EXPIRE")
            return errorOf(port.limitLifetimes({keyOf("a")}, limits));
        if (command == "UNLINK")
            return errorOf(port.clearResidue({InstanceName::fromText(u"a")}, limits));
        return errorOf(port.publishAll({{WorkerChannel::Added, InstanceName::fromText(u"a"), {}}}, limits));
    });
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::OutcomeUnknown);
    QCOMPARE(server.count(command), 1);
}

STEWARD_TEST(RedisEditsTest)

} // namespace steward::redis_edits_test

#include "redis_edits_test.moc"
