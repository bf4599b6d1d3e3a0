#include "support/proxy_link.h"

#include "support/http_connection.h"

#include <QLocalSocket>
#include <QRandomGenerator>
#include <QTcpSocket>

namespace steward::rig {

using Kind = ProxyMode::Kind;

ProxyLink::ProxyLink(QTcpSocket* client, const ProxyTarget& target, ProxyListener& listener)
    : QObject(&listener)
    , m_listener(listener)
    , m_client(client)
{
    m_client->setParent(this);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ProxyLink::tick);
    reachServer(target);
    connect(m_client, &QTcpSocket::readyRead, this, &ProxyLink::fromClient);
    connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    fromClient();
}

ProxyLink::~ProxyLink()
{
    m_client->disconnect(this);
    m_server->disconnect(this);
    m_listener.linkEnded();
}

void ProxyLink::reachServer(const ProxyTarget& target)
{
    if (target.socketPath.isEmpty()) {
        auto* socket = new QTcpSocket(this);
        m_server = socket;
        connect(socket, &QTcpSocket::disconnected, this, &ProxyLink::serverEnded);
        connect(socket, &QTcpSocket::errorOccurred, this, &ProxyLink::serverEnded);
        socket->connectToHost(target.host, static_cast<quint16>(target.port));
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    } else {
        auto* socket = new QLocalSocket(this);
        m_server = socket;
        connect(socket, &QLocalSocket::disconnected, this, &ProxyLink::serverEnded);
        connect(socket, &QLocalSocket::errorOccurred, this, &ProxyLink::serverEnded);
        connect(socket, &QLocalSocket::connected, this, &ProxyLink::fromClient); // it keeps nothing until connected
        socket->connectToServer(target.socketPath);
    }
    connect(m_server, &QIODevice::readyRead, this, &ProxyLink::fromServer);
}

void ProxyLink::fromClient()
{
    if (m_listener.mode().kind == Kind::Silent || !m_server->isOpen())
        return;
    const auto* local = qobject_cast<QLocalSocket*>(m_server);
    if (!local || local->state() == QLocalSocket::ConnectedState)
        m_server->write(m_client->readAll());
}

void ProxyLink::fromServer()
{
    const ProxyMode mode = m_listener.mode();
    switch (mode.kind) {
    case Kind::Pass:
    case Kind::Refuse:
        forward(m_server->readAll());
        break;
    case Kind::Silent:
        return;
    case Kind::Delay:
    case Kind::Trickle:
        if (!m_timer.isActive() && m_server->bytesAvailable() > 0)
            m_timer.start(mode.delay);
        return;
    case Kind::Cut:
        forwardTo(mode.bytes, false);
        return;
    case Kind::Reset:
        forwardTo(mode.bytes, true);
        return;
    case Kind::Garbage:
        forwardGarbage(mode.bytes);
        break;
    }
    if (m_serverEnded)
        m_client->disconnectFromHost();
}

void ProxyLink::tick()
{
    const ProxyMode mode = m_listener.mode();
    if (mode.kind == Kind::Trickle)
        forward(m_server->read(std::max<qint64>(1, mode.bytes)));
    else if (mode.kind == Kind::Delay)
        forward(m_server->readAll());
    if (m_serverEnded && m_server->bytesAvailable() == 0)
        m_client->disconnectFromHost();
    else
        fromServer();
}

void ProxyLink::forward(QByteArray bytes)
{
    m_sent += bytes.size();
    m_listener.count(bytes.size());
    m_client->write(bytes);
}

void ProxyLink::forwardTo(qint64 limit, bool reset)
{
    if (m_server->bytesAvailable() == 0 && !m_serverEnded)
        return;
    const qint64 due = limit - m_sent;
    const bool reached = m_server->bytesAvailable() >= due || m_serverEnded;
    forward(m_server->read(std::max<qint64>(0, due)));
    if (!reached)
        return;
    m_server->disconnect(this);
    m_client->flush();
    if (reset)
        resetConnection(*m_client);
    else
        m_client->disconnectFromHost();
}

void ProxyLink::forwardGarbage(qint64 honest)
{
    forward(m_server->read(std::max<qint64>(0, honest - m_sent)));
    QByteArray noise = m_server->readAll();
    for (char& byte : noise)
        byte = static_cast<char>(QRandomGenerator::global()->bounded(256));
    forward(noise);
}

void ProxyLink::serverEnded()
{
    if (m_serverEnded)
        return;
    m_serverEnded = true;
    const Kind kind = m_listener.mode().kind;
    const bool waits = (kind == Kind::Delay || kind == Kind::Trickle) && m_server->bytesAvailable() > 0;
    if (kind != Kind::Silent && !waits)
        fromServer();
    if ((kind == Kind::Delay || kind == Kind::Trickle) && !waits)
        m_client->disconnectFromHost();
}

void ProxyLink::modeChanged()
{
    m_sent = 0;
    fromClient();
    if (m_server->bytesAvailable() > 0 || m_serverEnded)
        fromServer();
}

void ProxyLink::drop()
{
    m_server->disconnect(this);
    resetConnection(*m_client);
}

} // namespace steward::rig
