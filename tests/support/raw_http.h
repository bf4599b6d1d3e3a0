#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace steward::rig {

/// What came over the wire in answer to one request.
struct RawReply {
    int status = 0;             ///< 0: no status line
    QByteArrayList headerNames; ///< in order
    QByteArray headers;
    QByteArray body;     ///< chunks joined, still gzipped where it was
    bool whole = false;  ///< to the announced end
    bool closed = false; ///< by the server
    bool reset = false;  ///< by RST

    QByteArray header(const QByteArray& name) const;
};

/// A connection that sends and reads bytes as they are, for looking at a server's own.
class RawHttp final {
    Q_DISABLE_COPY_MOVE(RawHttp)

public:
    explicit RawHttp(int port);
    ~RawHttp();

    /// Sends the request and reads to its answer's end, the connection's end or the end of patience.
    RawReply
    ask(const QByteArray& method, const QByteArray& target, const QByteArrayList& headers = {},
        const QByteArray& body = {}, int patienceMs = 5000);
    RawReply send(const QByteArray& bytes, int patienceMs = 5000);

private:
    int m_socket; ///< a plain one: QTcpSocket does not tell RST from FIN
};

} // namespace steward::rig
