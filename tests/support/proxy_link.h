#pragma once

#include "support/proxy_listener.h"

#include <QObject>
#include <QTimer>

class QIODevice;
class QTcpSocket;

namespace steward::rig {

/// One connection through a FaultProxy and its counterpart to the server.
class ProxyLink final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProxyLink)

public:
    ProxyLink(QTcpSocket* client, const ProxyTarget& target, ProxyListener& listener);
    ~ProxyLink() override;

    /// Counts the server's bytes from zero and goes on by the new mode.
    void modeChanged();
    void drop();

private:
    void reachServer(const ProxyTarget& target);
    void fromClient();
    void fromServer();
    void forward(QByteArray bytes);
    void forwardTo(qint64 limit, bool reset);
    void forwardGarbage(qint64 honest);
    void tick();
    void serverEnded();

    ProxyListener& m_listener;
    QTcpSocket* m_client;
    QIODevice* m_server = nullptr;
    QTimer m_timer;
    qint64 m_sent = 0;
    bool m_serverEnded = false;
};

} // namespace steward::rig
