#include "workflows/execute/resumed_webhooks.h"

#include "stores/server_port.h"
#include "workflows/base/waiting.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_deletion.h"

#include <algorithm>
#include <vector>

namespace steward {
namespace {

/// Whether this run has left the instance where it is; what it has itself sent a deletion for it has woken itself.
bool stays(StoreOutcome server)
{
    switch (server) {
    case StoreOutcome::Written:
    case StoreOutcome::Kept:
    case StoreOutcome::Skipped:
    case StoreOutcome::Failed:
        return true;
    case StoreOutcome::Gone:
    case StoreOutcome::Absent:
    case StoreOutcome::StillThere:
    case StoreOutcome::Unknown:
        break;
    }
    return false;
}

/// The very instance whose webhook it was.
bool isListed(const PlanItem& item, const ServerListing& listing)
{
    const auto found = std::ranges::find(listing.instances, item.name, &ServerInstance::name);
    return found != listing.instances.end() && item.seen.server && found->id == item.seen.server->id;
}

} // namespace

std::optional<Error> ResumedWebhooks::wake(
    const Plan& plan, const ItemResults& ends, const ResumeState& resumeState, const CallContext& limits)
{
    std::vector<PlanItemRef> asleep;
    for (size_t place = 0; place < plan.items.size(); ++place) {
        const PlanItemRef item = plan.items.at(place);
        const ItemTrail* trail = resumeState.trailOf(item->identity);
        if (trail && trail->webhook.isToWake() && !ends.isOpen(place) && stays(ends.change(place, *item).server))
            asleep.push_back(item);
    }
    if (asleep.empty())
        return {};
    const auto listing = m_server.list(oneCall(m_times.call, limits));
    if (!listing)
        return listing.error();
    std::optional<Error> trouble;
    for (const PlanItemRef& item : asleep) {
        if (!isListed(*item, *listing))
            continue;
        const WorkflowRun::ItemScope scope(m_run, item->identity);
        const Quietness& taken = resumeState.trailOf(item->identity)->webhook.taken();
        const auto woken = Quieting(m_server, m_run, m_times.removal).wake(item->name, taken, limits);
        if (!woken && !hasGone(m_server, item->name, m_times.removal, limits))
            trouble = trouble.value_or(woken.error());
    }
    return trouble;
}

} // namespace steward
