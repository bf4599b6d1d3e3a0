#include "domain/plans/step_proof.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/plan_facts.h"

namespace steward {
namespace {

const CacheEntry* entryOf(const Audit& audit, const PlanStep& step)
{
    if (step.keyKind == CacheKeyKind::Instance)
        return audit.lookup().instanceEntry(step.instance);
    return step.token ? audit.lookup().tokenEntry(step.token->masked, step.token->digest) : nullptr;
}

/// Asked, and answered one way or the other: what was not answered proves nothing.
bool isKnown(MemoryState memory)
{
    return isAnswered(memory) || memory == MemoryState::NotFound;
}

bool isOnServer(const PlanStep& step, const Audit& audit)
{
    const AuditRow* row = audit.find(step.instance);
    const ServerInstance* instance = row ? row->server : nullptr;
    switch (step.action) {
    case StepAction::LogOut:
        return audit.presenceOnServer(step.instance) == Presence::Absent ||
               (row && isKnown(row->memory) && !mayBeOpen(*row));
    case StepAction::CreateInstance:
        return instance && isAnswered(row->memory) && row->memory != MemoryState::Missing;
    default:
        return true;
    }
}

bool isGoneFromServer(const PlanStep& step, const PlanItem& item, const Audit& audit)
{
    if (audit.presenceOnServer(step.instance) == Presence::Absent)
        return true;
    // Made anew under the same name, as a reset does.
    const AuditRow* row = audit.find(step.instance);
    return item.has(StepAction::CreateInstance) && item.seen.server && row && row->server &&
           row->server->id != item.seen.server->id;
}

bool namesAlone(const Integration& row, const InstanceName& name)
{
    return row.enabled && row.instanceName == name && (row.legacyName.isEmpty() || row.legacyName == name);
}

bool isInDatabase(const PlanStep& step, const PlanItem& item, const Audit& audit)
{
    if (step.action == StepAction::InsertRow) {
        const AuditRow* row = audit.find(item.name);
        const Integration* inserted = row ? row->enabledIntegration() : nullptr;
        return inserted && inserted->organizationId == item.organizationId;
    }
    const Integration* row = audit.lookup().row(step.rowId);
    if (step.action == StepAction::DeleteRow)
        return !row;
    if (!row)
        return false;
    switch (step.action) {
    case StepAction::PointRow:
        return namesAlone(*row, step.instance) &&
               (!step.after.organizationId || row->organizationId == *step.after.organizationId);
    case StepAction::WriteRow:
        return (!step.after.status || row->status == *step.after.status) &&
               (!step.after.phone || row->phone() == step.after.phone) &&
               (!step.after.expectedPhone || row->expectedPhone == step.after.expectedPhone);
    case StepAction::EnableRow:
        return row->enabled;
    case StepAction::DisableRow:
        return !row->enabled;
    default:
        return row->isProtected == (step.action == StepAction::ProtectRow);
    }
}

bool isInCache(const PlanStep& step, const PlanItem& item, const Audit& audit)
{
    if (step.action == StepAction::ClearResidue) {
        const AuditRow* row = audit.find(step.instance);
        return !row || !row->residue || !row->residue->any();
    }
    if (step.keyKind == CacheKeyKind::Token && !step.token)
        return true; // of a row that was made on the way: its writing is proven where it was written
    const CacheEntry* entry = entryOf(audit, step);
    switch (step.action) {
    case StepAction::DropEntry:
        // A repair drops the value that was seen; what the backend has written since is for the next look.
        return !entry || (item.task == ItemTask::Repair && entry->organizationId != step.before.organizationId);
    case StepAction::SetLifetime:
        return !entry || entry->ttlSeconds != -1;
    default:
        return entry && entry->state == CacheValueState::Readable &&
               entry->organizationId == step.after.organizationId.value_or(QUuid());
    }
}

} // namespace

bool isProven(const PlanStep& step, const PlanItem& item, const Audit& after)
{
    switch (step.place()) {
    case PlanPlace::Server:
        if (!after.snapshot().server.isWhole())
            return false;
        return step.action == StepAction::DeleteInstance ? isGoneFromServer(step, item, after)
                                                         : isOnServer(step, after);
    case PlanPlace::Database:
        return after.snapshot().database.isWhole() && isInDatabase(step, item, after);
    case PlanPlace::Cache:
        return after.snapshot().cache.isWhole() && isInCache(step, item, after);
    default:
        return true;
    }
}

} // namespace steward
