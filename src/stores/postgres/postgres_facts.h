#pragma once

#include "domain/store_names.h"
#include "stores/connection_settings.h"
#include "stores/postgres/postgres_connection.h"

#include <optional>

namespace steward {

/// What this role may do with a table; from the catalogs, so that asking never fails.
struct TableFacts {
    bool exists = false;
    bool mayUseSchema = false;
    bool mayRead = false;
    bool mayWrite = false;  ///< INSERT, UPDATE and DELETE
    bool hidesRows = false; ///< a row-level security policy holds for this role
    QString missingColumns;
};

enum class PoolerMode { Unknown, Direct, Session, Transaction };

/// What the doctor finds over a connection that stands; what was not reached keeps its initial value.
struct PostgresFacts {
    bool encrypted = false;
    QString version;
    QByteArray backend; ///< the process that served the question; empty where it was not asked
    bool replica = false;
    TableFacts integrations;
    TableFacts organizations;
    TableFacts clinics;
    std::optional<Error> writeError; ///< why rows cannot be changed, as a plan would be told
    bool functionExists = false;
    bool mayExecute = false;
    std::optional<Error> readError; ///< of reading the table as list() does
    PoolerMode pooler = PoolerMode::Unknown;
    std::optional<Error> interrupted; ///< the gathering itself ended early
};

/// Runs on the connection's thread. Makes a second connection for a moment, to tell the poolers apart.
PostgresFacts gatherFacts(PostgresConnection& connection, const DatabaseSettings& settings, const StoreNames& names);

/// Between us and the database, told by a second connection for a moment. Outside any transaction.
PoolerMode poolerOf(PostgresConnection& connection, const DatabaseSettings& settings);

} // namespace steward
