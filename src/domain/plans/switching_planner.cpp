#include "domain/plans/switching_planner.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/repair_planner.h"
#include "domain/plans/step_maker.h"
#include "domain/plans/webhook_choice.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// Nothing for what another planner plans.
std::optional<ItemTask> taskOf(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Disable:
        return ItemTask::Disable;
    case PlanKind::Enable:
        return ItemTask::Enable;
    case PlanKind::Protect:
        return ItemTask::Protect;
    case PlanKind::Unprotect:
        return ItemTask::Unprotect;
    case PlanKind::Unlink:
        return ItemTask::Unlink;
    case PlanKind::ResetPairing:
        return ItemTask::ResetPairing;
    case PlanKind::SetWebhook:
        return ItemTask::SetWebhook;
    case PlanKind::Restart:
        return ItemTask::Restart;
    case PlanKind::Delete:
    case PlanKind::Clean:
    case PlanKind::Repair:
    case PlanKind::Replace:
        break;
    }
    return {};
}

void disable(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    if (row.isProtected)
        return item.leave(SkipReason::Protected, row.title());
    if (row.inServer != Presence::Absent && !row.name.isReachable())
        return item.leave(SkipReason::UnreachableName, row.name.text());
    if (row.inServer == Presence::Unknown)
        return item.leave(SkipReason::NotConcluded, row.title());
    if (hasTwoOrganizations(row))
        return item.leave(SkipReason::TwoOrganizations, row.title());
    if (!row.integration())
        return item.leave(SkipReason::NoRow, row.title());
    if (auto shared = facts.sharedTrouble(row))
        return item.left.push_back(*std::move(shared));
    const StepMaker make(facts);
    // What is connecting would go on burning codes.
    if (row.inServer == Presence::Present && (mayBeOpen(row) || row.connection() != Connection::Close)) {
        item.add(make.quietWebhook(row));
        item.add(make.onServer(StepAction::LogOut, row));
    }
    for (const Integration* integration : row.integrations) {
        if (integration->enabled)
            item.add(StepMaker::disableRow(*integration));
    }
    std::vector<const CacheEntry*> entries = row.tokenEntries;
    if (row.instanceEntry)
        entries.insert(entries.begin(), row.instanceEntry);
    for (const Integration* integration : row.integrations) {
        const CacheEntry* entry = facts.entryOf(integration->webhookToken);
        if (entry && std::find(entries.begin(), entries.end(), entry) == entries.end())
            entries.push_back(entry);
    }
    for (const CacheEntry* entry : entries) {
        const bool isInUse = entry->kind == CacheKeyKind::Token &&
                             facts.audit().lookup().otherEnabledRow(entry->token, row.integrations);
        if (!isInUse)
            item.add(make.dropEntry(*entry));
    }
    if (!item.steps.empty())
        item.add(StepMaker::tell(StepAction::TellRemoved, row, row.organizationId));
}

/// The phone is logged out, and the row says so; instance, row and token stay.
void unlink(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    if (auto never = untouchable(row))
        return item.left.push_back(*std::move(never));
    if (!row.name.isReachable())
        return item.leave(SkipReason::UnreachableName, row.name.text());
    if (!row.server)
        return item.leave(SkipReason::NotFound, row.title());
    if (!isAnswered(row.memory))
        return item.leave(SkipReason::MemoryUnknown, row.title());
    if (!mayBeOpen(row))
        return item.leave(SkipReason::NotConnected, row.title());
    if (auto shared = facts.sharedTrouble(row))
        return item.left.push_back(*std::move(shared));
    const StepMaker make(facts);
    item.add(make.quietWebhook(row));
    item.add(make.onServer(StepAction::LogOut, row));
    for (const Integration* integration : row.integrations) {
        if (!integration->enabled || !statusDrifts(*integration, Connection::Close))
            continue;
        PlanStep step = StepMaker::onRow(StepAction::WriteRow, *integration);
        step.before = {};
        step.before.status = integration->status;
        step.after.status = QStringLiteral("disconnected");
        item.add(std::move(step));
    }
}

void enable(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    if (row.isProtected)
        return item.leave(SkipReason::Protected, row.title());
    if (!row.name.isReachable())
        return item.leave(SkipReason::UnreachableName, row.name.text());
    if (!row.integration())
        return item.leave(SkipReason::NoRow, row.title());
    if (hasTwoOrganizations(row))
        return item.leave(SkipReason::TwoOrganizations, row.title());
    const Integration& integration = *row.integration();
    if (!integration.enabled) {
        if (row.integrations.size() > 1)
            return item.leave(SkipReason::SeveralRows, row.title());
        if (const AuditRow* other = facts.otherListedName(integration, row.name))
            return item.leave(SkipReason::SharedRow, other->title());
        if (!facts.enabledRowsOf(integration.organizationId).empty())
            return item.leave(
                SkipReason::OrganizationHasRow, facts.audit().organizationName(integration.organizationId));
    }
    if (row.inServer == Presence::Unknown)
        return item.leave(SkipReason::NotConcluded, row.title());
    if (row.isUnlisted())
        return item.leave(SkipReason::Unlisted, row.title());
    const StepMaker make(facts);
    if (integration.enabled && row.server)
        return; // as wanted already; what else differs is for a repair
    if (!row.server) {
        const std::vector<const AuditRow*> others = facts.otherNames().instancesFor(integration);
        if (!others.empty())
            return item.leave(SkipReason::OtherName, others.front()->title());
    }
    const auto trouble = facts.reuseTrouble(row.name);
    if (trouble && (!row.server || trouble->reason == SkipReason::HeldBack))
        return item.left.push_back(*trouble);
    if (!integration.enabled)
        item.add(StepMaker::enableRow(integration, row));
    if (!row.server)
        item.add(StepMaker::createInstance(row));
    item.add(make.setWebhook(row, &integration));
    item.add(make.warm(row, &integration, integration.organizationId));
    item.add(StepMaker::tell(StepAction::TellAdded, row, integration.organizationId));
}

