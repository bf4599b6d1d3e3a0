#pragma once

#include "stores/practice/practice_world.h"

#include <QStringView>

namespace steward {

/// One organization of the practice fleet with all that the three stores hold of it, before it is put into a world.
/// It starts out healthy; a story then spoils what it is about. The healthy parts stand first in each list.
struct PracticeTenant {
    Timestamp now;
    int ordinal = 0; ///< its place in the fleet: spreads ages, counts and lifetimes
    Organization organization;
    std::vector<Clinic> clinics;
    std::vector<PracticeInstance> instances;
    std::vector<PracticeRow> rows;
    std::vector<PracticeEntry> entries; ///< instance key, token key
    std::vector<Residue> residues;

    PracticeInstance& instance() { return instances.front(); }
    ServerInstance& listed() { return instances.front().listed; }
    Integration& row() { return rows.front().row; }
    CacheEntry& instanceEntry() { return entries.at(0).entry; }
    CacheEntry& tokenEntry() { return entries.at(1).entry; }

    /// Gives instance, row and both entries another name.
    void rename(const InstanceName& name);
    /// Sets or forgets the number in row and entries; the server's stays.
    void setKnownPhone(const std::optional<PhoneNumber>& phone);
    void setConnection(Connection connection, MemoryState memory);
    /// Moves the tenant into the world.
    void enter(PracticeState& state);
};

/// What tells a tenant from another. `clinics` are separated by "|"; the first one is the row's.
struct PracticeTenantText {
    QStringView name;
    QStringView clinics;
    QStringView phone; ///< digits with country code
};

/// Ids are UUIDs version 5 of fixed texts, so that they, and the names built of them, are the same at every start.
QUuid practiceUuid(const QString& text);
template<class Id>
Id practiceId(const QString& text)
{
    return Id(practiceUuid(text));
}
OrganizationId practiceOrganizationId(QStringView organizationName);

PracticeTenant healthyTenant(const PracticeTenantText& text, int ordinal, Timestamp now);
/// "clinic-{organization_id}-{milliseconds}"
InstanceName practiceInstanceName(const OrganizationId& organization, qint64 milliseconds);
/// A further instance of the tenant: closed, never paired, with the webhook of its row (or none without a row).
PracticeInstance furtherInstance(const PracticeTenant& tenant, const InstanceName& name, Timestamp createdAt);
WebhookToken practiceToken(const QString& text);

} // namespace steward
