#include "stores/redis/redis_cache_adapter.h"
#include "stores/scripted_redis.h"
#include "support/any_id.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QTest>

#include <atomic>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::test;

namespace steward::redis_variants_test {

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

CallContext patient()
{
    return CallContext::within(10s);
}

template<class T>
QString word(const Result<T>& result)
{
    return result ? QStringLiteral("ok") : errorWord(result.error().kind);
}

CacheKey instanceKey(const QByteArray& name)
{
    return {CacheKeyKind::Instance, InstanceName::fromUtf8(name), {}};
}

/// What such a server answers to one command; nothing: as usual.
MaybeAnswer unknown(const QByteArrayList& command)
{
    return Answer{"-ERR unknown command '" + command.front() + "'\r\n"};
}

} // namespace

/// What looks like Redis and is not quite: KeyDB as an active replica, servers that tell no role, and
/// those that do not know UNLINK.
class RedisVariantsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rolesAreFoundByAWriteThatIsQueued_data();
    void rolesAreFoundByAWriteThatIsQueued();
    void nothingIsWrittenToFindOut();
    void aRealReplicaStaysOne();
    void withoutUnlinkKeysAreDeleted();
};

void RedisVariantsTest::rolesAreFoundByAWriteThatIsQueued_data()
{
    QTest::addColumn<QByteArray>("hello");
    QTest::addColumn<QByteArray>("info");
    QTest::addColumn<QByteArray>("role");
    QTest::addColumn<QByteArray>("write");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, const QByteArray& hello, const QByteArray& info, const QByteArray& role,
                        const QByteArray& write, const char* expected) {
        QTest::newRow(what) << hello << info << role << write << QString::fromLatin1(expected);
    };
    const QByteArray none = "-ERR unknown command\r\n";
    const QByteArray forbidden = "-NOPERM this user has no permissions to run this command\r\n";
    const QByteArray queued = "+QUEUED\r\n";
    const QByteArray readOnly = "-READONLY You can't write against a read only replica.\r\n";
    const QByteArray active = ScriptedRedis::hello("standalone", "active-replica");
    const QByteArray activeInfo = ScriptedRedis::bulk("redis_mode:standalone\r\nrole:active-replica\r\n");
    const QByteArray replicaInfo = ScriptedRedis::bulk("redis_mode:standalone\r\nrole:slave\r\n");
    row("active replica by HELLO", active, none, none, queued, "ok");
    row("active replica by INFO", none, activeInfo, none, queued, "ok");
    row("HELLO says replica, INFO says which", ScriptedRedis::hello("standalone", "replica"), activeInfo, none, queued,
        "ok");
    row("active replica that takes no writes", active, none, none, readOnly, "replica");
    row("active replica whose user may not write", active, none, none, forbidden, "replica");
    row("replica, though it lets writes be queued", ScriptedRedis::hello("standalone", "replica"), replicaInfo, none,
        queued, "replica");
    row("no role at all", none, none, none, queued, "ok");
    row("no right to ask for the role", none, forbidden, forbidden, queued, "ok");
    row("no role, and no writes", none, none, none, readOnly, "replica");
    row("no role, and no right to write", none, none, none, forbidden, "no-right-to-read");
}

void RedisVariantsTest::rolesAreFoundByAWriteThatIsQueued()
{
    QFETCH(QByteArray, hello);
    QFETCH(QByteArray, info);
    QFETCH(QByteArray, role);
    QFETCH(QByteArray, write);
    QFETCH(QString, expected);
    ScriptedRedis server([&](const QByteArrayList& command) -> MaybeAnswer {
        if (command.front() == "HELLO")
            return Answer{hello};
        if (command.front() == "INFO" && command.value(1) != "keyspace")
            return Answer{info};
        if (command.front() == "ROLE")
            return Answer{role};
        if (command.front() == "CLUSTER")
            return unknown(command);
        if (command.front() == "MULTI" || command.front() == "DISCARD")
            return Answer{"+OK\r\n"};
        if (command.front() == "SETEX")
            return Answer{write};
        return {};
    });
    const auto outcome = rig::onWorker([&] {
        RedisCacheAdapter adapter(settingsFor(server.port()), StoreNames());
        return std::pair(word(adapter.listening(WorkerChannel::Added, patient())), adapter.diagnose(patient()));
    });
    QVERIFY2(
        expected == QStringLiteral("ok") ? outcome.first != QStringLiteral("replica") : outcome.first == expected,
        qPrintable(outcome.first));
    for (const Check& check : outcome.second.checks) {
        if (check.id == CheckId::Role) {
            QCOMPARE(check.state, expected == QStringLiteral("ok") ? CheckState::Ok : CheckState::Failed);
            QCOMPARE(check.trouble ? errorWord(*check.trouble) : QStringLiteral("ok"), expected);
        }
    }
    QCOMPARE(server.count("EXEC"), 0);
}

