#include "workflows/outbox/standing_news.h"

#include "domain/audit/join.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"

namespace steward {
namespace {

constexpr std::chrono::seconds freshFor{5};
constexpr std::chrono::seconds readingTime{60};

} // namespace

bool StandingNews::read(const CallContext& limits)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_isRead && now - m_readAt < freshFor)
        return true;
    m_isRead = false;
    const auto listing = m_stores.makeServer()->list(oneCall(readingTime, limits));
    const auto rows = m_stores.makeDatabase()->list(oneCall(readingTime, limits));
    if (!listing || !rows)
        return false;
    m_listed.clear();
    m_enabled.clear();
    for (const ServerInstance& instance : listing->instances)
        m_listed.insert(instance.name);
    for (const OddEntry& odd : listing->odd)
        m_listed.insert(odd.name);
    for (const Integration& row : rows->integrations) {
        for (const InstanceName& name : {row.instanceName, row.legacyName}) {
            if (row.enabled && !name.isEmpty())
                m_enabled.insert(name);
        }
    }
    m_readAt = now;
    m_isRead = true;
    return true;
}

std::vector<KeptNews> StandingNews::judge(const std::vector<WorkerMessage>& messages, const CallContext& limits)
{
    std::vector<KeptNews> verdicts(messages.size(), KeptNews::Wait);
    if (!read(limits))
        return verdicts;
    std::vector<InstanceName> names;
    names.reserve(messages.size());
    for (const WorkerMessage& message : messages)
        names.push_back(message.instance);
    const auto states = m_stores.makeServer()->memoryStates(names, oneCall(readingTime, limits));
    for (size_t place = 0; place < messages.size(); ++place) {
        const InstanceName& name = names[place];
        const MemoryState state = states ? states->at(place) : MemoryState::Unknown;
        const Presence onServer = m_listed.contains(name) ? Presence::Present : unlistedPresence(state);
        const bool isEnabled = m_enabled.contains(name);
        const bool isRemoval = messages[place].channel == WorkerChannel::Removed;
        if (!isEnabled) // nobody's any more
            verdicts[place] = isRemoval ? KeptNews::Tell : KeptNews::Drop;
        else if (onServer != Presence::Unknown)
            verdicts[place] = (onServer == Presence::Present) == isRemoval ? KeptNews::Drop : KeptNews::Tell;
    }
    return verdicts;
}

} // namespace steward
