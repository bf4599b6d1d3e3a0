#include "workflows/read/part_of_one.h"

#include <algorithm>

namespace steward {

PartOfOne::PartOfOne(const InstanceName& name, const Snapshot& snapshot, bool isTablePart)
    : m_name(name)
    , m_isTablePart(isTablePart)
{
    m_named.reserve(static_cast<qsizetype>(snapshot.database->integrations.size()));
    for (const Integration& row : snapshot.database->integrations) {
        m_named.insert(row.instanceName.utf8());
        m_named.insert(row.legacyName.utf8());
        if (!row.names(name))
            continue;
        m_hasRow = true;
        m_organizations.insert(row.organizationId);
        if (!row.webhookToken.isEmpty())
            m_tokens.push_back(row.webhookToken);
    }
    for (const ServerInstance& instance : snapshot.server->instances) {
        const bool isAnothers = instance.name != name && !m_named.contains(instance.name.utf8());
        if (isAnothers && (!isTablePart || bearsItsOrganization(instance.name)))
            m_withoutRow.insert(instance.name);
    }
}

std::vector<CacheKey> PartOfOne::keys() const
{
    std::vector<CacheKey> keys{{CacheKeyKind::Instance, m_name, {}}};
    for (const WebhookToken& token : m_tokens)
        keys.push_back({CacheKeyKind::Token, {}, token});
    for (const InstanceName& other : m_withoutRow)
        keys.push_back({CacheKeyKind::Instance, other, {}});
    return keys;
}

bool PartOfOne::isEnough(const std::vector<CacheEntry>& entries)
{
    bool hasEntry = false;
    bool saysOfUnread = false;
    for (const CacheEntry& entry : entries) {
        hasEntry = hasEntry || entry.name == m_name;
        saysOfUnread = saysOfUnread || isOfUnread(entry);
        if (entry.kind != CacheKeyKind::Instance || entry.organizationId.isNull())
            continue;
        if (entry.name == m_name && !m_hasRow)
            m_organizations.insert(entry.organizationId);
        m_withoutRow.remove(entry.name);
    }
    return hasEntry && !saysOfUnread && !m_organizations.isEmpty() &&
           std::ranges::none_of(
               m_withoutRow, [this](const InstanceName& other) { return bearsItsOrganization(other); });
}

bool PartOfOne::bearsItsOrganization(const InstanceName& name) const
{
    const std::optional<OrganizationId> id = name.embeddedUuid();
    return id && m_organizations.contains(*id);
}

bool PartOfOne::isOfUnread(const CacheEntry& entry) const
{
    return m_isTablePart && entry.kind == CacheKeyKind::Token && !entry.name.isEmpty() && entry.name != m_name &&
           m_organizations.contains(entry.organizationId) && !m_named.contains(entry.name.utf8()) &&
           !bearsItsOrganization(entry.name);
}

} // namespace steward
