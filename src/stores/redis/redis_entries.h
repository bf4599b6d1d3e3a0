#pragma once

#include "stores/redis/cache_value_codec.h"
#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

namespace steward {

/// Reads cache entries by pipelined MGET and TTL. TTL decides presence; values are dropped batch by batch.
class RedisEntries final {
public:
    RedisEntries(RedisSession& session, const RedisKeys& keys)
        : m_session(session)
        , m_keys(keys)
    {
    }
    Q_DISABLE_COPY_MOVE(RedisEntries)

    /// Those of the keys that are present.
    Result<std::vector<CacheEntry>> fetch(const std::vector<RedisFoundKey>& keys, const CallContext& limits);

private:
    /// A key that is there, and whose value MGET did not give.
    struct Unread {
        const RedisFoundKey* key;
        qint64 ttl;
    };
    Result<void> fetchUnread(const CallContext& limits);
    Result<void> takeValues(RespValue&& reply, size_t wanted);
    Result<void> takeTtl(const RedisFoundKey& key, size_t index, const RespValue& reply);
    void add(const RedisFoundKey& key, qint64 ttl, const RespValue& value, const QByteArray& type);

    RedisSession& m_session;
    const RedisKeys& m_keys;
    CacheValueCodec m_codec;
    std::vector<RespValue> m_values; ///< of the batch in hand
    std::vector<Unread> m_unread;
    std::vector<CacheEntry> m_entries;
};

} // namespace steward
