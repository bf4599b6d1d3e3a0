#pragma once

#include "stores/postgres/postgres_connection.h"

namespace steward {

/// A READ COMMITTED transaction that rolls back unless committed. Each sets its own statement_timeout from the
/// deadline, row_security = off, and a search_path without anybody's operators, and nothing of the session, so it works
/// behind every kind of pooler.
class PostgresTransaction final {
public:
    enum class Access { Read, Write };

    explicit PostgresTransaction(PostgresConnection& connection)
        : m_connection(connection)
    {
    }
    ~PostgresTransaction();
    Q_DISABLE_COPY_MOVE(PostgresTransaction)

    /// Refuses a replica: its absence proves nothing (CONTRACT, "Presence").
    Result<void> begin(Access access);
    /// The same, leaving isReplica() to the caller.
    Result<void> beginAnywhere(Access access);
    bool isReplica() const { return m_replica; }
    /// OutcomeUnknown where the answer was lost; Stopped or TimedOut where it was not sent.
    Result<void> commit();

private:
    PostgresConnection& m_connection;
    bool m_open = false;
    bool m_replica = false;
};

} // namespace steward
