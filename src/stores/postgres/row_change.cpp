#include "stores/postgres/row_change.h"

#include "stores/postgres/row_images.h"

namespace steward {

RowChange::RowChange(PostgresConnection& connection, const StoreNames& names)
    : m_connection(connection)
    , m_transaction(connection)
    , m_rows(connection, names)
    , m_history(connection, names)
{
}

Result<void> RowChange::begin()
{
    if (auto started = m_transaction.begin(PostgresTransaction::Access::Write); !started)
        return started;
    if (auto set = run({row_images::settings()}); !set)
        return set;
    return m_history.open();
}

Result<void> RowChange::run(const SqlStatement& statement, const PostgresConnection::RowHandler& onRow)
{
    const auto ran = m_connection.run(statement, onRow);
    return ran ? Result<void>() : std::unexpected(ran.error());
}

Result<std::optional<RowImage>> RowChange::runForImage(const SqlStatement& statement)
{
    std::optional<RowImage> image;
    const auto ran = run(statement, [&image](const SqlRow& row) { image = row_images::read(row, 0); });
    return ran ? Result<std::optional<RowImage>>(std::move(image)) : std::unexpected(ran.error());
}

Result<void>
RowChange::lockRow(const IntegrationId& id, const QByteArray& columns, const PostgresConnection::RowHandler& onRow)
{
    return run(
        {"SELECT " + columns + " FROM " + table() + " AS " + row_images::alias() + " WHERE id = $1::uuid AND " +
             IntegrationRows::isOurs() + " FOR UPDATE",
         {IntegrationRows::parameter(id)},
         SqlIntent::Write},
        onRow);
}

Result<void> RowChange::commit(
    const ChangeAuthor& author, const std::optional<RowImage>& before, const std::optional<RowImage>& after)
{
    const auto kept = m_history.add(author, before, after);
    return kept ? commit() : kept;
}

} // namespace steward
