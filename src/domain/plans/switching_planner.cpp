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
    const auto leave = [&item](SkipReason reason, const QString& subject) {
        item.left.push_back(leftBecause(reason, subject));
    };
    if (row.isProtected)
        return leave(SkipReason::Protected, row.title());
    if (row.inServer != Presence::Absent && !row.name.isReachable())
        return leave(SkipReason::UnreachableName, row.name.text());
    if (row.inServer == Presence::Unknown)
        return leave(SkipReason::NotConcluded, row.title());
    if (hasTwoOrganizations(row))
        return leave(SkipReason::TwoOrganizations, row.title());
    if (!row.integration())
        return leave(SkipReason::NoRow, row.title());
    if (auto shared = facts.sharedTrouble(row))
        return item.left.push_back(*std::move(shared));
    const StepMaker make(facts);
    // What is connecting would go on burning codes.
    if (row.inServer == Presence::Present && (mayBeOpen(row) || row.connection() != Connection::Close)) {
        if (auto quiet = make.quietWebhook(row))
            item.steps.push_back(*std::move(quiet));
        item.steps.push_back(make.onServer(StepAction::LogOut, row));
    }
    for (const Integration* integration : row.integrations) {
        if (integration->enabled)
            item.steps.push_back(StepMaker::disableRow(*integration));
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
            item.steps.push_back(make.dropEntry(*entry));
    }
    if (!item.steps.empty())
        item.steps.push_back(StepMaker::tell(StepAction::TellRemoved, row, row.organizationId));
}

/// The phone is logged out, and the row says so; instance, row and token stay.
void unlink(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    const auto leave = [&item](SkipReason reason, const QString& subject) {
        item.left.push_back(leftBecause(reason, subject));
    };
    if (auto never = untouchable(row)) {
        item.left.push_back(*std::move(never));
        return;
    }
    if (!row.name.isReachable())
        return leave(SkipReason::UnreachableName, row.name.text());
    if (!row.server)
        return leave(SkipReason::NotFound, row.title());
    if (!isAnswered(row.memory))
        return leave(SkipReason::MemoryUnknown, row.title());
    if (!mayBeOpen(row))
        return leave(SkipReason::NotConnected, row.title());
    if (auto shared = facts.sharedTrouble(row))
        return item.left.push_back(*std::move(shared));
    const StepMaker make(facts);
    if (auto quiet = make.quietWebhook(row))
        item.steps.push_back(*std::move(quiet));
    item.steps.push_back(make.onServer(StepAction::LogOut, row));
    for (const Integration* integration : row.integrations) {
        if (!integration->enabled || !statusDrifts(*integration, Connection::Close))
            continue;
        PlanStep step = StepMaker::onRow(StepAction::WriteRow, *integration);
        step.before = {};
        step.before.status = integration->status;
        step.after.status = QStringLiteral("disconnected");
        item.steps.push_back(std::move(step));
    }
}

void enable(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    const auto leave = [&item](SkipReason reason, const QString& subject) {
        item.left.push_back(leftBecause(reason, subject));
    };
    if (row.isProtected)
        return leave(SkipReason::Protected, row.title());
    if (!row.name.isReachable())
        return leave(SkipReason::UnreachableName, row.name.text());
    if (!row.integration())
        return leave(SkipReason::NoRow, row.title());
    if (hasTwoOrganizations(row))
        return leave(SkipReason::TwoOrganizations, row.title());
    const Integration& integration = *row.integration();
    if (!integration.enabled) {
        if (row.integrations.size() > 1)
            return leave(SkipReason::SeveralRows, row.title());
        if (const AuditRow* other = facts.otherListedName(integration, row.name))
            return leave(SkipReason::SharedRow, other->title());
        if (!facts.enabledRowsOf(integration.organizationId).empty())
            return leave(SkipReason::OrganizationHasRow, facts.audit().organizationName(integration.organizationId));
    }
    if (row.inServer == Presence::Unknown)
        return leave(SkipReason::NotConcluded, row.title());
    if (row.isUnlisted())
        return leave(SkipReason::Unlisted, row.title());
    const StepMaker make(facts);
    if (integration.enabled && row.server)
        return; // as wanted already; what else differs is for a repair
    if (!row.server) {
        const std::vector<const AuditRow*> others = facts.otherNames().instancesFor(integration);
        if (!others.empty())
            return leave(SkipReason::OtherName, others.front()->title());
    }
    const auto trouble = facts.reuseTrouble(row.name);
    if (trouble && (!row.server || trouble->reason == SkipReason::HeldBack))
        return item.left.push_back(*trouble);
    if (!integration.enabled)
        item.steps.push_back(StepMaker::enableRow(integration, row));
    if (!row.server)
        item.steps.push_back(StepMaker::createInstance(row));
    if (auto webhook = make.setWebhook(row, &integration))
        item.steps.push_back(*std::move(webhook));
    for (PlanStep& step : make.warm(row, &integration, integration.organizationId))
        item.steps.push_back(std::move(step));
    item.steps.push_back(StepMaker::tell(StepAction::TellAdded, row, integration.organizationId));
}

