#pragma once

#include "support/rig_result.h"
#include "support/scratch_directory.h"
#include "support/server_process.h"
#include "support/tls_authority.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace steward::rig {

struct PostgresOptions {
    std::optional<CertificateFiles> tls; ///< none: the server speaks no TLS
    QStringList config;                  ///< further settings, each "name=value"
};

/// A value of a row as text; nullopt is NULL.
using PostgresRow = std::vector<std::optional<QByteArray>>;

/// A PostgreSQL cluster of its own. TCP wants a password (SCRAM), the Unix socket does not. Every statement is logged.
class PostgresServer final {
    Q_DISABLE_COPY_MOVE(PostgresServer)

public:
    explicit PostgresServer(PostgresOptions options = {});
    ~PostgresServer();

    RigResult<void> start();
    /// Ends it; start() brings it back with its data, on the same port.
    void stop();
    bool isRunning();
    qint64 pid() const { return m_process.pid(); }
    /// A hot standby that follows this server, started.
    RigResult<std::unique_ptr<PostgresServer>> startReplica();

    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    QString socketDirectory() const;
    QString superuser() const { return QStringLiteral("postgres"); }
    QByteArray password() const { return m_password; }
    /// A libpq URI over TCP; the superuser's where no user is given.
    QString uri(const QString& database, const QString& user = {}, const QByteArray& password = {}) const;

    RigResult<void> createDatabase(const QString& name, bool loadAsFound = true);
    /// A role that may log in; attributes as in CREATE ROLE ("bypassrls").
    RigResult<void> createRole(const QString& name, const QByteArray& password, const QString& attributes = {});
    /// One or several statements as the superuser, over the Unix socket.
    RigResult<void> execute(const QString& sql, const QString& database);
    RigResult<std::vector<PostgresRow>> query(const QString& sql, const QString& database);
    /// The first column of the first row, empty where there is none.
    RigResult<QByteArray> value(const QString& sql, const QString& database);

    /// All that the server wrote since it started, with every statement.
    QString log() const;

private:
    RigResult<void> makeCluster();
    RigResult<void> launch();
    RigResult<void> waitUntilReady();
    QStringList serverArguments() const;
    QByteArray socketConnection(const QString& database) const;

    class IdleConnections;

    PostgresOptions m_options;
    ScratchDirectory m_directory;
    std::unique_ptr<IdleConnections> m_idle;
    ServerProcess m_process;
    QByteArray m_password;
    int m_port = 0;
    bool m_clusterMade = false;
};

/// The database as it is found (tests/data/as-found.sql).
RigResult<QByteArray> asFoundSql();

} // namespace steward::rig
