#pragma once

#include "stores/postgres/row_change.h"
#include "stores/row_changes.h"

namespace steward {

/// Takes one change of a row back (DatabasePort::undoChange) over an open connection, in one transaction of its own.
class ChangeUndoing final {
    Q_DISABLE_COPY_MOVE(ChangeUndoing)

public:
    ChangeUndoing(PostgresConnection& connection, const StoreNames& names, RowChangeUndo undo);
    Result<ChangeUndone> run();

private:
    /// The row as it is, locked.
    struct Now {
        RowImage image;
        Integration row;
    };
    Result<void> prepare();
    Result<std::optional<Now>> now();
    /// What of the row counts and is other than in the image.
    Result<QStringList> differences(const RowImage& image, const RowImage& now);
    Result<ChangeUndone> judge(const std::optional<Now>& now);
    Result<std::vector<Integration>> standing();
    Result<std::optional<RowImage>> write(const Now& now);
    Result<SqlStatement> givingBack(const Now& now);

    RowChange m_change;
    RowChangeUndo m_undo;
    OrganizationId m_organization; ///< as it was before
    InstanceName m_name;
    bool m_wasEnabled = false;
    bool m_wasActive = false;
};

} // namespace steward
