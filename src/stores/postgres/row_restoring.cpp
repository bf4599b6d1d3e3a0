#include "stores/postgres/row_restoring.h"

#include "stores/postgres/row_change.h"
#include "stores/postgres/row_images.h"

namespace steward {
namespace {

using Webhook = IntegrationRows::Webhook;

/// The image in $1 as a new row: a new token in its places too, disabled, without lease and operation.
QByteArray restoring(const QByteArray& table, QByteArrayList columns)
{
    for (const char* column : {"id", "webhook_token"}) {
        const QByteArray quoted = '"' + QByteArray(column) + '"';
        if (!columns.contains(quoted))
            columns << quoted;
    }
    const QByteArray filled = "(SELECT made.token, replace($1::text, '{webhook_token}', made.token)::jsonb AS whole "
                              "FROM (SELECT " +
                              IntegrationRows::newToken() + " AS token FROM " + IntegrationRows::newTokenSource() +
                              " OFFSET 0) AS made OFFSET 0) AS filled";
    const QByteArray config =
        "CASE WHEN jsonb_typeof(filled.whole->'config') = 'object' THEN (filled.whole->'config') - 'steward_lease' - "
        "'steward_operation' ELSE filled.whole->'config' END";
    return "INSERT INTO " + table + " AS " + row_images::alias() + " (" + columns.join(", ") + ") SELECT " +
           row_images::values(columns, "image", "filled.whole").join(", ") + " FROM " + filled +
           ", LATERAL jsonb_populate_record(NULL::" + table +
           ", filled.whole || jsonb_build_object('webhook_token', filled.token, 'enabled', false, 'status', "
           "'disabled', 'updated_at', now(), 'config', " +
           config + ")) AS image WHERE " + IntegrationRows::isOurs("image.") + " ON CONFLICT DO NOTHING RETURNING " +
           IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image();
}

/// What stands in the way of the image in $1: whether it is the row restored already, and the row.
QByteArray standing(const QByteArray& table)
{
    return "SELECT " + IntegrationRows::selected(Webhook::Masked) +
           ", NOT enabled AND organization_id::text = $1::jsonb->>'organization_id' AND "
           "coalesce(config->>'instance_name', '') = coalesce($1::jsonb->'config'->>'instance_name', '') AND "
           "coalesce(config->>'instance', '') = coalesce($1::jsonb->'config'->>'instance', '') FROM " +
           table + " WHERE id = ($1::jsonb->>'id')::uuid AND " + IntegrationRows::isOurs();
}

Result<RestoredRow> judgeConflict(PostgresConnection& connection, const QByteArray& table, const RowImage& image)
{
    bool stands = false;
    const auto looked = connection.run(
        {"SELECT FROM " + table + " WHERE id = ($1::jsonb->>'id')::uuid", {image.json}},
        [&stands](const SqlRow&) { stands = true; });
    if (!looked)
        return std::unexpected(looked.error());
    if (!stands)
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("the image could not be inserted")));
    RestoredRow restored;
    const auto asked = connection.run({standing(table), {image.json}}, [&restored](const SqlRow& row) {
        if (row.flag(IntegrationRows::selectedColumns))
            restored = {RowEditOutcome::AsWanted, IntegrationRows::integration(row, Webhook::Masked)};
    });
    if (!asked)
        return std::unexpected(asked.error());
    return restored;
}

} // namespace

Result<RestoredRow>
restoreRow(PostgresConnection& connection, const StoreNames& names, const RowImage& image, const ChangeAuthor& author)
{
    RowChange change(connection, names);
    const QByteArray& table = change.table();
    if (const auto started = change.begin(); !started)
        return std::unexpected(started.error());
    const auto columns = row_images::columns(connection, table, image);
    if (!columns)
        return std::unexpected(columns.error());
    RestoredRow restored;
    RowImage after;
    const auto inserted =
        change.run({restoring(table, *columns), {image.json}, SqlIntent::Write}, [&](const SqlRow& row) {
            restored = {RowEditOutcome::Done, IntegrationRows::integration(row, Webhook::Masked)};
            after = row_images::read(row, IntegrationRows::selectedColumns);
        });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (!restored.row)
        return judgeConflict(connection, table, image);
    if (const auto kept = change.commit(author, {}, after); !kept)
        return std::unexpected(kept.error());
    return restored;
}

} // namespace steward
