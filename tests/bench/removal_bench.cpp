#include "bench/removal_bench.h"

#include "stores/redis/cache_value_codec.h"
#include "stores/redis/redis_cache_adapter.h"
#include "support/any_id.h"
#include "support/redis_server.h"
#include "support/worker.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace std::chrono_literals;
using namespace steward::rig;
using steward::test::anId;

namespace steward::bench {
namespace {

constexpr int count = 20'000; // keys, and as many messages
constexpr int rounds = 5;

/// What is removed and told.
struct Removals {
    std::vector<CacheKey> keys;
    std::vector<WorkerMessage> messages;

    Removals()
    {
        const OrganizationId organization = anId(QLatin1String("7f3a5c1e-0000-4000-8000-00000000a001"));
        for (int i = 0; i < count; ++i) {
            const auto name = InstanceName::fromText(
                QStringLiteral("clinic-%1-%2").arg(organization.toString()).arg(1700000000000 + i));
            keys.push_back({CacheKeyKind::Instance, name, {}});
            messages.push_back({WorkerChannel::Removed, name, organization});
        }
    }

    RigResult<void> load(RedisServer& server) const
    {
        std::vector<QByteArrayList> commands;
        for (const CacheKey& key : keys)
            commands.push_back({"SET", RedisKeys(StoreNames()).keyOf(key), QByteArray(250, 'v')});
        return server.load(commands);
    }

    /// The commands as bytes, as the adapter sends them.
    std::vector<QByteArray> bytes() const
    {
        const StoreNames names;
        const RedisKeys text(names);
        std::vector<QByteArray> all;
        for (const CacheKey& key : keys)
            appendCommand(all.emplace_back(), {"UNLINK", text.keyOf(key)});
        for (const WorkerMessage& message : messages)
            appendCommand(all.emplace_back(), {"PUBLISH", names.removedChannel, CacheValueCodec::encode(message)});
        return all;
    }
};

/// Seconds; negative where something was refused.
double timed(const std::function<bool()>& run)
{
    QElapsedTimer timer;
    timer.start();
    const bool done = run();
    return done ? static_cast<double>(timer.nsecsElapsed()) / 1e9 : -1;
}

double byAdapter(RedisCacheAdapter& adapter, const Removals& removals)
{
    return timed([&] {
        const auto removed = adapter.remove(removals.keys, CallContext::within(60s));
        const auto told = adapter.publishAll(removals.messages, CallContext::within(60s));
        return removed && *removed == count && told && told->size() == size_t(count);
    });
}

double bySession(RedisSession& session, const std::vector<QByteArray>& commands)
{
    return timed([&] {
        const auto encode = [&](qsizetype index, QByteArray& out) { out += commands[static_cast<size_t>(index)]; };
        const auto handle = [](qsizetype, RespValue&&) -> Result<void> { return {}; };
        const auto size = static_cast<qsizetype>(commands.size());
        return session.ready(CallContext::within(60s)) &&
               session.pipeline(size, encode, handle, RedisPurpose::Write, CallContext::within(60s));
    });
}

} // namespace

int benchRemovals()
{
    RedisServer server;
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error()));
        return 1;
    }
    const Removals removals;
    const std::vector<QByteArray> commands = removals.bytes();
    CacheSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    std::vector<double> adapterTimes;
    std::vector<double> rawTimes;
    onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        RedisSession session(settings, StoreNames());
        for (int round = 0; round < rounds; ++round) {
            for (const bool raw : {false, true}) {
                const bool loaded = removals.load(server).has_value();
                const double seconds = raw ? bySession(session, commands) : byAdapter(adapter, removals);
                (raw ? rawTimes : adapterTimes).push_back(loaded ? seconds : -1);
            }
        }
    });
    std::sort(adapterTimes.begin(), adapterTimes.end());
    std::sort(rawTimes.begin(), rawTimes.end());
    if (adapterTimes.front() < 0 || rawTimes.front() < 0) {
        std::fprintf(stderr, "Redis refused a removal\n");
        return 1;
    }
    const double adapterRate = 2.0 * count / adapterTimes[rounds / 2];
    const double rawRate = 2.0 * count / rawTimes[rounds / 2];
    std::printf(
        "removals: %.0f UNLINK + PUBLISH a second by the adapter; aim 100000; %.2f × the time of the raw commands "
        "(%.0f a second)\n",
        adapterRate, rawRate / adapterRate, rawRate);
    return 0;
}

} // namespace steward::bench
