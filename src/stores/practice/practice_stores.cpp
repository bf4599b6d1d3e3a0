#include "stores/practice/practice_stores.h"

#include "stores/practice/practice_guards.h"

namespace steward {

PracticeStores::PracticeStores(std::shared_ptr<PracticeWorld> world, bool readOnly)
    : m_world(std::move(world))
    , m_readOnly(readOnly)
{
}

std::unique_ptr<GuardsPort> PracticeStores::makeGuards() const
{
    return std::make_unique<PracticeGuards>(m_world, m_readOnly);
}

} // namespace steward
