#pragma once

#include "domain/audit/audit.h"
#include "domain/audit/directory.h"

#include <vector>

namespace steward {

/// Adds every finding to the joined rows. A rule concludes only from stores that were read whole.
void applyRules(
    std::vector<AuditRow>& rows, const Snapshot& snapshot, const Directory& directory, const AuditSettings& settings);

/// What rules of several groups look up: built once an audit.
class RuleContext final {
public:
    RuleContext(
        std::vector<AuditRow>& rows, const Snapshot& snapshot, const Directory& directory,
        const AuditSettings& settings)
        : m_rows(rows)
        , m_snapshot(snapshot)
        , m_directory(directory)
        , m_settings(settings)
    {
    }

    std::vector<AuditRow>& rows() { return m_rows; }
    const Snapshot& snapshot() const { return m_snapshot; }
    const AuditSettings& settings() const { return m_settings; }
    bool serverRead() const { return m_snapshot.server.isWhole(); }
    bool databaseRead() const { return m_snapshot.database.isWhole(); }
    bool cacheRead() const { return m_snapshot.cache.isWhole(); }
    QString organizationName(const OrganizationId& id) const { return m_directory.organizationName(id); }
    const Clinic* clinic(const ClinicId& id) const { return m_directory.clinic(id); }
    bool clinicsKnown() const { return m_directory.clinicsKnown(); }
    bool tokenStandsInEnabledRow(const WebhookToken& token) const { return m_directory.tokenStandsInEnabledRow(token); }

private:
    std::vector<AuditRow>& m_rows;
    const Snapshot& m_snapshot;
    const Directory& m_directory;
    const AuditSettings& m_settings;
};

/// The groups of rules, one file each.
void applyDuplicateRules(RuleContext& context);
void applyDatabaseRules(AuditRow& row, const RuleContext& context);
void applyConnectionRules(AuditRow& row, const RuleContext& context);
void applyCacheRules(AuditRow& row, const RuleContext& context);
void applyWebhookRule(AuditRow& row, const RuleContext& context);

} // namespace steward
