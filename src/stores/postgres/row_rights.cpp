#include "stores/postgres/row_rights.h"

#include "stores/postgres/guard_inspection.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_history.h"
#include "stores/postgres/table_shape.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct RightsText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowRights)
};

// An image is made of all columns; FOR UPDATE, which every change begins with, asks for the right to UPDATE.
constexpr const char* rightsQuestion = R"(
SELECT current_user, current_setting('transaction_read_only') = 'on', has_schema_privilege(n.oid, 'USAGE'),
       (SELECT bool_and(has_column_privilege(c.oid, a.attnum, 'SELECT')) FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
       (SELECT bool_and(has_column_privilege(c.oid, a.attnum, 'INSERT')) FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('organization_id', 'clinic_id', 'type', 'provider', 'status',
               'config', 'enabled', 'webhook_token')),
       (SELECT bool_and(has_column_privilege(c.oid, a.attnum, 'UPDATE')) FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('clinic_id', 'status', 'config', 'enabled', 'webhook_token',
               'phone_number', 'connected_at', 'updated_at')),
       has_table_privilege(c.oid, 'DELETE'), row_security_active(c.oid)
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p'))";

/// What the catalogs say that this role may do.
struct FoundRights {
    QString role;
    bool isReadOnly = false;
    bool hidesRows = false;
    bool usage = false;
    bool select = false;
    bool insert = false;
    bool update = false;
    bool remove = false;
};

Error missingRight(const QString& role, const QStringList& rights, const StoreNames& names)
{
    return {
        ErrorKind::NoRightToWrite,
        //: %1 is a role of the database, %2 names of rights such as "DELETE, UPDATE", %3 a table's name
        RightsText::tr("The role %1 lacks rights to the table %3 that this needs: %2. Ask the database's administrator "
                       "to grant them.")
            .arg(role, rights.join(QLatin1String(", ")), names.schema + QLatin1Char('.') + names.integrationsTable),
        QStringLiteral("no right to %1").arg(rights.join(QLatin1Char(' ')))};
}

std::optional<Error>
judge(const FoundRights& found, const RowRights& wanted, bool mayCallFunction, const StoreNames& names)
{
    if (found.isReadOnly) {
        return Error{
            ErrorKind::ReadOnlyProfile,
            //: %1 is a role of the database
            RightsText::tr("The database gives the role %1 only transactions that read. Ask its administrator why "
                           "(default_transaction_read_only), or use another role.")
                .arg(found.role),
            QStringLiteral("transaction_read_only is on")};
    }
    if (found.hidesRows)
        return databaseError(ErrorKind::RowSecurity, QStringLiteral("row-level security holds for this role"));
    QStringList missing;
    const auto ask = [&missing](bool isWanted, bool isThere, const char* right) {
        if (isWanted && !isThere)
            missing << QString::fromLatin1(right);
    };
    ask(true, found.usage, "USAGE");
    ask(true, found.select, "SELECT");
    ask(wanted.insert || (wanted.claim && !mayCallFunction), found.insert, "INSERT");
    ask(true, found.update, "UPDATE");
    ask(wanted.remove || wanted.claim, found.remove, "DELETE");
    return missing.isEmpty() ? std::nullopt : std::optional(missingRight(found.role, missing, names));
}

} // namespace

Result<void> askRowRights(PostgresConnection& connection, const StoreNames& names, const RowRights& rights)
{
    PostgresTransaction transaction(connection);
    if (auto started = transaction.begin(PostgresTransaction::Access::Write); !started)
        return started;
    const auto shape = readTableShape(connection, names);
    if (!shape)
        return std::unexpected(shape.error());
    if (const auto trouble = validateWriting(*shape, names, rights))
        return std::unexpected(*trouble);
    FoundRights found;
    const SqlStatement question{rightsQuestion, {names.schema.toUtf8(), names.integrationsTable.toUtf8()}};
    const auto asked = connection.run(question, [&found](const SqlRow& row) {
        found = {row.text(0), row.flag(1), row.flag(7), row.flag(2),
                 row.flag(3), row.flag(4), row.flag(5), row.flag(6)};
    });
    if (!asked)
        return std::unexpected(asked.error());
    const auto function = readSaveFunction(connection, names);
    if (!function)
        return std::unexpected(function.error());
    if (const auto trouble = judge(found, rights, function->exists && function->mayExecute, names))
        return std::unexpected(*trouble);
    return RowHistory(connection, names).open();
}

} // namespace steward
