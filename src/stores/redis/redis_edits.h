#pragma once

#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

namespace steward {

/// Deletes keys and limits their lifetimes, over a session that is ready. Every key is named whole, none by a pattern.
class RedisEdits final {
public:
    RedisEdits(RedisSession& session, const RedisKeys& keys, const StoreNames& names)
        : m_session(session)
        , m_keys(keys)
        , m_names(names)
    {
    }
    Q_DISABLE_COPY_MOVE(RedisEdits)

    /// How many were there.
    Result<qint64> remove(const std::vector<CacheKey>& keys, const CallContext& limits);
    Result<std::vector<EntryEdit>> removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits);
    Result<std::vector<EntryEdit>> limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits);
    Result<qint64> clearResidue(const std::vector<InstanceName>& names, const CallContext& limits);

private:
    using Encode = RedisSession::Encode;
    /// The sum of what UNLINKs answer.
    Result<qint64> unlink(qsizetype count, const Encode& encode, const CallContext& limits);
    Result<qint64> unlinkOnce(qsizetype count, const Encode& encode, const CallContext& limits);
    /// Nothing: the value is still the one seen.
    Result<std::optional<EntryEdit>> compared(const CacheEntry& seen, const RespValue& reply) const;
    /// Nothing: it never expires.
    Result<std::optional<EntryEdit>> limited(const RespValue& reply) const;

    RedisSession& m_session;
    const RedisKeys& m_keys;
    const StoreNames& m_names;
};

} // namespace steward
