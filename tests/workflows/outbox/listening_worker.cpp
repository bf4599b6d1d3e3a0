#include "workflows/outbox/listening_worker.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace steward::test {
namespace {

constexpr int timeout = 10'000; // ms

} // namespace

ListeningWorker::ListeningWorker(int port)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
    if (m_socket.waitForConnected(timeout))
        m_socket.write("SUBSCRIBE wa:instances:added wa:instances:removed\r\n");
}

bool ListeningWorker::waitFor(const QByteArray& text)
{
    while (!m_bytes.contains(text)) {
        if (!m_socket.waitForReadyRead(timeout))
            return false;
        m_bytes += m_socket.readAll();
    }
    return true;
}

bool ListeningWorker::isListening()
{
    return waitFor(":2\r\n");
}

void ListeningWorker::listen(int milliseconds)
{
    m_socket.waitForReadyRead(milliseconds);
    m_bytes += m_socket.readAll();
}

void ListeningWorker::leave()
{
    // What was counted as heard stands before the answer to this.
    m_socket.write("UNSUBSCRIBE\r\n");
    waitFor("unsubscribe\r\n$20\r\nwa:instances:removed\r\n:");
    m_socket.disconnectFromHost();
}

QStringList ListeningWorker::heard() const
{
    QStringList heard;
    for (qsizetype at = m_bytes.indexOf('{'); at >= 0; at = m_bytes.indexOf('{', at + 1)) {
        const QByteArray text = m_bytes.mid(at, m_bytes.indexOf('}', at) + 1 - at);
        const QJsonObject message = QJsonDocument::fromJson(text).object();
        heard << message.value(QStringLiteral("action")).toString() + QLatin1Char(' ') +
                     message.value(QStringLiteral("instance_name")).toString();
    }
    return heard;
}

} // namespace steward::test
