#include "stores/postgres/postgres_facts.h"

#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_session.h"
#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_rights.h"
#include "stores/postgres/table_shape.h"

#include <algorithm>

namespace steward {
namespace {

constexpr int secondConnectionTimeout = 3000;

// Of the catalogs alone, so that nothing in it is refused, and each right is told by itself. has_any_column_privilege()
// is true for a right to the whole table too. row_security_active() knows owners, FORCE, superusers and BYPASSRLS. The
// function by its parameter types: uuid, text, text, text.
constexpr const char* factsQuestion = R"(
SELECT current_setting('server_version'), pg_backend_pid(), f.may, w.place, c.oid IS NOT NULL,
       has_schema_privilege(n.oid, 'USAGE'), has_any_column_privilege(c.oid, 'SELECT'),
       has_any_column_privilege(c.oid, 'INSERT') AND has_any_column_privilege(c.oid, 'UPDATE')
           AND has_table_privilege(c.oid, 'DELETE'),
       row_security_active(c.oid),
       (SELECT string_agg(m.name, ', ') FROM unnest(w.columns) AS m (name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attname = m.name AND NOT a.attisdropped))
  FROM (VALUES (0, $1::text, $2::text, $3::text[]), (1, $4, $5, $6), (2, $7, $8, $9))
           AS w (place, nsp, rel, columns)
  LEFT JOIN (pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace)
    ON n.nspname = w.nsp AND c.relname = w.rel AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  LEFT JOIN (SELECT has_function_privilege(p.oid, 'EXECUTE') AND has_schema_privilege(s.oid, 'USAGE') AS may
               FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace s ON s.oid = p.pronamespace
              WHERE s.nspname = $10 AND p.proname = $11 AND p.proargtypes = '2950 25 25 25'::oidvector) AS f ON true)";

/// Version, process, tables and function.
std::optional<Error> gatherCatalogs(PostgresConnection& connection, const StoreNames& names, PostgresFacts& facts)
{
    TableFacts* const tables[] = {&facts.integrations, &facts.organizations, &facts.clinics}; // by their place
    const auto array = [](const QByteArrayList& columns) -> QByteArray { return '{' + columns.join(',') + '}'; };
    const SqlStatement question{
        factsQuestion,
        {names.schema.toUtf8(), names.integrationsTable.toUtf8(), array(IntegrationRows::columns()),
         names.organizationsSchema.toUtf8(), names.organizationsTable.toUtf8(), array({"id", "name", "is_active"}),
         names.schema.toUtf8(), names.clinicsTable.toUtf8(), array({"id", "organization_id", "name", "is_active"}),
         names.functionSchema.toUtf8(), names.saveFunction.toUtf8()}};
    const auto ran = connection.run(question, [&](const SqlRow& row) {
        facts.version = row.text(0).section(QLatin1Char(' '), 0, 0);
        facts.backend = row.bytes(1).toByteArray();
        facts.functionExists = !row.isNull(2);
        facts.mayExecute = row.flag(2);
        if (row.flag(4))
            *tables[row.bytes(3).toInt()] = {true, row.flag(5), row.flag(6), row.flag(7), row.flag(8), row.text(9)};
    });
    return ran ? std::optional<Error>() : ran.error();
}

/// All that one transaction tells; the read comes last, since its error ends the transaction.
std::optional<Error> gatherInside(PostgresConnection& connection, const StoreNames& names, PostgresFacts& facts)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.beginAnywhere(PostgresTransaction::Access::Read); !started)
        return started.error();
    facts.replica = transaction.isReplica();
    if (auto error = gatherCatalogs(connection, names, facts))
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
    limits.deadline = std::min(limits.deadline, QDeadlineTimer(secondConnectionTimeout));
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
    if (facts.interrupted)
        return facts;
    const bool isAnnounced = facts.backend == QByteArray::number(connection.announcedBackend());
    facts.pooler = isAnnounced ? PoolerMode::Direct : poolerOf(connection, settings);
    return facts;
}

} // namespace steward
