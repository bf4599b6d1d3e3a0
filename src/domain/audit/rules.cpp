#include "domain/audit/rules.h"

#include <algorithm>

namespace steward {

RuleContext::RuleContext(std::vector<AuditRow>& rows, const Snapshot& snapshot, const AuditSettings& settings)
    : m_rows(rows)
    , m_snapshot(snapshot)
    , m_settings(settings)
{
    if (!databaseRead())
        return;
    const DatabaseListing& database = *snapshot.database.content;
    for (const Organization& organization : database.organizations)
        m_organizations.insert(organization.id, organization.name);
    for (const Clinic& clinic : database.clinics)
        m_clinics.insert(clinic.id, &clinic);
    m_clinicsKnown = database.clinicsKnown;
    for (const Integration& integration : database.integrations) {
        if (integration.enabled && !integration.webhookToken.isEmpty())
            m_enabledTokens.insert(integration.webhookToken);
    }
}

QString RuleContext::organizationName(const QUuid& id) const
{
    const QString name = m_organizations.value(id);
    return name.isEmpty() ? id.toString(QUuid::WithoutBraces) : name;
}

bool RuleContext::isOlderThan(const std::optional<Timestamp>& time, std::chrono::minutes limit) const
{
    return time && m_snapshot.takenAt - *time > limit;
}

bool RuleContext::isAtLeastAsOldAs(const std::optional<Timestamp>& time, std::chrono::minutes limit) const
{
    return time && m_snapshot.takenAt - *time >= limit;
}

void applyRules(std::vector<AuditRow>& rows, const Snapshot& snapshot, const AuditSettings& settings)
{
    RuleContext context(rows, snapshot, settings);
    applyDuplicateRules(context);
    for (AuditRow& row : rows) {
        applyDatabaseRules(row, context);
        applyConnectionRules(row, context);
        applyCacheRules(row, context);
        applyWebhookRule(row, context);
        std::stable_sort(row.findings.begin(), row.findings.end(), [](const Finding& a, const Finding& b) {
            return a.code < b.code;
        });
    }
}

} // namespace steward
