#pragma once

#include "support/rig_result.h"
#include "support/scratch_directory.h"
#include "support/server_process.h"

#include <QByteArray>
#include <QList>
#include <QPair>

namespace steward::rig {

class PostgresServer;

enum class PoolMode { Session, Transaction, Statement };

/// PgBouncer in front of a PostgresServer, for its superuser and the users given.
class PgBouncer final {
    Q_DISABLE_COPY_MOVE(PgBouncer)

public:
    using User = QPair<QString, QByteArray>; ///< name and password

    PgBouncer(const PostgresServer& server, PoolMode mode, QList<User> users = {});
    /// How many connections to the server it makes at most for one database and user; before start().
    void setPoolSize(int size) { m_poolSize = size; }
    ~PgBouncer();

    RigResult<void> start();
    void stop();
    bool isRunning() { return m_process.isRunning(); }
    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    QString uri(const QString& database) const;
    QString log() const { return m_process.log(); }

private:
    RigResult<void> launch();
    QByteArray configuration() const;

    const PostgresServer& m_server;
    PoolMode m_mode;
    QList<User> m_users;
    ScratchDirectory m_directory;
    ServerProcess m_process;
    int m_port = 0;
    int m_poolSize = 4;
};

} // namespace steward::rig
