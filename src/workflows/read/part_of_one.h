#pragma once

#include "domain/audit/snapshot.h"

#include <QByteArrayView>
#include <QSet>

#include <vector>

namespace steward {

/// What is read of the cache for one instance (AuditRequest::only), and whether that and what was read of the table are
/// enough to tell of it what an audit tells. The snapshot's server and database were read, and stay as they are.
class PartOfOne final {
public:
    /// isTablePart: of the database only what concerns it was read (DatabasePort::listConcerning()). No more rows can
    /// then be missing of those that name it or bear its organization's ID in their name; of others it is not known
    /// whether they have one.
    PartOfOne(const InstanceName& name, const Snapshot& snapshot, bool isTablePart);

    std::vector<CacheKey> keys() const;

    /// False where an entry under a token of no row of it could say otherwise: that it has an entry at all, whose it
    /// is, or that an instance without a row, which bears the organization's ID in its name, is another's. Also where
    /// an entry says of an instance whose rows were not read that it is of the organization.
    bool isEnough(const std::vector<CacheEntry>& entries);

private:
    bool bearsItsOrganization(const InstanceName& name) const;
    bool isOfUnread(const CacheEntry& entry) const;

    const InstanceName& m_name;
    const bool m_isTablePart;
    bool m_hasRow = false;
    QSet<QByteArrayView> m_named; ///< by the rows that were read
    QSet<OrganizationId> m_organizations;
    std::vector<WebhookToken> m_tokens; ///< of its rows
    QSet<InstanceName> m_withoutRow;    ///< others that are listed, and whose organization an entry may tell
};

} // namespace steward
