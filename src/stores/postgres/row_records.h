#pragma once

#include "domain/store_names.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/row_changes.h"

#include <map>

namespace steward {

/// DatabasePort's calls of the same meaning over an open connection, each in one transaction of its own.
Result<std::optional<RowImage>>
readImage(PostgresConnection& connection, const StoreNames& names, const IntegrationId& id);
Result<std::map<IntegrationId, RowImage>>
readImages(PostgresConnection& connection, const StoreNames& names, const std::vector<IntegrationId>& ids);
Result<std::optional<ClaimedRow>>
readClaimOf(PostgresConnection& connection, const StoreNames& names, const OperationId& operation);
Result<std::optional<Integration>>
writePairing(PostgresConnection& connection, const StoreNames& names, const PairedRow& paired);

} // namespace steward
