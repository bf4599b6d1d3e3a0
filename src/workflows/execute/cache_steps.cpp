#include "workflows/execute/cache_steps.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/planner.h"
#include "domain/plans/step_proof.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/row_steps.h"

#include <algorithm>

namespace steward {
namespace {

bool isSame(const CacheKey& one, const CacheKey& other)
{
    return one.kind == other.kind &&
           (one.kind == CacheKeyKind::Instance ? one.name == other.name : one.token == other.token);
}

void addOnce(std::vector<CacheKey>& keys, const CacheKey& key)
{
    const bool isThere = std::ranges::any_of(keys, [&key](const CacheKey& each) { return isSame(each, key); });
    if (!isThere)
        keys.push_back(key);
}

/// What counts of it is as it was when the plan was made.
bool isAsSeen(const PlanItem& item, const PlanStep& step, const CacheEntry& entry)
{
    const SeenEntry now = seenEntry(entry);
    const auto seen =
        std::ranges::find_if(item.seen.entries, [&now](const SeenEntry& each) { return each.isKeyOf(now); });
    if (seen != item.seen.entries.end())
        return *seen == now;
    // It stands at another name of the table; the step itself says what was there.
    return step.before.organizationId.value_or(OrganizationId()) == entry.organizationId &&
           step.before.phone == entry.phone;
}

/// An entry that went by itself is as good as one that was dropped.
Result<StoreOutcome> outcomeOf(const Result<EntryEdit>& edit, StoreOutcome done)
{
    if (!edit)
        return std::unexpected(edit.error());
    switch (*edit) {
    case EntryEdit::Done:
        return done;
    case EntryEdit::Absent:
        return StoreOutcome::Absent;
    case EntryEdit::ChangedSince:
        break;
    }
    return std::unexpected(ApplyErrors::entryChanged());
}

/// An entry is written only for a row that stands now and names the instance, and from that row.
Result<void> standsForEntry(const PlanStep& step, const Integration* row)
{
    const bool isSame = row && row->enabled && row->names(step.instance) &&
                        row->organizationId == step.after.organizationId.value_or(OrganizationId());
    return isSame ? Result<void>() : std::unexpected(ApplyErrors::rowChanged());
}

} // namespace

std::vector<CacheKey> keysToDrop(const PlanItem& item, const Audit& now, const std::set<IntegrationId>& spared)
{
    const auto isSpared = [&](const WebhookToken& token) {
        return std::ranges::any_of(spared, [&](const IntegrationId& id) {
            const Integration* row = rowIn(now, id);
            return row && row->webhookToken == token;
        });
    };
    std::vector<CacheKey> keys;
    for (const PlanStep& step : item.steps) {
        if (step.action == StepAction::DropEntry && step.keyKind == CacheKeyKind::Instance)
            addOnce(keys, {CacheKeyKind::Instance, step.instance, {}});
        const auto token = step.action == StepAction::DropEntry && step.token ? tokenOf(now, item.name, *step.token)
                                                                              : std::optional<WebhookToken>();
        if (token && !isSpared(*token))
            addOnce(keys, {CacheKeyKind::Token, {}, *token});
        const bool rowGoes = step.action == StepAction::DeleteRow || step.action == StepAction::DisableRow;
        const Integration* row = rowGoes ? rowIn(now, step.rowId) : nullptr;
        // Another row of the same token may be in use.
        if (row && !row->webhookToken.isEmpty() && !isSpared(row->webhookToken) &&
            !now.lookup().otherEnabledRow(row->webhookToken, {row}))
            addOnce(keys, {CacheKeyKind::Token, {}, row->webhookToken});
    }
    const bool isRemoval = item.task == ItemTask::Delete || item.task == ItemTask::Disable;
    if (!isRemoval || item.name.isEmpty())
        return keys;
    addOnce(keys, {CacheKeyKind::Instance, item.name, {}});
    // What a reader wrote since, of a token that stands in no row by now.
    const AuditRow* row = now.find(item.name);
    for (const CacheEntry* entry : row ? row->tokenEntries : std::vector<const CacheEntry*>()) {
        if (!now.lookup().rowWithToken(entry->token))
            addOnce(keys, keyOf(*entry));
    }
    return keys;
}

Result<StoreOutcome> CacheSteps::write(
    const PlanItem& item, const PlanStep& step, const Audit& now, const Integration* row, const CallContext& limits)
{
    switch (step.action) {
    case StepAction::WriteEntry:
        return writeEntry(step, now, row, limits);
    case StepAction::DropEntry:
        return dropSeen(item, step, now, limits);
    case StepAction::SetLifetime:
        return limitLifetime(step, now, limits);
    case StepAction::ClearResidue:
        return clearResidue(step, limits);
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::DeleteInstance:
    case StepAction::CreateInstance:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
    case StepAction::PointRow:
    case StepAction::InsertRow:
    case StepAction::WriteRow:
    case StepAction::EnableRow:
    case StepAction::DisableRow:
    case StepAction::DeleteRow:
    case StepAction::ProtectRow:
    case StepAction::UnprotectRow:
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        break;
    }
    return std::unexpected(ApplyErrors::unknownStep());
}

Result<StoreOutcome> CacheSteps::clearResidue(const PlanStep& step, const CallContext& limits)
{
    const auto cleared = m_writer.clearResidue({step.instance}, limits);
    return cleared ? Result<StoreOutcome>(StoreOutcome::Gone) : std::unexpected(cleared.error());
}

Result<StoreOutcome> CacheSteps::limitLifetime(const PlanStep& step, const Audit& now, const CallContext& limits)
{
    const CacheEntry* entry = entryIn(now, step);
    return entry ? outcomeOf(m_writer.limitLifetime(keyOf(*entry), limits), StoreOutcome::Written)
                 : StoreOutcome::Absent;
}

Result<StoreOutcome>
CacheSteps::writeEntry(const PlanStep& step, const Audit& now, const Integration* row, const CallContext& limits)
{
    const auto stands = standsForEntry(step, row);
    if (!stands)
        return std::unexpected(stands.error());
    CacheValue value;
    value.organizationId = row->organizationId;
    value.clinicId = row->clinicId.isNull() ? step.after.clinicId.value_or(ClinicId()) : row->clinicId;
    value.displayName = step.after.displayName.value_or(now.organizationName(value.organizationId));
    value.instance = step.instance;
    value.phone = step.after.phone;
    value.key = {step.keyKind, step.instance, {}};
    if (step.keyKind == CacheKeyKind::Token) {
        if (row->webhookToken.isEmpty() || (step.token && TokenKey::of(row->webhookToken) != *step.token))
            return std::unexpected(ApplyErrors::tokenUnknown());
        value.key = {CacheKeyKind::Token, {}, row->webhookToken};
    }
    const auto written = m_writer.write(value, limits);
    return written ? Result<StoreOutcome>(StoreOutcome::Written) : std::unexpected(written.error());
}

Result<StoreOutcome>
CacheSteps::dropSeen(const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits)
{
    const CacheEntry* entry = entryIn(now, step);
    if (!entry)
        return StoreOutcome::Absent;
    if (!isAsSeen(item, step, *entry))
        return std::unexpected(ApplyErrors::entryChanged());
    return outcomeOf(m_writer.dropSeen(*entry, limits), StoreOutcome::Gone);
}

} // namespace steward
