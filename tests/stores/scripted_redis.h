#pragma once

#include <QByteArrayList>
#include <QThread>

#include <functional>
#include <memory>
#include <mutex>

class QTcpServer;

namespace steward::test {

/// A server that answers RESP commands as a test says: with any bytes, by closing, or not at all. Runs in a thread of
/// its own; what HELLO and PING ask is answered as a Redis 7 primary does, unless the script answers it.
class ScriptedRedis final {
public:
    struct Answer {
        QByteArray bytes;
        bool close = false;
    };
    /// Nothing: the usual answer.
    using Script = std::function<std::optional<Answer>(const QByteArrayList& command)>;

    explicit ScriptedRedis(Script script);
    ~ScriptedRedis();
    Q_DISABLE_COPY_MOVE(ScriptedRedis)

    int port() const { return m_port; }
    /// Every command that arrived, in order.
    std::vector<QByteArrayList> commands() const;
    int count(const QByteArray& command) const;
    /// How often commands arrived together: the client's round trips, where it waits for every answer.
    int arrivals() const;

    static QByteArray bulk(const QByteArray& text);
    static QByteArray array(const QByteArrayList& encodedItems);
    static QByteArray scanPage(const QByteArray& cursor, const QByteArrayList& keys);
    /// HELLO's answer for a mode and a role.
    static QByteArray hello(const QByteArray& mode, const QByteArray& role);

private:
    Answer answer(const QByteArrayList& command);

    Script m_script;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server;
    int m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<QByteArrayList> m_commands;
    int m_arrivals = 0;
};

} // namespace steward::test
