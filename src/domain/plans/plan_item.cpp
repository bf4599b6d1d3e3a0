#include "domain/plans/plan_item.h"

#include "domain/word_table.h"

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

constexpr WordTable<ItemTask, 11> taskWords{
    {"delete", "keep", "repair", "disable", "enable", "protect", "unprotect", "reset-pairing", "unlink", "set-webhook",
     "restart"}};

constexpr WordTable<SkipReason, leftReasonCount> reasonWords{{
    "protected",
    "ignored",
    "other-kind",
    "two-organizations",
    "shared-row",
    "unreachable-name",
    "ghost",
    "unlisted",
    "not-concluded",
    "memory-unknown",
    "webhook-unknown",
    "list-and-memory-disagree",
    "state-mismatch",
    "several-open",
    "none-open",
    "pick-not-connected",
    "several-picks",
    "rows-disabled",
    "several-organizations",
    "only-connected",
    "choose-organization",
    "organization-has-row",
    "several-rows",
    "no-row",
    "not-found",
    "odd-entry",
    "clean-first",
    "adopt-first",
    "other-name",
    "was-connected",
    "no-webhook-address",
    "pair-again",
    "stores-do-not-match",
    "person-decides",
    "connected",
    "odd-config",
    "changed",
    "keeper-changed",
    "name-trouble",
    "held-back",
    "shared-phone",
    "decide-organization",
    "organization-in-name",
    "no-such-organization",
    "nameless-row",
    "other-phone-linked",
    "phone-unknown",
    "not-connected",
    "row-not-found",
    "row-disabled",
    "row-names-listed",
    "row-names-unknown",
    "name-taken",
    "not-listed",
    "not-on-server",
    "no-token-for-webhook",
    "no-webhook-yet",
    "not-to-restart",
}};

} // namespace

QString leftReasonWord(SkipReason reason)
{
    return reasonWords.of(reason);
}

std::optional<SkipReason> leftReasonFromWord(QStringView word)
{
    return reasonWords.from(word);
}

QString itemTaskWord(ItemTask task)
{
    return taskWords.of(task);
}

std::optional<ItemTask> itemTaskFromWord(QStringView word)
{
    return taskWords.from(word);
}

void PlanItem::add(std::optional<PlanStep> step)
{
    if (step)
        steps.push_back(*std::move(step));
}

void PlanItem::add(std::vector<PlanStep> more)
{
    std::ranges::move(more, std::back_inserter(steps));
}

void PlanItem::leave(SkipReason reason, const QString& subject)
{
    left.push_back(leftBecause(reason, subject));
}

bool PlanItem::has(StepAction action) const
{
    return std::any_of(steps.begin(), steps.end(), [action](const PlanStep& step) { return step.action == action; });
}

bool PlanItem::isDestructive() const
{
    static constexpr StepAction destructive[] = {
        StepAction::LogOut, StepAction::DeleteInstance, StepAction::DisableRow, StepAction::DeleteRow,
        StepAction::ClearResidue};
    return std::any_of(std::begin(destructive), std::end(destructive), [this](StepAction each) { return has(each); });
}

bool PlanItem::isLeft(SkipReason reason) const
{
    return std::any_of(left.begin(), left.end(), [reason](const Skipped& each) { return each.reason == reason; });
}

void PlanTally::add(const PlanItem& item)
{
    ++items;
    left += item.left.empty() ? 0 : 1;
    if (item.steps.empty())
        return;
    if (changed++ == 0) {
        firstChanged = item.name;
        firstChangedIdentity = item.identity;
    }
    for (const PlanStep& step : item.steps) {
        if (++steps[step.action] == 1 && step.action == StepAction::DeleteInstance)
            firstDeleted = item.name;
    }
    if (!item.isDestructive())
        return;
    if (destructive++ == 0) {
        firstDestructive = item.name;
        firstDestructiveIdentity = item.identity;
    }
    const bool disconnects = item.has(StepAction::LogOut) || item.has(StepAction::DeleteInstance);
    if (disconnects && item.loss.connected)
        ++(item.loss.isPhone ? connectedDestructive : connectedChannels);
}

qint64 PlanTally::count(StepAction action) const
{
    const auto found = steps.find(action);
    return found == steps.end() ? 0 : found->second;
}

} // namespace steward