void protect(PlanItem& item, const AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        if (!integration->isProtected)
            item.add(StepMaker::onRow(StepAction::ProtectRow, *integration));
    }
    if (row.integrations.empty() && !row.isProtectedByProfile) {
        PlanStep step;
        step.action = StepAction::ProtectInProfile;
        step.instance = row.name;
        step.after.isProtected = true;
        item.add(step);
    }
}

void unprotect(PlanItem& item, const AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        if (integration->isProtected)
            item.add(StepMaker::onRow(StepAction::UnprotectRow, *integration));
    }
    if (row.isProtectedByProfile) {
        PlanStep step;
        step.action = StepAction::UnprotectInProfile;
        step.instance = row.name;
        step.before.isProtected = true;
        item.add(step);
    }
    // Another row of its organization holds it.
    if (item.steps.empty() && row.isProtected)
        item.leave(SkipReason::Protected, row.title());
}

/// Why nothing of it is set or restarted; nothing: something may be.
std::optional<Skipped> serverTrouble(const AuditRow& row)
{
    if (auto never = untouchable(row))
        return never;
    if (!row.name.isReachable())
        return leftBecause(SkipReason::UnreachableName, row.name.text());
    if (row.inServer == Presence::Unknown)
        return leftBecause(SkipReason::NotConcluded, row.title());
    return row.server ? std::nullopt : std::optional(leftBecause(SkipReason::NotOnServer, row.title()));
}

void setWebhook(PlanItem& item, const AuditRow& row, const PlanFacts& facts, const WebhookChoice& choice)
{
    if (auto trouble = serverTrouble(row))
        return item.left.push_back(*std::move(trouble));
    const auto& known = facts.audit().snapshot().webhooks;
    const auto found = known.constFind(row.name);
    if (found == known.cend())
        return item.leave(SkipReason::WebhookUnknown, row.title());
    if (hasTwoOrganizations(row)) // whose token would it be?
        return item.leave(SkipReason::TwoOrganizations, row.title());
    const WebhookSettings before = found->value_or(WebhookSettings());
    const Integration* integration = row.enabledIntegration();
    const auto wanted =
        chosenWebhook(choice, row.name, integration ? integration->webhookToken : WebhookToken(), before);
    if (!wanted)
        return item.leave(SkipReason::NoTokenForWebhook, row.title());
    if (wanted->url.isEmpty() || webhookChoiceTrouble(choice)) // a file may say anything
        return item.leave(SkipReason::NoWebhookYet, row.title());
    if (!isSameWebhook(before, *wanted))
        item.add(StepMaker::setWebhook(row, *found, *wanted));
}

void restart(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    if (auto trouble = serverTrouble(row))
        return item.left.push_back(*std::move(trouble));
    if (row.memory == MemoryState::Missing)
        return item.leave(SkipReason::Ghost, row.title());
    if (!isAnswered(row.memory))
        return item.leave(SkipReason::MemoryUnknown, row.title());
    if (row.memory != MemoryState::Open)
        return item.leave(SkipReason::NotToRestart, row.title());
    item.add(StepMaker(facts).onServer(StepAction::RestartInstance, row));
}

void planTask(PlanItem& item, const AuditRow& row, const PlanFacts& facts, const PlanRequest& request)
{
    switch (item.task) {
    case ItemTask::Disable:
        return disable(item, row, facts);
    case ItemTask::Enable:
        return enable(item, row, facts);
    case ItemTask::Protect:
        return protect(item, row);
    case ItemTask::Unprotect:
        return unprotect(item, row);
    case ItemTask::Unlink:
        return unlink(item, row, facts);
    case ItemTask::ResetPairing:
        return planReset(item, row, facts, {});
    case ItemTask::SetWebhook:
        return setWebhook(item, row, facts, request.webhook.value_or(WebhookChoice()));
    case ItemTask::Restart:
        return restart(item, row, facts);
    case ItemTask::Keep:
    case ItemTask::Repair:
    case ItemTask::Delete:
        break;
    }
}

} // namespace

void planSwitching(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink)
{
    const std::optional<ItemTask> task = taskOf(request.kind);
    if (!task)
        return;
    QSet<InstanceName> planned;
    for (const InstanceName& name : request.names) {
        if (planned.contains(name))
            continue;
        planned.insert(name);
        const AuditRow* row = facts.audit().find(name);
        if (!row) {
            PlanItem unknown;
            unknown.task = *task;
            unknown.identity = "name:" + name.utf8();
            unknown.name = name;
            unknown.leave(SkipReason::NotFound, name.text());
            sink(std::move(unknown));
            continue;
        }
        PlanItem item = itemFor(*row, *task);
        planTask(item, *row, facts, request);
        sink(std::move(item));
    }
}

} // namespace steward
