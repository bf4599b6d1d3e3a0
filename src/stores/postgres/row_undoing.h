#pragma once

#include "domain/store_names.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/row_history.h"
#include "stores/row_changes.h"

namespace steward {

/// Takes one claim back (DatabasePort::undoClaim) over an open connection, in one transaction of its own.
class RowUndoing final {
    Q_DISABLE_COPY_MOVE(RowUndoing)

public:
    RowUndoing(PostgresConnection& connection, const StoreNames& names, ClaimUndo undo);
    Result<RowUndo> run();

private:
    /// The row as it is, locked; nothing where it is gone.
    Result<std::optional<RowImage>> now();
    /// What the row is afterwards: empty where it was deleted. Nothing where it is no longer as the claim left it.
    Result<std::optional<RowImage>> takeBack();
    Result<SqlStatement> statement();
    Result<bool> isBackAlready(const RowImage& now);

    PostgresConnection& m_connection;
    ClaimUndo m_undo;
    IntegrationRows m_rows;
    RowHistory m_history;
};

} // namespace steward
