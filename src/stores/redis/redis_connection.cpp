#include "stores/redis/redis_connection.h"

#include "stores/authorities.h"
#include "stores/redis/redis_sockets.h"

#include <QLocalSocket>
#include <QSslSocket>
#include <QTcpSocket>

namespace steward {
namespace {

// Small, because the codec moves what is left of its buffer after every kilobyte it took.
constexpr qint64 chunkSize = 16 * 1024;

bool isConnected(const QIODevice* device)
{
    if (const auto* socket = qobject_cast<const QAbstractSocket*>(device))
        return socket->state() == QAbstractSocket::ConnectedState;
    const auto* local = qobject_cast<const QLocalSocket*>(device);
    return local && local->state() == QLocalSocket::ConnectedState;
}

} // namespace

Result<std::unique_ptr<RedisConnection>>
RedisConnection::open(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    Result<std::unique_ptr<QIODevice>> device = openRedisSocket(settings, errors, limits);
    if (!device)
        return std::unexpected(device.error());
    return std::unique_ptr<RedisConnection>(new RedisConnection(std::move(*device), errors));
}

RedisConnection::RedisConnection(std::unique_ptr<QIODevice> device, const RedisErrors& errors)
    : m_device(std::move(device))
    , m_errors(errors)
    , m_chunk(std::make_unique<char[]>(chunkSize))
{
}

RedisConnection::~RedisConnection()
{
    // Aborted, not closed: closing would wait for what has not been sent yet.
    if (auto* socket = qobject_cast<QAbstractSocket*>(m_device.get()))
        socket->abort();
    else if (auto* local = qobject_cast<QLocalSocket*>(m_device.get()))
        local->abort();
}

void RedisConnection::send(const QByteArray& commands)
{
    if (commands.isEmpty())
        return;
    m_device->write(commands);
    // At once: answers that have come already are worked on before anybody waits.
    if (auto* socket = qobject_cast<QAbstractSocket*>(m_device.get()))
        socket->flush();
    else if (auto* local = qobject_cast<QLocalSocket*>(m_device.get()))
        local->flush();
}

Result<std::optional<RespValue>> RedisConnection::next()
{
    auto next = m_reader.next();
    if (!next)
        return std::unexpected(m_errors.make(ErrorKind::BadAnswer, next.error()));
    return std::move(*next);
}

Result<std::optional<RespValue>>
RedisConnection::nextWithin(std::chrono::milliseconds timeout, const CallContext& limits)
{
    constexpr int quietSlice = 80; // it may be quiet all day
    const QDeadlineTimer until(timeout);
    for (;;) {
        Result<std::optional<RespValue>> come = next();
        if (!come || *come)
            return come;
        if (limits.stopped())
            return std::unexpected(stoppedError());
        if (until.hasExpired())
            return std::optional<RespValue>();
        if (m_device->bytesAvailable() == 0 && !m_device->waitForReadyRead(limits.slice(quietSlice)) &&
            m_device->bytesAvailable() == 0) {
            if (!isConnected(m_device.get()))
                return std::unexpected(lost());
            continue;
        }
        if (Result<void> taken = take(); !taken)
            return std::unexpected(taken.error());
    }
}

Result<RespValue> RedisConnection::receive(const CallContext& limits)
{
    for (;;) {
        Result<std::optional<RespValue>> come = next();
        if (!come)
            return std::unexpected(come.error());
        if (*come)
            return std::move(**come);
        if (Result<void> filled = fill(limits); !filled)
            return std::unexpected(filled.error());
    }
}

Result<void> RedisConnection::fill(const CallContext& limits)
{
    while (m_device->bytesAvailable() == 0) {
        if (limits.stopped())
            return std::unexpected(stoppedError());
        if (limits.expired())
            return std::unexpected(m_errors.timedOut(QStringLiteral("no answer before the deadline")));
        if (!m_device->waitForReadyRead(limits.slice()) && m_device->bytesAvailable() == 0 &&
            !isConnected(m_device.get())) {
            return std::unexpected(lost());
        }
    }
    // Here too: an answer without end keeps bytes available.
    if (limits.stopped())
        return std::unexpected(stoppedError());
    if (limits.expired())
        return std::unexpected(m_errors.timedOut(QStringLiteral("the deadline passed inside the answer")));
    return take();
}

Result<void> RedisConnection::take()
{
    const qint64 size = m_device->read(m_chunk.get(), chunkSize);
    if (size < 0)
        return std::unexpected(lost());
    m_reader.feed(QByteArrayView(m_chunk.get(), size));
    return {};
}

Error RedisConnection::lost() const
{
    // With TLS 1.3 a server refuses a missing client certificate only after the handshake.
    const auto* tls = qobject_cast<const QSslSocket*>(m_device.get());
    const bool refused = tls && (tls->error() == QAbstractSocket::SslInternalError ||
                                 tls->error() == QAbstractSocket::SslHandshakeFailedError);
    if (refused && asksForClientCertificate(m_device->errorString()))
        return m_errors.make(ErrorKind::TlsClient, m_device->errorString());
    return m_errors.make(refused ? ErrorKind::TlsFailed : ErrorKind::ConnectionLost, m_device->errorString());
}

QString RedisConnection::encryption() const
{
    const auto* tls = qobject_cast<const QSslSocket*>(m_device.get());
    if (!tls || !tls->isEncrypted())
        return {};
    return tls->sessionProtocol() == QSsl::TlsV1_3 ? QStringLiteral("TLSv1.3") : QStringLiteral("TLSv1.2");
}

} // namespace steward
