#pragma once

#include "stores/scripted_redis.h"
#include "support/redis_server.h"

namespace steward::test {

/// A way to a real Redis on which something happens at a chosen moment: the hook runs before a command goes on, in the
/// relay's thread. One connection at a time.
class RedisRelay final {
public:
    using Hook = std::function<void(const QByteArrayList& command)>;

    RedisRelay(const rig::RedisServer& server, Hook hook);
    Q_DISABLE_COPY_MOVE(RedisRelay)

    int port() const { return m_front.port(); }
    int count(const QByteArray& command) const { return m_front.count(command); }
    int arrivals() const { return m_front.arrivals(); }

private:
    ScriptedRedis m_front;
};

} // namespace steward::test
