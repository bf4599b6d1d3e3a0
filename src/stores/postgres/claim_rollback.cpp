#include "stores/postgres/claim_rollback.h"

#include "stores/postgres/row_images.h"

namespace steward {
namespace {

/// The row is still as the claim left it; the parameters are those of ClaimRollback::statement().
QByteArray untouched()
{
    return "id = $1::uuid AND " + IntegrationRows::isOurs() + " AND organization_id = $2::uuid AND " +
           IntegrationRows::namesInstance("$3") +
           " AND enabled AND status IS DISTINCT FROM 'active' AND config->>'steward_operation' = $4 AND "
           "encode(sha256(convert_to(coalesce(webhook_token, ''), 'UTF8')), 'hex') = $5";
}

} // namespace

ClaimRollback::ClaimRollback(PostgresConnection& connection, const StoreNames& names, ClaimUndo undo)
    : m_change(connection, names)
    , m_undo(std::move(undo))
{
}

Result<RowUndo> ClaimRollback::run()
{
    if (const auto started = m_change.begin(); !started)
        return std::unexpected(started.error());
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
    if (const auto kept = m_change.commit(m_undo.author, *before, deleted ? std::nullopt : *after); !kept)
        return std::unexpected(kept.error());
    return RowUndo::Undone;
}

Result<std::optional<RowImage>> ClaimRollback::now()
{
    std::optional<RowImage> found;
    const auto locked = m_change.lockRow(
        m_undo.id, row_images::image(), [&found](const SqlRow& row) { found = row_images::read(row, 0); });
    return locked ? Result<std::optional<RowImage>>(std::move(found)) : std::unexpected(locked.error());
}

Result<std::optional<RowImage>> ClaimRollback::takeBack()
{
    const auto undoing = statement();
    return undoing ? m_change.runForImage(*undoing) : std::unexpected(undoing.error());
}

Result<SqlStatement> ClaimRollback::statement()
{
    SqlStatement undoing{
        {},
        {IntegrationRows::parameter(m_undo.id), IntegrationRows::parameter(m_undo.organizationId),
         m_undo.instanceName.utf8(), m_undo.author.operation.toByteArray(), m_undo.token.hex()},
        SqlIntent::Write};
    if (!m_undo.before) {
        undoing.text = "DELETE FROM " + m_change.table() + " WHERE " + untouched() + " RETURNING ''";
        return undoing;
    }
    const auto columns = row_images::columns(m_change.connection(), m_change.table(), *m_undo.before);
    if (!columns)
        return std::unexpected(columns.error());
    undoing.parameters.emplace_back(m_undo.before->json);
    undoing.text = "UPDATE " + m_change.table() + " AS " + row_images::alias() + " SET (" + columns->join(", ") +
                   ") = (SELECT image." + columns->join(", image.") +
                   " FROM jsonb_populate_record(NULL::" + m_change.table() + ", " + row_images::restored("$6") +
                   ") AS image) WHERE " + untouched() + " RETURNING " + row_images::image();
    return undoing;
}

Result<bool> ClaimRollback::isBackAlready(const RowImage& now)
{
    if (!m_undo.before)
        return false;
    bool back = false; // a trigger of the table may write updated_at whatever is given
    const auto ran = m_change.run(
        {"SELECT $1::jsonb - 'updated_at' = $2::jsonb - 'updated_at'", {now.json, m_undo.before->json}},
        [&back](const SqlRow& row) { back = row.flag(0); });
    if (!ran)
        return std::unexpected(ran.error());
    return back;
}

} // namespace steward
