#pragma once

#include "stores/connection_settings.h"
#include "stores/hint_port.h"

namespace steward {

class RedisSession;

/// What is told to the workers, heard by SUBSCRIBE to their channels. It also subscribes Steward's own channel, so that
/// it is not taken for a worker (WORKFLOWS, "Workers"). Belongs to the worker thread that listens.
class RedisHints final : public HintPort {
    Q_DISABLE_COPY_MOVE(RedisHints)

public:
    /// `timeout`: how long it may be quiet before the connection is asked whether it stands.
    RedisHints(CacheSettings settings, StoreNames names, std::chrono::milliseconds timeout = std::chrono::seconds(60));

    Store store() const override { return Store::Cache; }
    Error listen(const Ear& ear, const CallContext& limits) override;

private:
    Result<void> subscribe(RedisSession& session, const CallContext& limits) const;
    Error follow(RedisSession& session, const Ear& ear, const CallContext& limits) const;

    const CacheSettings m_settings;
    const StoreNames m_names;
    const std::chrono::milliseconds m_timeout;
};

} // namespace steward
