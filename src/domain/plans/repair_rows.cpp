#include "domain/plans/repair_planner.h"

#include "domain/audit/audit_lookup.h"

#include <algorithm>

namespace steward {

/// Its entries, or an entry and the name, name two organizations that exist.
bool RepairPlanner::saysTwoOrganizations(const AuditRow& row) const
{
    std::vector<OrganizationId> said{row.name.embeddedUuid().value_or(OrganizationId())};
    if (row.instanceEntry)
        said.push_back(row.instanceEntry->organizationId);
    for (const CacheEntry* entry : row.tokenEntries)
        said.push_back(entry->organizationId);
    std::erase_if(said, [this](const OrganizationId& each) { return !m_facts.organizationExists(each); });
    return std::any_of(said.begin(), said.end(), [&said](const OrganizationId& each) { return each != said.front(); });
}

/// The person's choice, else what the cache entry or the name says, where such an organization exists.
OrganizationId RepairPlanner::organizationToAdoptFor(const AuditRow& row) const
{
    const auto chosen = m_request.adopt.find(row.name);
    if (chosen != m_request.adopt.end())
        return chosen->second;
    if (saysTwoOrganizations(row))
        return {}; // which of them is for a person
    if (row.organizationIsCertain && m_facts.organizationExists(row.organizationId))
        return row.organizationId;
    // The row that it seems to be the instance of, where a person named it and there is one alone.
    const std::vector<const Integration*> rows = m_facts.otherNames().rowsFor(row);
    return isNamed(row) && rows.size() == 1 ? rows.front()->organizationId : OrganizationId();
}

/// A row of another organization than it would be adopted for seems to be its own, or a person has not said so yet.
bool RepairPlanner::seemsToBeAnothers(const AuditRow& row, const OrganizationId& organization) const
{
    if (m_request.adopt.contains(row.name))
        return false;
    const std::vector<const Integration*> rows = m_facts.otherNames().rowsFor(row);
    return std::any_of(rows.begin(), rows.end(), [&organization](const Integration* each) {
        return each->organizationId != organization;
    });
}

std::optional<Skipped> RepairPlanner::troubleAdopting(const AuditRow& row, const OrganizationId& organization) const
{
    if (!row.name.isReachable())
        return leftBecause(SkipReason::UnreachableName, row.name.text());
    if (!isAnswered(row.memory))
        return leftBecause(SkipReason::MemoryUnknown, row.title());
    if (row.memory == MemoryState::Missing)
        return leftBecause(SkipReason::Ghost, row.title());
    if (seemsToBeAnothers(row, organization))
        return leftBecause(SkipReason::OtherName, row.title());
    if (organization.isNull())
        return leftBecause(SkipReason::ChooseOrganization, row.title());
    if (m_request.adopt.contains(row.name) && !m_facts.organizationExists(organization))
        return leftBecause(SkipReason::NoSuchOrganization, organization.toString());
    const QString title = m_facts.audit().organizationName(organization);
    const PlanFacts::Instances phones = m_facts.phonesOf(organization);
    const bool hasOthers = std::any_of(
        phones.begin(), phones.end(), [&row](const AuditRow* each) { return each != &row && !each->isIgnored; });
    if (auto unlisted = unlistedTrouble(m_facts, organization))
        return unlisted;
    const PlanFacts::Rows rows = m_facts.enabledRowsOf(organization);
    if (hasOthers || rows.size() > 1 || m_adoptedFor.value(organization, &row) != &row)
        return leftBecause(SkipReason::CleanFirst, title);
    if (!rows.empty()) {
        const Integration& standing = *rows.front();
        if (standing.isProtected)
            return leftBecause(SkipReason::Protected, title);
        const bool isBeingMade = steward::isBeingMade(
            standing, m_facts.audit().snapshot().databaseTime(), m_facts.context().settings.pendingGrace);
        if (m_facts.otherListedName(standing, row.name) || m_facts.namesUntouchable(standing) || isBeingMade)
            return leftBecause(SkipReason::OrganizationHasRow, title);
        return {};
    }
    // Somebody disabled the organization: enabling it again is for the person.
    const std::vector<Integration>& all = m_facts.audit().snapshot().database->integrations;
    const bool wasDisabled = std::any_of(all.begin(), all.end(), [&organization](const Integration& each) {
        return each.organizationId == organization;
    });
    if (wasDisabled && !m_request.adopt.contains(row.name))
        return leftBecause(SkipReason::PersonDecides, row.title());
    return {};
}

void RepairPlanner::adopt(PlanItem& item, const AuditRow& row)
{
    const OrganizationId organization = organizationToAdoptFor(row);
    if (auto trouble = troubleAdopting(row, organization)) {
        trouble->finding = FindingCode::OrphanedInstance;
        item.left.push_back(*std::move(trouble));
        return;
    }
    m_adoptedFor.insert(organization, &row);
    item.organizationId = organization;
    const PlanFacts::Rows rows = m_facts.enabledRowsOf(organization);
    const Integration* kept = rows.empty() ? nullptr : rows.front();
    if (kept)
        item.seen.rows.push_back(seenRow(*kept));
    add(item, kept ? StepMaker::pointRow(*kept, row) : m_make.insertRow(row, organization));
    if (auto webhook = m_make.setWebhook(row, kept))
        add(item, *std::move(webhook));
    for (PlanStep& step : m_make.warm(row, kept, organization))
        add(item, std::move(step));
    add(item, StepMaker::tell(StepAction::TellAdded, row, organization));
}

/// A listed instance of the organization that no row names: it is what its row is meant for.
const AuditRow* RepairPlanner::waitingForARow(const OrganizationId& organization) const
{
    for (const AuditRow* each : m_facts.phonesOf(organization)) {
        if (each->inDatabase == Presence::Absent && !each->isIgnored)
            return each;
    }
    return nullptr;
}

/// The plan itself makes a row name it, so that the row which waits for it is put right with it.
bool RepairPlanner::isAdoptedHere(const AuditRow& row) const
{
    const bool isChosen = (m_names.isEmpty() && m_others.isEmpty()) || isNamed(row);
    return isChosen && isWanted(FindingCode::OrphanedInstance) && row.has(FindingCode::OrphanedInstance) &&
           !untouchable(row) && !troubleAdopting(row, organizationToAdoptFor(row));
}

void RepairPlanner::removeOrphanedRow(PlanItem& item, const AuditRow& row)
{
    constexpr FindingCode code = FindingCode::OrphanedIntegration;
    if (hasTwoOrganizations(row))
        return leave(item, code, SkipReason::TwoOrganizations, row.title());
    const OrganizationId organization = row.integration()->organizationId;
    if (const AuditRow* waiting = waitingForARow(organization)) {
        if (!isAdoptedHere(*waiting))
            leave(item, code, SkipReason::AdoptFirst, waiting->title());
        return;
    }
    if (!mayRemove(row))
        return leave(item, code, *m_facts.removalTrouble(), row.title());
    for (const Integration* integration : row.integrations) {
        if (const AuditRow* other = m_facts.otherListedName(*integration, row.name))
            return leave(item, code, SkipReason::SharedRow, other->title());
    }
    // Two rows may carry one token: its key stays while the other is in use.
    const auto isInUse = [&](const CacheEntry* entry) {
        return m_facts.audit().lookup().otherEnabledRow(entry->token, row.integrations) != nullptr;
    };
    for (const Integration* integration : row.integrations) {
        const std::vector<const AuditRow*> others = m_facts.otherNames().instancesFor(*integration);
        if (!others.empty())
            return leave(item, code, SkipReason::OtherName, others.front()->title());
        // A phone was once linked: whether the clinic still waits for it only a person knows.
        if (integration->enabled && integration->wasConnected())
            return leave(item, code, SkipReason::WasConnected, row.title());
    }
    for (const Integration* integration : row.integrations) {
        const bool isBeingMade = steward::isBeingMade(
            *integration, m_facts.audit().snapshot().databaseTime(), m_facts.context().settings.pendingGrace);
        if (!integration->enabled || isBeingMade)
            continue;
        add(item, StepMaker::onRow(StepAction::DeleteRow, *integration));
        if (const CacheEntry* entry = m_facts.entryOf(integration->webhookToken); entry && !isInUse(entry))
            add(item, m_make.dropEntry(*entry));
    }
    if (row.instanceEntry)
        add(item, m_make.dropEntry(*row.instanceEntry));
    for (const CacheEntry* entry : row.tokenEntries) {
        if (!isInUse(entry))
            add(item, m_make.dropEntry(*entry));
    }
    add(item, StepMaker::tell(StepAction::TellRemoved, row, organization));
}

/// It names nothing, and yet it may be the row that a phone waits for: removed only where a person chose it.
void RepairPlanner::removeNamelessRow(PlanItem& item, const AuditRow& row)
{
    constexpr FindingCode code = FindingCode::NamelessIntegration;
    const Integration& integration = *row.integration();
    if (const AuditRow* waiting = waitingForARow(integration.organizationId)) {
        if (!isAdoptedHere(*waiting))
            leave(item, code, SkipReason::AdoptFirst, waiting->title());
        return;
    }
    if (!isNamed(row))
        return leave(item, code, SkipReason::NamelessRow, integration.id.toString());
    add(item, StepMaker::onRow(StepAction::DeleteRow, integration));
    for (const CacheEntry* entry : row.tokenEntries) {
        if (!m_facts.audit().lookup().otherEnabledRow(entry->token, row.integrations))
            add(item, m_make.dropEntry(*entry));
    }
}

} // namespace steward
