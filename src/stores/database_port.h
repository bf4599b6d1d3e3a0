#pragma once

#include "domain/diagnosis.h"
#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/call_context.h"
#include "stores/row_changes.h"
#include "stores/row_edits.h"
#include "stores/store_rights.h"

#include <map>
#include <optional>
#include <vector>

namespace steward {

/// A row to insert: enabled, pending, with a new webhook token, as the save function would write it.
struct NewIntegration {
    OrganizationId organizationId;
    ClinicId clinicId; ///< null: none
    InstanceName instanceName;
};

/// What is read of the rows. A row is one of type 'whatsapp' and provider 'evolution' (our_rows.h).
class RowReading {
public:
    virtual ~RowReading() = default;

    /// All our rows with organizations and clinics, in one transaction, or an error.
    virtual Result<DatabaseListing> list(const CallContext& limits) = 0;
    /// Of list() what concerns one instance (partConcerning() says what that is), in one statement, with
    /// maskedWebhookUrl filled; nothing where only the whole tells.
    virtual Result<std::optional<DatabaseListing>> listConcerning(const InstanceName&, const CallContext&)
    {
        return std::nullopt;
    }
    /// The rows that name the instance under either key, disabled ones too, with maskedWebhookUrl filled.
    virtual Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& limits) = 0;
    /// The row as an image; nothing where it is not there or not ours.
    virtual Result<std::optional<RowImage>> image(const IntegrationId& id, const CallContext& limits) = 0;
    /// Those of the rows that are there and ours, as images.
    virtual Result<std::map<IntegrationId, RowImage>>
    images(const std::vector<IntegrationId>& ids, const CallContext& limits) = 0;
    /// Whether all that may be done, by what the catalogs say: nothing is written to find out. The error names what is
    /// missing: a right to the table or to its history, transactions that write, a column or a type that Steward can
    /// write to.
    virtual Result<void> mayChange(const RowRights& rights, const CallContext& limits) = 0;
    /// The database's own history (WORKFLOWS, "Database guards" d) holds that a row which named the instance was
    /// deleted; false where there is no such history.
    virtual Result<bool> wasRemoved(const InstanceName&, const CallContext&) { return false; }
    /// What that history tells, the newest first, at most so many operations; nothing where there is none.
    virtual Result<std::vector<RecordedOperation>> recorded(int /*most*/, const CallContext&)
    {
        return std::vector<RecordedOperation>();
    }
};

/// How an organization's row is taken for an instance, and given back. Refused when read-only.
class RowClaims {
public:
    virtual ~RowClaims() = default;

    /// One transaction under the organization's and the name's advisory locks (WORKFLOWS, "Creation" 2). NoRightToWrite
    /// where this role could not also delete the row, NotFound where the row to finish is gone. After OutcomeUnknown,
    /// claimOf() tells.
    virtual Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& limits) = 0;
    /// The row that the operation has claimed, by config.steward_operation; nothing where there is none. `before` of
    /// the answer is empty: the journal has it. Allowed when read-only.
    virtual Result<std::optional<ClaimedRow>> claimOf(const OperationId& operation, const CallContext& limits) = 0;
    /// Takes a claim back where the row is still as the claim left it. Idempotent.
    virtual Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& limits) = 0;
};

/// What changes rows. Refused when read-only.
class RowEdits {
public:
    virtual ~RowEdits() = default;

    virtual Result<Integration> insert(const NewIntegration& row, const CallContext& limits) = 0;
    /// Each in the order asked, in one statement. A row that a foreign key holds is disabled instead, and the others go
    /// all the same.
    virtual Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) = 0;
    /// enabled = false, status disabled.
    virtual Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) = 0;
    /// Of enabled rows: status, and number where one is given.
    virtual Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits) = 0;
    /// config.steward_protected.
    virtual Result<RowEdit>
    protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits) = 0;
    /// status active, phone_number, connected_at, updated_at; nothing where no enabled row of that id names it any
    /// more.
    virtual Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& limits) = 0;
    /// Gives a row the content back that it had before a change, where nothing but updated_at, last_seen_at and
    /// Steward's own marks (lease, operation) has changed since (WORKFLOWS, "Undo"). It keeps its own token; a status
    /// is never set back to active; one that would be enabled takes the claim's locks. Idempotent.
    virtual Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& limits) = 0;
    /// A deleted row again: same id, a new token, disabled, without lease and operation (WORKFLOWS, "Deletion").
    virtual Result<RestoredRow>
    restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits) = 0;
};

/// How a cleaning holds its organization's row. Refused when read-only.
class RowLeases {
public:
    virtual ~RowLeases() = default;

    /// The instance's row, and the lease in it, in one transaction under the organization's and the name's advisory
    /// locks. Repeated by the same operation it ends the same way and gives the lease its time anew.
    virtual Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& limits) = 0;
    /// Takes the operation's leases out of all rows. Idempotent.
    virtual Result<void> endLeases(const OperationId& operation, const CallContext& limits) = 0;
};

/// PostgreSQL. Every transaction sets row_security = off (a policy that would hide rows becomes an error) and refuses a
/// replica.
class DatabasePort : public RowReading, public RowClaims, public RowEdits, public RowLeases {
public:
    virtual StoreDiagnosis diagnose(const CallContext& limits) = 0;
};

} // namespace steward
