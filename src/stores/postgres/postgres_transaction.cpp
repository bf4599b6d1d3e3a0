#include "stores/postgres/postgres_transaction.h"

#include <algorithm>

namespace steward {

Result<void> PostgresTransaction::begin(Access access)
{
    if (auto started = beginAnywhere(access); !started)
        return started;
    if (m_replica)
        return std::unexpected(databaseError(ErrorKind::Replica, QStringLiteral("pg_is_in_recovery() is true")));
    return {};
}

Result<void> PostgresTransaction::beginAnywhere(Access access)
{
    const QDeadlineTimer& deadline = m_connection.limits().deadline;
    // 0 would mean no limit at all.
    const qint64 timeout =
        deadline.isForever() ? 600'000 : std::clamp<qint64>(deadline.remainingTime(), 1, 2'000'000'000);
    // One message, hence one round trip.
    const QByteArray text = QByteArrayLiteral("BEGIN ISOLATION LEVEL READ COMMITTED") +
                            (access == Access::Read ? " READ ONLY" : "") +
                            "; SET LOCAL statement_timeout = " + QByteArray::number(timeout) +
                            "; SET LOCAL row_security = off; SET LOCAL search_path = pg_catalog, pg_temp; "
                            "SELECT pg_is_in_recovery()";
    m_open = true; // also where only a part of it went through
    const auto started = m_connection.run({text}, [this](const SqlRow& row) { m_replica = row.flag(0); });
    if (!started)
        return std::unexpected(started.error());
    return {};
}

Result<void> PostgresTransaction::commit()
{
    if (!m_connection.enterCommit()) {
        m_connection.doom();
        return std::unexpected(stoppedError());
    }
    const auto tag = m_connection.run({QByteArrayLiteral("COMMIT"), {}, SqlIntent::Commit});
    m_open = false;
    if (!tag)
        return std::unexpected(tag.error());
    if (*tag != "COMMIT") // ROLLBACK: an earlier statement had failed
        return std::unexpected(databaseError(ErrorKind::ServerError, QStringLiteral("COMMIT rolled back")));
    return {};
}

PostgresTransaction::~PostgresTransaction()
{
    if (!m_open || m_connection.isDoomed())
        return; // closing the connection rolls back
    if (!m_connection.run({QByteArrayLiteral("ROLLBACK")}))
        m_connection.doom();
}

} // namespace steward
