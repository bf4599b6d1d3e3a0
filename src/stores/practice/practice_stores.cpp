#include "stores/practice/practice_stores.h"

#include "stores/practice/practice_cache.h"
#include "stores/practice/practice_database.h"
#include "stores/practice/practice_guards.h"
#include "stores/practice/practice_server.h"

namespace steward {

PracticeStores::PracticeStores(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

std::unique_ptr<ServerPort> PracticeStores::makeServer() const
{
    return std::make_unique<PracticeServer>(m_world, m_readOnly);
}

std::unique_ptr<DatabasePort> PracticeStores::makeDatabase() const
{
    return std::make_unique<PracticeDatabase>(m_world, m_readOnly);
}

std::unique_ptr<CachePort> PracticeStores::makeCache() const
{
    return std::make_unique<PracticeCache>(m_world, m_readOnly);
}

std::unique_ptr<GuardsPort> PracticeStores::makeGuards() const
{
    return std::make_unique<PracticeGuards>(m_world, m_readOnly);
}

} // namespace steward
