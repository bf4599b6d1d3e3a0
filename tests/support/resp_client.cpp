#include "support/resp_client.h"

namespace steward::rig {
namespace {

constexpr int patienceMs = 30'000;
constexpr qsizetype sendAhead = 4 << 20; // bytes handed to the socket before answers are read

} // namespace

QByteArray RespClient::encode(const QByteArrayList& arguments)
{
    QByteArray out = '*' + QByteArray::number(arguments.size()) + "\r\n";
    for (const QByteArray& argument : arguments)
        out += '$' + QByteArray::number(argument.size()) + "\r\n" + argument + "\r\n";
    return out;
}

RigResult<void> RespClient::connectTo(const QString& host, int port)
{
    m_socket.connectToHost(host, static_cast<quint16>(port));
    if (!m_socket.waitForConnected(patienceMs))
        return std::unexpected(QStringLiteral("Redis cannot be reached: %1").arg(m_socket.errorString()));
    return {};
}

RigResult<RespValue> RespClient::command(const QByteArrayList& arguments)
{
    m_socket.write(encode(arguments));
    return readValue();
}

RigResult<void> RespClient::load(const std::vector<QByteArrayList>& commands)
{
    size_t answered = 0;
    QByteArray pending;
    const auto drain = [&](size_t upTo) -> RigResult<void> {
        m_socket.write(pending);
        pending.clear();
        for (; answered < upTo; ++answered) {
            const auto value = readValue();
            if (!value)
                return std::unexpected(value.error());
            if (value->isError())
                return std::unexpected(QStringLiteral("Redis refused: %1").arg(QString::fromUtf8(value->text)));
        }
        return {};
    };
    for (size_t i = 0; i < commands.size(); ++i) {
        pending += encode(commands[i]);
        if (pending.size() < sendAhead)
            continue;
        if (const auto drained = drain(i + 1); !drained)
            return drained;
    }
    return drain(commands.size());
}

RigResult<void> RespClient::receive()
{
    if (m_position > (1 << 20)) {
        m_buffer.remove(0, m_position);
        m_position = 0;
    }
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(patienceMs))
        return std::unexpected(QStringLiteral("Redis gave no answer: %1").arg(m_socket.errorString()));
    m_buffer += m_socket.readAll();
    return {};
}

RigResult<QByteArray> RespClient::readLine()
{
    while (true) {
        const qsizetype end = m_buffer.indexOf("\r\n", m_position);
        if (end >= 0) {
            const QByteArray line = m_buffer.mid(m_position, end - m_position);
            m_position = end + 2;
            return line;
        }
        if (const auto received = receive(); !received)
            return std::unexpected(received.error());
    }
}

RigResult<QByteArray> RespClient::readExactly(qint64 bytes)
{
    while (m_buffer.size() - m_position < bytes + 2) {
        if (const auto received = receive(); !received)
            return std::unexpected(received.error());
    }
    const QByteArray text = m_buffer.mid(m_position, bytes);
    m_position += bytes + 2;
    return text;
}

RigResult<RespValue> RespClient::readArray(qint64 count)
{
    RespValue array{.type = count < 0 ? RespValue::Type::Nil : RespValue::Type::Array};
    for (qint64 i = 0; i < count; ++i) {
        auto item = readValue();
        if (!item)
            return item;
        array.items.push_back(std::move(*item));
    }
    return array;
}

RigResult<RespValue> RespClient::readValue()
{
    const auto line = readLine();
    if (!line)
        return std::unexpected(line.error());
    const QByteArray rest = line->mid(1);
    switch (line->isEmpty() ? '\0' : line->front()) {
    case '+':
        return RespValue{.type = RespValue::Type::Status, .text = rest};
    case '-':
        return RespValue{.type = RespValue::Type::Error, .text = rest};
    case ':':
        return RespValue{.type = RespValue::Type::Integer, .integer = rest.toLongLong()};
    case '*':
        return readArray(rest.toLongLong());
    case '$':
        break;
    default:
        return std::unexpected(QStringLiteral("this is not Redis"));
    }
    if (rest == "-1")
        return RespValue{};
    auto text = readExactly(rest.toLongLong());
    if (!text)
        return std::unexpected(text.error());
    return RespValue{.type = RespValue::Type::Bulk, .text = std::move(*text)};
}

} // namespace steward::rig
