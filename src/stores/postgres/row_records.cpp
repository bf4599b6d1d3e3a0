#include "stores/postgres/row_records.h"

#include "stores/postgres/row_change.h"
#include "stores/postgres/row_images.h"

namespace steward {
namespace {

using Webhook = IntegrationRows::Webhook;

ClaimedRow claimedRow(const SqlRow& row)
{
    return {
        IntegrationRows::integration(row, Webhook::Masked), std::nullopt,
        row_images::read(row, IntegrationRows::selectedColumns)};
}

/// What integration() reads, and the image behind it.
QByteArray rowAndImage()
{
    return IntegrationRows::selected(Webhook::Masked) + ", " + row_images::image();
}

Result<void> begin(PostgresTransaction& transaction, PostgresConnection& connection)
{
    if (auto started = transaction.begin(PostgresTransaction::Access::Read); !started)
        return started;
    const auto set = connection.run({row_images::settings()});
    return set ? Result<void>() : std::unexpected(set.error());
}

/// The row alone that the statement answers.
Result<std::optional<ClaimedRow>> ask(PostgresConnection& connection, const SqlStatement& statement)
{
    std::optional<ClaimedRow> found;
    const auto ran = connection.run(statement, [&found](const SqlRow& row) { found = claimedRow(row); });
    if (!ran)
        return std::unexpected(ran.error());
    return found;
}

Result<std::optional<ClaimedRow>>
readRow(PostgresConnection& connection, const StoreNames& names, const QByteArray& where, const QByteArray& id)
{
    PostgresTransaction transaction(connection);
    if (const auto started = begin(transaction, connection); !started)
        return std::unexpected(started.error());
    return ask(
        connection, {"SELECT " + rowAndImage() + " FROM " + IntegrationRows(connection, names).table() + " AS " +
                         row_images::alias() + " WHERE " + IntegrationRows::isOurs() + " AND " + where,
                     {id}});
}

} // namespace

Result<std::optional<RowImage>>
readImage(PostgresConnection& connection, const StoreNames& names, const IntegrationId& id)
{
    const auto found = readRow(connection, names, "id = $1::uuid", id.toByteArray());
    if (!found)
        return std::unexpected(found.error());
    return *found ? std::optional((*found)->after) : std::nullopt;
}

Result<std::map<IntegrationId, RowImage>>
readImages(PostgresConnection& connection, const StoreNames& names, const std::vector<IntegrationId>& ids)
{
    PostgresTransaction transaction(connection);
    if (const auto started = begin(transaction, connection); !started)
        return std::unexpected(started.error());
    QByteArrayList texts;
    for (const IntegrationId& id : ids)
        texts << id.toByteArray();
    std::map<IntegrationId, RowImage> images;
    const auto ran = connection.run(
        {"SELECT id, " + row_images::image() + " FROM " + IntegrationRows(connection, names).table() + " AS " +
             row_images::alias() + " WHERE " + IntegrationRows::isOurs() + " AND id = ANY($1::uuid[])",
         {'{' + texts.join(',') + '}'}},
        [&images](const SqlRow& row) {
            images.emplace(IntegrationRows::id<IntegrationId>(row, 0), row_images::read(row, 1));
        });
    if (!ran)
        return std::unexpected(ran.error());
    return images;
}

Result<std::optional<ClaimedRow>>
readClaimOf(PostgresConnection& connection, const StoreNames& names, const OperationId& operation)
{
    return readRow(connection, names, "config->>'steward_operation' = $1", operation.toByteArray());
}

Result<std::optional<Integration>>
writePairing(PostgresConnection& connection, const StoreNames& names, const PairedRow& paired)
{
    RowChange change(connection, names);
    if (const auto started = change.begin(); !started)
        return std::unexpected(started.error());
    const QByteArray table = change.table() + " AS " + row_images::alias();
    const QByteArray where = " WHERE id = $1::uuid AND " + IntegrationRows::isOurs() + " AND enabled AND " +
                             IntegrationRows::namesInstance("$2") + " AND organization_id = $3::uuid";
    const std::optional<QByteArray> id = IntegrationRows::parameter(paired.id);
    const std::optional<QByteArray> organization = IntegrationRows::parameter(paired.organizationId);
    const QByteArray name = paired.instanceName.utf8();
    const auto before =
        ask(connection, {"SELECT " + rowAndImage() + " FROM " + table + where + " FOR UPDATE",
                         {id, name, organization},
                         SqlIntent::Write});
    if (!before || !*before)
        return before ? Result<std::optional<Integration>>() : std::unexpected(before.error());
    const auto after = ask(
        connection, {"UPDATE " + table +
                         " SET status = 'active', phone_number = $4::text, connected_at = now(), updated_at = now()" +
                         where + " RETURNING " + rowAndImage(),
                     {id, name, organization, QByteArray::number(paired.phone.digits())},
                     SqlIntent::Write});
    if (!after || !*after)
        return after ? Result<std::optional<Integration>>() : std::unexpected(after.error());
    if (const auto kept = change.commit(paired.author, (*before)->after, (*after)->after); !kept)
        return std::unexpected(kept.error());
    return (*after)->row;
}

} // namespace steward
