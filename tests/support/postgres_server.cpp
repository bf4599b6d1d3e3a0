#include "support/postgres_server.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QMutex>
#include <QRandomGenerator>
#include <QThread>

#include <csignal>
#include <map>

#include <libpq-fe.h>
#include <poll.h>

namespace steward::rig {
namespace {

struct ResultEnd {
    void operator()(PGresult* result) const { PQclear(result); }
};

QString program(const QString& name)
{
    // Debian keeps the server's programs out of PATH.
    const QString packaged = QStringLiteral(STEWARD_POSTGRES_BIN_DIR "/") + name;
    return QFile::exists(packaged) ? packaged : name;
}

std::vector<PostgresRow> rowsOf(const PGresult* result)
{
    std::vector<PostgresRow> rows(static_cast<size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        for (int column = 0; column < PQnfields(result); ++column) {
            auto& cells = rows[static_cast<size_t>(row)];
            if (PQgetisnull(result, row, column))
                cells.emplace_back(std::nullopt);
            else
                cells.emplace_back(QByteArray(PQgetvalue(result, row, column), PQgetlength(result, row, column)));
        }
    }
    return rows;
}

QString quoted(const QString& identifier)
{
    return u'"' + QString(identifier).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

/// The rig's own connections between two questions: a new one is a new process of the server, and costs more than most
/// questions do.
class PostgresServer::IdleConnections final {
public:
    struct End {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    using Connection = std::unique_ptr<PGconn, End>;

    /// One that is still connected, or none.
    Connection take(const QString& database)
    {
        const QMutexLocker lock(&m_mutex);
        for (auto kept = m_connections.extract(database); kept; kept = m_connections.extract(database)) {
            PGconn* connection = kept.mapped().get();
            pollfd socket{PQsocket(connection), POLLIN, 0};
            if (::poll(&socket, 1, 0) == 0) // whatever waits there is its end
                return std::move(kept.mapped());
        }
        return {};
    }

    /// Only where it is as new.
    void giveBack(const QString& database, Connection connection)
    {
        if (PQtransactionStatus(connection.get()) != PQTRANS_IDLE)
            return;
        const std::unique_ptr<PGresult, ResultEnd> discarded(PQexec(connection.get(), "discard all"));
        if (PQresultStatus(discarded.get()) != PGRES_COMMAND_OK)
            return;
        const QMutexLocker lock(&m_mutex);
        if (m_connections.size() < mostIdle)
            m_connections.emplace(database, std::move(connection));
    }

    void close()
    {
        const QMutexLocker lock(&m_mutex);
        m_connections.clear();
    }

private:
    static constexpr size_t mostIdle = 8; // of the server's 100

    QMutex m_mutex;
    std::multimap<QString, Connection> m_connections;
};

PostgresServer::PostgresServer(PostgresOptions options)
    : m_options(std::move(options))
    , m_directory(ServerUser::ifRoot("postgres"))
    , m_idle(std::make_unique<IdleConnections>())
    , m_password("rig-" + QByteArray::number(QRandomGenerator::global()->generate64(), 36))
{
}

PostgresServer::~PostgresServer()
{
    stop();
}

QString PostgresServer::socketDirectory() const
{
    return m_directory.filePath(QStringLiteral("run"));
}

QString PostgresServer::log() const
{
    return m_process.log();
}

bool PostgresServer::isRunning()
{
    return m_process.isRunning();
}

void PostgresServer::stop()
{
    m_idle->close();
    m_process.stop(SIGINT); // fast shutdown
}

QString PostgresServer::uri(const QString& database, const QString& user, const QByteArray& password) const
{
    const QByteArray who = user.isEmpty() ? superuser().toUtf8() : user.toUtf8();
    const QByteArray secret = user.isEmpty() ? m_password : password;
    return QStringLiteral("postgresql://%1:%2@%3:%4/%5")
        .arg(QString::fromLatin1(who.toPercentEncoding()), QString::fromLatin1(secret.toPercentEncoding()), host())
        .arg(m_port)
        .arg(QString::fromLatin1(database.toUtf8().toPercentEncoding()));
}

RigResult<void> PostgresServer::makeCluster()
{
    m_directory.makeDirectory(QStringLiteral("run"), 0755);
    const QString passwordFile = m_directory.write(QStringLiteral("password"), m_password + '\n');
    return runToEnd(
        {program(QStringLiteral("initdb")),
         {QStringLiteral("-D"), m_directory.makeDirectory(QStringLiteral("data")), QStringLiteral("-U"), superuser(),
          QStringLiteral("-N"), QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8"),
          QStringLiteral("--auth-local=trust"), QStringLiteral("--auth-host=scram-sha-256"),
          QStringLiteral("--pwfile=") + passwordFile, QStringLiteral("--no-instructions")},
         m_directory.path(),
         m_directory.filePath(QStringLiteral("initdb.log")),
         m_directory.user()});
}

QStringList PostgresServer::serverArguments() const
{
    QStringList settings{
        QStringLiteral("listen_addresses=127.0.0.1"),
        QStringLiteral("unix_socket_directories=") + socketDirectory(),
        QStringLiteral("fsync=off"),
        QStringLiteral("synchronous_commit=off"),
        QStringLiteral("full_page_writes=off"),
        QStringLiteral("shared_buffers=32MB"),
        QStringLiteral("log_statement=all"),
        QStringLiteral("log_line_prefix=%m [%p] %u@%d %a "),
        QStringLiteral("jit=off")};
    if (m_options.tls)
        settings << QStringLiteral("ssl=on") << QStringLiteral("ssl_cert_file=") + m_options.tls->certificate
                 << QStringLiteral("ssl_key_file=") + m_options.tls->key;
    settings += m_options.config;
    QStringList arguments{
        QStringLiteral("-D"), m_directory.filePath(QStringLiteral("data")), QStringLiteral("-p"),
        QString::number(m_port)};
    for (const QString& setting : settings)
        arguments << QStringLiteral("-c") << setting;
    return arguments;
}

RigResult<void> PostgresServer::start()
{
    if (!m_clusterMade) {
        if (const auto made = makeCluster(); !made)
            return made;
        m_clusterMade = true;
    }
    RigResult<void> launched = std::unexpected(QString());
    for (int attempt = 0; attempt < 5 && !launched; ++attempt) {
        if (m_port == 0 || attempt > 0) // a port that was free a moment ago may be taken by now
            m_port = freePort();
        launched = launch();
    }
    return launched;
}

RigResult<void> PostgresServer::launch()
{
    const auto started = m_process.start(
        {program(QStringLiteral("postgres")), serverArguments(), m_directory.path(),
         m_directory.filePath(QStringLiteral("postgres.log")), m_directory.user()});
    return started ? waitUntilReady() : started;
}

RigResult<void> PostgresServer::waitUntilReady()
{
    const QDeadlineTimer deadline(20'000);
    const QByteArray connection = socketConnection(superuser());
    while (m_process.isRunning() && !deadline.hasExpired()) {
        if (PQping(connection.constData()) == PQPING_OK)
            return {};
        QThread::msleep(10);
    }
    const QString output = log();
    stop();
    return std::unexpected(QStringLiteral("PostgreSQL did not start:\n%1").arg(output));
}

RigResult<std::unique_ptr<PostgresServer>> PostgresServer::startReplica()
{
    auto replica = std::make_unique<PostgresServer>(m_options);
    replica->m_password = m_password;
    replica->m_directory.makeDirectory(QStringLiteral("run"), 0755);
    const auto copied = runToEnd(
        {program(QStringLiteral("pg_basebackup")),
         {QStringLiteral("-D"), replica->m_directory.filePath(QStringLiteral("data")), QStringLiteral("-R"),
          QStringLiteral("-c"), QStringLiteral("fast"), QStringLiteral("-X"), QStringLiteral("stream"),
          QStringLiteral("-h"), socketDirectory(), QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-U"),
          superuser(), QStringLiteral("-N")},
         replica->m_directory.path(),
         replica->m_directory.filePath(QStringLiteral("basebackup.log")),
         m_directory.user()});
    if (!copied)
        return std::unexpected(copied.error());
    replica->m_clusterMade = true;
    if (const auto started = replica->start(); !started)
        return std::unexpected(started.error());
    return replica;
}

QByteArray PostgresServer::socketConnection(const QString& database) const
{
    const auto value = [](QString text) {
        return u'\'' + text.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'")) + u'\'';
    };
    return QStringLiteral("host=%1 port=%2 user=%3 dbname=%4 application_name=rig connect_timeout=10")
        .arg(value(socketDirectory()), QString::number(m_port), superuser(), value(database))
        .toUtf8();
}

RigResult<std::vector<PostgresRow>> PostgresServer::query(const QString& sql, const QString& database)
{
    IdleConnections::Connection connection = m_idle->take(database);
    if (!connection)
        connection.reset(PQconnectdb(socketConnection(database).constData()));
    if (PQstatus(connection.get()) != CONNECTION_OK)
        return std::unexpected(QString::fromUtf8(PQerrorMessage(connection.get())));
    const std::unique_ptr<PGresult, ResultEnd> result(PQexec(connection.get(), sql.toUtf8().constData()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
        return std::unexpected(QString::fromUtf8(PQerrorMessage(connection.get())));
    m_idle->giveBack(database, std::move(connection));
    return rowsOf(result.get());
}

RigResult<void> PostgresServer::execute(const QString& sql, const QString& database)
{
    const auto rows = query(sql, database);
    return rows ? RigResult<void>() : std::unexpected(rows.error());
}

RigResult<QByteArray> PostgresServer::value(const QString& sql, const QString& database)
{
    const auto rows = query(sql, database);
    if (!rows)
        return std::unexpected(rows.error());
    return rows->empty() || rows->front().empty() ? QByteArray() : rows->front().front().value_or(QByteArray());
}

RigResult<void> PostgresServer::createDatabase(const QString& name, bool loadAsFound)
{
    const auto created = execute(QStringLiteral("create database %1").arg(quoted(name)), superuser());
    if (!created || !loadAsFound)
        return created;
    const auto sql = asFoundSql();
    return sql ? execute(QString::fromUtf8(*sql), name) : std::unexpected(sql.error());
}

RigResult<void> PostgresServer::createRole(const QString& name, const QByteArray& password, const QString& attributes)
{
    QString secret = QString::fromUtf8(password);
    secret.replace(u'\'', QStringLiteral("''"));
    return execute(
        QStringLiteral("create role %1 login password '%2' %3").arg(quoted(name), secret, attributes), superuser());
}

RigResult<QByteArray> asFoundSql()
{
    QFile file(QStringLiteral(STEWARD_RIG_DATA_DIR "/as-found.sql"));
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(QStringLiteral("%1 cannot be read").arg(file.fileName()));
    return file.readAll();
}

} // namespace steward::rig
