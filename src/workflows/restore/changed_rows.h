#pragma once

#include "domain/error.h"
#include "domain/ids.h"
#include "domain/instance_name.h"
#include "stores/row_changes.h"
#include "workflows/journal/journal_reader.h"

#include <QHash>
#include <QStringList>

#include <optional>
#include <vector>

namespace steward {

/// A row as an operation found it, and as it left it: what an undo goes by (WORKFLOWS, "Undo").
struct DeletedRow {
    enum class Change : quint8 { Deleted, Changed, Inserted };

    Change change = Change::Deleted;
    RowImage image; ///< before; empty where it was inserted
    RowImage after; ///< empty where it was deleted, or where that is not known
    IntegrationId id;
    OrganizationId organizationId;
    InstanceName name;             ///< before, or of the inserted one; empty where it named none
    QStringList parts;             ///< of a changed one: the columns and keys of config that get their old value back
    QStringList emptied;           ///< of a deleted one: the keys whose secrets do not come back
    std::optional<Error> obstacle; ///< why it stays as it is
    bool isBack = false;           ///< it is as it was already, so that nothing is left to undo

    bool isEnabledAgain() const;  ///< the undo would enable it
    bool isDisabledAgain() const; ///< the same the other way round: it goes, or is disabled
    bool isPointedBack() const;   ///< the undo would have it name another instance than it does
};

/// Gathers the rows that one operation changed or deleted, in the order in which it first touched them, from the steps
/// and results of the journal as they are visited. The object outlives the reading.
class ChangedRows final {
    Q_DISABLE_COPY_MOVE(ChangedRows)

public:
    explicit ChangedRows(const OperationId& operation)
        : m_operation(operation)
    {
    }

    /// A reading that visits what is to be known.
    JournalReading reading();
    /// After the reading.
    std::vector<DeletedRow> rows();

private:
    struct Row {
        RowImage before;
        RowImage after;
        bool isTouched = false; ///< a step about it was sent, and not refused
        bool isDeleted = false;
        bool isKnown = true; ///< what came of the last one is known
    };
    void take(const JournaledStep& step);
    void takeResult(qint64 number, const std::optional<StepOutcome>& outcome, const QJsonObject& after);
    void settle(const JournaledStep& step);
    Row& rowOf(const IntegrationId& id);

    const OperationId m_operation;
    std::vector<IntegrationId> m_order;
    QHash<IntegrationId, Row> m_rows;
    QHash<qint64, JournaledStep> m_open; ///< steps about rows without a result yet
};

} // namespace steward
