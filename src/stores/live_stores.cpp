#include "stores/live_stores.h"

#include "stores/evolution/evolution_server_adapter.h"
#include "stores/postgres/postgres_database_adapter.h"
#include "stores/postgres/postgres_guards.h"
#include "stores/postgres/postgres_hints.h"
#include "stores/redis/redis_cache_adapter.h"
#include "stores/redis/redis_hints.h"

namespace steward {

std::vector<std::unique_ptr<HintPort>> StoreFactory::makeHints() const
{
    return {};
}

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

std::vector<std::unique_ptr<HintPort>> LiveStores::makeHints() const
{
    std::vector<std::unique_ptr<HintPort>> hints;
    hints.push_back(std::make_unique<RedisHints>(m_settings.cache, m_settings.names));
    hints.push_back(std::make_unique<PostgresHints>(m_settings.database, m_settings.names));
    return hints;
}

} // namespace steward
