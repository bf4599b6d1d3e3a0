#pragma once

#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/postgres/postgres_errors.h"
#include "stores/system_poll.h"

#include <QByteArrayView>
#include <QSqlDatabase>

#include <functional>
#include <optional>
#include <vector>

struct pg_conn;
struct pg_result;

namespace steward {

/// One row of an answer, valid only inside the call that hands it out.
class SqlRow final {
public:
    explicit SqlRow(const pg_result* result)
        : m_result(result)
    {
    }
    bool isNull(int column) const;
    QByteArrayView bytes(int column) const; ///< as text; empty where null
    QString text(int column) const { return QString::fromUtf8(bytes(column)); }
    bool flag(int column) const { return bytes(column) == "t"; }

private:
    const pg_result* m_result;
};

struct SqlStatement {
    /// With parameters: one statement. Without: several may be sent at once, separated by semicolons.
    QByteArray text;
    std::vector<std::optional<QByteArray>> parameters = {}; ///< as text; nothing is NULL
    SqlIntent intent = SqlIntent::Read;
};

/// One QPSQL connection and what is asked over it. It lives and dies on one thread (the session's), the one that
/// QSqlDatabase wants. Statements go through libpq's own parameters, never through prepared statements, so that it
/// works behind a pooler in transaction mode (TOOLCHAIN, PostgreSQL).
class PostgresConnection final {
public:
    /// For the job at hand: its limits, and what is asked before COMMIT goes out (false: nobody waits any more).
    struct Job {
        CallContext limits;
        std::function<bool()> enterCommit = [] { return true; };
    };
    using RowHandler = std::function<void(const SqlRow&)>;

    explicit PostgresConnection(DatabaseSettings settings);
    ~PostgresConnection();
    Q_DISABLE_COPY_MOVE(PostgresConnection)

    /// Blocks until connected or failed, bounded by connect_timeout only. Does nothing while the connection stands.
    Result<void> open(const CallContext& limits);
    void close();
    void start(Job job) { m_job = std::move(job); }
    const CallContext& limits() const { return m_job.limits; }
    /// The SQLSTATE of the last statement where it was refused.
    const QByteArray& refusedState() const { return m_refusedState; }
    bool enterCommit() const { return m_job.enterCommit(); }

    /// Runs to the end of the answer, or to the job's limits; the command tag of the last statement. A statement ended
    /// by the limits leaves the connection doomed.
    Result<QByteArray> run(const SqlStatement& statement, const RowHandler& onRow = {});
    /// How many notices have come on the channels that this session listens to: waits for the first one, at most so
    /// long. 0: none came.
    Result<int> notices(std::chrono::milliseconds timeout);
    /// To be closed instead of used again.
    void doom() { m_doomed = true; }
    bool isDoomed() const { return m_doomed; }
    /// Asks the server to end what it still does for us, then closes. May block.
    void abort();

    QByteArray quoted(const QString& identifier) const;
    bool isEncrypted() const;
    int announcedBackend() const; ///< the process id that the peer announced; a pooler makes one up

private:
    Result<void> openDatabase(const CallContext& limits);
    Result<QByteArray> receive(SqlIntent intent, const RowHandler& onRow);
    std::optional<Error> waitFor(SocketWait wait, SqlIntent intent);
    std::optional<Error> flush(SqlIntent intent);
    std::optional<Error> ended(SqlIntent intent);
    Error lost(SqlIntent intent);
    bool stillStands();

    DatabaseSettings m_settings;
    QString m_name; ///< of the QSqlDatabase
    QSqlDatabase m_database;
    pg_conn* m_handle = nullptr; ///< owned by m_database's driver
    bool m_doomed = false;
    QByteArray m_refusedState;
    Job m_job;
};

/// The libpq that runs.
QString libpqVersion();

} // namespace steward
