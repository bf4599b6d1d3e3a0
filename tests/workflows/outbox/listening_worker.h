#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QStringList>
#include <QTcpSocket>

namespace steward::test {

/// A worker of the customer's backend: subscribes both channels, hears what is told, and leaves without losing what
/// Redis counted it for.
class ListeningWorker final {
    Q_DISABLE_COPY_MOVE(ListeningWorker)

public:
    explicit ListeningWorker(int port);
    /// True once Redis has confirmed both subscriptions.
    bool isListening();
    /// Waits that long for more, and takes what has come.
    void listen(int milliseconds);
    void leave();

    /// "removed NAME", in the order heard.
    QStringList heard() const;

private:
    bool waitFor(const QByteArray& text);

    QTcpSocket m_socket;
    QByteArray m_bytes;
};

} // namespace steward::test
