#pragma once

#include "stores/connection_settings.h"
#include "support/evolution_server.h"
#include "support/fault_proxy.h"
#include "support/generated_fleet.h"
#include "support/pg_bouncer.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"

#include <memory>

namespace steward::rig {

/// A connection to PostgreSQL is a process of its own, which costs more than all that a short case asks on it;
/// PgBouncer keeps them. Roles other than the superuser, and settings of a role or database, need the direct way.
enum class DatabaseWay { Direct, PgBouncer };

/// Real stores with one fleet in all three, a fault proxy before each, and the settings that lead through the proxies.
class LiveFleet final {
    Q_DISABLE_COPY_MOVE(LiveFleet)

public:
    explicit LiveFleet(GeneratedFleet fleet)
        : m_fleet(fleet)
    {
    }

    RigResult<void> start(DatabaseWay way = DatabaseWay::Direct);
    /// Everything as after start(): proxies pass, no fault is set.
    void heal();
    ConnectionSettings settings() const;
    const GeneratedFleet& fleet() const { return m_fleet; }
    QString database() const { return QStringLiteral("fleet"); }

    EvolutionServer server;
    PostgresServer postgres;
    RedisServer redis;
    std::unique_ptr<FaultProxy> serverProxy;
    std::unique_ptr<FaultProxy> postgresProxy;
    std::unique_ptr<FaultProxy> redisProxy;

private:
    GeneratedFleet m_fleet;
    std::unique_ptr<rig::PgBouncer> m_bouncer;
};

} // namespace steward::rig
