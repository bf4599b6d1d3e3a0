#include "workflows/execute/item_proofs.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/step_proof.h"
#include "stores/cache_port.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/cache_steps.h"
#include "workflows/execute/item_steps.h"

#include <algorithm>

namespace steward {
namespace {

bool isThere(const CacheKey& key, const Audit& audit)
{
    return key.kind == CacheKeyKind::Instance ? audit.lookup().instanceEntry(key.name) != nullptr
                                              : audit.lookup().tokenEntry(key.token) != nullptr;
}

/// Somebody has made it anew, or an enabled row names it: what is written now belongs to that one.
bool isSomebodyElses(const PlanItem& item, const Audit& audit)
{
    const AuditRow* row = item.name.isEmpty() ? nullptr : audit.find(item.name);
    return row && ((item.task == ItemTask::Delete && row->inServer == Presence::Present) || row->enabledIntegration());
}

bool isBack(const ItemResult& end, const Audit& audit)
{
    return !isSomebodyElses(*end.item, audit) &&
           std::ranges::any_of(end.dropped, [&audit](const CacheKey& key) { return isThere(key, audit); });
}

/// An instance was made for a row that was to stay, and the row is gone, another's or switched off by now: it would be
/// an orphan of our making.
bool hasLostItsRow(const PlanItem& item, const Audit& after)
{
    return item.has(StepAction::CreateInstance) && std::ranges::any_of(item.seen.rows, [&](const SeenRow& seen) {
               const Integration* row = after.lookup().row(seen.id);
               const bool isKept =
                   row && row->enabled && row->organizationId == seen.organizationId && row->names(item.name);
               return seen.enabled && !isKept;
           });
}

/// Both witnesses said gone after its deletion, and this reading, which may not have asked the second one again, does
/// not have it back.
bool staysGone(const ItemResult& end, const Audit& after)
{
    return end.change.server == StoreOutcome::Gone && after.presenceOnServer(end.item->name) != Presence::Present;
}

} // namespace

ItemProofs::Clock::time_point ItemProofs::dueOf(const ItemResult& end) const
{
    // An instance that was made can be lost again within a second or two; a key is written back by its reader.
    const bool waits = !end.dropped.empty() || end.item->has(StepAction::CreateInstance);
    return waits ? end.writtenAt + m_times.backAgain : end.writtenAt;
}

ItemProofs::Clock::time_point ItemProofs::due() const
{
    Clock::time_point first = Clock::time_point::max();
    for (const ItemResult& end : m_waiting)
        first = std::min(first, dueOf(end));
    return first;
}

std::vector<PlanItemRef> ItemProofs::waiting() const
{
    std::vector<PlanItemRef> items;
    items.reserve(m_waiting.size());
    for (const ItemResult& end : m_waiting)
        items.push_back(end.item);
    return items;
}

std::vector<ItemResult> ItemProofs::take(const Audit& after, Clock::time_point startedAt, const CallContext& limits)
{
    std::vector<ItemResult> settled;
    if (!after.allStoresRead())
        return settled;
    std::vector<ItemResult*> again;
    std::vector<ItemResult> waiting;
    for (ItemResult& end : m_waiting) {
        const bool isDone = dueOf(end) <= startedAt && settle(end, after, again);
        if (isDone)
            settled.push_back(std::move(end));
    }
    dropAgain(again, limits);
    for (ItemResult& end : m_waiting) {
        if (end.isWritten)
            waiting.push_back(std::move(end));
    }
    m_waiting = std::move(waiting);
    return settled;
}

bool ItemProofs::settle(ItemResult& end, const Audit& after, std::vector<ItemResult*>& again)
{
    const PlanItem& item = *end.item;
    const bool isBackAgain = isBack(end, after);
    if (isBackAgain && end.drops < m_times.mostDrops) {
        again.push_back(&end);
        return false;
    }
    if (isBackAgain) {
        end.change.cache = StoreOutcome::Failed;
        end.change.error = ApplyErrors::writtenBack();
    }
    for (const PlanStep& step : item.steps) {
        const bool isKept = step.place() == PlanPlace::Database && end.change.database == StoreOutcome::Kept;
        const bool isDropped = step.action == StepAction::DropEntry && !end.dropped.empty();
        const bool deletes = step.action == StepAction::DeleteInstance;
        if (isKept || isDropped || isProven(step, item, after) || (deletes && staysGone(end, after)))
            continue;
        outcomeAt(end.change, step.place()) = deletes ? StoreOutcome::StillThere : StoreOutcome::Failed;
        end.isOpen = end.isOpen || deletes; // it came back after it was proven gone: resume deletes it again
        if (!end.change.error)
            end.change.error = ApplyErrors::notReadBack();
    }
    if (!end.change.error && hasLostItsRow(item, after)) {
        end.change.database = StoreOutcome::Failed;
        end.change.error = ApplyErrors::rowChanged();
    }
    end.isWritten = false; // it waits no more
    return true;
}

void ItemProofs::dropAgain(const std::vector<ItemResult*>& ends, const CallContext& limits)
{
    std::vector<CacheKey> keys;
    for (ItemResult* end : ends) {
        keys.insert(keys.end(), end->dropped.begin(), end->dropped.end());
        ++end->drops;
        end->writtenAt = Clock::now();
    }
    // What comes of it shows at the next reading.
    (void)CacheWriter(m_cache, m_run, m_times.call).drop(keys, limits);
}

std::vector<ItemResult> ItemProofs::giveUp()
{
    for (ItemResult& end : m_waiting) {
        end.isWritten = false;
        end.isOpen = true;
        end.change.error = ApplyErrors::storesUnread();
    }
    return std::exchange(m_waiting, {});
}

} // namespace steward
