#pragma once

#include "domain/store_names.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_history.h"

namespace steward {

/// What every change of our rows is: one transaction that writes, the session's settings by which images are read, and
/// a line in the database's own history before it is committed. Rolled back unless it was.
class RowChange final {
    Q_DISABLE_COPY_MOVE(RowChange)

public:
    RowChange(PostgresConnection& connection, const StoreNames& names);

    Result<void> begin();
    Result<void> run(const SqlStatement& statement, const PostgresConnection::RowHandler& onRow = {});
    /// The one row's image that a statement answers; nothing: it answered none.
    Result<std::optional<RowImage>> runForImage(const SqlStatement& statement);
    /// Our row of that id as it is, locked until the end; `onRow` reads `columns`.
    Result<void>
    lockRow(const IntegrationId& id, const QByteArray& columns, const PostgresConnection::RowHandler& onRow);
    /// With its line: `before` is empty for a new row, `after` for a deleted one.
    Result<void>
    commit(const ChangeAuthor& author, const std::optional<RowImage>& before, const std::optional<RowImage>& after);
    /// Where the statement has added its lines itself, or nothing was changed.
    Result<void> commit() { return m_transaction.commit(); }

    PostgresConnection& connection() { return m_connection; }
    const IntegrationRows& rows() const { return m_rows; }
    const QByteArray& table() const { return m_rows.table(); }
    const RowHistory& history() const { return m_history; }

private:
    PostgresConnection& m_connection;
    PostgresTransaction m_transaction;
    IntegrationRows m_rows;
    RowHistory m_history;
};

} // namespace steward
