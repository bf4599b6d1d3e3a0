#include "domain/audit/audit_lookup.h"
#include "domain/plans/plan_facts.h"
#include "domain/plans/step_proof.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// A key of the instance itself: by its name, or by the token of a row that names it or is to name it.
bool isOwnKey(const PlanStep& key, const PlanItem& item, const Audit& now)
{
    if (key.keyKind == CacheKeyKind::Instance)
        return key.instance == item.name;
    const auto isTokenOf = [&](const std::optional<IntegrationId>& id) {
        const Integration* row = key.token ? now.lookup().row(id) : nullptr;
        return row && TokenKey::of(row->webhookToken) == *key.token;
    };
    return std::any_of(
               item.seen.rows.begin(), item.seen.rows.end(), [&](const SeenRow& row) { return isTokenOf(row.id); }) ||
           std::any_of(item.steps.begin(), item.steps.end(), [&](const PlanStep& step) {
               return step.place() == PlanPlace::Database && isTokenOf(step.rowId);
           });
}

/// Its own keys come and go by themselves, and a deletion takes both kinds whenever they come back; nothing else is
/// written that was not shown.
bool mayComeAndGo(const PlanStep& step, const PlanItem& item, const Audit& now)
{
    const bool isTold = step.place() == PlanPlace::Workers;
    const bool isKey = step.action == StepAction::DropEntry || step.action == StepAction::WriteEntry;
    const bool isOwn = isKey && item.task != ItemTask::Repair && isOwnKey(step, item, now);
    // Only a way to delete sooner; whether it is needed stands in a webhook that was perhaps not asked before.
    const bool isQuieted = step.action == StepAction::QuietWebhook;
    return isTold || isOwn || isQuieted;
}

/// With what a chosen webhook takes the place of, too: it is kept nowhere else.
bool wasShown(const PlanStep& step, const PlanItem& shown)
{
    const bool takesPlace = shown.task == ItemTask::SetWebhook;
    return std::any_of(shown.steps.begin(), shown.steps.end(), [&](const PlanStep& each) {
        return each.isSameWrite(step) && each.after == step.after && (!takesPlace || each.before == step.before);
    });
}

/// A phone would be disconnected of which nobody was told: list or memory say so only now.
bool asksForMore(const PlanItem& shown, const PlanItem& fresh)
{
    const bool disconnects = fresh.has(StepAction::LogOut) || fresh.has(StepAction::DeleteInstance);
    return disconnects && fresh.loss.connected && !shown.loss.connected;
}

/// Why the item as it is now may not be applied as it was shown; nothing: it may.
std::optional<Skipped>
changeSince(const PlanItem& shown, const PlanItem& fresh, const Audit& now, const std::optional<InstanceName>& survivor)
{
    Skipped left = leftBecause(SkipReason::Changed, fresh.name.text());
    const SeenState seen = seenAgain(now, shown, survivor);
    for (const Difference& difference : changedSince(shown.seen, seen)) {
        if (difference.isGone && shown.task == ItemTask::Delete)
            continue; // somebody did it already
        left.changes = {difference};
        return left;
    }
    if (shown.task != fresh.task || asksForMore(shown, fresh))
        return left;
    for (const PlanStep& step : fresh.steps) {
        if (!mayComeAndGo(step, fresh, now) && !wasShown(step, shown))
            return left;
    }
    return {};
}

/// Its webhook was to be set, and is not planned to be only since the server did not answer for it: unknown is not
/// done.
std::optional<Skipped> unansweredWebhook(const PlanItem& shown, const PlanItem* fresh, const Audit& now)
{
    constexpr FindingCode code = FindingCode::WebhookMismatch;
    const bool wasShown = std::find(shown.findings.begin(), shown.findings.end(), code) != shown.findings.end();
    const AuditRow* row = shown.name.isEmpty() ? nullptr : now.find(shown.name);
    const bool isPlanned = fresh && fresh->has(StepAction::SetWebhook);
    if (!wasShown || isPlanned || !row || !row->server || now.snapshot().webhooks.contains(shown.name))
        return {};
    return leftBecause(SkipReason::WebhookUnknown, row->title(), code);
}

/// Why the item is not applied as it was shown: it has changed, or is not known; nothing: it is.
std::optional<Skipped> leftNow(const Plan& shown, const PlanItem& before, const PlanItem& fresh, const Audit& now)
{
    auto left = changeSince(before, fresh, now, survivorOf(shown, before));
    return left ? left : unansweredWebhook(before, &fresh, now);
}

/// What was to go has gone, and the rows are as they were to be: by whatever hand. Keys come and go by themselves.
bool isDoneAlready(const PlanItem& shown, const Audit& now)
{
    return std::all_of(shown.steps.begin(), shown.steps.end(), [&](const PlanStep& step) {
        const bool counts = step.place() == PlanPlace::Database || step.action == StepAction::DeleteInstance;
        return !counts || isProven(step, shown, now);
    });
}

