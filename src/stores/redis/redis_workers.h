#pragma once

#include "domain/store_names.h"
#include "stores/cache_port.h"
#include "stores/redis/redis_session.h"

namespace steward {

/// Tells the workers over a session that is ready, and counts them. A workstation of Steward subscribes the channels it
/// hears and steward:workstations in one SUBSCRIBE, so that it is in both counts or in none.
class RedisWorkers final {
public:
    RedisWorkers(RedisSession& session, const StoreNames& names)
        : m_session(session)
        , m_names(names)
    {
    }
    Q_DISABLE_COPY_MOVE(RedisWorkers)

    Result<WorkerCount> publish(const WorkerMessage& message, const CallContext& limits);
    /// In the messages' order. The first that is refused ends it, and those before it were sent.
    Result<std::vector<WorkerCount>> publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits);
    Result<WorkerCount> listening(WorkerChannel channel, const CallContext& limits);

private:
    const QByteArray& nameOf(WorkerChannel channel) const
    {
        return channel == WorkerChannel::Added ? m_names.addedChannel : m_names.removedChannel;
    }

    RedisSession& m_session;
    const StoreNames& m_names;
};

} // namespace steward
