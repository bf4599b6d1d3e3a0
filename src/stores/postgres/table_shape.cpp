#include "stores/postgres/table_shape.h"

#include "stores/postgres/integration_rows.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ShapeText {
    Q_DECLARE_TR_FUNCTIONS(steward::TableShape)
};

constexpr const char* shapeQuestion = R"(
SELECT c.relkind IN ('r', 'p'), a.attname, pg_catalog.format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL),
       t.typtype = 'e', a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND a.attgenerated = '',
       (pg_catalog.date_part('epoch', pg_catalog.clock_timestamp()) * 1000)::bigint
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY a.attnum)";

/// What one column may be.
struct AllowedTypes {
    const char* column;
    QStringList types;
    bool mayBeEnum = false;
};

const QStringList columnTexts{QStringLiteral("text"), QStringLiteral("character varying")};
const QStringList columnTimes{
    QStringLiteral("timestamp with time zone"), QStringLiteral("timestamp without time zone")};
const QStringList columnIds{QStringLiteral("uuid")};

const std::vector<AllowedTypes>& allowedToRead()
{
    static const std::vector<AllowedTypes> allowed{
        {"id", columnIds},
        {"organization_id", columnIds},
        {"clinic_id", columnIds},
        {"config", {QStringLiteral("jsonb"), QStringLiteral("json")}},
        {"enabled", {QStringLiteral("boolean")}},
        {"created_at", columnTimes},
        {"updated_at", columnTimes},
        {"connected_at", columnTimes},
        {"last_seen_at", columnTimes}};
    return allowed;
}

const std::vector<AllowedTypes>& allowedToWrite()
{
    static const std::vector<AllowedTypes> allowed{
        {"type", columnTexts, true},
        {"provider", columnTexts, true},
        {"status", columnTexts},
        {"webhook_token", columnTexts},
        {"phone_number", columnTexts}};
    return allowed;
}

/// What an INSERT of ours fills.
const QStringList filledByUs{
    QStringLiteral("organization_id"), QStringLiteral("clinic_id"),    QStringLiteral("type"),
    QStringLiteral("provider"),        QStringLiteral("status"),       QStringLiteral("config"),
    QStringLiteral("enabled"),         QStringLiteral("webhook_token")};

QString shapeTableName(const StoreNames& names)
{
    return names.schema + QLatin1Char('.') + names.integrationsTable;
}

std::optional<Error>
wrongType(const TableShape& shape, const std::vector<AllowedTypes>& allowed, const StoreNames& names)
{
    for (const AllowedTypes& each : allowed) {
        const TableShape::Column* column = shape.column(each.column);
        if (!column || each.types.contains(column->type) || (each.mayBeEnum && column->isEnum))
            continue;
        return Error{
            ErrorKind::MissingTable,
            //: %1 is a table's name, %2 one of its columns, %3 and %4 names of types such as "text" and "uuid"
            ShapeText::tr("In the table %1 the column %2 is of the type %3, and Steward needs %4 there, so it "
                          "writes nothing. Ask the database's administrator to change its type.")
                .arg(shapeTableName(names), column->name, column->type, each.types.join(QLatin1String(", "))),
            QStringLiteral("the column %1 is of the type %2").arg(column->name, column->type)};
    }
    return {};
}

std::optional<Error> lacking(const TableShape& shape, const StoreNames& names)
{
    QStringList missing;
    for (const QByteArray& name : IntegrationRows::columns()) {
        if (!shape.column(name.constData()))
            missing << QString::fromLatin1(name);
    }
    if (missing.isEmpty())
        return {};
    return Error{
        ErrorKind::MissingTable,
        //: %1 is a table's name, %2 a list of its columns
        ShapeText::tr(
            "The table %1 lacks columns that Steward needs: %2. Ask the database's administrator to add them, "
            "or correct the table's name in the profile.")
            .arg(shapeTableName(names), missing.join(QLatin1String(", "))),
        QStringLiteral("columns are missing: %1").arg(missing.join(QLatin1Char(' ')))};
}

/// A new row would be refused for a column that is not ours to fill.
std::optional<Error> unfilled(const TableShape& shape, const StoreNames& names)
{
    QStringList columns;
    for (const TableShape::Column& column : shape.columns) {
        if (column.mustBeFilled && !filledByUs.contains(column.name))
            columns << column.name;
    }
    if (columns.isEmpty())
        return {};
    return Error{
        ErrorKind::NoRightToWrite,
        //: %1 is a table's name, %2 a list of its columns
        ShapeText::tr("A new row of the table %1 has to say what Steward does not know: %2. Ask the database's "
                      "administrator to give these columns a default.")
            .arg(shapeTableName(names), columns.join(QLatin1String(", "))),
        QStringLiteral("NOT NULL without default: %1").arg(columns.join(QLatin1Char(' ')))};
}

} // namespace

const TableShape::Column* TableShape::column(const char* name) const
{
    const auto found = std::ranges::find(columns, QLatin1String(name), &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

Result<TableShape> readTableShape(PostgresConnection& connection, const StoreNames& names)
{
    TableShape shape;
    const SqlStatement question{shapeQuestion, {names.schema.toUtf8(), names.integrationsTable.toUtf8()}};
    const auto ran = connection.run(question, [&shape](const SqlRow& row) {
        shape.exists = true;
        shape.isTable = row.flag(0);
        shape.columns.push_back({row.text(1), row.text(2), row.flag(3), row.flag(4)});
        shape.readAt = Timestamp(std::chrono::milliseconds(row.text(5).toLongLong()));
    });
    if (!ran)
        return std::unexpected(ran.error());
    return shape;
}

std::optional<Error> validateReading(const TableShape& shape, const StoreNames& names)
{
    if (!shape.exists)
        return {};
    const auto missing = lacking(shape, names);
    return missing ? missing : wrongType(shape, allowedToRead(), names);
}

std::optional<Error> validateWriting(const TableShape& shape, const StoreNames& names, const RowRights& rights)
{
    if (!shape.exists)
        return databaseError(ErrorKind::MissingTable, QStringLiteral("no such table"));
    if (auto trouble = validateReading(shape, names))
        return trouble;
    if (!shape.isTable) {
        return Error{
            ErrorKind::NoRightToWrite,
            //: %1 is the name of a view
            ShapeText::tr("%1 is no table but a view, and Steward changes rows only in the table itself. Enter the "
                          "table's name in the profile.")
                .arg(shapeTableName(names)),
            QStringLiteral("not a table")};
    }
    if (auto trouble = wrongType(shape, allowedToWrite(), names))
        return trouble;
    return rights.claim || rights.insert ? unfilled(shape, names) : std::nullopt;
}

} // namespace steward
