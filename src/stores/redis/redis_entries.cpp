#include "stores/redis/redis_entries.h"

#include "stores/value_fingerprint.h"

#include <algorithm>

namespace steward {
namespace {

constexpr size_t keysAtOnce = 500;

} // namespace

Result<std::vector<CacheEntry>> RedisEntries::fetch(std::vector<RedisFoundKey> keys, const CallContext& limits)
{
    auto next = std::make_move_iterator(keys.begin());
    const auto end = std::make_move_iterator(keys.end());
    const auto askNext = [&](RespCommands& commands) {
        const auto last = next + std::min<std::ptrdiff_t>(keysAtOnce, end - next);
        ask({next, last}, commands);
        next = last;
    };
    RespCommands commands;
    askNext(commands);
    askNext(commands); // while one batch is answered the other is worked on
    const auto talk = [&](RespValue&& reply, RespCommands& more) {
        const size_t before = m_batches.size();
        Result<void> taken = take(std::move(reply));
        if (m_batches.size() < before)
            askNext(more);
        return taken;
    };
    if (Result<void> done = m_session.converse(std::move(commands), talk, RedisPurpose::Read, limits); !done)
        return std::unexpected(done.error());
    return finish(limits);
}

void RedisEntries::ask(std::vector<RedisFoundKey> keys, RespCommands& commands)
{
    if (keys.size() <= keysAtOnce)
        return askBatch(std::move(keys), commands);
    for (size_t first = 0; first < keys.size(); first += keysAtOnce) {
        const auto begin = std::make_move_iterator(keys.begin()) + static_cast<std::ptrdiff_t>(first);
        const auto count = static_cast<std::ptrdiff_t>(std::min(keysAtOnce, keys.size() - first));
        askBatch({begin, begin + count}, commands);
    }
}

void RedisEntries::askBatch(std::vector<RedisFoundKey> keys, RespCommands& commands)
{
    if (keys.empty())
        return;
    std::vector<QByteArrayView> values{"MGET"};
    values.reserve(keys.size() + 1);
    for (const RedisFoundKey& key : keys)
        values.push_back(key.key);
    commands.add(values);
    for (const RedisFoundKey& key : keys)
        commands.add({"TTL", key.key});
    m_batches.push_back({std::move(keys)});
}

Result<void> RedisEntries::take(RespValue&& reply)
{
    if (reply.isError())
        return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
    Batch& batch = m_batches.front();
    if (!batch.hasValues)
        return takeValues(batch, std::move(reply));
    Result<void> taken = takeTtl(batch, reply);
    if (++batch.answered == batch.keys.size())
        m_batches.pop_front();
    return taken;
}

Result<std::vector<CacheEntry>> RedisEntries::finish(const CallContext& limits)
{
    if (Result<void> done = fetchUnread(limits); !done)
        return std::unexpected(done.error());
    return std::move(m_entries);
}

Result<void> RedisEntries::takeValues(Batch& batch, RespValue&& reply)
{
    if (!reply.isArray() || reply.items.size() != batch.keys.size())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("MGET"), RedisPurpose::Read));
    batch.values = std::move(reply.items);
    batch.hasValues = true;
    return {};
}

Result<void> RedisEntries::takeTtl(Batch& batch, const RespValue& reply)
{
    if (!reply.isInteger())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("TTL"), RedisPurpose::Read));
    if (reply.integer == -2)
        return {};
    RedisFoundKey& key = batch.keys[batch.answered];
    const RespValue& value = batch.values[batch.answered];
    if (value.isText())
        add(key, reply.integer, value, {});
    else
        m_unread.push_back({std::move(key), reply.integer});
    return {};
}

Result<void> RedisEntries::fetchUnread(const CallContext& limits)
{
    // Of another type, or written between MGET and TTL: asked once more.
    QByteArray type;
    const auto encode = [this](qsizetype index, QByteArray& out) {
        appendCommand(out, {index % 2 == 0 ? "TYPE" : "GET", m_unread[static_cast<size_t>(index / 2)].key.key});
    };
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        const Unread& unread = m_unread[static_cast<size_t>(index / 2)];
        const bool otherType = reply.isError() && reply.text.startsWith("WRONGTYPE");
        if (reply.isError() && !otherType)
            return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
        if (index % 2 == 0)
            type = reply.text;
        else if (otherType || reply.isText())
            add(unread.key, unread.ttl, reply, type);
        return {};
    };
    const auto count = static_cast<qsizetype>(m_unread.size()) * 2;
    return m_session.pipeline(count, encode, handle, RedisPurpose::Read, limits);
}

void RedisEntries::add(const RedisFoundKey& key, qint64 ttl, const RespValue& value, const QByteArray& type)
{
    CacheEntry& entry = m_entries.emplace_back();
    entry.kind = key.kind;
    entry.ttlSeconds = ttl;
    if (key.kind == CacheKeyKind::Instance)
        entry.name = InstanceName::fromUtf8(m_keys.rest(key));
    else
        entry.token = WebhookToken(m_keys.rest(key));
    if (value.isText()) {
        entry.fingerprint = fingerprintOf(value.text);
        m_codec.decode(value.text, entry);
        return;
    }
    entry.state = CacheValueState::OtherType;
    entry.redisType = QString::fromUtf8(type);
}

} // namespace steward
