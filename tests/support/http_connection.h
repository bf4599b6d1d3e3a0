#pragma once

#include "support/evolution_state.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QTcpSocket;

namespace steward::rig {

/// Ends a connection with RST instead of FIN.
void resetConnection(QTcpSocket& socket);

/// One connection to the stand-in; answers its requests one after the other. Lives in the listener's thread.
class HttpConnection final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HttpConnection)

public:
    /// Takes the socket, which is connected.
    HttpConnection(QTcpSocket* socket, std::shared_ptr<EvolutionState> state, QObject* parent);
    ~HttpConnection() override;

private:
    void receive();
    void next();
    void answer(const HttpRequest& request, const EvolutionState::Reaction& reaction);
    /// Whether the connection goes on.
    bool send(const HttpRequest& request, HttpAnswer answer, bool mayGzip);
    bool sendFault(const HttpRequest& request, HttpAnswer answer, const HttpFault& fault);
    void sendChunks(const QByteArray& body, qsizetype size);
    void finished(bool goesOn, std::chrono::milliseconds keepAlive);

    QTcpSocket* m_socket;
    std::shared_ptr<EvolutionState> m_state;
    QByteArray m_buffer;
    QTimer m_idle;
    bool m_busy = false;
};

} // namespace steward::rig
