#include "stores/redis/redis_entries.h"

#include "stores/value_fingerprint.h"

#include <algorithm>

namespace steward {
namespace {

constexpr size_t keysAtOnce = 500;

} // namespace

Result<std::vector<CacheEntry>> RedisEntries::fetch(const std::vector<RedisFoundKey>& keys, const CallContext& limits)
{
    m_values.clear();
    m_unread.clear();
    m_entries.clear();
    m_entries.reserve(keys.size());
    // Each batch is one MGET and then a TTL for each of its keys.
    const auto sizeOf = [&keys](size_t first) { return std::min(keysAtOnce, keys.size() - first); };
    const auto encode = [&](qsizetype index, QByteArray& out) {
        const size_t first = static_cast<size_t>(index) / (keysAtOnce + 1) * keysAtOnce;
        const size_t place = static_cast<size_t>(index) % (keysAtOnce + 1);
        if (place > 0)
            return appendCommand(out, {"TTL", keys[first + place - 1].key});
        std::vector<QByteArrayView> command{"MGET"};
        for (size_t i = first; i < first + sizeOf(first); ++i)
            command.push_back(keys[i].key);
        appendCommand(out, command);
    };
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        const size_t first = static_cast<size_t>(index) / (keysAtOnce + 1) * keysAtOnce;
        const size_t place = static_cast<size_t>(index) % (keysAtOnce + 1);
        if (reply.isError())
            return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
        if (place == 0)
            return takeValues(std::move(reply), sizeOf(first));
        return takeTtl(keys[first + place - 1], place - 1, reply);
    };
    const size_t count = keys.size() + (keys.size() + keysAtOnce - 1) / keysAtOnce;
    Result<void> done = m_session.pipeline(static_cast<qsizetype>(count), encode, handle, RedisPurpose::Read, limits);
    m_values.clear();
    if (done)
        done = fetchUnread(limits);
    if (!done)
        return std::unexpected(done.error());
    return std::move(m_entries);
}

Result<void> RedisEntries::takeValues(RespValue&& reply, size_t wanted)
{
    if (!reply.isArray() || reply.items.size() != wanted)
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("MGET"), RedisPurpose::Read));
    m_values = std::move(reply.items);
    return {};
}

Result<void> RedisEntries::takeTtl(const RedisFoundKey& key, size_t index, const RespValue& reply)
{
    if (!reply.isInteger())
        return std::unexpected(m_session.errors().badAnswer(QStringLiteral("TTL"), RedisPurpose::Read));
    if (reply.integer == -2)
        return {};
    if (m_values[index].isText())
        add(key, reply.integer, m_values[index], {});
    else
        m_unread.push_back({&key, reply.integer});
    return {};
}

Result<void> RedisEntries::fetchUnread(const CallContext& limits)
{
    // Of another type, or written between MGET and TTL: asked once more.
    QByteArray type;
    const auto encode = [this](qsizetype index, QByteArray& out) {
        appendCommand(out, {index % 2 == 0 ? "TYPE" : "GET", m_unread[static_cast<size_t>(index / 2)].key->key});
    };
    const auto handle = [&](qsizetype index, RespValue&& reply) -> Result<void> {
        const Unread& unread = m_unread[static_cast<size_t>(index / 2)];
        const bool otherType = reply.isError() && reply.text.startsWith("WRONGTYPE");
        if (reply.isError() && !otherType)
            return std::unexpected(m_session.errors().refused(reply, RedisPurpose::Read));
        if (index % 2 == 0)
            type = reply.text;
        else if (otherType || reply.isText())
            add(*unread.key, unread.ttl, reply, type);
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
