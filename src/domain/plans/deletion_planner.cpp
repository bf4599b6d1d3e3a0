#include "domain/plans/deletion_planner.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/step_maker.h"

namespace steward {
namespace {

std::optional<Skipped> reasonToLeave(const AuditRow& row, const PlanFacts& facts, const DeletionScope& scope)
{
    if (row.isProtected)
        return leftBecause(SkipReason::Protected, row.title());
    if (row.inServer != Presence::Absent && row.kind == RowKind::Instance && !row.name.isReachable())
        return leftBecause(SkipReason::UnreachableName, row.title());
    if (row.inServer == Presence::Unknown)
        return leftBecause(SkipReason::NotConcluded, row.title());
    if (hasTwoOrganizations(row))
        return leftBecause(SkipReason::TwoOrganizations, row.title());
    for (const Integration* integration : row.integrations) {
        const AuditRow* other = integration == scope.spared ? nullptr : facts.otherListedName(*integration, row.name);
        if (other && !scope.free.contains(other->name))
            return leftBecause(SkipReason::SharedRow, other->title());
        if (row.inServer != Presence::Absent || !integration->enabled || integration == scope.spared)
            continue;
        // Its phone may be at work under another name: without the row nobody would hear it.
        for (const AuditRow* meant : facts.otherNames().instancesFor(*integration)) {
            if (!scope.free.contains(meant->name))
                return leftBecause(SkipReason::OtherName, meant->title());
        }
    }
    return {};
}

/// Two rows may carry one token: its key stays while one of them stays.
bool isInUse(const CacheEntry& entry, const AuditRow& row, const PlanFacts& facts, const DeletionScope& scope)
{
    if (entry.kind != CacheKeyKind::Token)
        return false;
    const Integration* other = facts.audit().lookup().otherEnabledRow(entry.token, row.integrations);
    return other && !scope.free.contains(other->name());
}

/// Both key kinds: its own, those whose value names it, and those of its rows' tokens wherever their value points.
std::vector<const CacheEntry*> entriesOf(const AuditRow& row, const PlanFacts& facts, const DeletionScope& scope)
{
    std::vector<const CacheEntry*> entries;
    const auto add = [&](const CacheEntry* entry) {
        const bool isSpared =
            entry && scope.spared && entry->kind == CacheKeyKind::Token && entry->token == scope.spared->webhookToken;
        if (entry && !isSpared && !isInUse(*entry, row, facts, scope) &&
            std::find(entries.begin(), entries.end(), entry) == entries.end())
            entries.push_back(entry);
    };
    add(row.instanceEntry);
    for (const CacheEntry* entry : row.tokenEntries)
        add(entry);
    for (const Integration* integration : row.integrations) {
        if (integration != scope.spared)
            add(facts.entryOf(integration->webhookToken));
    }
    return entries;
}

} // namespace

PlanItem planDeletionOf(const AuditRow& row, const PlanFacts& facts, const DeletionScope& scope)
{
    PlanItem item = itemFor(row, ItemTask::Delete);
    if (auto left = reasonToLeave(row, facts, scope)) {
        item.left.push_back(*std::move(left));
        return item;
    }
    const StepMaker make(facts);
    if (row.inServer == Presence::Present) {
        item.add(make.quietWebhook(row));
        // Version 1 refuses to delete what is connected; later ones log out by themselves (EVOLUTION_API 5.8).
        if (mayBeOpen(row) && facts.audit().snapshot().server->majorVersion == 1)
            item.add(make.onServer(StepAction::LogOut, row));
        item.add(make.onServer(StepAction::DeleteInstance, row));
    }
    for (const Integration* integration : row.integrations) {
        if (integration != scope.spared)
            item.add(StepMaker::onRow(StepAction::DeleteRow, *integration));
    }
    for (const CacheEntry* entry : entriesOf(row, facts, scope))
        item.add(make.dropEntry(*entry));
    if (scope.withResidue && row.residue && row.residue->any())
        item.add(StepMaker::clearResidue(row));
    if (!item.steps.empty() && row.kind == RowKind::Instance)
        item.add(StepMaker::tell(StepAction::TellRemoved, row, row.organizationId));
    return item;
}

void planDeletion(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink)
{
    DeletionScope scope;
    scope.withResidue = request.withResidue;
    scope.free = QSet<InstanceName>(request.names.begin(), request.names.end());
    // One that stays does not go with the others: what shares a row with it stays too. To the end, since each may free
    // less for the rest.
    for (bool changes = true; changes;) {
        changes = false;
        for (const InstanceName& name : request.names) {
            const AuditRow* row = facts.audit().find(name);
            if (row && scope.free.contains(name) && reasonToLeave(*row, facts, scope))
                changes = scope.free.remove(name) || changes;
        }
    }
    QSet<InstanceName> planned;
    for (const InstanceName& name : request.names) {
        if (planned.contains(name))
            continue;
        planned.insert(name);
        if (const AuditRow* row = facts.audit().find(name)) {
            sink(planDeletionOf(*row, facts, scope));
            continue;
        }
        PlanItem absent;
        absent.identity = "name:" + name.utf8();
        absent.name = name;
        // No store knows it; of the server that takes both witnesses.
        if (facts.audit().presenceOnServer(name) != Presence::Absent) {
            absent.seen.serverUnknown = true;
            absent.leave(name.isReachable() ? SkipReason::NotConcluded : SkipReason::UnreachableName, name.text());
        }
        sink(std::move(absent));
    }
}

} // namespace steward
