#pragma once

#include <QByteArray>
#include <QList>
#include <QMutex>
#include <QThread>

#include <memory>

namespace steward::test {

/// A server that counts what arrives, byte by byte and before it does anything with it, and then breaks the exchange.
/// It runs in a thread of its own; everything here may be called from any thread.
class CountingServer final {
    Q_DISABLE_COPY_MOVE(CountingServer)

public:
    enum class Break {
        CloseBeforeAnswer, ///< FIN without a byte
        Reset,             ///< RST without a byte
        StopInHeaders,     ///< half a status line and a header, then FIN
        StopInBody,        ///< headers, half the body, then FIN
        Silent,            ///< nothing, ever
        Answer,            ///< 200 {"status":"SUCCESS",…} and keeps the connection
        AnswerThenClose,   ///< the first request of a connection is answered, the second one meets a FIN
        AnswerThenReset,
    };

    CountingServer();
    ~CountingServer();

    int port() const { return m_port; }
    void setBreak(Break how);
    /// Request lines that arrived, as sent.
    QList<QByteArray> arrivals() const;
    void clear();
    /// The whole text of the last request.
    QByteArray lastRequest() const;

private:
    class Listener;
    QThread m_thread;
    Listener* m_listener = nullptr; // lives in m_thread
    int m_port = 0;
};

} // namespace steward::test
