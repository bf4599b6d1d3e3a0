#include "support/pg_bouncer.h"

#include "support/postgres_server.h"

#include <QDeadlineTimer>
#include <QThread>

#include <csignal>

#include <libpq-fe.h>

namespace steward::rig {
namespace {

QByteArray quotedWord(QByteArray word)
{
    return '"' + word.replace('"', "\"\"") + '"';
}

QString modeWord(PoolMode mode)
{
    switch (mode) {
    case PoolMode::Session:
        return QStringLiteral("session");
    case PoolMode::Transaction:
        return QStringLiteral("transaction");
    case PoolMode::Statement:
        return QStringLiteral("statement");
    }
    Q_UNREACHABLE();
}

} // namespace

PgBouncer::PgBouncer(const PostgresServer& server, PoolMode mode, QList<User> users)
    : m_server(server)
    , m_mode(mode)
    , m_users(std::move(users))
    , m_directory(ServerUser::ifRoot("postgres"))
{
    m_users.append({server.superuser(), server.password()});
}

PgBouncer::~PgBouncer()
{
    stop();
}

QString PgBouncer::uri(const QString& database) const
{
    return m_server.uri(database).replace(
        QStringLiteral(":%1/").arg(m_server.port()), QStringLiteral(":%1/").arg(m_port));
}

QByteArray PgBouncer::configuration() const
{
    return QStringLiteral("[databases]\n* = host=127.0.0.1 port=%1\n[pgbouncer]\nlisten_addr=127.0.0.1\n"
                          "listen_port=%2\nunix_socket_dir=\nauth_type=scram-sha-256\nauth_file=%3\npool_mode=%4\n"
                          "max_client_conn=500\ndefault_pool_size=%5\nserver_login_retry=1\n")
        .arg(m_server.port())
        .arg(m_port)
        .arg(m_directory.filePath(QStringLiteral("users.txt")), modeWord(m_mode))
        .arg(m_poolSize)
        .toUtf8();
}

RigResult<void> PgBouncer::start()
{
    RigResult<void> launched = std::unexpected(QString());
    for (int attempt = 0; attempt < 5 && !launched; ++attempt) {
        if (m_port == 0 || attempt > 0) // a port that was free a moment ago may be taken by now
            m_port = freePort();
        launched = launch();
    }
    return launched;
}

RigResult<void> PgBouncer::launch()
{
    QByteArray users;
    for (const auto& [name, password] : m_users)
        users += quotedWord(name.toUtf8()) + ' ' + quotedWord(password) + '\n';
    m_directory.write(QStringLiteral("users.txt"), users);
    const QString file = m_directory.write(QStringLiteral("pgbouncer.ini"), configuration());
    const auto started = m_process.start(
        {QStringLiteral("pgbouncer"),
         {file},
         m_directory.path(),
         m_directory.filePath(QStringLiteral("pgbouncer.log")),
         m_directory.user()});
    if (!started)
        return started;
    const QByteArray address = QStringLiteral("host=127.0.0.1 port=%1 connect_timeout=2").arg(m_port).toUtf8();
    const QDeadlineTimer deadline(10'000);
    while (m_process.isRunning() && !deadline.hasExpired()) {
        if (PQping(address.constData()) == PQPING_OK && m_process.isRunning())
            return {};
        QThread::msleep(10);
    }
    const QString output = log();
    stop();
    return std::unexpected(QStringLiteral("PgBouncer did not start:\n%1").arg(output));
}

void PgBouncer::stop()
{
    m_process.stop(SIGTERM);
}

} // namespace steward::rig
