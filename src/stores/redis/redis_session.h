#pragma once

#include "stores/redis/redis_connection.h"

#include <atomic>
#include <functional>
#include <memory>

namespace steward {

/// What a Redis says it is; empty where it does not tell.
struct RedisServerInfo {
    QByteArray version;
    QByteArray mode; ///< "standalone", "cluster", "sentinel"
    QByteArray role; ///< "master", "replica" or "slave"
};

/// Whether any connection to a database has seen a key of ours there: then it is the right one, also once it is empty.
using RedisPlaceMemory = std::shared_ptr<std::atomic_bool>;

/// A connection that is logged in, in the right database, and at a primary; made anew when it was lost in between.
/// Nothing is sent twice: only a connection that proves itself alive at the head of a call is used again.
class RedisSession final {
public:
    using Encode = std::function<void(qsizetype index, QByteArray& out)>;
    using Handle = std::function<Result<void>(qsizetype index, RespValue&& reply)>;
    using Talk = std::function<Result<void>(RespValue&& reply, RespCommands& next)>;

    RedisSession(const CacheSettings& settings, const StoreNames& names, RedisPlaceMemory memory = {});
    Q_DISABLE_COPY_MOVE(RedisSession)

    /// At the head of every call: all the steps below, or a look whether they still hold.
    Result<void> ready(const CallContext& limits);
    /// Asks mode and role again; a failover since ready() makes what was read worthless.
    Result<void> confirm(const CallContext& limits);

    // The steps, one by one for the doctor.
    Result<void> connect(const CallContext& limits);
    Result<void> logIn(const CallContext& limits);
    Result<void> identify(const CallContext& limits);
    /// Cluster, Replica or BadAnswer (a sentinel) by what identify() found. A server that says active-replica (KeyDB)
    /// or that tells no role is a primary where it lets a write be queued (MULTI, SETEX, DISCARD): nothing is written.
    Result<void> judge(const CallContext& limits);
    Result<void> select(const CallContext& limits);

    /// To look whether another database is the right one: whoever enters it goes back, or drops the connection. False:
    /// Redis does not let this user in, or has no such database.
    Result<bool> enter(int database, const CallContext& limits);

    /// One command and its reply, which may be an error of Redis.
    Result<RespValue> ask(const std::vector<QByteArrayView>& command, RedisPurpose purpose, const CallContext& limits);
    /// `count` commands, at most 1000 unanswered at any time. `encode` appends exactly one command; `handle` gets the
    /// replies in order. After its first error nothing more is sent, what was sent is answered, and the error returned.
    Result<void> pipeline(
        qsizetype count, const Encode& encode, const Handle& handle, RedisPurpose purpose, const CallContext& limits);

    /// For a walk, where an answer tells what to ask next: `talk` gets the replies in the order asked and adds what is
    /// to be sent at once, while the rest is still on its way; it keeps that within bounds itself. Ends once all is
    /// answered; errors as in pipeline().
    Result<void> converse(RespCommands first, const Talk& talk, RedisPurpose purpose, const CallContext& limits);

    /// Of a connection that has subscribed: what comes next, without being asked for; nothing where nothing came so
    /// long.
    Result<std::optional<RespValue>> nextWithin(std::chrono::milliseconds timeout, const CallContext& limits);
    /// Whether it still stands: nextWithin() has the answer.
    void sendPing();

    /// "UNLINK", or "DEL" once Redis has said that it does not know that one (before version 4, and some that imitate
    /// it), or does not let this user run it.
    QByteArrayView removalCommand() const { return m_lacksUnlink ? QByteArrayView("DEL") : QByteArrayView("UNLINK"); }
    /// True where that is what the error says, for the first time: what was asked is worth asking with DEL.
    bool fallsBackToDel(const Error& error);

    void drop() { m_connection.reset(); }
    const RedisErrors& errors() const { return m_errors; }
    const RedisServerInfo& server() const { return m_server; }
    QString encryption() const { return m_connection ? m_connection->encryption() : QString(); }
    int database() const { return m_settings.database; }
    /// Set once a key of ours was seen over this connection, or another that shares its memory.
    bool placeProven() const { return m_placeProven || (m_memory && *m_memory); }
    void provePlace();

private:
    /// Checked before anything is sent, so that a change which was not sent is never of unknown outcome.
    Result<void> mayBegin(const CallContext& limits) const;
    Result<RespValue> receive(RedisPurpose purpose, const CallContext& limits);
    Result<void> identifyByInfo(const CallContext& limits);
    Result<void> identifyByRole(const CallContext& limits);
    Result<void> askReplicaKind(const CallContext& limits);
    Result<void> proveWritable(const CallContext& limits);

    StoreNames m_names;
    CacheSettings m_settings;
    RedisErrors m_errors;
    std::unique_ptr<RedisConnection> m_connection;
    RedisServerInfo m_server;
    bool m_lacksUnlink = false;
    bool m_hasAnswered = false; ///< over this connection
    bool m_placeProven = false;
    const RedisPlaceMemory m_memory; ///< may be null
};

/// A field of INFO's text ("redis_version:7.0.15\r\n"); empty where missing.
QByteArray redisInfoField(const QByteArray& info, QByteArrayView name);

} // namespace steward
