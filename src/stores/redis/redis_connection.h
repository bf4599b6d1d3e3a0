#pragma once

#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/redis/redis_errors.h"
#include "stores/redis/resp_codec.h"

#include <memory>

class QIODevice;

namespace steward {

/// One connection to Redis over TCP, TLS or a Unix socket. It belongs to the thread that opened it, sends whole
/// commands and hands out whole replies. After an error it is out of step with Redis and has to be thrown away.
class RedisConnection final {
public:
    /// Connects, with TLS verified where the settings ask for it. Refuses plain TCP beyond loopback before connecting.
    static Result<std::unique_ptr<RedisConnection>>
    open(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits);
    ~RedisConnection();
    Q_DISABLE_COPY_MOVE(RedisConnection)

    /// Takes the bytes; what does not go out at once does while replies are waited for.
    void send(const QByteArray& commands);
    /// The next reply, which may be an error of Redis. Ends within 20 ms of a stop or the deadline.
    Result<RespValue> receive(const CallContext& limits);
    /// The same; nothing where no whole reply has come so long. What has come of one is kept for the next call.
    Result<std::optional<RespValue>> nextWithin(std::chrono::milliseconds timeout, const CallContext& limits);

    /// "TLSv1.3", or empty where the connection is not encrypted.
    QString encryption() const;

private:
    RedisConnection(std::unique_ptr<QIODevice> device, const RedisErrors& errors);
    Result<std::optional<RespValue>> next();
    Result<void> fill(const CallContext& limits);
    Result<void> take();
    Error lost() const;

    std::unique_ptr<QIODevice> m_device;
    const RedisErrors& m_errors;
    RespReader m_reader;
    std::unique_ptr<char[]> m_chunk;
};

} // namespace steward
