#pragma once

#include "stores/database_port.h"
#include "support/any_id.h"
#include "support/rig_result.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace steward::test {

/// A row to lay into the subject's table before asking a port.
struct SubjectRow {
    IntegrationId id = newId();
    OrganizationId organizationId = newId();
    ClinicId clinicId;
    QByteArray name;       ///< config.instance_name; null: the key is missing
    QByteArray legacyName; ///< config.instance; null: the key is missing
    QString status = QStringLiteral("active");
    bool enabled = true;
    QString phoneColumn; ///< null: NULL
    QString phoneConfig; ///< null: the key is missing
    QString webhookUrl;  ///< null: the key is missing
    QByteArray webhookToken = "abcdefghijklmnopqrstuvwxyz012345";
    bool foreign = false; ///< of another type: must be neither seen nor touched
    bool isProtected = false;
    std::optional<RowLease> lease;
};

inline RowIdentity identityOf(const SubjectRow& row)
{
    return {row.id, row.organizationId, InstanceName::fromUtf8(row.name), InstanceName::fromUtf8(row.legacyName)};
}

/// For changes whose author does not matter.
inline ChangeAuthor someAuthor()
{
    return {QStringLiteral("desk"), newId(), QStringLiteral("test")};
}

/// True where each of the rows asked for ended so.
inline bool allAre(const Result<std::vector<RowEdit>>& edits, size_t count, RowEditOutcome outcome)
{
    return edits && edits->size() == count &&
           std::ranges::all_of(*edits, [outcome](const RowEdit& edit) { return edit.outcome == outcome; });
}

/// What another program may do to a row between a claim and its undo.
enum class RowTouch { Disabled, Active, OtherName, OtherToken, OtherOperation };

/// Something that has DatabasePorts, as the contract's suite drives it.
class DatabasePortSubject {
public:
    virtual ~DatabasePortSubject() = default;
    /// Empty tables, reachable, fast. Before each case.
    virtual rig::RigResult<void> reset() = 0;
    virtual std::unique_ptr<DatabasePort> makePort(bool readOnly) = 0;
    virtual rig::RigResult<void> addRow(const SubjectRow& row) = 0;
    virtual rig::RigResult<void> addClinic(const Clinic& clinic) = 0;
    virtual bool rowExists(const IntegrationId& id) = 0;
    /// Every column of the row, its token too; empty where it is not there.
    virtual QByteArray rowText(const IntegrationId& id) = 0;
    virtual rig::RigResult<void> touch(const IntegrationId& id, RowTouch touch) = 0;
    /// A row of another table needs it from now on, until reset().
    virtual rig::RigResult<void> hold(const IntegrationId& id) = 0;
    /// Makes the table of the guards' history; it is gone after reset().
    virtual rig::RigResult<void> keepHistory() = 0;
    /// Each line as workstation|operation|before|after, oldest first.
    virtual QByteArrayList history() = 0;
    virtual void setUnreachable(bool unreachable) = 0;
    /// Every answer takes at least this long; 0: no delay.
    virtual void setSlow(int milliseconds) = 0;
};

} // namespace steward::test
