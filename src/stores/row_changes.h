#pragma once

#include "domain/ids.h"
#include "domain/instance_name.h"
#include "domain/phone_number.h"
#include "domain/store_records.h"
#include "domain/token_digest.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// Who changes a row, and within which operation of the journal: for the database's own history (WORKFLOWS, "Database
/// guards" d), which is written in the same transaction where its table stands.
struct ChangeAuthor {
    QString workstation;
    OperationId operation;
    QString action; ///< untranslated: "create"
};

/// A row whole, whatever its columns, as jsonb text, less webhook_token. Where the token stands inside another value
/// (config.webhook_url) it reads "{webhook_token}"; a row that has none keeps the key, null or empty. Holds no secret.
struct RowImage {
    QByteArray json;
    bool operator==(const RowImage&) const = default;
};

/// What a claim asks (WORKFLOWS, "Creation" 2).
struct ClaimRequest {
    OrganizationId organizationId;
    std::optional<ClinicId> clinicId; ///< nothing: the organization's first active clinic by name
    InstanceName instanceName;
    std::optional<PhoneNumber> expectedPhone; ///< config.expected_phone; never the row's own number
    QString webhookTemplate;                  ///< config.webhook_url; empty: none
    /// The enabled row without an instance that is to get one, as it was seen; it keeps its id, name and token. It is
    /// refused as standing where it reads otherwise by now. Nothing: a new row.
    std::optional<RowImage> finishing;
    /// The row in `finishing` is a disabled one that names the instance, and is to be enabled (WORKFLOWS, "Deletion":
    /// enable is creation's claim on that row).
    bool enables = false;
    ChangeAuthor author;
};

struct ClaimedRow {
    Integration row;                ///< as it is now
    std::optional<RowImage> before; ///< nothing: it was inserted
    RowImage after;
};

struct ClaimAnswer {
    std::optional<ClaimedRow> claimed;
    /// Where nothing was claimed: the enabled rows of the organization and whatever row names the instance.
    std::vector<Integration> standing;
};

/// A claim to be taken back, from what the journal keeps of it. author.operation is the claim's own: another operation
/// in config.steward_operation has taken the row over, so it is left.
struct ClaimUndo {
    IntegrationId id;
    OrganizationId organizationId;
    InstanceName instanceName;
    TokenDigest token;              ///< of the row's webhook token
    std::optional<RowImage> before; ///< nothing: the row was inserted and is deleted
    ChangeAuthor author;
};

enum class RowUndo : quint8 {
    Undone,
    AlreadyAbsent,
    ChangedSince, ///< by somebody else (other name, active, other token, disabled): left as it is
};

/// A change of a row that is to be taken back, whichever workflow made it, from what the journal keeps of it.
struct RowChangeUndo {
    IntegrationId id;
    std::optional<RowImage> before; ///< nothing: the row was new, and goes
    RowImage after;
    bool onlyLooks = false; ///< tells what would come of it, and writes nothing
    ChangeAuthor author;
};

enum class ChangeUndoOutcome : quint8 {
    Undone,
    AlreadyBack,  ///< it is as it was already
    Absent,       ///< it is not there any more
    ChangedSince, ///< by somebody else, in what counts
    InTheWay,     ///< it would be enabled, and another row stands by now
};

struct ChangeUndone {
    ChangeUndoOutcome outcome = ChangeUndoOutcome::ChangedSince;
    /// ChangedSince: the columns, and the keys of config, that are other by now. AlreadyBack: a status that was active
    /// and is not given back.
    QStringList differs;
    std::vector<Integration> standing; ///< InTheWay
};

/// A pairing to be written to the row of an instance that is open now.
struct PairedRow {
    IntegrationId id;
    OrganizationId organizationId; ///< whose row it was when the pairing began
    InstanceName instanceName;
    PhoneNumber phone;
    ChangeAuthor author;
};

/// How many names a RecordedOperation tells.
inline constexpr size_t mostRecordedNames = 3;

/// What one operation changed in the rows, as the database's own history tells it (WORKFLOWS, "Database guards" d).
struct RecordedOperation {
    Timestamp at; ///< of its first change
    QString role; ///< of the database
    QString workstation;
    QString action; ///< the journal's word of what was done to the rows: "delete-row"
    OperationId operation;
    qint64 rows = 0;
    std::vector<InstanceName> names; ///< some of those that its rows named
    OrganizationId organizationId;   ///< of all of them; null where there are several
    bool operator==(const RecordedOperation&) const = default;
};

} // namespace steward
