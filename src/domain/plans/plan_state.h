#pragma once

#include "domain/store_records.h"
#include "domain/token_digest.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

struct AuditRow;

/// A token key without its secret: what is shown of it, and what finds it again.
struct TokenKey {
    QString masked; ///< first four characters
    TokenDigest digest;
    bool operator==(const TokenKey& other) const { return digest == other.digest; }

    static TokenKey of(const WebhookToken& token) { return {token.masked(), TokenDigest::of(token)}; }
};

/// What counts of an instance on the server.
struct SeenInstance {
    std::optional<InstanceId> id;
    bool open = false;
    std::optional<PhoneNumber> phone;
    bool operator==(const SeenInstance&) const = default;
};

/// What counts of a row.
struct SeenRow {
    IntegrationId id;
    OrganizationId organizationId;
    ClinicId clinicId;
    InstanceName instanceName;
    InstanceName legacyName;
    bool enabled = false;
    QString status;
    std::optional<PhoneNumber> phone;
    bool isProtected = false;
    bool operator==(const SeenRow&) const = default;
};

/// What counts of a cache entry.
struct SeenEntry {
    CacheKeyKind kind = CacheKeyKind::Instance;
    InstanceName name;             ///< instance key: from the key
    std::optional<TokenKey> token; ///< token key only
    CacheValueState state = CacheValueState::Readable;
    OrganizationId organizationId;
    QString organizationText;
    std::optional<PhoneNumber> phone;
    bool isKeyOf(const SeenEntry& other) const
    {
        return kind == other.kind && (kind == CacheKeyKind::Token ? token == other.token : name == other.name);
    }
    bool operator==(const SeenEntry&) const = default;
};

/// An instance's counted state in the three stores at one moment (WORKFLOWS, "Plans, breakers, staleness"). TTL,
/// updated_at, last_seen_at and counts have no place in it. Rows are ordered by id.
struct SeenState {
    std::optional<SeenInstance> server; ///< nothing: absent, or not known
    bool serverUnknown = false;         ///< not listed, and without its second witness
    std::vector<SeenRow> rows;          ///< all that name it under either key
    std::vector<SeenEntry> entries;
    bool isProtectedByProfile = false;
    bool operator==(const SeenState&) const = default;
};

SeenRow seenRow(const Integration& row);
SeenEntry seenEntry(const CacheEntry& entry);
SeenState seenState(const AuditRow& row);

/// What has become of it: each has its sentence (src/wording).
enum class SeenChange : quint8 {
    NotListed, ///< and not known whether it still runs
    Gone,      ///< from the server
    Came,
    OnlyRun, ///< and not listed any more
    MadeAnew,
    PhoneConnected,
    PhoneDisconnected,
    ServerPhone,
    RowGone, ///< before: its id
    RowCame, ///< likewise
    RowOrganization,
    RowName,
    Protected,
    Unprotected,
    RowClinic,
    RowEnabled,
    RowDisabled,
    RowStatus,
    RowPhone,
    CacheOrganization,
    CachePhone,
};
constexpr int seenChangeCount = static_cast<int>(SeenChange::CachePhone) + 1;

struct Difference {
    SeenChange change = SeenChange::NotListed;
    QString before; ///< texts; empty where there is nothing
    QString after;
    /// What was there is not there any more: for a removal that is done, not changed.
    bool isGone = false;
    bool operator==(const Difference&) const = default;
};

/// What differs of what counts before an item's first step; empty: nothing changed. An entry that came or went is no
/// change: the backend writes entries at any time and they expire by themselves.
std::vector<Difference> changedSince(const SeenState& seen, const SeenState& now);

} // namespace steward
