#include "stores/redis/redis_cache_adapter.h"
#include "support/campaign.h"
#include "support/redis_server.h"
#include "support/test_registry.h"
#include "support/worker.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <latch>
#include <thread>

using namespace std::chrono_literals;
using namespace steward;
using namespace steward::rig;
using namespace steward::test;

namespace steward::redis_seen_race_test {

namespace {

constexpr int keyCount = 30;

QByteArray keyText(size_t key)
{
    return "whatsapp:instance:race-" + QByteArray::number(static_cast<int>(key));
}

QByteArray valueText(int number)
{
    return "{\"name\":\"" + QByteArray::number(number) + "\"}";
}

/// Somebody else at work on the same keys: what the last thing was that it did to each of them.
class Meddler final {
public:
    enum class Deed { Changed, SameAgain, Deleted };
    struct Last {
        Deed deed;
        QByteArray value;
    };

    Meddler(const RedisServer& server, quint32 seed)
        : m_server(server)
        , m_random(seed)
    {
    }

    void run(std::latch& start, const std::vector<QByteArray>& seen)
    {
        RespClient client;
        const bool connected = client.connectTo(m_server.host(), m_server.port()).has_value();
        start.arrive_and_wait();
        QThread::usleep(m_random.bounded(400));
        for (int deeds = m_random.bounded(1, 25); connected && deeds > 0; --deeds) {
            const size_t key = m_random.bounded(keyCount);
            const Last last = draw(seen[key]);
            const QByteArrayList command = last.deed == Deed::Deleted ? QByteArrayList{"DEL", keyText(key)}
                                                                      : QByteArrayList{"SET", keyText(key), last.value};
            if (client.command(command))
                lasts.insert(key, last);
        }
    }

    QHash<size_t, Last> lasts;

private:
    Last draw(const QByteArray& seen)
    {
        const int which = m_random.bounded(4);
        if (which == 0)
            return {Deed::Deleted, {}};
        return which == 1 ? Last{Deed::SameAgain, seen} : Last{Deed::Changed, valueText(++m_number)};
    }

    const RedisServer& m_server;
    QRandomGenerator m_random;
    int m_number = 1'000'000; // never a value that was seen
};

} // namespace

/// Two at work on the same keys at the same moment, at random.
class RedisSeenRaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatWasNotSeenIsNeverDeleted();

private:
    /// The values that stand there, and what the adapter reads of them.
    RigResult<void> fill(const std::vector<QByteArray>& values);
    void judge(Campaign& campaign, const Meddler& meddler, const std::vector<EntryEdit>& edits);

    RedisServer m_server;
    std::array<int, 3> m_met{};
};

void RedisSeenRaceTest::initTestCase()
{
    RIG_VERIFY(m_server.start());
}

RigResult<void> RedisSeenRaceTest::fill(const std::vector<QByteArray>& values)
{
    std::vector<QByteArrayList> commands;
    for (size_t key = 0; key < values.size(); ++key)
        commands.push_back({"SET", keyText(key), values[key]});
    return m_server.load(commands);
}

void RedisSeenRaceTest::judge(Campaign& campaign, const Meddler& meddler, const std::vector<EntryEdit>& edits)
{
    QByteArrayList look{"MGET"};
    for (size_t key = 0; key < edits.size(); ++key)
        look.push_back(keyText(key));
    const auto left = m_server.command(look);
    RIG_VERIFY(left);
    for (size_t key = 0; key < edits.size(); ++key) {
        campaign.addCase();
        ++m_met.at(static_cast<size_t>(edits[key]));
        const QByteArray value = left->items[key].text; // empty: none is there
        const auto violate = [&](const char* what) {
            campaign.violate(
                QStringLiteral("key %1: %2, \"%3\"").arg(key).arg(QLatin1String(what)).arg(QLatin1String(value)));
        };
        const auto last = meddler.lasts.constFind(key);
        if (last == meddler.lasts.cend()) {
            if (edits[key] != EntryEdit::Done || !value.isEmpty())
                violate("nobody else touched it, and it was not deleted");
        } else if (last->deed == Meddler::Deed::Changed && value != last->value) {
            violate("a value that was not seen is gone");
        } else if (last->deed == Meddler::Deed::Deleted && !value.isEmpty()) {
            violate("it came back");
        }
        if (edits[key] == EntryEdit::ChangedSince && last == meddler.lasts.cend())
            violate("said to have changed, and nobody touched it");
    }
}

void RedisSeenRaceTest::whatWasNotSeenIsNeverDeleted()
{
    CacheSettings settings;
    settings.host = m_server.host();
    settings.port = m_server.port();
    Campaign campaign(QStringLiteral("races for %1 keys").arg(keyCount));
    QRandomGenerator random(20260501);
    const int rounds = Campaign::count(150, 2000);
    for (int round = 0; round < rounds; ++round) {
        std::vector<QByteArray> values;
        std::vector<CacheKey> keys;
        for (int key = 0; key < keyCount; ++key) {
            values.push_back(valueText(round * keyCount + key));
            keys.push_back({CacheKeyKind::Instance, InstanceName::fromUtf8("race-" + QByteArray::number(key)), {}});
        }
        RIG_VERIFY(fill(values));
        Meddler meddler(m_server, random.generate());
        const auto edits = onWorker([&]() -> Result<std::vector<EntryEdit>> {
            RedisCacheAdapter adapter(settings, StoreNames());
            const auto seen = adapter.read(keys, CallContext::within(10s));
            if (!seen || seen->size() != keys.size())
                return std::unexpected(seen ? stoppedError() : seen.error());
            std::latch start(2);
            std::thread other([&] { meddler.run(start, values); });
            start.arrive_and_wait();
            auto answer = adapter.removeSeen(*seen, CallContext::within(10s));
            other.join();
            return answer;
        });
        QVERIFY2(edits, edits ? "" : qPrintable(edits.error().detail));
        judge(campaign, meddler, *edits);
    }
    QVERIFY(campaign.finish());
    std::printf("    %d deleted, %d absent, %d changed since\n", m_met[0], m_met[1], m_met[2]);
    QVERIFY(m_met[0] > 0 && m_met[1] > 0 && m_met[2] > 0); // both were there at the same moment
}

STEWARD_TEST(RedisSeenRaceTest)

} // namespace steward::redis_seen_race_test

#include "redis_seen_race_test.moc"
