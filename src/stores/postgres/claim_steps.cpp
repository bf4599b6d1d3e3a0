#include "stores/postgres/claim_steps.h"

#include "domain/webhook_template.h"
#include "stores/guard_script.h"
#include "stores/postgres/row_images.h"

namespace steward::claim_steps {
namespace {

using Webhook = IntegrationRows::Webhook;

} // namespace

Result<void>
lock(RowChange& change, const OrganizationId& organization, const InstanceName& name, const OrganizationId& other)
{
    // A lock that is held may be taken again.
    const QByteArray keys = "(VALUES (" + GuardScript::organizationLock("$1::uuid") + "), (" +
                            GuardScript::nameLock("$2::text") + "), (" + GuardScript::organizationLock("$3::uuid") +
                            "))";
    return change.run(
        {"SELECT pg_advisory_xact_lock(sorted.k) FROM (SELECT keys.k FROM " + keys +
             " AS keys (k) ORDER BY keys.k OFFSET 0) AS sorted",
         {IntegrationRows::parameter(organization), name.utf8(),
          IntegrationRows::parameter(other.isNull() ? organization : other)},
         SqlIntent::Write});
}

Result<Look> look(RowChange& change, const OrganizationId& organization, const InstanceName& name)
{
    Look seen;
    const QByteArray select = "SELECT " + IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image() +
                              " FROM " + change.table() + " AS " + row_images::alias() + " WHERE " +
                              IntegrationRows::isOurs() + " AND ";
    const auto locked = change.run(
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
    const auto named = change.run(change.rows().selectNamed(name), [&](const SqlRow& row) {
        if (Integration one = IntegrationRows::integration(row, Webhook::Masked); one.names(name))
            seen.naming.push_back(std::move(one));
    });
    if (!named)
        return std::unexpected(named.error());
    return seen;
}

Result<ClinicId> firstClinic(RowChange& change, const OrganizationId& organization)
{
    if (auto saved = change.run({QByteArrayLiteral("SAVEPOINT steward_clinic")}); !saved)
        return std::unexpected(saved.error());
    ClinicId clinic;
    const auto asked = change.run(change.rows().selectFirstClinic(organization), [&clinic](const SqlRow& row) {
        clinic = IntegrationRows::id<ClinicId>(row, 0);
    });
    if (asked)
        return clinic;
    // Without the table, or the right to it, no clinic is known.
    if (!isOneOf(asked.error().kind, ErrorKind::MissingTable, ErrorKind::NoRightToRead, ErrorKind::RowSecurity))
        return std::unexpected(asked.error());
    if (auto back = change.run({QByteArrayLiteral("ROLLBACK TO SAVEPOINT steward_clinic")}); !back)
        return std::unexpected(back.error());
    return ClinicId();
}

Result<IntegrationId>
insert(RowChange& change, const OrganizationId& organization, const ClinicId& clinic, const InstanceName& name)
{
    IntegrationId id;
    const auto inserted = change.run(change.rows().insert(organization, clinic, name), [&id](const SqlRow& row) {
        id = IntegrationRows::integration(row, Webhook::Masked).id;
    });
    if (!inserted)
        return std::unexpected(inserted.error());
    if (id.isNull()) // a trigger of the table swallowed it
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("INSERT wrote no row")));
    return id;
}

QByteArray returning()
{
    return " RETURNING " + IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image();
}

Result<ClaimedRow> complete(RowChange& change, const IntegrationId& id, const SqlStatement& update)
{
    const auto given = change.run(
        {"UPDATE " + change.table() + " SET webhook_token = " + IntegrationRows::newToken() + " FROM " +
             IntegrationRows::newTokenSource() + " WHERE id = $1::uuid AND coalesce(webhook_token, '') = ''",
         {IntegrationRows::parameter(id)},
         SqlIntent::Write});
    if (!given)
        return std::unexpected(given.error());
    return changed(change, update);
}

Result<ClaimedRow> changed(RowChange& change, const SqlStatement& update)
{
    std::optional<ClaimedRow> claimed;
    const auto updated = change.run(update, [&claimed](const SqlRow& row) {
        claimed = ClaimedRow{
            IntegrationRows::integration(row, Webhook::Masked), std::nullopt,
            row_images::read(row, IntegrationRows::selectedColumns)};
    });
    if (!updated)
        return std::unexpected(updated.error());
    if (!claimed)
        return std::unexpected(databaseError(ErrorKind::Rejected, QStringLiteral("UPDATE changed no row")));
    return std::move(*claimed);
}

std::optional<QByteArray> namedTemplate(const QString& webhookTemplate, const InstanceName& name)
{
    if (webhookTemplate.isEmpty())
        return {};
    const auto url = webhookUrl(webhookTemplate, name, WebhookToken(QByteArrayLiteral("{webhook_token}")));
    return url ? std::optional(url->reveal().toUtf8()) : std::nullopt;
}

} // namespace steward::claim_steps
