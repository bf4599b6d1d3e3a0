#include "stores/live_stores.h"

#include "stores/evolution/evolution_server_adapter.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "stores/postgres/postgres_guards.h"
#include "stores/redis/redis_cache_adapter.h"

namespace steward {

std::unique_ptr<ServerPort> LiveStores::makeServer() const
{
    return std::make_unique<EvolutionServerAdapter>(m_settings.server);
}

std::unique_ptr<DatabasePort> LiveStores::makeDatabase() const
{
    return std::make_unique<PostgresDatabaseAdapter>(m_settings.database, m_settings.names);
}

std::unique_ptr<CachePort> LiveStores::makeCache() const
{
    return std::make_unique<RedisCacheAdapter>(m_settings.cache, m_settings.names, m_seenInCache);
}

std::unique_ptr<GuardsPort> LiveStores::makeGuards() const
{
    return std::make_unique<PostgresGuards>(m_settings.database, m_settings.names);
}

} // namespace steward
