#include "support/http_connection.h"

#include <QTcpSocket>

#include <sys/socket.h>

namespace steward::rig {

void resetConnection(QTcpSocket& socket)
{
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket.abort();
}

HttpConnection::HttpConnection(QTcpSocket* socket, std::shared_ptr<EvolutionState> state, QObject* parent)
    : QObject(parent)
    , m_socket(socket)
    , m_state(std::move(state))
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_idle.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::receive);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_idle, &QTimer::timeout, m_socket, &QTcpSocket::disconnectFromHost);
}

HttpConnection::~HttpConnection()
{
    m_socket->disconnect(this);
    if (m_busy)
        m_state->workEnded();
}

void HttpConnection::receive()
{
    m_idle.stop();
    m_buffer += m_socket->readAll();
    const bool http = m_buffer.isEmpty() || (m_buffer.front() >= 'A' && m_buffer.front() <= 'Z');
    if (!m_busy && !http) { // a TLS greeting, mostly; Node answers so too
        m_socket->write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        m_socket->disconnectFromHost();
        return;
    }
    next();
}

void HttpConnection::next()
{
    if (m_busy)
        return;
    const auto request = takeRequest(m_buffer);
    if (!request)
        return;
    m_busy = true;
    m_state->workBegan();
    auto reaction = m_state->react(*request);
    if (reaction.delay.count() <= 0) {
        answer(*request, reaction);
        return;
    }
    const auto delay = reaction.delay;
    QTimer::singleShot(
        delay, this, [this, request = *request, reaction = std::move(reaction)] { answer(request, reaction); });
}

void HttpConnection::answer(const HttpRequest& request, const EvolutionState::Reaction& reaction)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    const bool faulty = reaction.fault && reaction.fault->kind != HttpFault::Kind::Delay;
    if (faulty && reaction.fault->kind == HttpFault::Kind::Silent)
        return;
    const bool goesOn =
        faulty ? sendFault(request, reaction.answer, *reaction.fault) : send(request, reaction.answer, true);
    finished(goesOn, reaction.keepAlive);
}

void HttpConnection::finished(bool goesOn, std::chrono::milliseconds keepAlive)
{
    m_busy = false;
    m_state->workEnded();
    if (!goesOn) {
        if (m_socket->state() == QAbstractSocket::ConnectedState)
            m_socket->disconnectFromHost();
        return;
    }
    m_idle.start(keepAlive);
    if (!m_buffer.isEmpty())
        QMetaObject::invokeMethod(this, &HttpConnection::next, Qt::QueuedConnection);
}

bool HttpConnection::send(const HttpRequest& request, HttpAnswer answer, bool mayGzip)
{
    constexpr qsizetype compressionThreshold = 1024; // the real server's
    const bool keepAlive = request.header("Connection").toLower() != "close";
    if (answer.entityTag.isEmpty() && !answer.body.isEmpty())
        answer.entityTag = weakEntityTag(answer.body);
    if (answer.status == 200 && request.method == "GET" && !answer.entityTag.isEmpty() &&
        request.header("If-None-Match") == answer.entityTag) {
        answer.status = 304;
        answer.body.clear();
        answer.vary = "Origin";
    }
    const bool gzip =
        mayGzip && answer.body.size() >= compressionThreshold && request.header("Accept-Encoding").contains("gzip");
    m_socket->write(headerText(answer, gzip ? -1 : answer.body.size(), gzip, keepAlive));
    if (request.method == "HEAD")
        return keepAlive;
    if (gzip)
        sendChunks(answer.gzipBody.isEmpty() ? gzipped(answer.body) : answer.gzipBody, 16384);
    else if (!answer.body.isEmpty())
        m_socket->write(answer.body);
    return keepAlive;
}

void HttpConnection::sendChunks(const QByteArray& body, qsizetype size)
{
    for (qsizetype start = 0; start < body.size(); start += size) {
        const QByteArray chunk = body.mid(start, size);
        m_socket->write(QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n");
    }
    m_socket->write("0\r\n\r\n");
}

bool HttpConnection::sendFault(const HttpRequest& request, HttpAnswer answer, const HttpFault& fault)
{
    using Kind = HttpFault::Kind;
    const qsizetype chunk = fault.bytes > 0 ? fault.bytes : 1024;
    switch (fault.kind) {
    case Kind::Status:
        answer = {.status = fault.status, .body = fault.body, .contentType = fault.contentType};
        answer.location = fault.location;
        answer.header = fault.header;
        break;
    case Kind::Body:
        answer.body = fault.body;
        answer.contentType = fault.contentType;
        answer.entityTag.clear();
        break;
    case Kind::ShortBody:
        answer.body.truncate(fault.bytes);
        break;
    case Kind::Redirect:
        answer = {.status = 302, .location = fault.location};
        break;
    case Kind::NotModified:
        answer = {.status = 304};
        break;
    case Kind::CutBody:
        m_socket->write(headerText(answer, answer.body.size(), false, true));
        m_socket->write(answer.body.left(fault.bytes));
        return false;
    case Kind::Chunked:
        m_socket->write(headerText(answer, -1, false, true));
        sendChunks(answer.body, chunk);
        return true;
    case Kind::ChunkedCut:
        m_socket->write(headerText(answer, -1, false, true));
        m_socket->write(
            QByteArray::number(answer.body.left(chunk).size(), 16) + "\r\n" + answer.body.left(chunk) + "\r\n");
        return false;
    case Kind::CloseInHeaders:
        m_socket->write(headerText(answer, answer.body.size(), false, true).left(60));
        return false;
    case Kind::Reset:
        resetConnection(*m_socket);
        return false;
    case Kind::CloseBeforeAnswer:
    case Kind::Silent:
    case Kind::Delay:
        return false;
    }
    return send(request, answer, false);
}

} // namespace steward::rig
