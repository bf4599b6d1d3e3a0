#include "domain/plans/plan_facts.h"
#include "domain/plans/step_proof.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// Keys come and go by themselves, and a deletion takes both kinds whenever they come back; nothing else is written
/// that was not shown.
bool mayComeAndGo(const PlanStep& step, ItemTask task)
{
    const bool isTold = step.place() == PlanPlace::Workers;
    const bool isDropped = step.action == StepAction::DropEntry && task != ItemTask::Repair;
    const bool isWarmed = step.action == StepAction::WriteEntry && task != ItemTask::Repair;
    // Only a way to delete sooner; whether it is needed stands in a webhook that was perhaps not asked before.
    const bool isQuieted = step.action == StepAction::QuietWebhook;
    return isTold || isDropped || isWarmed || isQuieted;
}

bool wasShown(const PlanStep& step, const PlanItem& shown)
{
    return std::any_of(shown.steps.begin(), shown.steps.end(), [&step](const PlanStep& each) {
        return each.isSameWrite(step) && each.after == step.after;
    });
}

/// Why the item as it is now may not be applied as it was shown; nothing: it may.
std::optional<LeftOut>
changeSince(const PlanItem& shown, const PlanItem& fresh, const Audit& now, const std::optional<InstanceName>& keeper)
{
    LeftOut left = leftBecause(LeftReason::Changed, fresh.name.text());
    const SeenState seen = seenAgain(now, shown, keeper);
    for (const Difference& difference : changedSince(shown.seen, seen, Strength::BeforeFirstStep)) {
        if (difference.isGone && shown.task == ItemTask::Delete)
            continue; // somebody did it already
        left.because += QLatin1Char(' ') + difference.because;
        return left;
    }
    if (shown.task != fresh.task)
        return left;
    for (const PlanStep& step : fresh.steps) {
        if (!mayComeAndGo(step, fresh.task) && !wasShown(step, shown))
            return left;
    }
    return {};
}

/// Its webhook was to be set, and is not planned to be only since the server did not answer for it: unknown is not
/// done.
std::optional<LeftOut> unansweredWebhook(const PlanItem& shown, const PlanItem* fresh, const Audit& now)
{
    constexpr FindingCode code = FindingCode::WebhookMismatch;
    const bool wasShown = std::find(shown.findings.begin(), shown.findings.end(), code) != shown.findings.end();
    const AuditRow* row = shown.name.isEmpty() ? nullptr : now.find(shown.name);
    const bool isPlanned = fresh && fresh->has(StepAction::SetWebhook);
    if (!wasShown || isPlanned || !row || !row->server || now.snapshot().webhooks.contains(shown.name))
        return {};
    return leftBecause(LeftReason::WebhookUnknown, row->title(), code);
}

/// What was to go has gone, and the rows are as they were to be: by whatever hand. Keys come and go by themselves.
bool isDoneAlready(const PlanItem& shown, const Audit& now)
{
    return std::all_of(shown.steps.begin(), shown.steps.end(), [&](const PlanStep& step) {
        const bool counts = step.place() == PlanPlace::Database || step.action == StepAction::DeleteInstance;
        return !counts || isProven(step, shown, now);
    });
}

/// What was shown and is not planned any more: done already, left with its group, changed since, or not known.
void addMissing(const Plan& shown, Plan& fresh, const Audit& now)
{
    QSet<QByteArray> there;
    for (const PlanItem& item : fresh.items)
        there.insert(item.identity);
    for (const PlanItem& item : shown.items) {
        if (there.contains(item.identity) || item.steps.empty())
            continue;
        PlanItem missing = item;
        missing.steps.clear();
        missing.left.clear();
        missing.group = -1;
        if (auto unanswered = unansweredWebhook(item, nullptr, now))
            missing.left.push_back(*std::move(unanswered));
        for (const PlanGroup& group : fresh.groups) {
            const bool isMember =
                std::find(group.members.begin(), group.members.end(), item.name) != group.members.end();
            if (isMember && group.left)
                missing.left.push_back(*group.left);
        }
        if (missing.left.empty() && !isDoneAlready(item, now))
            missing.left.push_back(leftBecause(LeftReason::Changed, item.name.text()));
        fresh.items.push_back(std::move(missing));
    }
}

} // namespace

Plan reconcile(const Plan& shown, Plan fresh, const Audit& now)
{
    QHash<QByteArray, const PlanItem*> byIdentity;
    for (const PlanItem& item : shown.items)
        byIdentity.insert(item.identity, &item);
    QHash<int, QString> changedKeepers; ///< by the fresh plan's group
    QSet<int> keptGroups;
    std::erase_if(fresh.items, [&byIdentity](const PlanItem& item) { return !byIdentity.contains(item.identity); });
    for (PlanItem& item : fresh.items) {
        const PlanItem& before = *byIdentity.value(item.identity);
        auto left = changeSince(before, item, now, keeperOf(shown, before));
        if (!left)
            left = unansweredWebhook(before, &item, now);
        if (left) {
            item.steps.clear();
            item.left.push_back(*left);
        }
        if (item.task != ItemTask::Keep)
            continue;
        if (left)
            changedKeepers.insert(item.group, item.name.text());
        else
            keptGroups.insert(item.group);
    }
    for (PlanItem& item : fresh.items) {
        if (item.group < 0 || item.task == ItemTask::Keep || keptGroups.contains(item.group))
            continue;
        item.steps.clear();
        item.left.push_back(leftBecause(LeftReason::KeeperChanged, changedKeepers.value(item.group)));
    }
    addMissing(shown, fresh, now);
    return fresh;
}

std::optional<InstanceName> keeperOf(const Plan& plan, const PlanItem& item)
{
    const bool isGrouped = item.group >= 0 && static_cast<size_t>(item.group) < plan.groups.size();
    return isGrouped ? plan.groups[static_cast<size_t>(item.group)].keeper : std::nullopt;
}

SeenState seenAgain(const Audit& audit, const PlanItem& item, const std::optional<InstanceName>& keeper)
{
    SeenState seen;
    const auto& rows = audit.rows();
    const AuditRow* row = item.name.isEmpty() ? nullptr : audit.find(item.name);
    if (!row || row->identity() != item.identity) {
        const auto found = std::find_if(
            rows.begin(), rows.end(), [&item](const AuditRow& each) { return each.identity() == item.identity; });
        row = found == rows.end() ? nullptr : &*found;
    }
    if (row)
        seen = seenState(*row);
    if (!audit.snapshot().database.isWhole())
        return seen;
    // A row that is to name the instance does not yet stand at its name; one that somebody has given another name does
    // not stand there any more, which is no removal.
    for (const SeenRow& before : item.seen.rows) {
        const bool isThere = std::any_of(
            seen.rows.begin(), seen.rows.end(), [&before](const SeenRow& each) { return each.id == before.id; });
        if (isThere)
            continue;
        for (const Integration& each : audit.snapshot().database.content->integrations) {
            if (each.id == before.id && !(keeper && item.name != *keeper && each.names(*keeper)))
                seen.rows.push_back(seenRow(each));
        }
    }
    std::sort(seen.rows.begin(), seen.rows.end(), [](const SeenRow& a, const SeenRow& b) { return a.id < b.id; });
    return seen;
}

} // namespace steward
