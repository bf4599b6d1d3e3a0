#include "stores/postgres/guard_inspection.h"

#include "stores/guard_script.h"
#include "stores/postgres/integration_rows.h"
#include "stores/postgres/postgres_transaction.h"

namespace steward {
namespace {

constexpr const char* tableQuestion = R"(
SELECT pg_has_role(c.relowner, 'USAGE'), has_schema_privilege(n.oid, 'CREATE')
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2)";

constexpr const char* indexQuestion = R"(
SELECT x.relname, pg_get_indexdef(x.oid, 1, true), coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
       i.indnkeyatts = 1, i.indisunique, i.indisvalid AND i.indisready AND i.indislive
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 ORDER BY x.relname)";

constexpr const char* nameQuestion = R"(
SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND starts_with(c.relname, 'steward_'))";

// By its parameter types: uuid, text, text, text.
constexpr const char* functionQuestion = R"(
SELECT pg_has_role(p.proowner, 'USAGE'), p.prosrc,
       p.prosecdef AND l.lanname = 'plpgsql' AND p.prorettype = 'pg_catalog.json'::regtype AND NOT p.proretset
           AND p.pronargdefaults = 2,
       coalesce(array_to_string(p.proconfig, E'\n'), ''),
       EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE'),
       EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname IN ('anon', 'authenticated')
                  AND has_function_privilege(r.oid, p.oid, 'EXECUTE')),
       has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE n.nspname = $1 AND p.proname = $2 AND p.proargtypes = '2950 25 25 25'::oidvector)";

// Who may call it now, but for superusers, the owner's, those that somebody named lets them, and those chosen.
constexpr const char* losingQuestion = R"(
SELECT r.rolname
  FROM pg_catalog.pg_roles r, pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname = $1 AND p.proname = $2 AND p.proargtypes = '2950 25 25 25'::oidvector
   AND NOT r.rolsuper AND NOT starts_with(r.rolname, 'pg_')
   AND has_function_privilege(r.oid, p.oid, 'EXECUTE') AND NOT pg_has_role(r.oid, p.proowner, 'USAGE')
   AND NOT EXISTS (SELECT FROM aclexplode(p.proacl) a JOIN pg_catalog.pg_roles g ON g.oid = a.grantee
                    WHERE a.privilege_type = 'EXECUTE' AND g.rolname NOT IN ('anon', 'authenticated')
                      AND pg_has_role(r.oid, g.oid, 'USAGE'))
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles k
                    WHERE k.rolname = ANY ($3::text[]) AND pg_has_role(r.oid, k.oid, 'USAGE'))
 ORDER BY r.rolname)";

// A trigger's type: 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
constexpr const char* auditQuestion = R"(
SELECT pg_has_role(c.relowner, 'USAGE'),
       (SELECT count(*) = 5 FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND NOT a.attisdropped
           AND (a.attname, a.atttypid::regtype::text) IN
               (('who', 'text'), ('desk', 'text'), ('operation', 'text'), ('before', 'jsonb'), ('after', 'jsonb'))),
       c.relrowsecurity AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND NOT (
               p.polpermissive AND cardinality(p.polroles) = 1 AND
               EXISTS (SELECT FROM ({audit_roles}) AS r WHERE r.oid = p.polroles[1]) AND
               ((p.polcmd = 'a' AND pg_get_expr(p.polwithcheck, c.oid) = 'true') OR
                (p.polcmd = 'r' AND pg_get_expr(p.polqual, c.oid) = 'true')))),
       EXISTS (SELECT FROM aclexplode(c.relacl) a WHERE a.grantee = 0) OR
       EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname IN ('anon', 'authenticated')
                  AND (has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                       OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))),
       (SELECT coalesce(bit_or(t.tgtype), 0::int2) & 56 = 56
          FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
         WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & 2 = 2
           AND t.tgqual IS NULL AND f.prosrc ~* 'raise\s+exception'),
       EXISTS (SELECT FROM aclexplode(c.relacl) a
                WHERE a.grantee <> c.relowner AND a.privilege_type NOT IN ('SELECT', 'INSERT')),
       (SELECT string_agg(r.rolname, E'\n' ORDER BY r.rolname) FROM ({audit_roles}) AS r
         WHERE NOT (has_table_privilege(r.oid, c.oid, 'SELECT') AND has_table_privilege(r.oid, c.oid, 'INSERT')
               AND (SELECT count(DISTINCT p.polcmd) = 2 FROM pg_catalog.pg_policy p
                     WHERE p.polrelid = c.oid AND p.polroles = ARRAY[r.oid] AND p.polcmd IN ('a', 'r'))))
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p'))";

constexpr const char* notifyQuestion = R"(
SELECT t.tgname
  FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
   AND t.tgtype & 2 = 0 AND t.tgtype & 28 = 28
   AND strpos(f.prosrc, 'pg_notify') > 0 AND strpos(f.prosrc, $3) > 0)";

QByteArray arrayOf(const QStringList& texts)
{
    QByteArrayList items;
    for (QString text : texts) {
        text.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        items << '"' + text.toUtf8() + '"';
    }
    return '{' + items.join(',') + '}';
}

