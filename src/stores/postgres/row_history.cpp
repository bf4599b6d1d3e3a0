#include "stores/postgres/row_history.h"

#include "domain/our_rows.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

struct HistoryText {
    Q_DECLARE_TR_FUNCTIONS(steward::RowHistory)
};

// A table of that name with other columns is somebody else's.
// Where row-level security holds for this role, a policy has to let it add whatever the line says.
constexpr const char* mayAddQuestion = R"(
SELECT has_table_privilege(c.oid, 'INSERT') AND has_schema_privilege(n.oid, 'USAGE')
           AND (NOT row_security_active(c.oid)
                OR (EXISTS (SELECT FROM pg_catalog.pg_policy p
                             WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('a', '*')
                               AND coalesce(pg_get_expr(p.polwithcheck, p.polrelid),
                                            pg_get_expr(p.polqual, p.polrelid)) = 'true'
                               AND EXISTS (SELECT FROM unnest(p.polroles) AS r (role)
                                            WHERE r.role = 0 OR pg_has_role(r.role, 'USAGE')))
                    AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                                     WHERE p.polrelid = c.oid AND NOT p.polpermissive))),
       current_user, row_security_active(c.oid),
       coalesce((SELECT row_security_active(t.oid) FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace s
                    ON s.oid = t.relnamespace WHERE s.nspname = $3 AND t.relname = $4), true)
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')
   AND (SELECT count(*) = 5 FROM pg_catalog.pg_attribute a
         WHERE a.attrelid = c.oid AND NOT a.attisdropped
           AND (a.attname, a.atttypid::regtype::text) IN
               (('who', 'text'), ('desk', 'text'), ('operation', 'text'), ('before', 'jsonb'), ('after', 'jsonb'))))";

// Of our rows alone, a line for each operation: when, who, where, what, how many rows, the names of the first of them,
// and their organization where they have the same. The name is that of the row after the change, as it is shown.
constexpr const char* operationsQuestion = R"(
WITH line AS (
    SELECT at, who, desk, operation, id, coalesce(after, before) AS content FROM )";
constexpr const char* operationsOrder = R"(),
named AS (
    SELECT *, coalesce(content->'config'->>'instance_name', content->'config'->>'instance') AS name,
           content->>'organization_id' AS organization
      FROM line WHERE content->>'type' = $1 AND content->>'provider' = $2)
SELECT (extract(epoch FROM min(at)) * 1000)::bigint, min(who), min(desk), operation, count(*),
       to_json((array_agg(DISTINCT name) FILTER (WHERE name <> ''))[1:$3::int]),
       CASE WHEN count(DISTINCT organization) = 1 THEN min(organization) ELSE '' END
  FROM named GROUP BY operation ORDER BY min(at) DESC, min(id) DESC LIMIT $4::int)";

std::optional<QByteArray> jsonOf(const std::optional<RowImage>& image)
{
    return image ? std::optional(image->json) : std::nullopt;
}

QByteArray operationOf(const ChangeAuthor& author)
{
    return author.action.toUtf8() + ' ' + author.operation.toByteArray();
}

} // namespace

RowHistory::RowHistory(PostgresConnection& connection, const StoreNames& names)
    : m_connection(connection)
    , m_table(connection.quoted(names.schema) + '.' + connection.quoted(names.auditTable))
    , m_name{names.schema.toUtf8(), names.auditTable.toUtf8(), names.schema.toUtf8(), names.integrationsTable.toUtf8()}
{
}

Result<void> RowHistory::open()
{
    QString refused;
    bool hasPolicy = false;
    bool hidesRows = false; // of the integrations themselves
    m_stands = false;
    const auto asked = m_connection.run({mayAddQuestion, m_name}, [&](const SqlRow& row) {
        m_stands = true;
        if (!row.flag(0))
            refused = row.text(1);
        hasPolicy = row.flag(2);
        hidesRows = row.flag(3);
    });
    if (!asked)
        return std::unexpected(asked.error());
    if (refused.isEmpty() && hasPolicy && hidesRows)
        return std::unexpected(databaseError(ErrorKind::RowSecurity, QStringLiteral("policies hold for this role")));
    if (refused.isEmpty() && hasPolicy)
        return followPolicies();
    if (refused.isEmpty())
        return {};
    return std::unexpected(Error{
        ErrorKind::NoRightToWrite,
        //: %1 is a role of the database
        HistoryText::tr("The database keeps a history of changes, and the role %1 may not write to it, so the row was "
                        "left as it is. Ask the database's administrator for a role that may.")
            .arg(refused),
        QStringLiteral("no INSERT on the history")});
}

