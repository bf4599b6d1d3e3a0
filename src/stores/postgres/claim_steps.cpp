#include "stores/postgres/claim_steps.h"

#include "domain/webhook_template.h"
#include "stores/guard_script.h"
#include "stores/postgres/row_images.h"

namespace steward::claim_steps {
namespace {

using Webhook = IntegrationRows::Webhook;

Result<void>
run(PostgresConnection& connection, const SqlStatement& statement, const PostgresConnection::RowHandler& onRow = {})
{
    const auto ran = connection.run(statement, onRow);
    return ran ? Result<void>() : std::unexpected(ran.error());
}

} // namespace

Result<void>
lock(PostgresConnection& connection, const QUuid& organization, const InstanceName& name, const QUuid& other)
{
    // A lock that is held may be taken again.
    const QByteArray keys = "(VALUES (" + GuardScript::organizationLock("$1::uuid") + "), (" +
                            GuardScript::nameLock("$2::text") + "), (" + GuardScript::organizationLock("$3::uuid") +
                            "))";
    return run(
        connection, {"SELECT pg_advisory_xact_lock(sorted.k) FROM (SELECT keys.k FROM " + keys +
                         " AS keys (k) ORDER BY keys.k OFFSET 0) AS sorted",
                     {IntegrationRows::parameter(organization), name.utf8(),
                      IntegrationRows::parameter(other.isNull() ? organization : other)},
                     SqlIntent::Write});
}

Result<Look>
look(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& organization, const InstanceName& name)
{
    Look seen;
    const QByteArray select = "SELECT " + IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image() +
                              " FROM " + rows.table() + " AS " + row_images::alias() + " WHERE " +
                              IntegrationRows::isOurs() + " AND ";
    const auto locked =
        run(connection,
            {select + "organization_id = $1::uuid ORDER BY created_at, id FOR UPDATE",
             {IntegrationRows::parameter(organization)},
             SqlIntent::Write},
            [&seen](const SqlRow& row) {
                seen.ofOrganization.push_back(
                    {IntegrationRows::integration(row, Webhook::Masked),
                     row_images::read(row, IntegrationRows::selectedColumns)});
            });
    if (!locked)
        return std::unexpected(locked.error());
    const auto named = run(connection, rows.selectNamed(name), [&](const SqlRow& row) {
        if (Integration one = IntegrationRows::integration(row, Webhook::Masked); one.names(name))
            seen.naming.push_back(std::move(one));
    });
    if (!named)
        return std::unexpected(named.error());
    return seen;
}

Result<QUuid> firstClinic(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& organization)
{
    if (auto saved = run(connection, {QByteArrayLiteral("SAVEPOINT steward_clinic")}); !saved)
        return std::unexpected(saved.error());
    QUuid clinic;
    const auto asked = run(connection, rows.selectFirstClinic(organization), [&clinic](const SqlRow& row) {
        clinic = IntegrationRows::uuid(row, 0);
    });
    if (asked)
        return clinic;
    // Without the table, or the right to it, no clinic is known.
    if (!isOneOf(asked.error().kind, ErrorKind::MissingTable, ErrorKind::NoRightToRead, ErrorKind::RowSecurity))
        return std::unexpected(asked.error());
    if (auto back = run(connection, {QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_clinic")}); !back)
        return std::unexpected(back.error());
    return QUuid();
}

Result<void> giveToken(PostgresConnection& connection, const IntegrationRows& rows, const QUuid& id)
{
    return run(
        connection,
        {"UPDATE " + rows.table() + " SET webhook_token = " + IntegrationRows::newToken() + " FROM " +
             IntegrationRows::newTokenSource() + " WHERE id = $1::uuid AND coalesce(webhook_token, '') = ''",
         {IntegrationRows::parameter(id)},
         SqlIntent::Write});
}

std::optional<QByteArray> namedTemplate(const QString& webhookTemplate, const InstanceName& name)
{
    if (webhookTemplate.isEmpty())
        return {};
    const auto url = webhookUrl(webhookTemplate, name, WebhookToken(QByteArrayLiteral("{webhook_token}")));
    return url ? std::optional(url->toUtf8()) : std::nullopt;
}

} // namespace steward::claim_steps