// On a real server: what was queued to find out is not there afterwards.
void RedisVariantsTest::nothingIsWrittenToFindOut()
{
    QStringList unknown;
    for (const char* command : {"HELLO", "INFO", "ROLE", "CLUSTER"})
        unknown << QStringLiteral("rename-command %1 \"\"").arg(QLatin1String(command));
    rig::RedisServer server({.config = unknown});
    RIG_VERIFY(server.start());
    rig::onWorker([&] {
        RedisCacheAdapter adapter(settingsFor(server.port()), StoreNames());
        CacheValue value;
        value.key = instanceKey("one");
        value.organizationId = newId();
        const auto written = adapter.write(value, patient());
        QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
        const auto read = adapter.read({instanceKey("one"), instanceKey("steward-role-probe")}, patient());
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        QCOMPARE(read->size(), size_t(1));
        QVERIFY(read->front().name == InstanceName::fromUtf8("one"));
    });
}

void RedisVariantsTest::aRealReplicaStaysOne()
{
    rig::RedisServer primary;
    RIG_VERIFY(primary.start());
    for (const char* readOnly : {"replica-read-only yes", "replica-read-only no"}) {
        rig::RedisServer replica({.replicaOfPort = primary.port(), .config = {QString::fromLatin1(readOnly)}});
        RIG_VERIFY(replica.start());
        const QString outcome = rig::onWorker([&] {
            RedisCacheAdapter adapter(settingsFor(replica.port()), StoreNames());
            return word(adapter.read({instanceKey("x")}, patient()));
        });
        QCOMPARE(outcome, QStringLiteral("replica"));
    }
}

void RedisVariantsTest::withoutUnlinkKeysAreDeleted()
{
    rig::RedisServer server({.config = {QStringLiteral("rename-command UNLINK \"\"")}});
    RIG_VERIFY(server.start());
    rig::onWorker([&] {
        RedisCacheAdapter adapter(settingsFor(server.port()), StoreNames());
        const auto write = [&](const char* name) {
            CacheValue value;
            value.key = instanceKey(name);
            value.organizationId = newId();
            QVERIFY(adapter.write(value, patient()));
        };
        write("one");
        write("two");
        const auto removed = adapter.remove({instanceKey("one"), instanceKey("absent")}, patient());
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().detail));
        QCOMPARE(*removed, 1);
        QVERIFY(adapter.clearResidue({InstanceName::fromUtf8("one")}, patient()));
    });
    rig::onWorker([&] {
        // A fresh connection that learns it in the middle of a guarded edit.
        RedisCacheAdapter adapter(settingsFor(server.port()), StoreNames());
        const auto seen = adapter.read({instanceKey("two")}, patient());
        QVERIFY(seen && seen->size() == 1);
        const auto edited = adapter.removeSeen(*seen, patient());
        QVERIFY2(edited, edited ? "" : qPrintable(edited.error().detail));
        QVERIFY(edited->front() == EntryEdit::Done);
        const auto gone = adapter.read({instanceKey("two")}, patient());
        QVERIFY(gone && gone->empty());
    });
    const auto diagnosis =
        rig::onWorker([&] { return RedisCacheAdapter(settingsFor(server.port()), StoreNames()).diagnose(patient()); });
    QCOMPARE(diagnosis.worst(), CheckState::Ok);
}

STEWARD_TEST(RedisVariantsTest)
} // namespace steward::redis_variants_test

#include "redis_variants_test.moc"
