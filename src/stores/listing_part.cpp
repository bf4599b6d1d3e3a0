#include "stores/listing_part.h"

#include <algorithm>

namespace steward {
namespace {

/// Which rows concern an instance, by those that name it and those of their organizations.
class ConcerningRows final {
public:
    ConcerningRows(const InstanceName& name, const std::vector<Integration>& rows)
        : m_organizations(organizationsNaming(name, rows))
    {
        for (const Integration& row : rows) {
            if (m_organizations.contains(row.organizationId)) {
                m_names.insert(row.instanceName);
                m_names.insert(row.legacyName);
            }
            if (!row.names(name))
                continue;
            m_tokens.insert(row.webhookToken);
            if (const std::optional<PhoneNumber> phone = row.phone())
                m_numbers.insert(phone->canonical());
        }
        m_names.remove(InstanceName());
        m_tokens.remove(WebhookToken());
    }

    const QSet<OrganizationId>& organizations() const { return m_organizations; }

    bool has(const Integration& row) const
    {
        const std::optional<PhoneNumber> phone = row.phone();
        return m_organizations.contains(row.organizationId) || m_tokens.contains(row.webhookToken) ||
               (phone && m_numbers.contains(phone->canonical())) || isNamed(row.instanceName) ||
               isNamed(row.legacyName);
    }

private:
    bool isNamed(const InstanceName& name) const
    {
        const std::optional<OrganizationId> inName = name.embeddedUuid();
        return m_names.contains(name) || (inName && m_organizations.contains(*inName));
    }

    const QSet<OrganizationId> m_organizations;
    QSet<InstanceName> m_names;
    QSet<WebhookToken> m_tokens;
    QSet<quint64> m_numbers;
};

} // namespace

QSet<OrganizationId> organizationsNaming(const InstanceName& name, const std::vector<Integration>& rows)
{
    QSet<OrganizationId> organizations;
    for (const Integration& row : rows) {
        if (row.names(name))
            organizations.insert(row.organizationId);
    }
    return organizations;
}

std::optional<DatabaseListing> partConcerning(const InstanceName& name, DatabaseListing listing)
{
    const ConcerningRows concerning(name, listing.integrations);
    QSet<OrganizationId> organizations = concerning.organizations();
    if (organizations.isEmpty() || organizations.contains(OrganizationId()))
        return {};
    std::vector<Integration> rows;
    for (Integration& row : listing.integrations) {
        if (concerning.has(row))
            rows.push_back(std::move(row));
    }
    listing.integrations = std::move(rows);
    std::erase_if(listing.clinics, [&organizations](const Clinic& clinic) {
        return !organizations.contains(clinic.organizationId);
    });
    if (const std::optional<OrganizationId> inName = name.embeddedUuid())
        organizations.insert(*inName);
    std::erase_if(listing.organizations, [&organizations](const Organization& organization) {
        return !organizations.contains(organization.id);
    });
    return listing;
}

} // namespace steward
