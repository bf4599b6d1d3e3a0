#pragma once

#include "domain/store_names.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/store_rights.h"

namespace steward {

/// DatabasePort::mayChange() over an open connection: in a transaction that could write and never does.
Result<void> askRowRights(PostgresConnection& connection, const StoreNames& names, const RowRights& rights);

} // namespace steward
