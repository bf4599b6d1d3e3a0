#pragma once

#include "stores/postgres/row_change.h"
#include "stores/row_changes.h"

namespace steward {

/// Takes one claim back (DatabasePort::undoClaim) over an open connection, in one transaction of its own.
class ClaimRollback final {
    Q_DISABLE_COPY_MOVE(ClaimRollback)

public:
    ClaimRollback(PostgresConnection& connection, const StoreNames& names, ClaimUndo undo);
    Result<RowUndo> run();

private:
    /// The row as it is, locked; nothing where it is gone.
    Result<std::optional<RowImage>> now();
    /// What the row is afterwards: empty where it was deleted. Nothing where it is no longer as the claim left it.
    Result<std::optional<RowImage>> takeBack();
    Result<SqlStatement> statement();
    Result<bool> isBackAlready(const RowImage& now);

    RowChange m_change;
    ClaimUndo m_undo;
};

} // namespace steward
