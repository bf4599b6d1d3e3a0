#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>

#include <optional>

namespace steward::rig {

/// One request as it came. Header names as sent.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< path and query, still percent-encoded
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QDateTime receivedAt;

    /// The value of the header whatever its letters' case; null where missing.
    QByteArray header(QByteArrayView name) const;
    QByteArray path() const;  ///< without the query, still percent-encoded
    QByteArray query() const; ///< null where there is no '?'
};

struct HttpAnswer {
    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json; charset=utf-8");
    QByteArray entityTag; ///< null: made from the body
    QByteArray location;
    QByteArray header; ///< one more, whole
    QByteArray vary = QByteArrayLiteral("Origin, Accept-Encoding");
    QByteArray gzipBody; ///< the body, gzipped already; empty: made where asked for
    int delayMs = 0;     ///< besides the server's latency
    QDateTime date;      ///< by the server's clock; invalid: by this computer's
    bool tellsDate = true;
};

/// Takes the first whole request from the buffer, and its bytes away; nothing where more is to come.
std::optional<HttpRequest> takeRequest(QByteArray& buffer);

/// The headers of an answer as Express writes them, with the empty line. A negative length means chunked.
QByteArray headerText(const HttpAnswer& answer, qint64 contentLength, bool gzip, bool keepAlive);

/// Express's weak entity tag.
QByteArray weakEntityTag(const QByteArray& body);
QByteArray gzipped(const QByteArray& bytes);

/// Percent-decoded; nothing where the encoding is bad or the bytes are not UTF-8.
std::optional<QString> decodedParameter(QByteArrayView encoded);
/// The query's value of that name, decoded ('+' is a space); nothing where missing.
std::optional<QString> queryValue(const QByteArray& query, QByteArrayView name);

} // namespace steward::rig
