#include "domain/plans/repair_planner.h"

#include <algorithm>

namespace steward {
namespace {

/// Another phone of the organization works and has an enabled row, so that nothing here disconnects it.
bool hasAnotherWorking(const AuditRow& row, const OrganizationId& organization, const PlanFacts& facts)
{
    const PlanFacts::Instances phones = facts.phonesOf(organization);
    return std::any_of(phones.begin(), phones.end(), [&row](const AuditRow* each) {
        return each != &row && each->server->connection == Connection::Open && each->memory == MemoryState::Open &&
               each->enabledIntegration() && !each->isIgnored;
    });
}

bool isOnlyWorking(const AuditRow& row, const PlanFacts& facts)
{
    return std::any_of(row.integrations.begin(), row.integrations.end(), [&](const Integration* each) {
        return !hasAnotherWorking(row, each->organizationId, facts);
    });
}

} // namespace

void RepairPlanner::disconnect(PlanItem& item, const AuditRow& row)
{
    constexpr FindingCode code = FindingCode::DisabledButConnected;
    if (!row.name.isReachable())
        return leave(item, code, SkipReason::UnreachableName, row.name.text());
    if (!isNamed(row) && isOnlyWorking(row, m_facts))
        return leave(item, code, SkipReason::OnlyConnected, row.title());
    if (!mayRemove(row))
        return leave(item, code, *m_facts.removalTrouble(), row.title());
    if (auto quiet = m_make.quietWebhook(row))
        add(item, *std::move(quiet));
    add(item, m_make.onServer(StepAction::LogOut, row));
    if (row.instanceEntry)
        add(item, m_make.dropEntry(*row.instanceEntry));
    for (const CacheEntry* entry : row.tokenEntries) {
        if (!m_facts.standsInEnabledRow(entry->token))
            add(item, m_make.dropEntry(*entry));
    }
    add(item, StepMaker::tell(StepAction::TellRemoved, row, row.organizationId));
}

void RepairPlanner::resetPairing(PlanItem& item, const AuditRow& row)
{
    constexpr FindingCode code = FindingCode::StuckPairing;
    if (row.has(FindingCode::DuplicateInstance))
        return leave(item, code, SkipReason::CleanFirst, row.title());
    if (!mayRemove(row))
        return leave(item, code, *m_facts.removalTrouble(), row.title());
    planReset(item, row, m_facts, code);
}

void RepairPlanner::setWebhook(PlanItem& item, const AuditRow& row)
{
    constexpr FindingCode code = FindingCode::WebhookMismatch;
    if (!row.name.isReachable())
        return leave(item, code, SkipReason::UnreachableName, row.name.text());
    if (hasEnabledRowsOfTwoOrganizations(row))
        return leave(item, code, SkipReason::TwoOrganizations, row.title());
    if (!row.enabledIntegration())
        return leave(item, code, SkipReason::NoRow, row.title());
    if (m_facts.context().settings.webhookTemplate.isEmpty())
        return leave(item, code, SkipReason::NoWebhookAddress, row.title());
    const Integration& integration = *row.enabledIntegration();
    const bool hasToken = !integration.webhookToken.isEmpty();
    if (!hasToken) { // it gets one with its own name, and loses the other
        if (const AuditRow* other = m_facts.otherListedName(integration, row.name))
            return leave(item, code, SkipReason::SharedRow, other->title());
        add(item, StepMaker::pointRow(integration, row));
    }
    if (auto step = m_make.setWebhook(row, hasToken ? &integration : nullptr))
        return add(item, *std::move(step));
    const bool hasAddress = !m_facts.context().settings.webhookTemplate.isEmpty();
    leave(item, code, hasAddress ? SkipReason::PersonDecides : SkipReason::NoWebhookAddress, row.title());
}

void planReset(PlanItem& item, const AuditRow& row, const PlanFacts& facts, std::optional<FindingCode> finding)
{
    const auto trouble = [&]() -> std::optional<Skipped> {
        if (auto never = untouchable(row))
            return never;
        if (!row.name.isReachable())
            return leftBecause(SkipReason::UnreachableName, row.name.text());
        if (row.isUnlisted())
            return leftBecause(SkipReason::Unlisted, row.title());
        if (row.inServer == Presence::Unknown)
            return leftBecause(SkipReason::NotConcluded, row.title());
        if (!row.server)
            return leftBecause(SkipReason::NotFound, row.title());
        if (hasTwoOrganizations(row))
            return leftBecause(SkipReason::TwoOrganizations, row.title());
        if (!isAnswered(row.memory))
            return leftBecause(SkipReason::MemoryUnknown, row.title());
        if (row.memory == MemoryState::Missing)
            return leftBecause(SkipReason::Ghost, row.title());
        if (mayBeOpen(row))
            return leftBecause(SkipReason::Connected, row.title());
        if (!row.enabledIntegration())
            return leftBecause(SkipReason::NoRow, row.title());
        if (auto shared = facts.sharedTrouble(row))
            return shared;
        return facts.reuseTrouble(row.name);
    }();
    if (trouble) {
        item.left.push_back(*trouble);
        item.left.back().finding = finding;
        return;
    }
    const StepMaker make(facts);
    const Integration& integration = *row.enabledIntegration();
    item.add(make.quietWebhook(row));
    if (facts.audit().snapshot().server->majorVersion == 1)
        item.add(make.onServer(StepAction::LogOut, row));
    item.add(make.onServer(StepAction::DeleteInstance, row));
    item.add(StepMaker::createInstance(row));
    item.add(make.setWebhook(row, &integration));
    item.add(make.warm(row, &integration, integration.organizationId));
    item.add(StepMaker::tell(StepAction::TellAdded, row, integration.organizationId));
}

} // namespace steward
