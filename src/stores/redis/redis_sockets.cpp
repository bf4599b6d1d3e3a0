#include "stores/redis/redis_sockets.h"

#include "stores/address_family.h"
#include "stores/authorities.h"

#include <QEventLoop>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <functional>

namespace steward {
namespace {

using Opened = Result<std::unique_ptr<QIODevice>>;

/// Runs this thread's events until `done`, at most until `timeout` ends. An error where the CallContext end it.
Result<void> waitFor(
    const std::function<bool()>& done, const RedisErrors& errors, const CallContext& limits,
    const QDeadlineTimer& timeout = QDeadlineTimer(QDeadlineTimer::Forever))
{
    QEventLoop loop;
    QTimer slice;
    slice.start(10);
    while (!done() && !timeout.hasExpired()) {
        if (limits.stopped())
            return std::unexpected(stoppedError());
        if (limits.expired())
            return std::unexpected(errors.timedOut(QStringLiteral("not connected before the deadline")));
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return {};
}

ErrorKind networkKind(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return ErrorKind::NameNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return ErrorKind::Refused;
    case QAbstractSocket::SocketTimeoutError:
        return ErrorKind::TimedOut;
    default:
        return ErrorKind::ConnectionLost;
    }
}

/// "No such host" and "not reached" have one more cause: an address that this network does not carry.
Error unreached(
    const CacheSettings& settings, const RedisErrors& errors, ErrorKind kind, const QString& said,
    const CallContext& limits)
{
    const bool mayBe = kind == ErrorKind::NameNotFound || said.contains(QLatin1String("unreachable"));
    return errors.make(mayBe && hasOnlyIpv6(settings.host, limits) ? ErrorKind::NoIpv6 : kind, said);
}

void prepare(QTcpSocket& socket)
{
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
}

Opened openTcp(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    auto socket = std::make_unique<QTcpSocket>();
    prepare(*socket);
    socket->connectToHost(settings.host, static_cast<quint16>(settings.port));
    const auto decided = [&socket] {
        return socket->state() == QAbstractSocket::ConnectedState ||
               socket->state() == QAbstractSocket::UnconnectedState;
    };
    if (Result<void> waited = waitFor(decided, errors, limits); !waited)
        return std::unexpected(waited.error());
    if (socket->state() != QAbstractSocket::ConnectedState)
        return std::unexpected(
            unreached(settings, errors, networkKind(socket->error()), socket->errorString(), limits));
    return socket;
}

Opened openLocal(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    auto socket = std::make_unique<QLocalSocket>();
    socket->connectToServer(settings.socketPath);
    const auto decided = [&socket] {
        return socket->state() == QLocalSocket::ConnectedState || socket->state() == QLocalSocket::UnconnectedState;
    };
    if (Result<void> waited = waitFor(decided, errors, limits); !waited)
        return std::unexpected(waited.error());
    if (socket->state() != QLocalSocket::ConnectedState)
        return std::unexpected(errors.make(ErrorKind::Refused, socket->errorString()));
    return socket;
}

/// Whether what listens there answers a plain PING in plain text. Redis without TLS leaves a TLS greeting unanswered,
/// so that the handshake alone would only time out.
Result<bool> answersPlainly(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    QTcpSocket socket;
    prepare(socket);
    socket.connectToHost(settings.host, static_cast<quint16>(settings.port));
    const QDeadlineTimer timeout(1500);
    const auto connected = [&socket] { return socket.state() == QAbstractSocket::ConnectedState; };
    if (Result<void> waited = waitFor(connected, errors, limits, timeout); !waited)
        return std::unexpected(waited.error());
    socket.write("PING\r\n");
    const auto answered = [&socket] {
        return socket.bytesAvailable() > 0 || socket.state() == QAbstractSocket::UnconnectedState;
    };
    if (Result<void> waited = waitFor(answered, errors, limits, timeout); !waited)
        return std::unexpected(waited.error());
    const QByteArray first = socket.read(1);
    socket.abort();
    return !first.isEmpty() && first[0] >= 0x20 && first[0] < 0x7f; // a TLS alert begins with 0x15
}

std::optional<QSslKey> keyIn(const QString& path)
{
    const QByteArray pem = readPem(path).value_or(QByteArray());
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (const QSslKey key(pem, algorithm, QSsl::Pem); !key.isNull())
            return key;
    }
    return {};
}

/// What the profile gives for a Redis that asks for a client certificate.
Result<void> showCertificate(QSslConfiguration& configuration, const CacheSettings& settings, const RedisErrors& errors)
{
    if (settings.certificateFile.isEmpty() && settings.keyFile.isEmpty())
        return {};
    const QList<QSslCertificate> chain =
        QSslCertificate::fromData(readPem(settings.certificateFile).value_or(QByteArray()), QSsl::Pem);
    const std::optional<QSslKey> key = keyIn(settings.keyFile);
    if (chain.isEmpty() || !key)
        return std::unexpected(errors.badClientCertificate(chain.isEmpty()));
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(*key);
    return {};
}

Result<void> trust(QSslSocket& socket, const CacheSettings& settings, const RedisErrors& errors)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    const auto authorities = authoritiesOf(settings.caFile, settings.addedCaFile);
    if (!authorities)
        return std::unexpected(errors.withSentence(authorities.error()));
    if (*authorities)
        configuration.setCaCertificates(**authorities);
    if (Result<void> shown = showCertificate(configuration, settings, errors); !shown)
        return shown;
    socket.setSslConfiguration(configuration);
    return {};
}

