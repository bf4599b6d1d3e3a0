#include "support/raw_http.h"

#include <QDeadlineTimer>

#include <cerrno>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

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
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<quint16>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // A refusal shows when the first request is sent.
    [[maybe_unused]] const int refused = ::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
}

RawHttp::~RawHttp()
{
    ::close(m_socket);
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
    RawReply reply;
    QByteArray raw;
    QByteArray part(1 << 16, Qt::Uninitialized);
    const ssize_t sent = ::send(m_socket, bytes.constData(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
    reply.reset = sent < 0 && errno == ECONNRESET;
    const QDeadlineTimer deadline(patienceMs);
    while (!reply.whole && !deadline.hasExpired()) {
        pollfd ready{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&ready, 1, static_cast<int>(deadline.remainingTime())) <= 0)
            break;
        const ssize_t count = ::recv(m_socket, part.data(), static_cast<size_t>(part.size()), 0);
        if (count <= 0) {
            reply.closed = true;
            reply.reset = reply.reset || (count < 0 && errno == ECONNRESET);
            break;
        }
        raw.append(part.constData(), count);
        // A long body is looked at again only when it may be whole.
        if (raw.size() < (1 << 20) || count < part.size())
            interpret(raw, bytes.startsWith("HEAD "), reply);
    }
    interpret(raw, bytes.startsWith("HEAD "), reply);
    return reply;
}

} // namespace steward::rig
