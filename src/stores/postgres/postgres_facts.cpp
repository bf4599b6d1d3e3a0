#include "stores/postgres/postgres_facts.h"

#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_session.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_rights.h"
#include "stores/postgres/table_shape.h"

#include <algorithm>

namespace steward {
namespace {

constexpr int secondConnectionPatience = 3000;

// has_any_column_privilege() is true for a right to the whole table too. row_security_active() knows owners, FORCE,
// superusers and BYPASSRLS.
constexpr const char* tableRightsQuestion = R"(
SELECT has_schema_privilege(n.oid, 'USAGE'), has_any_column_privilege(c.oid, 'SELECT'),
       has_any_column_privilege(c.oid, 'INSERT') AND has_any_column_privilege(c.oid, 'UPDATE')
           AND has_table_privilege(c.oid, 'DELETE'),
       row_security_active(c.oid),
       (SELECT string_agg(w.name, ', ') FROM unnest($3::text[]) AS w (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attname = w.name AND NOT a.attisdropped))
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))";

// By its parameter types: uuid, text, text, text.
constexpr const char* functionRightQuestion = R"(
SELECT has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(n.oid, 'USAGE')
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = $1 AND p.proname = $2 AND p.proargtypes = '2950 25 25 25'::oidvector)";

Result<TableFacts>
tableFacts(PostgresConnection& connection, const QString& schema, const QString& table, const QByteArrayList& columns)
{
    TableFacts facts;
    const SqlStatement question{tableRightsQuestion, {schema.toUtf8(), table.toUtf8(), '{' + columns.join(',') + '}'}};
    const auto ran = connection.run(question, [&facts](const SqlRow& row) {
        facts = {true, row.flag(0), row.flag(1), row.flag(2), row.flag(3), row.text(4)};
    });
    if (!ran)
        return std::unexpected(ran.error());
    return facts;
}

std::optional<Error> gatherTables(PostgresConnection& connection, const StoreNames& names, PostgresFacts& facts)
{
    const auto take = [&](TableFacts& target, const QString& schema, const QString& table,
                          const QByteArrayList& columns) {
        const auto found = tableFacts(connection, schema, table, columns);
        if (found)
            target = *found;
        return found ? std::optional<Error>() : found.error();
    };
    if (auto error = take(facts.integrations, names.schema, names.integrationsTable, IntegrationRows::columns()))
        return error;
    const QByteArrayList organization{"id", "name", "is_active"};
    if (auto error = take(facts.organizations, names.organizationsSchema, names.organizationsTable, organization))
        return error;
    const QByteArrayList clinic{"id", "organization_id", "name", "is_active"};
    if (auto error = take(facts.clinics, names.schema, names.clinicsTable, clinic))
        return error;
    const SqlStatement question{functionRightQuestion, {names.functionSchema.toUtf8(), names.saveFunction.toUtf8()}};
    const auto ran = connection.run(question, [&facts](const SqlRow& row) {
        facts.functionExists = true;
        facts.mayExecute = row.flag(0);
    });
    return ran ? std::optional<Error>() : ran.error();
}

/// All that one transaction tells; the read comes last, since its error ends the transaction.
std::optional<Error> gatherInside(PostgresConnection& connection, const StoreNames& names, PostgresFacts& facts)
{
    PostgresTransaction transaction(connection);
    if (const auto begun = transaction.beginAnywhere(PostgresTransaction::Access::Read); !begun)
        return begun.error();
    facts.replica = transaction.isReplica();
    const auto version =
        connection.run({QByteArrayLiteral("SELECT current_setting('server_version')")}, [&facts](const SqlRow& row) {
            facts.version = row.text(0).section(QLatin1Char(' '), 0, 0);
        });
    if (!version)
        return version.error();
    if (auto error = gatherTables(connection, names, facts))
        return error;
    const auto shape = readTableShape(connection, names);
    if (!shape)
        return shape.error();
    facts.readError = validateReading(*shape, names);
    if (facts.readError)
        return {};
    const auto read = connection.run(IntegrationRows(connection, names).probe());
    if (connection.isDoomed())
        return read.error();
    if (!read)
        facts.readError = read.error();
    return {};
}

/// The process that serves this connection now; empty where that could not be asked.
QByteArray backendOf(PostgresConnection& connection, const QByteArray& before = {})
{
    QByteArray backend;
    const auto ran = connection.run(
        {before + "SELECT pg_backend_pid()"}, [&backend](const SqlRow& row) { backend = row.bytes(0).toByteArray(); });
    return ran ? backend : QByteArray();
}

} // namespace

PoolerMode poolerOf(PostgresConnection& connection, const DatabaseSettings& settings)
{
    const QByteArray backend = backendOf(connection);
    if (backend.isEmpty())
        return PoolerMode::Unknown;
    if (backend == QByteArray::number(connection.announcedBackend()))
        return PoolerMode::Direct;
    // In session mode the backend is ours until we leave. In transaction mode it is free now: the second connection
    // takes it, or whoever took it in between leaves us another one.
    PostgresSession second(settings);
    CallContext limits = connection.limits();
    limits.deadline = std::min(limits.deadline, QDeadlineTimer(secondConnectionPatience));
    const auto other = second.call<QByteArray>(
        limits, [](PostgresConnection& c) -> Result<QByteArray> { return backendOf(c, "BEGIN; "); });
    if (other && *other == backend)
        return PoolerMode::Transaction;
    const QByteArray now = backendOf(connection); // while the second one holds its transaction
    return now.isEmpty() || now == backend ? PoolerMode::Session : PoolerMode::Transaction;
}

PostgresFacts gatherFacts(PostgresConnection& connection, const DatabaseSettings& settings, const StoreNames& names)
{
    PostgresFacts facts;
    facts.encrypted = connection.isEncrypted();
    facts.interrupted = gatherInside(connection, names, facts);
    if (!facts.interrupted && !settings.readOnly && !facts.replica) {
        if (const auto may = askRowRights(connection, names, {.claim = true, .insert = true, .remove = true}); !may)
            facts.writeError = may.error();
    }
    if (!facts.interrupted)
        facts.pooler = poolerOf(connection, settings);
    return facts;
}

} // namespace steward
