#include "support/fault_proxy.h"

#include "support/proxy_listener.h"

namespace steward::rig {

FaultProxy::FaultProxy(ProxyTarget target)
    : m_listener(std::make_unique<ProxyListener>(std::move(target)))
{
    m_listener->moveToThread(&m_thread);
}

FaultProxy::~FaultProxy()
{
    if (!m_thread.isRunning())
        return;
    m_listener.release()->deleteLater(); // done when its thread ends, its links with it
    m_thread.quit();
    m_thread.wait();
}

RigResult<void> FaultProxy::start()
{
    m_thread.start();
    QMetaObject::invokeMethod(
        m_listener.get(), [this] { m_port = m_listener->open() ? m_listener->serverPort() : 0; },
        Qt::BlockingQueuedConnection);
    return m_port != 0 ? RigResult<void>() : std::unexpected(QStringLiteral("the fault proxy found no port"));
}

void FaultProxy::setMode(const ProxyMode& mode)
{
    QMetaObject::invokeMethod(
        m_listener.get(), [this, mode] { m_listener->setMode(mode); }, Qt::BlockingQueuedConnection);
}

void FaultProxy::dropAll()
{
    QMetaObject::invokeMethod(
        m_listener.get(), [this] { m_listener->dropAll(); }, Qt::BlockingQueuedConnection);
}

int FaultProxy::connectionsAccepted() const
{
    return m_listener->accepted();
}

int FaultProxy::connectionsOpen() const
{
    return m_listener->openLinks();
}

qint64 FaultProxy::bytesFromServer() const
{
    return m_listener->bytes();
}

} // namespace steward::rig
