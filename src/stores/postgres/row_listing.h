#pragma once

#include "domain/store_names.h"
#include "domain/store_records.h"
#include "stores/postgres/postgres_connection.h"

namespace steward {

/// DatabasePort::list() over an open connection.
Result<DatabaseListing> readListing(PostgresConnection& connection, const StoreNames& names);

/// DatabasePort::listConcerning(). Also nothing where PostgreSQL refuses the question, whose reason list() then tells,
/// and where a row that decides what else concerns the instance has its config in a string, which SQL cannot read.
Result<std::optional<DatabaseListing>>
readListingConcerning(PostgresConnection& connection, const StoreNames& names, const InstanceName& name);

} // namespace steward
