#include "stores/postgres/row_undoing.h"

#include "stores/postgres/postgres_transaction.h"
#include "stores/postgres/row_images.h"

namespace steward {
namespace {

/// The row is still as the claim left it; the parameters are those of RowUndoing::statement().
QByteArray untouched()
{
    return "id = $1::uuid AND " + IntegrationRows::isOurs() + " AND organization_id = $2::uuid AND " +
           IntegrationRows::namesInstance("$3") +
           " AND enabled AND status IS DISTINCT FROM 'active' AND config->>'steward_operation' = $4 AND "
           "encode(sha256(convert_to(coalesce(webhook_token, ''), 'UTF8')), 'hex') = lower($5)";
}

} // namespace

RowUndoing::RowUndoing(PostgresConnection& connection, const StoreNames& names, ClaimUndo undo)
    : m_connection(connection)
    , m_undo(std::move(undo))
    , m_rows(connection, names)
    , m_history(connection, names)
{
}

Result<RowUndo> RowUndoing::run()
{
    PostgresTransaction transaction(m_connection);
    if (const auto begun = transaction.begin(PostgresTransaction::Access::Write); !begun)
        return std::unexpected(begun.error());
    if (const auto set = m_connection.run({row_images::settings()}); !set)
        return std::unexpected(set.error());
    if (const auto opened = m_history.open(); !opened)
        return std::unexpected(opened.error());
    const auto before = now();
    if (!before)
        return std::unexpected(before.error());
    if (!*before)
        return RowUndo::AlreadyAbsent;
    const auto after = takeBack();
    if (!after)
        return std::unexpected(after.error());
    if (!*after) {
        const auto back = isBackAlready(**before);
        if (!back)
            return std::unexpected(back.error());
        return *back ? RowUndo::Undone : RowUndo::ChangedSince;
    }
    const bool deleted = (*after)->json.isEmpty();
    if (const auto kept = m_history.add(m_undo.author, *before, deleted ? std::nullopt : *after); !kept)
        return std::unexpected(kept.error());
    if (const auto committed = transaction.commit(); !committed)
        return std::unexpected(committed.error());
    return RowUndo::Undone;
}

Result<std::optional<RowImage>> RowUndoing::now()
{
    std::optional<RowImage> found;
    const auto ran = m_connection.run(
        {"SELECT " + row_images::image() + " FROM " + m_rows.table() + " AS " + row_images::alias() +
             " WHERE id = $1::uuid AND " + IntegrationRows::isOurs() + " FOR UPDATE",
         {IntegrationRows::parameter(m_undo.id)},
         SqlIntent::Write},
        [&found](const SqlRow& row) { found = row_images::read(row, 0); });
    if (!ran)
        return std::unexpected(ran.error());
    return found;
}

Result<std::optional<RowImage>> RowUndoing::takeBack()
{
    const auto undoing = statement();
    if (!undoing)
        return std::unexpected(undoing.error());
    std::optional<RowImage> after;
    const auto ran = m_connection.run(*undoing, [&after](const SqlRow& row) { after = row_images::read(row, 0); });
    if (!ran)
        return std::unexpected(ran.error());
    return after;
}

Result<SqlStatement> RowUndoing::statement()
{
    SqlStatement undoing{
        {},
        {IntegrationRows::parameter(m_undo.id), IntegrationRows::parameter(m_undo.organizationId),
         m_undo.instanceName.utf8(), m_undo.author.operation.toByteArray(QUuid::WithoutBraces), m_undo.tokenSha256},
        SqlIntent::Write};
    if (!m_undo.before) {
        undoing.text = "DELETE FROM " + m_rows.table() + " WHERE " + untouched() + " RETURNING ''";
        return undoing;
    }
    const auto columns = row_images::columns(m_connection, m_rows.table(), *m_undo.before);
    if (!columns)
        return std::unexpected(columns.error());
    undoing.parameters.emplace_back(m_undo.before->json);
    undoing.text = "UPDATE " + m_rows.table() + " AS " + row_images::alias() + " SET (" + columns->join(", ") +
                   ") = (SELECT image." + columns->join(", image.") +
                   " FROM jsonb_populate_record(NULL::" + m_rows.table() + ", " + row_images::restored("$6") +
                   ") AS image) WHERE " + untouched() + " RETURNING " + row_images::image();
    return undoing;
}

Result<bool> RowUndoing::isBackAlready(const RowImage& now)
{
    if (!m_undo.before)
        return false;
    bool back = false; // a trigger of the table may write updated_at whatever is given
    const auto ran = m_connection.run(
        {"SELECT $1::jsonb - 'updated_at' = $2::jsonb - 'updated_at'", {now.json, m_undo.before->json}},
        [&back](const SqlRow& row) { back = row.flag(0); });
    if (!ran)
        return std::unexpected(ran.error());
    return back;
}

} // namespace steward