/// The groups of a plan by their members.
class GroupsOf final {
public:
    explicit GroupsOf(const std::vector<PlanGroup>& groups)
    {
        for (const PlanGroup& group : groups) {
            for (const InstanceName& member : group.members)
                m_groups[member].push_back(&group);
        }
    }
    std::vector<const PlanGroup*> of(const InstanceName& name) const { return m_groups.value(name); }

private:
    QHash<InstanceName, std::vector<const PlanGroup*>> m_groups;
};

/// What was shown and is not planned any more: done already, left with its group, changed since, or not known.
void addMissing(const Plan& shown, const PlanItems& fresh, Plan& plan, const Audit& now)
{
    const PlanItemIndex there(fresh);
    const GroupsOf groups(plan.groups);
    for (const PlanItem& item : shown.items) {
        // One that was left because it had changed is told to the end.
        const bool isTold = !item.steps.empty() || item.isLeft(SkipReason::Changed);
        if (!isTold || there.placeOf(item.identity))
            continue;
        PlanItem missing = item;
        missing.group.reset();
        if (item.steps.empty()) {
            plan.items.push_back(std::move(missing));
            continue;
        }
        missing.steps.clear();
        missing.left.clear();
        if (auto unanswered = unansweredWebhook(item, nullptr, now))
            missing.left.push_back(*std::move(unanswered));
        for (const PlanGroup* group : groups.of(item.name)) {
            if (group->left)
                missing.left.push_back(*group->left);
        }
        if (missing.left.empty() && !isDoneAlready(item, now))
            missing.leave(SkipReason::Changed, item.name.text());
        plan.items.push_back(std::move(missing));
    }
}

/// What has become of the groups' survivors since, by the fresh plan's groups.
struct Survivors {
    QHash<int, QString> changed;
    QSet<int> kept;
};

Survivors keepersOf(const Plan& shown, const PlanItemIndex& shownItems, const PlanItems& fresh, const Audit& now)
{
    Survivors survivors;
    for (const PlanItem& item : fresh) {
        const PlanItemRef before = item.task == ItemTask::Keep ? shownItems.find(item.identity) : PlanItemRef();
        if (!before || !item.group)
            continue;
        if (leftNow(shown, *before, item, now))
            survivors.changed.insert(*item.group, item.name.text());
        else
            survivors.kept.insert(*item.group);
    }
    return survivors;
}

} // namespace

Plan reconcile(const Plan& shown, Plan fresh, const Audit& now)
{
    const PlanItemIndex shownItems(shown.items);
    const PlanItems items = std::exchange(fresh.items, fresh.items.emptyOnes());
    const Survivors survivors = fresh.groups.empty() ? Survivors() : keepersOf(shown, shownItems, items, now);
    for (const PlanItem& each : items) {
        const PlanItemRef before = shownItems.find(each.identity);
        if (!before)
            continue;
        PlanItem item = each;
        if (const auto left = leftNow(shown, *before, item, now)) {
            item.steps.clear();
            item.left.push_back(*left);
        }
        if (item.group && item.task != ItemTask::Keep && !survivors.kept.contains(*item.group)) {
            item.steps.clear();
            item.leave(SkipReason::SurvivorChanged, survivors.changed.value(*item.group));
        }
        fresh.items.push_back(std::move(item));
    }
    addMissing(shown, items, fresh, now);
    return fresh;
}

std::optional<InstanceName> survivorOf(const Plan& plan, const PlanItem& item)
{
    const bool isGrouped = item.group && static_cast<size_t>(*item.group) < plan.groups.size();
    return isGrouped ? plan.groups[static_cast<size_t>(*item.group)].survivor : std::nullopt;
}

SeenState seenAgain(const Audit& audit, const PlanItem& item, const std::optional<InstanceName>& survivor)
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
    else if (!item.name.isEmpty())
        seen.serverUnknown = audit.presenceOnServer(item.name) == Presence::Unknown;
    if (!audit.snapshot().database.isWhole())
        return seen;
    // A row that is to name the instance does not yet stand at its name; one that somebody has given another name does
    // not stand there any more, which is no removal.
    for (const SeenRow& before : item.seen.rows) {
        const bool isThere = std::any_of(
            seen.rows.begin(), seen.rows.end(), [&before](const SeenRow& each) { return each.id == before.id; });
        if (isThere)
            continue;
        const Integration* moved = audit.lookup().row(before.id);
        if (moved && !(survivor && item.name != *survivor && moved->names(*survivor)))
            seen.rows.push_back(seenRow(*moved));
    }
    std::sort(seen.rows.begin(), seen.rows.end(), [](const SeenRow& a, const SeenRow& b) { return a.id < b.id; });
    return seen;
}

} // namespace steward
