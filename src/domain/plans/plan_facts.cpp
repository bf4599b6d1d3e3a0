#include "domain/plans/plan_facts.h"

#include <algorithm>
#include <set>

namespace steward {
namespace {

/// Enough rows that an empty store among them is no beginning.
constexpr qint64 enoughToTell = 5;

/// Whose an unlisted name may be: its rows', or its entry's.
std::set<OrganizationId> organizationsOf(const AuditRow& row)
{
    std::set<OrganizationId> ids;
    for (const Integration* each : row.integrations)
        ids.insert(each->organizationId);
    if (!row.organizationId.isNull())
        ids.insert(row.organizationId);
    return ids;
}

bool mayBeUnlisted(const AuditRow& row)
{
    const bool isCarried = row.enabledIntegration() || row.cacheEntry();
    return row.kind == RowKind::Instance && !row.server &&
           (row.inServer == Presence::Present || (row.inServer == Presence::Unknown && isCarried));
}

bool isOlder(const Integration* a, const Integration* b)
{
    return a->createdAt != b->createdAt ? a->createdAt < b->createdAt : a->id < b->id;
}

} // namespace

PlanFacts::PlanFacts(const Audit& audit, const PlanContext& context)
    : m_audit(audit)
    , m_context(context)
    , m_otherNames(audit)
{
    for (const AuditRow& row : audit.rows()) {
        if (row.server && row.isPhone() && row.organizationIsCertain)
            m_phones[row.organizationId].push_back(&row);
        if (mayBeUnlisted(row)) {
            for (const OrganizationId& organization : organizationsOf(row))
                m_unlisted[organization].push_back(&row);
        }
        if (row.kind == RowKind::NamelessIntegration)
            m_nameless.insert(row.integration(), &row);
    }
    const DatabaseListing& database = *audit.snapshot().database;
    for (const Integration& row : database.integrations) {
        if (!row.enabled)
            continue;
        m_enabledRows[row.organizationId].push_back(&row);
        if (!row.webhookToken.isEmpty())
            m_enabledTokens.insert(row.webhookToken);
    }
    for (Rows& rows : m_enabledRows)
        std::sort(rows.begin(), rows.end(), isOlder);
    for (const Organization& organization : database.organizations)
        m_organizations.insert(organization.id);
    for (const Clinic& clinic : database.clinics) {
        if (!clinic.active)
            continue;
        const Clinic*& first = m_firstClinics[clinic.organizationId];
        if (!first || clinic.name < first->name || (clinic.name == first->name && clinic.id < first->id))
            first = &clinic;
    }
    for (const CacheEntry& entry : audit.snapshot().cache->entries) {
        if (entry.kind == CacheKeyKind::Token)
            m_tokenEntries.insert(entry.token, &entry);
    }
    if (audit.snapshot().serverStarting)
        m_removalTrouble = SkipReason::MemoryUnknown;
    else if (emptyStore(audit, context.removedByUs, enoughToTell) || suspectList(audit, {}))
        m_removalTrouble = SkipReason::StoresDoNotMatch;
}

const CacheEntry* PlanFacts::entryOf(const WebhookToken& token) const
{
    return token.isEmpty() ? nullptr : m_tokenEntries.value(token, nullptr);
}

std::vector<OrganizationId> PlanFacts::organizations() const
{
    std::set<OrganizationId> ids;
    for (auto each = m_phones.keyBegin(); each != m_phones.keyEnd(); ++each)
        ids.insert(*each);
    for (auto each = m_enabledRows.keyBegin(); each != m_enabledRows.keyEnd(); ++each)
        ids.insert(*each);
    return {ids.begin(), ids.end()};
}

bool PlanFacts::organizationExists(const OrganizationId& id) const
{
    return m_organizations.contains(id);
}

const AuditRow* PlanFacts::otherListedName(const Integration& row, const InstanceName& name) const
{
    for (const InstanceName& other : {row.instanceName, row.legacyName}) {
        if (other.isEmpty() || other == name)
            continue;
        const AuditRow* found = m_audit.find(other);
        if (found && found->inServer != Presence::Absent)
            return found;
    }
    return nullptr;
}

std::optional<Skipped> PlanFacts::sharedTrouble(const AuditRow& row) const
{
    for (const Integration* integration : row.integrations) {
        const AuditRow* other = integration->enabled ? otherListedName(*integration, row.name) : nullptr;
        if (other)
            return leftBecause(SkipReason::SharedRow, other->title());
    }
    return {};
}

PlanFacts::Instances PlanFacts::standsAt(const Integration& row) const
{
    Instances places;
    for (const InstanceName& name : {row.instanceName, row.legacyName}) {
        const AuditRow* found = name.isEmpty() ? nullptr : m_audit.find(name);
        if (found && std::find(places.begin(), places.end(), found) == places.end())
            places.push_back(found);
    }
    if (const AuditRow* nameless = m_nameless.value(&row, nullptr))
        places.push_back(nameless);
    return places;
}

bool PlanFacts::namesUntouchable(const Integration& row) const
{
    for (const InstanceName& name : {row.instanceName, row.legacyName}) {
        const AuditRow* found = name.isEmpty() ? nullptr : m_audit.find(name);
        if (found && untouchable(*found))
            return true;
    }
    return row.isProtected;
}

ClinicId PlanFacts::clinicOf(const OrganizationId& organization, const ClinicId& clinic) const
{
    if (!clinic.isNull())
        return clinic;
    const Clinic* first = m_firstClinics.value(organization, nullptr);
    return first ? first->id : ClinicId();
}

std::optional<Skipped> PlanFacts::reuseTrouble(const InstanceName& name) const
{
    if (!m_names)
        m_names.emplace(m_audit);
    if (const auto trouble = m_names->validateReuse(name))
        return Skipped{.reason = SkipReason::NameTrouble, .told = *trouble};
    const auto held = m_context.heldBack ? m_context.heldBack(name) : std::nullopt;
    return held ? std::optional(Skipped{.reason = SkipReason::HeldBack, .told = *held}) : std::nullopt;
}

bool isAnswered(MemoryState memory)
{
    return memory == MemoryState::Open || memory == MemoryState::Connecting || memory == MemoryState::Close ||
           memory == MemoryState::Missing;
}

bool mayBeOpen(const AuditRow& row)
{
    return row.memory == MemoryState::Open || (row.server && row.server->connection == Connection::Open);
}

bool hasOtherPhone(const Integration& row, const AuditRow& instance)
{
    return instance.server && instance.connection() == Connection::Open &&
           !agree(row.expectedPhone, instance.server->phone);
}

bool hasTwoOrganizations(const AuditRow& row)
{
    return std::any_of(row.integrations.begin(), row.integrations.end(), [&row](const Integration* each) {
        return each->organizationId != row.integrations.front()->organizationId;
    });
}

bool hasEnabledRowsOfTwoOrganizations(const AuditRow& row)
{
    const Integration* first = row.enabledIntegration();
    return first && std::any_of(row.integrations.begin(), row.integrations.end(), [first](const Integration* each) {
               return each->enabled && each->organizationId != first->organizationId;
           });
}

std::optional<Skipped> unlistedTrouble(const PlanFacts& facts, const OrganizationId& organization)
{
    const PlanFacts::Instances unlisted = facts.unlistedOf(organization);
    if (unlisted.empty())
        return {};
    const AuditRow& first = *unlisted.front();
    return leftBecause(first.isUnlisted() ? SkipReason::Unlisted : SkipReason::NotConcluded, first.title());
}

std::optional<Skipped> untouchable(const AuditRow& row)
{
    if (row.isProtected)
        return leftBecause(SkipReason::Protected, row.title());
    if (row.isIgnored)
        return leftBecause(SkipReason::Ignored, row.title());
    if (!row.isPhone())
        return leftBecause(SkipReason::OtherKind, row.title());
    return {};
}

PlanItem itemFor(const AuditRow& row, ItemTask task)
{
    PlanItem item;
    item.task = task;
    item.identity = row.identity();
    item.name = row.name;
    item.organizationId = row.organizationId;
    item.seen = seenState(row);
    item.loss.phone = row.phone();
    item.loss.connected = mayBeOpen(row);
    item.loss.isPhone = row.isPhone();
    if (row.server) {
        item.loss.profileName = row.server->profileName;
        item.loss.messages = row.server->messages;
        item.loss.contacts = row.server->contacts;
        item.loss.chats = row.server->chats;
    }
    if (row.residue)
        item.loss.undelivered = row.residue->undelivered;
    return item;
}

} // namespace steward
