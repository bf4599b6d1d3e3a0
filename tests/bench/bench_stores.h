#pragma once

#include "support/evolution_server.h"
#include "support/generated_fleet.h"
#include "support/postgres_server.h"
#include "support/redis_server.h"

namespace steward::bench {

/// The three stores, filled, and how the command line finds them.
struct BenchStores {
    rig::EvolutionServer server;
    rig::PostgresServer database;
    rig::RedisServer cache;

    rig::RigResult<void> start(const rig::GeneratedFleet& fleet);
    QByteArrayList environment() const;
};

} // namespace steward::bench