/// With row_security = off an INSERT under a policy is an error. No policy of the integrations holds for this role, so
/// nothing is hidden of them either way.
Result<void> RowHistory::followPolicies()
{
    const auto set = m_connection.run({QByteArrayLiteral("SET LOCAL row_security = on")});
    return set ? Result<void>() : std::unexpected(set.error());
}

Result<void>
RowHistory::add(const ChangeAuthor& author, const std::optional<RowImage>& before, const std::optional<RowImage>& after)
{
    if (!m_stands)
        return {};
    const auto ran = m_connection.run(
        {"INSERT INTO " + m_table +
             " (who, desk, operation, before, after) VALUES (current_user, $1, $2, $3::jsonb - 'webhook_token', "
             "$4::jsonb - 'webhook_token')",
         {author.workstation.toUtf8(), operationOf(author), jsonOf(before), jsonOf(after)},
         SqlIntent::Write});
    if (!ran)
        return std::unexpected(ran.error());
    return {};
}

Result<bool> RowHistory::holdsRemovalOf(const InstanceName& name)
{
    // Who may not add to it may read it all the same.
    if (const auto opened = open(); !m_stands)
        return opened ? Result<bool>(false) : std::unexpected(opened.error());
    bool holds = false;
    const auto asked = m_connection.run(
        {"SELECT EXISTS (SELECT FROM " + m_table +
             " WHERE after IS NULL AND (before->'config'->>'instance_name' = $1 OR before->'config'->>'instance' = "
             "$1))",
         {name.utf8()}},
        [&holds](const SqlRow& row) { holds = row.flag(0); });
    return asked ? Result<bool>(holds) : std::unexpected(asked.error());
}

Result<std::vector<RecordedOperation>> RowHistory::operations(int most)
{
    std::vector<RecordedOperation> found;
    if (const auto opened = open(); !m_stands) // who may not add to it may read it all the same
        return opened ? Result<std::vector<RecordedOperation>>(found) : std::unexpected(opened.error());
    const auto asked = m_connection.run(
        {operationsQuestion + m_table + operationsOrder,
         {QByteArray(ourRowType), QByteArray(ourRowProvider), QByteArray::number(mostRecordedNames),
          QByteArray::number(most)}},
        [&found](const SqlRow& row) {
            RecordedOperation operation;
            operation.at = Timestamp(std::chrono::milliseconds(row.bytes(0).toLongLong()));
            operation.role = row.text(1);
            operation.workstation = row.text(2);
            const QString written = row.text(3); // "delete-row 7f0c…", as operationOf() wrote it
            operation.action = written.section(QLatin1Char(' '), 0, 0);
            operation.operation = OperationId::fromString(written.section(QLatin1Char(' '), 1));
            operation.rows = row.bytes(4).toLongLong();
            const QJsonArray names = QJsonDocument::fromJson(row.bytes(5).toByteArray()).array();
            for (const QJsonValue name : names)
                operation.names.push_back(InstanceName::fromText(name.toString()));
            operation.organizationId = OrganizationId::fromString(row.text(6));
            found.push_back(std::move(operation));
        });
    return asked ? Result<std::vector<RecordedOperation>>(std::move(found)) : std::unexpected(asked.error());
}

QByteArray
RowHistory::addingChanged(const ChangeAuthor& author, std::vector<std::optional<QByteArray>>& parameters) const
{
    if (!m_stands)
        return {};
    parameters.emplace_back(author.workstation.toUtf8());
    const QByteArray workstation = '$' + QByteArray::number(parameters.size());
    parameters.emplace_back(operationOf(author));
    const QByteArray operation = '$' + QByteArray::number(parameters.size());
    return ", kept AS (INSERT INTO " + m_table + " (who, desk, operation, before, after) SELECT current_user, " +
           workstation + ", " + operation +
           ", changed.before::jsonb - 'webhook_token', changed.after::jsonb - 'webhook_token' FROM "
           "changed)";
}

} // namespace steward