Error handshakeError(
    const QSslSocket& socket, const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    const QString said = socket.errorString();
    if (const QList<QSslError> found = socket.sslHandshakeErrors(); !found.isEmpty())
        return errors.make(certificateKind(found), said);
    const bool early = socket.error() == QAbstractSocket::RemoteHostClosedError;
    const bool handshake = socket.error() == QAbstractSocket::SslHandshakeFailedError ||
                           socket.error() == QAbstractSocket::SslInternalError;
    if (!early && !handshake)
        return unreached(settings, errors, networkKind(socket.error()), said, limits);
    if (asksForClientCertificate(said))
        return errors.make(ErrorKind::TlsClient, said);
    const Result<bool> plain = answersPlainly(settings, errors, limits);
    if (!plain)
        return plain.error();
    if (*plain)
        return errors.make(ErrorKind::TlsPlain, said);
    return errors.make(early ? ErrorKind::ConnectionLost : ErrorKind::TlsFailed, said);
}

Opened openTls(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    auto socket = std::make_unique<QSslSocket>();
    prepare(*socket);
    if (Result<void> trusted = trust(*socket, settings, errors); !trusted)
        return std::unexpected(trusted.error());
    socket->connectToHostEncrypted(settings.host, static_cast<quint16>(settings.port));
    const auto greeted = [&socket] {
        return socket->state() == QAbstractSocket::ConnectedState ||
               socket->state() == QAbstractSocket::UnconnectedState;
    };
    const auto decided = [&socket] {
        return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState;
    };
    if (Result<void> waited = waitFor(greeted, errors, limits); !waited)
        return std::unexpected(waited.error());
    const qint64 timeout =
        std::min<qint64>(1500, limits.deadline.isForever() ? 1500 : limits.deadline.remainingTime() / 3);
    if (Result<void> waited = waitFor(decided, errors, limits, QDeadlineTimer(timeout)); !waited)
        return std::unexpected(waited.error());
    if (!decided()) {
        const Result<bool> plain = answersPlainly(settings, errors, limits);
        if (!plain)
            return std::unexpected(plain.error());
        if (*plain)
            return std::unexpected(errors.make(ErrorKind::TlsPlain, QStringLiteral("PING was answered in plain text")));
        if (Result<void> waited = waitFor(decided, errors, limits); !waited)
            return std::unexpected(waited.error());
    }
    if (!socket->isEncrypted())
        return std::unexpected(handshakeError(*socket, settings, errors, limits));
    return socket;
}

} // namespace

bool wantsClientCertificate(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    if (settings.transport != CacheSettings::Transport::Tls)
        return false;
    const QEventLoop dispatcher;
    QSslSocket socket;
    prepare(socket);
    if (!trust(socket, settings, errors))
        return false;
    socket.connectToHostEncrypted(settings.host, static_cast<quint16>(settings.port));
    bool isEnded = false;
    QObject::connect(&socket, &QSslSocket::disconnected, &socket, [&isEnded] { isEnded = true; });
    QString said;
    QObject::connect(&socket, &QSslSocket::errorOccurred, &socket, [&] { said += socket.errorString(); });
    const auto ended = [&] { return isEnded || asksForClientCertificate(said); };
    return waitFor(ended, errors, limits, QDeadlineTimer(2000)) && asksForClientCertificate(said);
}

Opened openRedisSocket(const CacheSettings& settings, const RedisErrors& errors, const CallContext& limits)
{
    if (limits.stopped())
        return std::unexpected(stoppedError());
    const QEventLoop dispatcher; // a thread that Qt did not start has none, and a socket made before it never connects
    switch (settings.transport) {
    case CacheSettings::Transport::Unix:
        return openLocal(settings, errors, limits);
    case CacheSettings::Transport::Tls:
        return openTls(settings, errors, limits);
    case CacheSettings::Transport::Tcp:
        if (!settings.allowInsecure && !isLoopbackHost(settings.host))
            return std::unexpected(
                errors.make(ErrorKind::InsecureRefused, QStringLiteral("plain TCP beyond loopback")));
        return openTcp(settings, errors, limits);
    }
    return std::unexpected(errors.make(ErrorKind::InvalidSettings, QStringLiteral("the transport is not known")));
}

} // namespace steward
