#pragma once

#include "stores/redis/cache_value_codec.h"
#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

#include <deque>

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
    Result<std::vector<CacheEntry>> fetch(std::vector<RedisFoundKey> keys, const CallContext& limits);

    // The same within another conversation, which hands on the replies to what was asked, in their order.
    void ask(std::vector<RedisFoundKey> keys, RespCommands& commands);
    Result<void> take(RespValue&& reply);
    /// Once all is answered: those that are present. Asks again for what MGET did not give.
    Result<std::vector<CacheEntry>> finish(const CallContext& limits);

private:
    /// One MGET and then a TTL for each of its keys.
    struct Batch {
        std::vector<RedisFoundKey> keys;
        std::vector<RespValue> values = {};
        size_t answered = 0;
        bool hasValues = false;
    };
    /// A key that is there, and whose value MGET did not give.
    struct Unread {
        RedisFoundKey key;
        qint64 ttl;
    };
    void askBatch(std::vector<RedisFoundKey> keys, RespCommands& commands);
    Result<void> fetchUnread(const CallContext& limits);
    Result<void> takeValues(Batch& batch, RespValue&& reply);
    Result<void> takeTtl(Batch& batch, const RespValue& reply);
    void add(const RedisFoundKey& key, qint64 ttl, const RespValue& value, const QByteArray& type);

    RedisSession& m_session;
    const RedisKeys& m_keys;
    CacheValueCodec m_codec;
    std::deque<Batch> m_batches; ///< those not answered yet
    std::vector<Unread> m_unread;
    std::vector<CacheEntry> m_entries;
};

} // namespace steward
