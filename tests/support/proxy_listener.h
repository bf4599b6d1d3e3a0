#pragma once

#include "support/fault_proxy.h"

#include <QMutex>
#include <QTcpServer>

#include <atomic>

namespace steward::rig {

/// Accepts a FaultProxy's connections; lives in its thread.
class ProxyListener final : public QTcpServer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProxyListener)

public:
    explicit ProxyListener(ProxyTarget target);
    ~ProxyListener() override;

    bool open();
    void setMode(const ProxyMode& mode);
    void dropAll();
    const ProxyMode& mode() const { return m_mode; }
    void count(qint64 bytesFromServer) { m_bytes += bytesFromServer; }
    void linkEnded() { --m_open; }

    int accepted() const { return m_accepted; }
    int openLinks() const { return m_open; }
    qint64 bytes() const { return m_bytes; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    ProxyTarget m_target;
    ProxyMode m_mode;
    quint16 m_listenPort = 0;
    std::atomic<int> m_accepted = 0;
    std::atomic<int> m_open = 0;
    std::atomic<qint64> m_bytes = 0;
};

} // namespace steward::rig
