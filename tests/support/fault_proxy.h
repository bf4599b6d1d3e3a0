#pragma once

#include "support/rig_result.h"

#include <QByteArray>
#include <QString>
#include <QThread>

#include <chrono>
#include <memory>

namespace steward::rig {

/// Where a FaultProxy leads.
struct ProxyTarget {
    QString host = QStringLiteral("127.0.0.1");
    int port = 0;
    QString socketPath; ///< a Unix socket instead, where not empty
};

/// What a FaultProxy does with the bytes. `bytes` counts what the server sent on a connection since the mode was set.
struct ProxyMode {
    enum class Kind {
        Pass,
        Refuse,  ///< nothing listens; connections that stand go on
        Silent,  ///< accepts, forwards nothing in either direction
        Delay,   ///< each chunk of the server waits `delay`
        Trickle, ///< the server's bytes come `bytes` at a time, every `delay`
        Cut,     ///< FIN after `bytes`
        Reset,   ///< RST after `bytes`
        Garbage, ///< after `bytes`, the server's bytes are replaced by noise
    };
    Kind kind = Kind::Pass;
    qint64 bytes = 0;
    std::chrono::milliseconds delay{0};
};

class ProxyListener;

/// A byte-level TCP proxy in a thread of its own, for any of the stores. Safe from any thread.
class FaultProxy final {
    Q_DISABLE_COPY_MOVE(FaultProxy)

public:
    explicit FaultProxy(ProxyTarget target);
    ~FaultProxy();

    RigResult<void> start();
    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    /// Holds for the connections that stand too.
    void setMode(const ProxyMode& mode);
    /// Ends every connection that stands (RST).
    void dropAll();
    int connectionsAccepted() const;
    int connectionsOpen() const;
    qint64 bytesFromServer() const;

private:
    ProxyTarget m_target;
    QThread m_thread;
    std::unique_ptr<ProxyListener> m_listener;
    int m_port = 0;
};

} // namespace steward::rig
