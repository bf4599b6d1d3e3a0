#include "support/raw_http.h"

#include <QDeadlineTimer>

namespace steward::rig {
namespace {

bool readChunks(const QByteArray& raw, RawReply& reply)
{
    qsizetype position = 0;
    reply.body.clear();
    while (true) {
        const qsizetype end = raw.indexOf("\r\n", position);
        if (end < 0)
            return false;
        const qsizetype size = raw.mid(position, end - position).toLongLong(nullptr, 16);
        if (raw.size() < end + 2 + size + 2)
            return false;
        reply.body += raw.mid(end + 2, size);
        position = end + 4 + size;
        if (size == 0)
            return true;
    }
}

void interpret(const QByteArray& raw, bool headless, RawReply& reply)
{
    const qsizetype end = raw.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    reply.headers = raw.left(end);
    reply.headerNames.clear();
    const QByteArrayList lines = reply.headers.split('\n');
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray& line : lines.mid(1))
        reply.headerNames.append(line.left(line.indexOf(':')));
    const QByteArray rest = raw.mid(end + 4);
    if (reply.header("Transfer-Encoding") == "chunked") {
        reply.whole = readChunks(rest, reply);
        return;
    }
    reply.body = rest;
    const bool bare = headless || reply.status == 304 || reply.status == 204;
    reply.whole = bare || (reply.headerNames.contains("Content-Length") &&
                           rest.size() == reply.header("Content-Length").toLongLong());
}

} // namespace

QByteArray RawReply::header(const QByteArray& name) const
{
    for (const QByteArray& line : headers.split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

RawHttp::RawHttp(int port)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
    m_socket.waitForConnected(5000);
}

RawReply RawHttp::ask(
    const QByteArray& method, const QByteArray& target, const QByteArrayList& headers, const QByteArray& body,
    int patienceMs)
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const QByteArray& header : headers)
        bytes += header + "\r\n";
    if (!body.isEmpty())
        bytes += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return send(bytes + "\r\n" + body, patienceMs);
}

RawReply RawHttp::send(const QByteArray& bytes, int patienceMs)
{
    m_socket.write(bytes);
    RawReply reply;
    QByteArray raw;
    const QDeadlineTimer deadline(patienceMs);
    while (!reply.whole && !deadline.hasExpired()) {
        const bool more = m_socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
        raw += m_socket.readAll();
        interpret(raw, bytes.startsWith("HEAD "), reply);
        if (more || m_socket.error() == QAbstractSocket::SocketTimeoutError)
            continue;
        reply.closed = true;
        reply.reset = m_socket.error() != QAbstractSocket::RemoteHostClosedError ||
                      m_socket.errorString().contains(QStringLiteral("reset"));
        break;
    }
    return reply;
}

} // namespace steward::rig
