#pragma once

#include "stores/postgres/postgres_connection.h"
#include "stores/row_changes.h"

namespace steward::row_images {

/// Rows as images (RowImage), in SQL. An image is made of the row that stands in a statement under alias(), in a
/// transaction that ran settings(), so that a row reads the same from every workstation and through every pooler.
QByteArray alias();
QByteArray settings(); ///< SET LOCAL only
QByteArray image();    ///< an expression of type text
/// The image in `parameter` with the token of the row under alias() put back, of type jsonb.
QByteArray restored(const QByteArray& parameter);

/// What `columns` (quoted) get of a `record` that was populated from an `image` of type jsonb: populating makes NULL of
/// JSON's null, which a config may be.
QByteArrayList values(const QByteArrayList& columns, const QByteArray& record, const QByteArray& image);

/// A row's config as a JSON object to add keys to. Only of a row whose config is one, or NULL.
QByteArray configObject();

RowImage read(const SqlRow& row, int column);

/// The columns of `table` (qualified and quoted) that an image can give back, quoted: not its key, nothing that the
/// database computes, and only what both have.
Result<QByteArrayList> columns(PostgresConnection& connection, const QByteArray& table, const RowImage& image);

} // namespace steward::row_images