/// Asks one question after the other until one fails.
class Questions final {
public:
    explicit Questions(PostgresConnection& connection)
        : m_connection(connection)
    {
    }
    void
    ask(const QByteArray& text, std::vector<std::optional<QByteArray>> parameters,
        const PostgresConnection::RowHandler& onRow)
    {
        if (m_error)
            return;
        if (const auto ran = m_connection.run({text, std::move(parameters)}, onRow); !ran)
            m_error = ran.error();
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    PostgresConnection& m_connection;
    std::optional<Error> m_error;
};

void askForTable(Questions& questions, const StoreNames& names, GuardFacts& facts)
{
    const QByteArray schema = names.schema.toUtf8();
    const QByteArray table = names.integrationsTable.toUtf8();
    questions.ask("SELECT current_database(), current_user", {}, [&facts](const SqlRow& row) {
        facts.database = row.text(0);
        facts.role = row.text(1);
    });
    questions.ask(tableQuestion, {schema, table}, [&facts](const SqlRow& row) {
        facts.tableExists = true;
        facts.ownsTable = row.flag(0);
        facts.mayCreateInSchema = row.flag(1);
    });
    questions.ask(indexQuestion, {schema, table}, [&facts](const SqlRow& row) {
        facts.indexes.push_back(
            {row.bytes(0).toByteArray(), row.bytes(1).toByteArray(), row.bytes(2).toByteArray(), row.flag(3),
             row.flag(4), row.flag(5)});
    });
    questions.ask(
        nameQuestion, {schema}, [&facts](const SqlRow& row) { facts.takenNames << row.bytes(0).toByteArray(); });
    questions.ask(notifyQuestion, {schema, table, names.notifyChannel.toUtf8()}, [&facts](const SqlRow&) {
        facts.notifies = true;
    });
}

/// Of an answer to functionQuestion.
GuardFacts::Function functionIn(const SqlRow& row)
{
    return {true,        row.flag(0), row.bytes(1).toByteArray(), row.flag(2), row.bytes(3).toByteArray(), row.flag(4),
            row.flag(5), row.flag(6)};
}

void askForFunction(Questions& questions, const StoreNames& names, const QStringList& keepExecute, GuardFacts& facts)
{
    const QByteArray schema = names.functionSchema.toUtf8();
    const QByteArray function = names.saveFunction.toUtf8();
    questions.ask(
        "SELECT has_schema_privilege(oid, 'CREATE') FROM pg_catalog.pg_namespace WHERE nspname = $1", {schema},
        [&facts](const SqlRow& row) { facts.function.mayReplace = row.flag(0); });
    questions.ask(
        functionQuestion, {schema, function}, [&facts](const SqlRow& row) { facts.function = functionIn(row); });
    questions.ask(losingQuestion, {schema, function, arrayOf(keepExecute)}, [&facts](const SqlRow& row) {
        facts.losesExecute << row.text(0);
    });
    questions.ask(
        "SELECT k.name FROM unnest($1::text[]) AS k (name) WHERE NOT EXISTS "
        "(SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = k.name)",
        {arrayOf(keepExecute)}, [&facts](const SqlRow& row) { facts.unknownRoles << row.text(0); });
}

void askForHistory(Questions& questions, const StoreNames& names, const QStringList& keepExecute, GuardFacts& facts)
{
    facts.audit.mayReplace = facts.mayCreateInSchema;
    const QByteArray question =
        QByteArray(auditQuestion).replace("{audit_roles}", GuardScript::historyRoles(names, keepExecute));
    questions.ask(question, {names.schema.toUtf8(), names.auditTable.toUtf8()}, [&facts](const SqlRow& row) {
        facts.audit = {true,        row.flag(0), row.flag(1), row.flag(2),
                       row.flag(3), row.flag(4), row.flag(5), row.text(6).split(QLatin1Char('\n'), Qt::SkipEmptyParts)};
    });
}

void askForRows(Questions& questions, const StoreNames& names, GuardFacts& facts)
{
    const QByteArray table =
        GuardScript::identifier(names.schema) + '.' + GuardScript::identifier(names.integrationsTable);
    questions.ask(
        "SELECT organization_id, id, coalesce(config->>'instance_name', config->>'instance', '') "
        "FROM (SELECT *, count(*) OVER (PARTITION BY organization_id) AS enabled_rows FROM " +
            table + " WHERE " + IntegrationRows::isOurs() +
            " AND enabled) AS ours "
            "WHERE enabled_rows > 1 ORDER BY organization_id, created_at, id",
        {}, [&facts](const SqlRow& row) {
            facts.duplicates.push_back(
                {OrganizationId::fromString(row.text(0)), IntegrationId::fromString(row.text(1)), row.text(2)});
        });
}

} // namespace

Result<GuardFacts::Function> readSaveFunction(PostgresConnection& connection, const StoreNames& names)
{
    GuardFacts::Function function;
    Questions questions(connection);
    questions.ask(
        functionQuestion, {names.functionSchema.toUtf8(), names.saveFunction.toUtf8()},
        [&function](const SqlRow& row) { function = functionIn(row); });
    if (questions.error())
        return std::unexpected(*questions.error());
    return function;
}

Result<bool> noticesStand(PostgresConnection& connection, const StoreNames& names)
{
    bool stands = false;
    Questions questions(connection);
    questions.ask(
        notifyQuestion, {names.schema.toUtf8(), names.integrationsTable.toUtf8(), names.notifyChannel.toUtf8()},
        [&stands](const SqlRow&) { stands = true; });
    if (questions.error())
        return std::unexpected(*questions.error());
    return stands;
}

Result<GuardFacts>
gatherGuardFacts(PostgresConnection& connection, const StoreNames& names, const QStringList& keepExecute)
{
    PostgresTransaction transaction(connection);
    if (const auto started = transaction.begin(PostgresTransaction::Access::Read); !started)
        return std::unexpected(started.error());
    GuardFacts facts;
    Questions questions(connection);
    askForTable(questions, names, facts);
    askForFunction(questions, names, keepExecute, facts);
    askForHistory(questions, names, keepExecute, facts);
    askForRows(questions, names, facts);
    if (questions.error())
        return std::unexpected(*questions.error());
    return facts;
}

} // namespace steward
