#include "support/proxy_listener.h"

#include "support/proxy_link.h"

#include <QTcpSocket>

namespace steward::rig {

ProxyListener::ProxyListener(ProxyTarget target)
    : m_target(std::move(target))
{
    setListenBacklogSize(256);
}

ProxyListener::~ProxyListener()
{
    qDeleteAll(findChildren<ProxyLink*>(Qt::FindDirectChildrenOnly)); // while what they count in still stands
}

bool ProxyListener::open()
{
    if (!isListening() && !listen(QHostAddress::LocalHost, m_listenPort))
        return false;
    m_listenPort = serverPort();
    return true;
}

void ProxyListener::setMode(const ProxyMode& mode)
{
    m_mode = mode;
    if (mode.kind == ProxyMode::Kind::Refuse)
        close();
    else if (!open())
        qWarning("rig: the fault proxy lost its port");
    for (ProxyLink* link : findChildren<ProxyLink*>(Qt::FindDirectChildrenOnly))
        link->modeChanged();
}

void ProxyListener::dropAll()
{
    for (ProxyLink* link : findChildren<ProxyLink*>(Qt::FindDirectChildrenOnly))
        link->drop();
}

void ProxyListener::incomingConnection(qintptr handle)
{
    ++m_accepted;
    ++m_open;
    auto* socket = new QTcpSocket;
    socket->setSocketDescriptor(handle);
    new ProxyLink(socket, m_target, *this);
}

} // namespace steward::rig
