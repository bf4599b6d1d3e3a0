#pragma once

#include "stores/row_changes.h"

#include <chrono>
#include <optional>
#include <vector>

namespace steward {

/// What a row has to be still, compared inside the statement that changes it (WORKFLOWS, "Plans, breakers, staleness":
/// before the later steps only identity counts). A protected row is changed by protect() alone.
struct RowIdentity {
    IntegrationId id;
    OrganizationId organizationId;
    InstanceName instanceName; ///< config.instance_name; empty where missing
    InstanceName legacyName;   ///< config.instance; empty where missing
    QByteArray configDigest;   ///< see Integration

    static RowIdentity of(const Integration& row)
    {
        return {row.id, row.organizationId, row.instanceName, row.legacyName, row.configDigest};
    }
    bool operator==(const RowIdentity&) const = default;
};

enum class RowEditOutcome : quint8 {
    Done,
    AsWanted,     ///< it was so already: nothing was written
    Absent,       ///< it is not there
    ChangedSince, ///< another identity, or protected: left as it is
    Referenced,   ///< of a removal: a foreign key holds it, so it was disabled instead
};

/// What came of one row.
struct RowEdit {
    IntegrationId id;
    RowEditOutcome outcome = RowEditOutcome::ChangedSince;
    std::optional<RowImage> before = {}; ///< of a row that was written
    std::optional<RowImage> after = {};  ///< of one that stands as it is wanted
    bool operator==(const RowEdit& other) const { return id == other.id && outcome == other.outcome; }
};

/// What an enabled row is to say of its instance.
struct RowState {
    RowIdentity row;
    QString status;
    std::optional<PhoneNumber> phone; ///< nothing: the number stays as it is
    /// config.expected_phone, in the same statement; nothing: it stays as it is.
    std::optional<PhoneNumber> expectedPhone = std::nullopt;

    /// For an edit that writes no state of its own.
    static std::vector<RowState> onlyIdentities(const std::vector<RowIdentity>& rows)
    {
        std::vector<RowState> states;
        states.reserve(rows.size());
        for (const RowIdentity& row : rows)
            states.push_back({row, {}, {}});
        return states;
    }
};

/// The row of an organization is to name this instance, under the current key alone (WORKFLOWS, "Cleaning duplicates").
struct SurvivorRequest {
    /// Another than that of `row`: the row is to belong to it from now on, and no other enabled row of it may stand.
    OrganizationId organizationId;
    InstanceName survivor;
    std::optional<RowIdentity> row; ///< the enabled row as it was seen; nothing: a new row, with a new token
    /// Of a new row, or one that moves; nothing: the organization's first active clinic by name.
    std::optional<ClinicId> clinicId;
    QString status; ///< of a new row
    std::optional<PhoneNumber> phone;
    QString webhookTemplate;           ///< config.webhook_url; empty: it stays as it is
    std::chrono::seconds leaseTime{0}; ///< config.steward_lease, from now on; 0: none
    /// Of a row that stands: it is held for leaseTime and else stays as it is, also what it names.
    bool onlyHolds = false;
    ChangeAuthor author; ///< its operation and workstation are the lease's

    bool moves() const { return row && row->organizationId != organizationId; }
};

struct SurvivorAnswer {
    std::optional<ClaimedRow> kept; ///< `before` is empty where the row is new
    /// Where it was not written: another operation holds a lease that has not run out …
    std::optional<RowLease> leasedBy;
    /// … or a row is in the way or not as it was seen: those that stand.
    std::vector<Integration> standing;
};

struct RestoredRow {
    RowEditOutcome outcome = RowEditOutcome::ChangedSince; ///< ChangedSince: a row of that id stands
    std::optional<Integration> row;                        ///< the one restored
};

} // namespace steward
