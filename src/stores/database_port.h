#pragma once

#include "domain/diagnosis.h"
#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/limits.h"
#include "stores/row_changes.h"

#include <optional>
#include <vector>

namespace steward {

/// A row to insert: enabled, pending, with a new webhook token, as the save function would write it.
struct NewIntegration {
    QUuid organizationId;
    QUuid clinicId; ///< null: none
    InstanceName instanceName;
};

/// PostgreSQL. Sees and touches only rows with type 'whatsapp' and provider 'evolution'. Every transaction sets
/// row_security = off (a policy that would hide rows becomes an error) and refuses a replica.
class DatabasePort {
public:
    virtual ~DatabasePort() = default;

    /// All our rows with organizations and clinics, in one transaction, or an error.
    virtual Result<DatabaseListing> list(const Limits& limits) = 0;
    /// The rows that name the instance under either key, disabled ones too, with maskedWebhookUrl filled.
    virtual Result<std::vector<Integration>> find(const InstanceName& name, const Limits& limits) = 0;

    // Changes. Refused when read-only.
    virtual Result<Integration> insert(const NewIntegration& row, const Limits& limits) = 0;
    /// Deletes those of the ids that are ours; the answer is the ids that went. An id that is not there is done.
    virtual Result<std::vector<QUuid>> remove(const std::vector<QUuid>& ids, const Limits& limits) = 0;

    /// The row as an image; nothing where it is not there or not ours.
    virtual Result<std::optional<RowImage>> image(const QUuid& id, const Limits& limits) = 0;
    /// One transaction under the organization's and the name's advisory locks (WORKFLOWS, "Creation" 2). NoRightToWrite
    /// where this role could not also delete the row, NotFound where the row to finish is gone. After OutcomeUnknown,
    /// claimOf() tells.
    virtual Result<ClaimAnswer> claim(const ClaimRequest& request, const Limits& limits) = 0;
    /// The row that the operation has claimed, by config.steward_operation; nothing where there is none. `before` of
    /// the answer is empty: the journal has it.
    virtual Result<std::optional<ClaimedRow>> claimOf(const QUuid& operation, const Limits& limits) = 0;
    /// Takes a claim back where the row is still as the claim left it. Idempotent.
    virtual Result<RowUndo> undoClaim(const ClaimUndo& undo, const Limits& limits) = 0;
    /// status active, phone_number, connected_at, updated_at; nothing where no enabled row of that id names it any
    /// more.
    virtual Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const Limits& limits) = 0;

    virtual StoreDiagnosis diagnose(const Limits& limits) = 0;
};

} // namespace steward
