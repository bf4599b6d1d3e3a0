#pragma once

#include "domain/store_records.h"

#include <QHash>
#include <QSet>

#include <mutex>

namespace steward {

struct Snapshot;

/// Names and rows looked up by id. Each table is made at its first use: a healthy fleet needs none. Thread-safe; the
/// snapshot has to outlive it.
class Directory final {
    Q_DISABLE_COPY_MOVE(Directory)

public:
    explicit Directory(const Snapshot& snapshot)
        : m_snapshot(snapshot)
    {
    }

    const Organization* organization(const OrganizationId& id) const;
    const Clinic* clinic(const ClinicId& id) const;
    bool clinicsKnown() const;
    bool tokenStandsInEnabledRow(const WebhookToken& token) const;
    /// The organization's name; its id where the name is not known; empty for a null id.
    QString organizationName(const OrganizationId& id) const;
    QString clinicName(const ClinicId& id) const;

private:
    const Snapshot& m_snapshot;
    mutable std::once_flag m_organizationsMade;
    mutable std::once_flag m_clinicsMade;
    mutable std::once_flag m_tokensMade;
    mutable QHash<OrganizationId, const Organization*> m_organizations;
    mutable QHash<ClinicId, const Clinic*> m_clinics;
    mutable QSet<WebhookToken> m_enabledTokens;
};

} // namespace steward
