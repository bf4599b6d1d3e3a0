#pragma once

#include "domain/store_names.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/row_edits.h"

namespace steward {

/// DatabasePort::restore() over an open connection, in one transaction of its own.
Result<RestoredRow>
restoreRow(PostgresConnection& connection, const StoreNames& names, const RowImage& image, const ChangeAuthor& author);

} // namespace steward
