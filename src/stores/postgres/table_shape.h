#pragma once

#include "domain/error.h"
#include "domain/store_names.h"
#include "domain/store_records.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/store_rights.h"

#include <optional>
#include <vector>

namespace steward {

/// The table of integrations as the catalogs describe it. A table that was changed since (another type, one more column
/// that must be filled) is either served or refused before anything is written, and then by its true reason.
struct TableShape {
    struct Column {
        QString name;
        QString type; ///< of a domain the type below it
        bool isEnum = false;
        bool mustBeFilled = false; ///< NOT NULL, and nothing fills it by itself
    };
    bool exists = false;
    bool isTable = false; ///< no view, foreign or materialized one
    std::vector<Column> columns;
    std::optional<Timestamp> readAt; ///< by the database's clock; nothing where there are no columns

    const Column* column(const char* name) const;
};

Result<TableShape> readTableShape(PostgresConnection& connection, const StoreNames& names);

/// Why its rows cannot be read as what they are; nothing: they can. A table that is not there is the reading's to tell.
std::optional<Error> validateReading(const TableShape& shape, const StoreNames& names);
/// Why they cannot be written.
std::optional<Error> validateWriting(const TableShape& shape, const StoreNames& names, const RowRights& rights);

} // namespace steward
