#include "workflows/execute/item_results.h"

#include <algorithm>
#include <limits>

namespace steward {

void ItemResults::put(size_t place, const ItemResult& end)
{
    Short& kept = m_ends[place];
    kept = {};
    kept.isThere = true;
    kept.isOpen = end.isOpen;
    kept.hasWritten = end.hasWritten;
    kept.server = end.change.server;
    kept.database = end.change.database;
    kept.cache = end.change.cache;
    if (end.change.workers) {
        kept.isTold = true;
        kept.isPending = end.change.workers->pending;
        constexpr qint64 most = std::numeric_limits<qint32>::max();
        if (end.change.workers->receivers)
            kept.receivers = static_cast<qint32>(std::clamp<qint64>(*end.change.workers->receivers, 0, most));
    }
    if (!end.change.error)
        return;
    if (m_errors.empty() || m_errors.back() != *end.change.error)
        m_errors.push_back(*end.change.error);
    kept.error = static_cast<qint32>(m_errors.size()) - 1;
}

ChangeItem ItemResults::change(size_t place, const PlanItem& item) const
{
    const Short& kept = m_ends[place];
    ChangeItem change{.instanceName = item.name, .organizationId = item.organizationId};
    change.server = kept.server;
    change.database = kept.database;
    change.cache = kept.cache;
    if (kept.isTold) {
        change.workers = WorkersOutcome{{}, kept.isPending};
        if (kept.receivers >= 0)
            change.workers->receivers = kept.receivers;
    }
    if (kept.error >= 0)
        change.error = m_errors[static_cast<size_t>(kept.error)];
    return change;
}

} // namespace steward
