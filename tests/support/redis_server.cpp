#include "support/redis_server.h"

#include <QDeadlineTimer>
#include <QThread>

#include <csignal>

namespace steward::rig {
namespace {

/// As redis.conf wants a text with spaces, quotes or bytes beyond ASCII.
QString quoted(const QByteArray& text)
{
    QString out;
    for (const char byte : text)
        out += QStringLiteral("\\x%1").arg(static_cast<uchar>(byte), 2, 16, QLatin1Char('0'));
    return u'"' + out + u'"';
}

} // namespace

RedisServer::RedisServer(RedisOptions options)
    : m_options(std::move(options))
{
}

RedisServer::~RedisServer()
{
    stop();
}

QString RedisServer::url(int database) const
{
    const QByteArray password =
        m_options.password.isEmpty() ? QByteArray() : ':' + m_options.password.toPercentEncoding() + '@';
    return QStringLiteral("redis://%1%2:%3/%4").arg(QString::fromUtf8(password), host()).arg(m_port).arg(database);
}

QByteArray RedisServer::configuration() const
{
    QStringList lines{
        QStringLiteral("bind 127.0.0.1"),
        QStringLiteral("port %1").arg(m_port),
        QStringLiteral("unixsocket %1").arg(socketPath()),
        QStringLiteral("dir %1").arg(m_directory.path()),
        QStringLiteral("save \"\""),
        QStringLiteral("appendonly no"),
        QStringLiteral("repl-diskless-sync yes"),
        QStringLiteral("repl-diskless-sync-delay 0"),
        QStringLiteral("enable-debug-command yes"),
        QStringLiteral("databases %1").arg(m_options.databases)};
    if (m_options.tls)
        lines << QStringLiteral("tls-port %1").arg(m_tlsPort)
              << QStringLiteral("tls-cert-file %1").arg(m_options.tls->certificate)
              << QStringLiteral("tls-key-file %1").arg(m_options.tls->key)
              // It wants a CA file although no client certificate is asked for.
              << QStringLiteral("tls-ca-cert-file %1").arg(m_options.tls->certificate)
              << QStringLiteral("tls-auth-clients no");
    if (!m_options.password.isEmpty())
        lines << QStringLiteral("requirepass ") + quoted(m_options.password);
    for (const QString& user : m_options.users)
        lines << QStringLiteral("user %1").arg(user);
    if (m_options.replicaOfPort > 0)
        lines << QStringLiteral("replicaof 127.0.0.1 %1").arg(m_options.replicaOfPort);
    if (!m_options.replicaOfPassword.isEmpty())
        lines << QStringLiteral("masterauth ") + quoted(m_options.replicaOfPassword);
    if (m_options.cluster)
        lines << QStringLiteral("cluster-enabled yes");
    lines += m_options.config;
    return lines.join(u'\n').toUtf8() + '\n';
}

RigResult<void> RedisServer::start()
{
    RigResult<void> launched = std::unexpected(QString());
    for (int attempt = 0; attempt < 5 && !launched; ++attempt) {
        if (m_port == 0 || attempt > 0) { // a port that was free a moment ago may be taken by now
            m_port = freePort();
            m_tlsPort = m_options.tls ? freePort() : 0;
        }
        launched = launch();
    }
    return launched;
}

RigResult<void> RedisServer::launch()
{
    const QString file = m_directory.write(QStringLiteral("redis.conf"), configuration());
    const ProcessPlan plan{
        QStringLiteral("redis-server"),
        {file},
        m_directory.path(),
        m_directory.filePath(QStringLiteral("redis.log")),
        ServerUser::own()};
    if (const auto started = m_process.start(plan); !started)
        return started;
    const QDeadlineTimer deadline(10'000);
    while (m_process.isRunning() && !deadline.hasExpired()) {
        RespClient client;
        if (client.connectTo(host(), m_port) && client.command({"PING"}))
            // Another Redis may have taken the port before ours could.
            return m_process.isRunning() ? RigResult<void>()
                                         : std::unexpected(QStringLiteral("Redis did not start:\n%1").arg(log()));
        QThread::msleep(5);
    }
    const QString output = log();
    stop();
    return std::unexpected(QStringLiteral("Redis did not start:\n%1").arg(output));
}

void RedisServer::stop()
{
    m_process.stop(SIGTERM);
}

RigResult<void> RedisServer::openClient(RespClient& client, int database)
{
    if (const auto connected = client.connectTo(host(), m_port); !connected)
        return connected;
    std::vector<QByteArrayList> greeting;
    if (!m_options.password.isEmpty())
        greeting.push_back({"AUTH", m_options.password});
    if (database != 0)
        greeting.push_back({"SELECT", QByteArray::number(database)});
    return client.load(greeting);
}

RigResult<RespValue> RedisServer::command(const QByteArrayList& arguments, int database)
{
    RespClient client;
    if (const auto opened = openClient(client, database); !opened)
        return std::unexpected(opened.error());
    auto value = client.command(arguments);
    if (value && value->isError())
        return std::unexpected(QStringLiteral("Redis refused: %1").arg(QString::fromUtf8(value->text)));
    return value;
}

RigResult<void> RedisServer::load(const std::vector<QByteArrayList>& commands, int database)
{
    RespClient client;
    if (const auto opened = openClient(client, database); !opened)
        return opened;
    return client.load(commands);
}

} // namespace steward::rig
