#pragma once

#include "support/rig_result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QTcpSocket>

#include <vector>

namespace steward::rig {

/// One answer of Redis.
struct RespValue {
    enum class Type { Nil, Status, Error, Integer, Bulk, Array };
    Type type = Type::Nil;
    QByteArray text; ///< of Status, Error and Bulk
    qint64 integer = 0;
    std::vector<RespValue> items;

    bool isError() const { return type == Type::Error; }
};

/// A small blocking RESP2 client for seeding and looking. Any bytes go through unchanged.
class RespClient final {
    Q_DISABLE_COPY_MOVE(RespClient)

public:
    RespClient() = default;

    RigResult<void> connectTo(const QString& host, int port);
    /// An error where the connection fails; an answer of type Error is an answer.
    RigResult<RespValue> command(const QByteArrayList& arguments);
    /// Many commands, pipelined; an error where one is refused.
    RigResult<void> load(const std::vector<QByteArrayList>& commands);

    static QByteArray encode(const QByteArrayList& arguments);

private:
    RigResult<RespValue> readValue();
    RigResult<RespValue> readArray(qint64 count);
    RigResult<QByteArray> readLine();
    RigResult<QByteArray> readExactly(qint64 bytes);
    RigResult<void> receive();

    QTcpSocket m_socket;
    QByteArray m_buffer;
    qsizetype m_position = 0;
};

} // namespace steward::rig
