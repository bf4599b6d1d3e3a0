#include "workflows/execute/resumed_items.h"

#include "domain/plans/plan_facts.h"
#include "workflows/execute/resumed_state.h"

#include <algorithm>
#include <set>

namespace steward {
namespace {

/// Groups whose survivor was taken by the earlier run: a plan of now sees its row as changed, by our own hand.
std::set<int> groupsStarted(const ResumeState& resumeState)
{
    std::set<int> groups;
    for (const PlanItem& item : resumeState.plan.items) {
        const bool isTaken = resumeState.trailOf(item.identity) || resumeState.ended.contains(item.identity);
        if (item.task == ItemTask::Keep && item.group && isTaken)
            groups.insert(*item.group);
    }
    return groups;
}

class ResumedItems final {
public:
    /// `reconciled`: `fresh`, less what was not shown.
    ResumedItems(const ResumeState& resumeState, const PlanItems& fresh, const PlanItems& reconciled, const Audit& now)
        : m_resumeState(resumeState)
        , m_reconciled(reconciled)
        , m_planned(fresh)
        , m_now(now)
        , m_startedGroups(groupsStarted(resumeState))
    {
        const PlanItemIndex shown(resumeState.plan.items);
        const PlanItemIndex planned(reconciled);
        for (size_t place = 0; place < reconciled.size(); ++place) {
            const PlanItemRef item = reconciled.at(place);
            const auto before = shown.placeOf(item->identity);
            const PlanItemRef shownItem = before ? resumeState.plan.items.at(*before) : PlanItemRef();
            const As as = shownItem ? howOf(*shownItem) : As::Planned;
            // The groups are the shown plan's, so their numbers are too.
            add(as == As::Planned ? *item : *shownItem, shownItem ? shownItem->group : std::nullopt, as,
                as == As::Planned ? place : *before);
        }
        for (size_t place = 0; place < resumeState.plan.items.size(); ++place) {
            const PlanItemRef item = resumeState.plan.items.at(place);
            const As as = planned.placeOf(item->identity) ? As::Planned : howOf(*item);
            if (as != As::Planned)
                add(*item, item->group, as, place);
        }
        // Survivors before what goes with their group.
        std::ranges::stable_sort(m_order, {}, [](const Entry& entry) { return std::pair(entry.group, entry.rank); });
    }

    PlanItems items() const
    {
        PlanItems items = m_reconciled.emptyOnes();
        for (const Entry& entry : m_order) {
            PlanItem item = *(entry.as == As::Planned ? m_reconciled : m_resumeState.plan.items).at(entry.place);
            item.group = entry.group;
            if (entry.as == As::Left)
                leave(item);
            items.push_back(std::move(item));
        }
        return items;
    }

private:
    enum class As : quint8 {
        Shown,   ///< as it was shown
        Left,    ///< begun, and a plan of now does not say so any more
        Planned, ///< as it is planned now
    };
    struct Entry {
        std::optional<int> group;
        quint8 rank = 0;
        As as = As::Planned;
        size_t place = 0;
    };

    As howOf(const PlanItem& shown) const
    {
        if (m_resumeState.ended.contains(shown.identity))
            return As::Shown;
        const ItemTrail* trail = m_resumeState.trailOf(shown.identity);
        const bool isInStartedGroup = shown.group && m_startedGroups.contains(*shown.group);
        if (!trail && !isInStartedGroup)
            return As::Planned;
        if (trail && trail->isOlder)
            return As::Shown; // left by whoever does it
        const PlanItemRef fresh = m_planned.find(shown.identity);
        const bool isSame = fresh && fresh->task == shown.task;
        if (shown.task == ItemTask::Keep)
            return isKeptStill(shown, isSame ? fresh.get() : nullptr, m_now) ? As::Shown : As::Left;
        if (isPlannedStill(shown, trail, isSame ? fresh.get() : nullptr, m_now))
            return As::Shown;
        return trail ? As::Left : As::Planned;
    }
    void leave(PlanItem& item) const
    {
        item.steps.clear();
        const PlanItemRef fresh = m_planned.find(item.identity);
        item.left = fresh ? fresh->left : std::vector<Skipped>();
        if (item.left.empty())
            item.left.push_back(leftBecause(SkipReason::Changed, item.name.text()));
    }
    void add(const PlanItem& item, std::optional<int> group, As as, size_t place)
    {
        m_order.push_back({group, static_cast<quint8>(item.task == ItemTask::Keep ? 0 : 1), as, place});
    }

    const ResumeState& m_resumeState;
    const PlanItems& m_reconciled;
    const PlanItemIndex m_planned;
    const Audit& m_now;
    const std::set<int> m_startedGroups;
    std::vector<Entry> m_order;
};

} // namespace

void takeSurvivorsAgain(ResumeState& resumeState)
{
    std::set<int> unfinished;
    for (const PlanItem& item : resumeState.plan.items) {
        if (item.group && item.task == ItemTask::Delete && !item.steps.empty() &&
            !resumeState.ended.contains(item.identity))
            unfinished.insert(*item.group);
    }
    for (const PlanItem& item : resumeState.plan.items) {
        const auto ended = resumeState.ended.constFind(item.identity);
        if (item.task == ItemTask::Keep && item.group && unfinished.contains(*item.group) &&
            ended != resumeState.ended.cend() && !ended->error)
            resumeState.ended.erase(ended);
    }
}

Plan resumedPlan(const ResumeState& resumeState, const Plan& fresh, const Audit& now)
{
    Plan plan = reconcile(resumeState.plan, fresh, now);
    plan.groups = resumeState.plan.groups;
    plan.items = ResumedItems(resumeState, fresh.items, plan.items, now).items();
    return plan;
}

} // namespace steward
