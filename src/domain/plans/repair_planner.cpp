#include "domain/plans/repair_planner.h"

#include "domain/plans/decision_planner.h"

#include <algorithm>

namespace steward {
namespace {

bool hangsOnMemory(FindingCode code)
{
    return code == FindingCode::StatusDrift || code == FindingCode::PhoneMismatch ||
           code == FindingCode::ConnectionLost || code == FindingCode::StuckPairing ||
           code == FindingCode::DisabledButConnected;
}

bool isKeyWrite(const PlanStep& step)
{
    return step.action == StepAction::WriteEntry || step.action == StepAction::DropEntry ||
           step.action == StepAction::SetLifetime;
}

bool isSameKey(const PlanStep& a, const PlanStep& b)
{
    if (!isKeyWrite(a) || !isKeyWrite(b) || a.keyKind != b.keyKind)
        return false;
    return a.keyKind == CacheKeyKind::Instance ? a.instance == b.instance : a.token == b.token;
}

/// When a step is done: a key never comes back from a row that is yet to be changed, a webhook never leads to one.
int rankOf(const PlanStep& step)
{
    if (step.action == StepAction::SetWebhook)
        return 2;
    switch (step.place()) {
    case PlanPlace::Server:
        return 0;
    case PlanPlace::Database:
        return 1;
    case PlanPlace::Cache:
    case PlanPlace::Workers:
    case PlanPlace::Profile:
        break;
    }
    return 2 + static_cast<int>(step.place());
}

} // namespace

RepairPlanner::RepairPlanner(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink)
    : m_facts(facts)
    , m_request(request)
    , m_sink(sink)
    , m_make(facts)
    , m_names(request.names.begin(), request.names.end())
    , m_others(request.others.begin(), request.others.end())
{
}

bool RepairPlanner::isWanted(FindingCode code) const
{
    return m_request.findings.empty() ||
           std::find(m_request.findings.begin(), m_request.findings.end(), code) != m_request.findings.end();
}

bool RepairPlanner::isNamed(const AuditRow& row) const
{
    return row.kind == RowKind::Instance ? m_names.contains(row.name) : m_others.contains(row.identity());
}

void RepairPlanner::leave(PlanItem& item, FindingCode code, SkipReason reason, const QString& subject) const
{
    item.left.push_back(leftBecause(reason, subject, code));
}

void RepairPlanner::add(PlanItem& item, PlanStep step)
{
    const bool isThere = std::any_of(item.steps.begin(), item.steps.end(), [&step](const PlanStep& each) {
        return each.isSameWrite(step) || isSameKey(each, step);
    });
    if (!isThere)
        item.add(std::move(step));
}

void RepairPlanner::plan()
{
    const bool all = m_names.isEmpty() && m_others.isEmpty();
    for (const AuditRow& row : m_facts.audit().rows()) {
        if (!all && !isNamed(row))
            continue;
        PlanItem item = repairOf(row);
        if (!all || !item.steps.empty() || !item.left.empty())
            m_sink(std::move(item));
    }
    for (const InstanceName& name : m_request.names) {
        if (m_facts.audit().find(name))
            continue;
        PlanItem unknown;
        unknown.task = ItemTask::Repair;
        unknown.identity = "name:" + name.utf8();
        unknown.name = name;
        unknown.leave(SkipReason::NotFound, name.text());
        m_sink(std::move(unknown));
    }
}

PlanItem RepairPlanner::repairOf(const AuditRow& row)
{
    PlanItem item = itemFor(row, ItemTask::Repair);
    if (decide(item, row))
        return item;
    for (const Finding& finding : row.findings) {
        if (!isWanted(finding.code))
            continue;
        if (auto never = untouchable(row)) {
            never->finding = finding.code;
            item.left.push_back(*std::move(never));
            continue;
        }
        const size_t leftBefore = item.left.size();
        mend(item, row, finding.code);
        if (item.left.size() == leftBefore)
            item.findings.push_back(finding.code);
    }
    std::stable_sort(item.steps.begin(), item.steps.end(), [](const PlanStep& a, const PlanStep& b) {
        return rankOf(a) < rankOf(b);
    });
    forgetWhatIsMended(item);
    return item;
}

bool RepairPlanner::decide(PlanItem& item, const AuditRow& row) const
{
    if (m_request.usePhone) {
        planUsePhone(item, row, m_facts);
        return true;
    }
    const auto chosen = m_request.adopt.find(row.name);
    if (chosen == m_request.adopt.end() || row.integrations.empty() || !isWanted(FindingCode::OrganizationMismatch))
        return false;
    planOrganization(item, row, chosen->second, m_facts);
    return true;
}

/// A reason that these steps remove is none (WORKFLOWS, "Deletion").
void RepairPlanner::forgetWhatIsMended(PlanItem& item)
{
    const bool getsRow = item.has(StepAction::InsertRow) || item.has(StepAction::PointRow);
    std::erase_if(item.left, [&](const Skipped& left) { return getsRow && left.reason == SkipReason::NoRow; });
}

void RepairPlanner::mend(PlanItem& item, const AuditRow& row, FindingCode code)
{
    if (hangsOnMemory(code) && !isAnswered(row.memory))
        return leave(item, code, SkipReason::MemoryUnknown, row.title());
    switch (code) {
    case FindingCode::StaleCache:
        return dropStale(item, row);
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::NotCached:
        return rewriteEntries(item, row, code);
    case FindingCode::CacheWithoutExpiry:
        return limitLifetimes(item, row);
    case FindingCode::Residue:
        return clearResidue(item, row);
    case FindingCode::OrphanedInstance:
        return adopt(item, row);
    case FindingCode::OrphanedIntegration:
        return removeOrphanedRow(item, row);
    case FindingCode::NamelessIntegration:
        return removeNamelessRow(item, row);
    case FindingCode::StatusDrift:
    case FindingCode::PhoneMismatch:
        return writeBack(item, row, code);
    case FindingCode::DisabledButConnected:
        return disconnect(item, row);
    case FindingCode::StuckPairing:
        return resetPairing(item, row);
    case FindingCode::WebhookMismatch:
        return setWebhook(item, row);
    // What only a person can decide or do.
    case FindingCode::DuplicateInstance:
    case FindingCode::DuplicateIntegration:
        return leave(item, code, SkipReason::CleanFirst, row.title());
    case FindingCode::DuplicatePhone:
        return leave(item, code, SkipReason::SharedPhone, row.title());
    case FindingCode::OrganizationMismatch:
        return leave(item, code, SkipReason::DecideOrganization, row.title());
    case FindingCode::GhostInstance:
        return leave(item, code, SkipReason::Ghost, row.title());
    case FindingCode::UnlistedInstance:
        return leave(item, code, SkipReason::Unlisted, row.title());
    case FindingCode::StateMismatch:
        return leave(item, code, SkipReason::StateMismatch, row.title());
    case FindingCode::UnreachableName:
        return leave(item, code, SkipReason::UnreachableName, row.name.text());
    case FindingCode::ConnectionLost:
        return leave(item, code, SkipReason::PairAgain, row.title());
    }
    leave(item, code, SkipReason::PersonDecides, row.title());
}

/// The instance's entry without an enabled row, and those of tokens that stand in none.
void RepairPlanner::dropStale(PlanItem& item, const AuditRow& row)
{
    if (!mayRemove(row))
        return leave(item, FindingCode::StaleCache, *m_facts.removalTrouble(), row.title());
    const bool hasRow = row.enabledIntegration() != nullptr;
    if (row.instanceEntry && !hasRow)
        add(item, m_make.dropEntry(*row.instanceEntry));
    for (const CacheEntry* entry : row.tokenEntries) {
        if (!hasRow || !m_facts.standsInEnabledRow(entry->token))
            add(item, m_make.dropEntry(*entry));
    }
}

void RepairPlanner::rewriteEntries(PlanItem& item, const AuditRow& row, FindingCode code)
{
    if (hasEnabledRowsOfTwoOrganizations(row))
        return leave(item, code, SkipReason::TwoOrganizations, row.title());
    const Integration* integration = row.enabledIntegration();
    if (!integration)
        return dropStale(item, row);
    if (auto shared = m_facts.sharedTrouble(row))
        return leave(item, code, shared->reason, shared->subject);
    const size_t before = item.steps.size();
    for (PlanStep& step : m_make.warm(row, integration, integration->organizationId))
        add(item, std::move(step));
    // A key whose token is another row's says what the backend reads there; it writes it anew by itself.
    for (const CacheEntry* entry : row.tokenEntries) {
        if (entry->token != integration->webhookToken && mayRemove(row))
            add(item, m_make.dropEntry(*entry));
    }
    // The entry says what the server says, and it is the row that is behind.
    if (code == FindingCode::CacheMismatch && item.steps.size() == before && isAnswered(row.memory))
        writeBack(item, row, code);
}

void RepairPlanner::limitLifetimes(PlanItem& item, const AuditRow& row)
{
    std::vector<const CacheEntry*> entries = row.tokenEntries;
    if (row.instanceEntry)
        entries.push_back(row.instanceEntry);
    for (const CacheEntry* entry : entries) {
        if (entry->ttlSeconds == -1)
            add(item, m_make.setLifetime(*entry));
    }
}

void RepairPlanner::clearResidue(PlanItem& item, const AuditRow& row)
{
    if (!mayRemove(row))
        return leave(item, FindingCode::Residue, *m_facts.removalTrouble(), row.title());
    add(item, StepMaker::clearResidue(row));
}

/// Several rows may drift; each is written for itself.
void RepairPlanner::writeBack(PlanItem& item, const AuditRow& row, FindingCode code)
{
    if (hasEnabledRowsOfTwoOrganizations(row))
        return leave(item, code, SkipReason::TwoOrganizations, row.title());
    if (row.has(FindingCode::StateMismatch))
        return leave(item, code, SkipReason::StateMismatch, row.title());
    if (!row.server)
        return leave(item, code, row.isUnlisted() ? SkipReason::Unlisted : SkipReason::NotConcluded, row.title());
    for (const Integration* integration : row.integrations) {
        if (!integration->enabled && integration != row.integration())
            continue;
        if (const AuditRow* other = m_facts.otherListedName(*integration, row.name)) {
            leave(item, code, SkipReason::SharedRow, other->title());
            continue;
        }
        if (hasOtherPhone(*integration, row)) {
            leave(item, code, SkipReason::OtherPhoneLinked, row.title());
            continue;
        }
        auto step = StepMaker::writeBack(*integration, row);
        if (!step)
            continue;
        const bool changesPhone = step->after.phone.has_value();
        add(item, *std::move(step));
        if (!changesPhone || integration != row.enabledIntegration())
            continue;
        // Entries that say the old number would disagree with the row from then on.
        for (PlanStep& entry : m_make.warm(row, integration, integration->organizationId)) {
            if (!entry.before.isEmpty())
                add(item, std::move(entry));
        }
    }
}

} // namespace steward
