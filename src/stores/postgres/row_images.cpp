#include "stores/postgres/row_images.h"

namespace steward::row_images {
namespace {

constexpr const char* place = "'{webhook_token}'";
// Of both NULL and JSON's null to_jsonb() makes the same.
constexpr const char* jsonNull = "'config_is_json_null'";

/// The token as it stands in JSON text, less its quotes. A shorter one is no secret, and could be a part of anything.
QByteArray tokenText()
{
    const QByteArray json = "to_json(" + alias() + ".webhook_token)::text";
    return "CASE WHEN length(" + alias() + ".webhook_token) >= 8 THEN substr(" + json + ", 2, length(" + json +
           ") - 2) ELSE '' END";
}

} // namespace

QByteArray alias()
{
    return "steward_row";
}

QByteArray settings()
{
    return "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; "
           "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'";
}

QByteArray image()
{
    // A row without a token says so, or giving its image back could not take away the one that it got since.
    const QByteArray whole = "(to_jsonb(" + alias() + ".*) || CASE WHEN jsonb_typeof(" + alias() +
                             ".config::jsonb) = 'null' THEN jsonb_build_object(" + jsonNull +
                             ", true) ELSE '{}'::jsonb END)";
    return "CASE WHEN coalesce(" + alias() + ".webhook_token, '') = '' THEN " + whole + "::text ELSE replace((" +
           whole + " - 'webhook_token')::text, " + tokenText() + ", " + place + ")::jsonb::text END";
}

QByteArray restored(const QByteArray& parameter)
{
    // From an empty text PostgreSQL's replace() changes nothing; here the place stays where there is no token for it.
    return "CASE WHEN length(coalesce(" + alias() + ".webhook_token, '')) >= 8 THEN replace(" + parameter + "::text, " +
           place + ", " + tokenText() + ")::jsonb ELSE " + parameter + "::text::jsonb END";
}

QByteArrayList values(const QByteArrayList& columns, const QByteArray& record, const QByteArray& image)
{
    QByteArrayList expressions;
    for (const QByteArray& column : columns) {
        const QByteArray value = record + '.' + column;
        // The literal takes the column's type, json or jsonb.
        expressions
            << (column == "\"config\"" ? "CASE WHEN " + image + " ? " + jsonNull + " THEN 'null' ELSE " + value + " END"
                                       : value);
    }
    return expressions;
}

QByteArray configObject()
{
    return "coalesce(config::jsonb, '{}'::jsonb)";
}

RowImage read(const SqlRow& row, int column)
{
    return {row.bytes(column).toByteArray()};
}

Result<QByteArrayList> columns(PostgresConnection& connection, const QByteArray& table, const RowImage& image)
{
    QByteArrayList names;
    const auto ran = connection.run(
        {"SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT "
         "a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a' AND a.attname <> 'id' AND $2::jsonb ? "
         "a.attname::text ORDER BY a.attnum",
         {table, image.json}},
        [&](const SqlRow& row) { names << connection.quoted(row.text(0)); });
    if (!ran)
        return std::unexpected(ran.error());
    return names;
}

} // namespace steward::row_images
