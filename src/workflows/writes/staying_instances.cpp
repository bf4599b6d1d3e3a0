#include "workflows/writes/staying_instances.h"

#include "domain/audit/audit.h"

#include <algorithm>

namespace steward {
namespace {

const ServerListing& listingOf(const Audit& audit)
{
    static const ServerListing none;
    const Reading<ServerListing>& server = audit.snapshot().server;
    return server.isWhole() ? *server : none;
}

} // namespace

StayingInstances::StayingInstances(const ServerListing& listing, const std::vector<InstanceName>& leaving)
{
    for (const ServerInstance& instance : listing.instances)
        m_names.insert(instance.name);
    for (const InstanceName& name : leaving)
        m_names.remove(name);
}

StayingInstances::StayingInstances(const Audit& audit, const std::vector<InstanceName>& leaving)
    : StayingInstances(listingOf(audit), leaving)
{
}

bool StayingInstances::believes(const ServerListing& listing) const
{
    const auto held = std::ranges::count_if(
        listing.instances, [this](const ServerInstance& instance) { return m_names.contains(instance.name); });
    return !m_names.isEmpty() && held * 2 >= m_names.size();
}

} // namespace steward
