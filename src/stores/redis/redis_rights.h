#pragma once

#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"
#include "stores/store_rights.h"

#include <optional>

namespace steward {

/// Finds out whether commands may be run, without running them: they are queued in a transaction that is discarded,
/// because Redis checks rights when it queues. Where that is forbidden, ACL DRYRUN (Redis 7) is asked.
class RedisRights final {
public:
    using Commands = std::vector<std::vector<QByteArray>>;

    RedisRights(RedisSession& session, const CacheSettings& settings)
        : m_session(session)
        , m_user(settings.user.isEmpty() ? QByteArrayLiteral("default") : settings.user.toUtf8())
    {
    }
    Q_DISABLE_COPY_MOVE(RedisRights)

    /// True where all may be run; nothing where Redis does not let that be found out. An error also where Redis
    /// refuses a command for another reason than a missing right (read-only replica, memory full).
    Result<std::optional<bool>> mayRun(const Commands& commands, const CallContext& limits);

    /// True where this key may be changed only as it was seen: WATCH and MULTI. Nothing is executed, so the right
    /// to EXEC is not asked for.
    Result<bool> mayGuard(const QByteArray& key, const CallContext& limits);

    /// What deletes keys here: UNLINK, or DEL where that is missing or forbidden; nothing where neither may be run.
    Result<std::optional<QByteArray>> removal(const QByteArray& key, const CallContext& limits);

    /// CachePort::mayChange().
    Result<void>
    check(const CacheRights& rights, const RedisKeys& keys, const StoreNames& names, const CallContext& limits);

private:
    /// The first of the commands of one purpose that is not allowed decides.
    Result<void> demand(const Commands& commands, RedisPurpose purpose, const QString& what, const CallContext& limits);
    Result<void> demandRemoval(const QByteArray& key, const CallContext& limits);
    Error lacking(ErrorKind kind, const QString& what) const;
    Result<std::optional<bool>> mayQueue(const Commands& commands, const CallContext& limits);
    /// In one round trip, errors of Redis among them.
    Result<std::vector<RespValue>> repliesTo(const Commands& commands, const CallContext& limits);
    Result<std::optional<bool>> byDryRun(const Commands& commands, const CallContext& limits);

    RedisSession& m_session;
    QByteArray m_user;
};

} // namespace steward