void protect(PlanItem& item, const AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        if (!integration->isProtected)
            item.steps.push_back(StepMaker::onRow(StepAction::ProtectRow, *integration));
    }
    if (row.integrations.empty() && !row.isProtectedByProfile) {
        PlanStep step;
        step.action = StepAction::ProtectInProfile;
        step.instance = row.name;
        step.after.isProtected = true;
        item.steps.push_back(step);
    }
}

void unprotect(PlanItem& item, const AuditRow& row)
{
    for (const Integration* integration : row.integrations) {
        if (integration->isProtected)
            item.steps.push_back(StepMaker::onRow(StepAction::UnprotectRow, *integration));
    }
    if (row.isProtectedByProfile) {
        PlanStep step;
        step.action = StepAction::UnprotectInProfile;
        step.instance = row.name;
        step.before.isProtected = true;
        item.steps.push_back(step);
    }
    // Another row of its organization holds it.
    if (item.steps.empty() && row.isProtected)
        item.left.push_back(leftBecause(SkipReason::Protected, row.title()));
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
    if (auto trouble = serverTrouble(row)) {
        item.left.push_back(*std::move(trouble));
        return;
    }
    const auto& known = facts.audit().snapshot().webhooks;
    const auto found = known.constFind(row.name);
    if (found == known.cend())
        return item.left.push_back(leftBecause(SkipReason::WebhookUnknown, row.title()));
    if (hasTwoOrganizations(row)) // whose token would it be?
        return item.left.push_back(leftBecause(SkipReason::TwoOrganizations, row.title()));
    const WebhookSettings before = found->value_or(WebhookSettings());
    const Integration* integration = row.enabledIntegration();
    const auto wanted =
        chosenWebhook(choice, row.name, integration ? integration->webhookToken : WebhookToken(), before);
    if (!wanted)
        return item.left.push_back(leftBecause(SkipReason::NoTokenForWebhook, row.title()));
    if (wanted->url.isEmpty() || webhookChoiceTrouble(choice)) // a file may say anything
        return item.left.push_back(leftBecause(SkipReason::NoWebhookYet, row.title()));
    if (!isSameWebhook(before, *wanted))
        item.steps.push_back(StepMaker::setWebhook(row, *found, *wanted));
}

void restart(PlanItem& item, const AuditRow& row, const PlanFacts& facts)
{
    if (auto trouble = serverTrouble(row)) {
        item.left.push_back(*std::move(trouble));
        return;
    }
    if (row.memory == MemoryState::Missing)
        return item.left.push_back(leftBecause(SkipReason::Ghost, row.title()));
    if (!isAnswered(row.memory))
        return item.left.push_back(leftBecause(SkipReason::MemoryUnknown, row.title()));
    if (row.memory != MemoryState::Open)
        return item.left.push_back(leftBecause(SkipReason::NotToRestart, row.title()));
    item.steps.push_back(StepMaker(facts).onServer(StepAction::RestartInstance, row));
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
            unknown.left.push_back(leftBecause(SkipReason::NotFound, name.text()));
            sink(std::move(unknown));
            continue;
        }
        PlanItem item = itemFor(*row, *task);
        planTask(item, *row, facts, request);
        sink(std::move(item));
    }
}

} // namespace steward
