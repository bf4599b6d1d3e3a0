#pragma once

#include "stores/connection_settings.h"
#include "stores/contract/cache_port_contract.h"
#include "support/redis_server.h"
#include "support/resp_client.h"
#include "support/tls_authority.h"

namespace steward::test {

/// A real Redis with a password, reached in one of the three ways. Slow is a stopped process, unreachable a dead one.
class RedisSubject final : public CachePortSubject {
public:
    explicit RedisSubject(CacheSettings::Transport transport)
        : m_transport(transport)
    {
    }
    ~RedisSubject() override;
    Q_DISABLE_COPY_MOVE(RedisSubject)

    rig::RigResult<void> start() override;
    std::unique_ptr<CachePort> makePort(bool readOnly) override;
    rig::RigResult<void> reset() override;
    rig::RigResult<void> put(const CacheValue& value, qint64 ttlSeconds) override;
    rig::RigResult<void> putUnreadable(const CacheKey& key, CacheValueState state) override;
    rig::RigResult<void> putResidue(const Residue& residue) override;
    rig::RigResult<bool> holds(const CacheKey& key) override;
    rig::RigResult<void> setSubscribers(int count) override;
    rig::RigResult<void> setUnreachable() override;
    rig::RigResult<void> setSlow() override;

    CacheSettings settings() const;
    rig::RedisServer& server() { return *m_server; }

private:
    CacheSettings::Transport m_transport;
    rig::TlsAuthority m_authority;
    std::unique_ptr<rig::RedisServer> m_server;
    std::vector<std::unique_ptr<rig::RespClient>> m_subscribers;
    bool m_paused = false;
};

} // namespace steward::test
