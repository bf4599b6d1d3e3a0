#include "domain/plans/step_proof.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/plan_facts.h"

namespace steward {
namespace {

/// Asked, and answered one way or the other: what was not answered proves nothing.
bool isKnown(MemoryState memory)
{
    return isAnswered(memory) || memory == MemoryState::NotFound;
}

bool isLoggedOut(const PlanStep& step, const Audit& audit)
{
    const AuditRow* row = audit.find(step.instance);
    return audit.presenceOnServer(step.instance) == Presence::Absent ||
           (row && isKnown(row->memory) && !mayBeOpen(*row));
}

bool isCreated(const PlanStep& step, const Audit& audit)
{
    const AuditRow* row = audit.find(step.instance);
    return row && row->server && isAnswered(row->memory) && row->memory != MemoryState::Missing;
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

bool isInserted(const PlanItem& item, const Audit& audit)
{
    const AuditRow* row = audit.find(item.name);
    const Integration* inserted = row ? row->enabledIntegration() : nullptr;
    return inserted && inserted->organizationId == item.organizationId;
}

bool isPointed(const PlanStep& step, const Integration& row)
{
    return namesAlone(row, step.instance) &&
           (!step.after.organizationId || row.organizationId == *step.after.organizationId);
}

bool isWritten(const PlanStep& step, const Integration& row)
{
    return (!step.after.status || row.status == *step.after.status) &&
           (!step.after.phone || row.phone() == step.after.phone) &&
           (!step.after.expectedPhone || row.expectedPhone == step.after.expectedPhone);
}

/// Of a row that was made on the way the token is not known here: its writing is proven where it was written.
bool isOfNewRow(const PlanStep& step)
{
    return step.keyKind == CacheKeyKind::Token && !step.token;
}

bool isEntryWritten(const PlanStep& step, const CacheEntry* entry)
{
    return entry && entry->state == CacheValueState::Readable &&
           entry->organizationId == step.after.organizationId.value_or(OrganizationId());
}

bool isEntryDropped(const PlanStep& step, const PlanItem& item, const CacheEntry* entry)
{
    // A repair drops the value that was seen; what the backend has written since is for the next look.
    return !entry || (item.task == ItemTask::Repair && entry->organizationId != step.before.organizationId);
}

bool isResidueCleared(const PlanStep& step, const Audit& audit)
{
    const AuditRow* row = audit.find(step.instance);
    return !row || !row->residue || !row->residue->any();
}

/// Its store was read whole; workers and profile are no store that is read.
bool isPlaceRead(PlanPlace place, const Snapshot& snapshot)
{
    switch (place) {
    case PlanPlace::Server:
        return snapshot.server.isWhole();
    case PlanPlace::Database:
        return snapshot.database.isWhole();
    case PlanPlace::Cache:
        return snapshot.cache.isWhole();
    case PlanPlace::Workers:
    case PlanPlace::Profile:
        return true;
    }
    return false;
}

} // namespace

const CacheEntry* entryIn(const Audit& audit, const PlanStep& step)
{
    if (step.keyKind == CacheKeyKind::Instance)
        return audit.lookup().instanceEntry(step.instance);
    return step.token ? audit.lookup().tokenEntry(step.token->masked, step.token->digest) : nullptr;
}

bool isProven(const PlanStep& step, const PlanItem& item, const Audit& after)
{
    if (!isPlaceRead(step.place(), after.snapshot()))
        return false;
    const Integration* row = after.lookup().row(step.rowId);
    switch (step.action) {
    case StepAction::LogOut:
        return isLoggedOut(step, after);
    case StepAction::DeleteInstance:
        return isGoneFromServer(step, item, after);
    case StepAction::CreateInstance:
        return isCreated(step, after);
    case StepAction::InsertRow:
        return isInserted(item, after);
    case StepAction::PointRow:
        return row && isPointed(step, *row);
    case StepAction::WriteRow:
        return row && isWritten(step, *row);
    case StepAction::EnableRow:
        return row && row->enabled;
    case StepAction::DisableRow:
        return row && !row->enabled;
    case StepAction::DeleteRow:
        return !row;
    case StepAction::ProtectRow:
        return row && row->isProtected;
    case StepAction::UnprotectRow:
        return row && !row->isProtected;
    case StepAction::WriteEntry:
        return isOfNewRow(step) || isEntryWritten(step, entryIn(after, step));
    case StepAction::DropEntry:
        return isOfNewRow(step) || isEntryDropped(step, item, entryIn(after, step));
    case StepAction::SetLifetime: {
        const CacheEntry* entry = entryIn(after, step);
        return !entry || entry->ttlSeconds != -1;
    }
    case StepAction::ClearResidue:
        return isResidueCleared(step, after);
    // Proven where they were written: the webhook was read back there, a restart watched, and news leave no trace.
    case StepAction::QuietWebhook:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        return true;
    }
    return false;
}

} // namespace steward
