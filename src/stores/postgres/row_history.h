#pragma once

#include "domain/store_names.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/row_changes.h"

namespace steward {

/// The database's own history of what we change (WORKFLOWS, "Database guards" d), within the change's transaction.
class RowHistory final {
public:
    RowHistory(PostgresConnection& connection, const StoreNames& names);

    /// Asked before the change: whether its table stands. NoRightToWrite where it does and this role may not add to it.
    Result<void> open();
    /// Adds one line where the table stands. `before` is empty for a new row, `after` for a deleted one.
    Result<void>
    add(const ChangeAuthor& author, const std::optional<RowImage>& before, const std::optional<RowImage>& after);

    /// A line says that a row which named it was deleted; false where the table does not stand.
    Result<bool> holdsRemovalOf(const InstanceName& name);
    /// What each operation changed, the newest first; nothing where the table does not stand.
    Result<std::vector<RecordedOperation>> operations(int most);

    /// The lines of many rows within the statement that changes them: a further part of its WITH that adds `before` and
    /// `after` (images as text) of the part named `changed`. Empty where the table does not stand.
    /// `parameters` of the statement get the author's.
    QByteArray addingChanged(const ChangeAuthor& author, std::vector<std::optional<QByteArray>>& parameters) const;

private:
    Result<void> followPolicies();

    PostgresConnection& m_connection;
    QByteArray m_table;
    std::vector<std::optional<QByteArray>> m_name; ///< schema and table, of the history and of the rows
    bool m_stands = false;
};

} // namespace steward
