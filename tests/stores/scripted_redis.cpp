#include "stores/scripted_redis.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

namespace steward::test {
namespace {

/// Takes one whole command off the buffer; empty where more bytes are needed. A line that is no array is one word.
QByteArrayList takeCommand(QByteArray& buffer)
{
    const auto line = [&buffer](qsizetype& at) -> std::optional<QByteArray> {
        const qsizetype end = buffer.indexOf("\r\n", at);
        if (end < 0)
            return {};
        const QByteArray text = buffer.mid(at, end - at);
        at = end + 2;
        return text;
    };
    qsizetype at = 0;
    const std::optional<QByteArray> head = line(at);
    if (!head)
        return {};
    QByteArrayList command;
    if (!head->startsWith('*')) {
        buffer.remove(0, at);
        return {*head};
    }
    for (int i = 0; i < head->mid(1).toInt(); ++i) {
        const std::optional<QByteArray> size = line(at);
        if (!size || buffer.size() < at + size->mid(1).toInt() + 2)
            return {};
        command.push_back(buffer.mid(at, size->mid(1).toInt()));
        at += size->mid(1).toInt() + 2;
    }
    buffer.remove(0, at);
    return command;
}

} // namespace

ScriptedRedis::ScriptedRedis(Script script)
    : m_script(std::move(script))
    , m_server(std::make_unique<QTcpServer>())
{
    m_server->listen(QHostAddress::LocalHost);
    m_port = m_server->serverPort();
    QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) {
            auto buffer = std::make_shared<QByteArray>();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, buffer] {
                *buffer += socket->readAll();
                {
                    const std::lock_guard lock(m_mutex);
                    ++m_arrivals;
                }
                for (QByteArrayList command = takeCommand(*buffer); !command.isEmpty();
                     command = takeCommand(*buffer)) {
                    const Answer given = answer(command);
                    socket->write(given.bytes);
                    if (given.close) {
                        socket->disconnectFromHost();
                        return;
                    }
                }
            });
        }
    });
    m_server->moveToThread(&m_thread);
    m_thread.start();
}

ScriptedRedis::~ScriptedRedis()
{
    QMetaObject::invokeMethod(
        m_server.get(),
        [this] {
            m_server.reset();
            m_script = {}; // what it holds was made in this thread
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

ScriptedRedis::Answer ScriptedRedis::answer(const QByteArrayList& command)
{
    {
        const std::lock_guard lock(m_mutex);
        m_commands.push_back(command);
    }
    if (const std::optional<Answer> scripted = m_script(command))
        return *scripted;
    if (command.front() == "HELLO")
        return {hello("standalone", "master")};
    if (command.front() == "PING")
        return {"+PONG\r\n"};
    if (command.front() == "SCAN")
        return {scanPage("0", {})};
    if (command.front() == "INFO")
        return {bulk("# Keyspace\r\n")};
    return {
        "-ERR unknown command '" + command.front() + "', with args beginning with: '" + command.mid(1).join("' '") +
        "'\r\n"};
}

std::vector<QByteArrayList> ScriptedRedis::commands() const
{
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

int ScriptedRedis::count(const QByteArray& command) const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(std::count_if(m_commands.begin(), m_commands.end(), [&command](const QByteArrayList& one) {
        return one.front() == command;
    }));
}

int ScriptedRedis::arrivals() const
{
    const std::lock_guard lock(m_mutex);
    return m_arrivals;
}

QByteArray ScriptedRedis::bulk(const QByteArray& text)
{
    return '$' + QByteArray::number(text.size()) + "\r\n" + text + "\r\n";
}

QByteArray ScriptedRedis::array(const QByteArrayList& encodedItems)
{
    return '*' + QByteArray::number(encodedItems.size()) + "\r\n" + encodedItems.join();
}

QByteArray ScriptedRedis::scanPage(const QByteArray& cursor, const QByteArrayList& keys)
{
    QByteArrayList encoded;
    for (const QByteArray& key : keys)
        encoded.push_back(bulk(key));
    return array({bulk(cursor), array(encoded)});
}

QByteArray ScriptedRedis::hello(const QByteArray& mode, const QByteArray& role)
{
    return array(
        {bulk("server"), bulk("redis"), bulk("version"), bulk("7.0.15"), bulk("proto"), ":2\r\n", bulk("id"), ":7\r\n",
         bulk("mode"), bulk(mode), bulk("role"), bulk(role), bulk("modules"), array({})});
}

} // namespace steward::test
