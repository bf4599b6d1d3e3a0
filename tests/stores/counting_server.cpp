#include "stores/counting_server.h"

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/socket.h>

namespace steward::test {
namespace {

const QByteArray successBody = R"({"status":"SUCCESS","error":false,"response":{"message":"done"}})";

QByteArray headersFor(qsizetype length)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: " +
           QByteArray::number(length) + "\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\n\r\n";
}

bool isWhole(const QByteArray& request)
{
    const qsizetype end = request.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const qsizetype field = request.toLower().indexOf("\r\ncontent-length:");
    if (field < 0 || field > end)
        return true;
    const qsizetype from = field + 17;
    return request.size() >= end + 4 + request.mid(from, request.indexOf('\r', from) - from).trimmed().toInt();
}

} // namespace

class CountingServer::Listener final : public QObject {
public:
    int listen()
    {
        m_server = new QTcpServer(this);
        connect(m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection())
                accept(socket);
        });
        return m_server->listen(QHostAddress::LocalHost) ? m_server->serverPort() : 0;
    }

    mutable QMutex mutex;
    Break how = Break::Answer;
    QList<QByteArray> arrivals;
    QByteArray last;

private:
    void accept(QTcpSocket* socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_received.remove(socket); // another socket may come to stand at the same address
            m_counted.remove(socket);
            m_served.remove(socket);
            socket->deleteLater();
        });
    }

    void read(QTcpSocket* socket)
    {
        QByteArray& received = m_received[socket];
        // Counted when the request line begins: half a request is an arrival too.
        if (received.isEmpty())
            m_counted.insert(socket, false);
        received += socket->readAll();
        const qsizetype line = received.indexOf("\r\n");
        if (line >= 0 && !m_counted.value(socket)) {
            const QMutexLocker locked(&mutex);
            arrivals.append(received.left(line));
            m_counted.insert(socket, true);
        }
        if (!isWhole(received))
            return;
        const QByteArray request = std::exchange(received, {});
        const int number = ++m_served[socket];
        QMutexLocker locked(&mutex);
        last = request;
        const Break now = how;
        locked.unlock();
        answer(socket, now, number);
    }

    static void reset(QTcpSocket* socket)
    {
        const linger hard{1, 0};
        setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        socket->abort();
    }

    static void answer(QTcpSocket* socket, Break how, int number)
    {
        const bool first = number == 1;
        switch (how) {
        case Break::Silent:
            return;
        case Break::Reset:
            return reset(socket);
        case Break::CloseBeforeAnswer:
            return socket->disconnectFromHost();
        case Break::StopInHeaders:
            socket->write("HTTP/1.1 200 OK\r\nContent-Ty");
            return socket->disconnectFromHost();
        case Break::StopInBody:
            socket->write(headersFor(successBody.size()) + successBody.left(successBody.size() / 2));
            return socket->disconnectFromHost();
        case Break::AnswerThenClose:
            if (!first)
                return socket->disconnectFromHost();
            break;
        case Break::AnswerThenReset:
            if (!first)
                return reset(socket);
            break;
        case Break::Answer:
            break;
        }
        socket->write(headersFor(successBody.size()) + successBody);
    }

    QTcpServer* m_server = nullptr;
    QHash<QTcpSocket*, QByteArray> m_received;
    QHash<QTcpSocket*, bool> m_counted;
    QHash<QTcpSocket*, int> m_served;
};

CountingServer::CountingServer()
    : m_listener(new Listener)
{
    m_listener->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_listener, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_listener, [this] { m_port = m_listener->listen(); }, Qt::BlockingQueuedConnection);
}

CountingServer::~CountingServer()
{
    m_thread.quit();
    m_thread.wait();
}

void CountingServer::setBreak(Break how)
{
    const QMutexLocker locked(&m_listener->mutex);
    m_listener->how = how;
}

QList<QByteArray> CountingServer::arrivals() const
{
    const QMutexLocker locked(&m_listener->mutex);
    return m_listener->arrivals;
}

QByteArray CountingServer::lastRequest() const
{
    const QMutexLocker locked(&m_listener->mutex);
    return m_listener->last;
}

void CountingServer::clear()
{
    const QMutexLocker locked(&m_listener->mutex);
    m_listener->arrivals.clear();
    m_listener->last.clear();
}

} // namespace steward::test
