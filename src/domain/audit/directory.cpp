#include "domain/audit/directory.h"

#include "domain/audit/snapshot.h"

namespace steward {
namespace {

QString nameOrId(const QString& name, const auto& id)
{
    return name.isEmpty() ? id.toString() : name;
}

} // namespace

const Organization* Directory::organization(const OrganizationId& id) const
{
    std::call_once(m_organizationsMade, [this] {
        if (!m_snapshot.database.isWhole())
            return;
        const std::vector<Organization>& organizations = m_snapshot.database->organizations;
        m_organizations.reserve(static_cast<qsizetype>(organizations.size()));
        for (const Organization& organization : organizations)
            m_organizations.insert(organization.id, &organization);
    });
    return m_organizations.value(id, nullptr);
}

const Clinic* Directory::clinic(const ClinicId& id) const
{
    std::call_once(m_clinicsMade, [this] {
        if (!m_snapshot.database.isWhole())
            return;
        const std::vector<Clinic>& clinics = m_snapshot.database->clinics;
        m_clinics.reserve(static_cast<qsizetype>(clinics.size()));
        for (const Clinic& clinic : clinics)
            m_clinics.insert(clinic.id, &clinic);
    });
    return m_clinics.value(id, nullptr);
}

bool Directory::clinicsKnown() const
{
    return m_snapshot.database.isWhole() && m_snapshot.database->clinicsKnown;
}

bool Directory::tokenStandsInEnabledRow(const WebhookToken& token) const
{
    std::call_once(m_tokensMade, [this] {
        if (!m_snapshot.database.isWhole())
            return;
        for (const Integration& integration : m_snapshot.database->integrations) {
            if (integration.enabled && !integration.webhookToken.isEmpty())
                m_enabledTokens.insert(integration.webhookToken);
        }
    });
    return m_enabledTokens.contains(token);
}

QString Directory::organizationName(const OrganizationId& id) const
{
    if (id.isNull())
        return {};
    const Organization* known = organization(id);
    return nameOrId(known ? known->name : QString(), id);
}

QString Directory::clinicName(const ClinicId& id) const
{
    if (id.isNull())
        return {};
    const Clinic* known = clinic(id);
    return nameOrId(known ? known->name : QString(), id);
}

} // namespace steward
