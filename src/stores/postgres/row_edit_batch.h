#pragma once

#include "stores/postgres/row_change.h"
#include "stores/postgres/row_edit_sql.h"

#include <QHash>
#include <QSet>

namespace steward {

/// One batch of edits (DatabasePort::remove, disable, writeStates, protect) over an open connection, in one
/// transaction of its own.
class RowEditBatch final {
    Q_DISABLE_COPY_MOVE(RowEditBatch)

public:
    RowEditBatch(
        PostgresConnection& connection, const StoreNames& names, RowEditKind kind, std::vector<RowState> wishes,
        ChangeAuthor author);
    Result<std::vector<RowEdit>> run();

private:
    Result<void> prepare();
    Result<void> look();
    /// Of the wishes to be written, the last for each row.
    std::vector<int> open() const;
    Result<void> write(RowEditKind kind, std::span<const int> chosen);
    Result<void> removeRows(std::span<const int> chosen);
    Result<void> disableHeld();
    std::vector<RowEdit> answers() const;

    RowChange m_change;
    RowEditKind m_kind;
    std::vector<RowState> m_wishes;
    ChangeAuthor m_author;
    std::vector<RowEditOutcome> m_outcomes; ///< of each wish; Done: to be written
    QSet<IntegrationId> m_written;
    QHash<IntegrationId, RowEdit> m_images; ///< of what was written, and of what is as wanted
    std::vector<int> m_held;                ///< wishes whose row a foreign key holds
};

} // namespace steward
