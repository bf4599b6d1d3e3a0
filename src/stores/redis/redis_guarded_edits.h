#pragma once

#include "stores/cache_port.h"
#include "stores/redis/redis_session.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace steward {

/// A key, and the command that looks at it before it is edited: GET, TYPE or TTL.
struct RedisLook {
    QByteArray key;
    QByteArrayView command;
};

/// Edits keys that are as they were looked at, and stay so until they are edited: WATCH, the looks, MULTI, EXEC. Where
/// somebody touched a key in between, its batch is halved and looked at again, so that it spares no other key.
/// Belongs to one call over a session that is ready.
class RedisGuardedEdits final {
public:
    /// What a look's reply says of the key; nothing: it is to be edited.
    using Judge = std::function<Result<std::optional<EntryEdit>>(size_t index, const RespValue& reply)>;
    /// Appends one command, answered 1 where it edited the key and 0 where there was none.
    using Encode = std::function<void(const QByteArray& key, QByteArray& out)>;

    RedisGuardedEdits(RedisSession& session, std::vector<RedisLook> looks, Judge judge, Encode encode);
    Q_DISABLE_COPY_MOVE(RedisGuardedEdits)

    /// In the order of the looks; ChangedSince also for a key that is touched at every attempt. An error after the
    /// first edit is OutcomeUnknown. Nothing stays watched.
    Result<std::vector<EntryEdit>> run(const CallContext& limits);

private:
    using Places = std::vector<size_t>; ///< indices of looks
    using Some = std::span<const size_t>;

    Result<void> settle(Some places, const CallContext& limits);
    /// Those that somebody touched in between.
    Result<Places> attempt(Some places, const CallContext& limits);
    /// Those to be edited, all watched.
    Result<Places> look(Some places, const CallContext& limits);
    Result<void> begin(const CallContext& limits);
    /// EXEC's reply.
    Result<RespValue> execute(const Places& places, const CallContext& limits);
    Result<Places> take(const Places& places, const RespValue& reply);
    void unwatch(const CallContext& limits);

    RedisSession& m_session;
    std::vector<RedisLook> m_looks;
    Judge m_judge;
    Encode m_encode;
    std::vector<EntryEdit> m_edits;
    bool m_edited = false; ///< a transaction was executed
};

} // namespace steward
