#pragma once

#include "domain/audit/snapshot.h"
#include "domain/token_digest.h"

#include <mutex>
#include <vector>

namespace steward {

/// Finds single rows and keys of a reading by what they are named by. Each list is put in order at its first question;
/// asked from any thread. The snapshot has to outlive it.
class AuditLookup final {
    Q_DISABLE_COPY_MOVE(AuditLookup)

public:
    explicit AuditLookup(const Snapshot& snapshot)
        : m_snapshot(snapshot)
    {
    }

    // Null where it is not there, or where its store was not read whole.

    const Integration* row(const std::optional<IntegrationId>& id) const;
    const Integration* rowWithToken(const WebhookToken& token) const;
    const Integration* rowWithToken(const QString& masked, const TokenDigest& digest) const;
    /// An enabled row of this token other than those: while it stands, the token's key is in use.
    const Integration* otherEnabledRow(const WebhookToken& token, const std::vector<const Integration*>& butFor) const;
    const CacheEntry* instanceEntry(const InstanceName& name) const;
    const CacheEntry* tokenEntry(const WebhookToken& token) const;
    const CacheEntry* tokenEntry(const QString& masked, const TokenDigest& digest) const;
    /// Rows that a workstation is at work on.
    const std::vector<const Integration*>& leasedRows() const;

private:
    /// Places by the hash of their key, ascending.
    struct Places {
        struct Entry {
            quint32 hash = 0;
            quint32 place = 0;
            auto operator<=>(const Entry&) const = default;
        };
        std::once_flag once;
        std::vector<Entry> entries;

        template<class Record, class KeyOf>
        void fill(const std::vector<Record>& records, const KeyOf& keyOf);
        template<class Record, class IsIt>
        const Record* find(size_t hash, const std::vector<Record>& records, const IsIt& isIt) const;
    };
    template<class IsIt>
    const Integration* rowByMask(const QString& masked, const IsIt& isIt) const;
    template<class IsIt>
    const CacheEntry* entryByMask(const QString& masked, const IsIt& isIt) const;

    const Snapshot& m_snapshot;
    mutable Places m_rowsById;
    mutable Places m_rowsByMask;
    mutable Places m_entriesByName;
    mutable Places m_entriesByMask;
    mutable std::once_flag m_leasesOnce;
    mutable std::vector<const Integration*> m_leased;
};

} // namespace steward
