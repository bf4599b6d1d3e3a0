#pragma once

#include "domain/error.h"
#include "domain/store_records.h"
#include "stores/evolution/once_only_body.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace steward {

/// A request to the server. `target` is an encoded path, perhaps with a query.
struct HttpRequest {
    QByteArray method;
    QByteArray target;
    QByteArray json;     ///< the body; empty: none
    bool change = false; ///< has to arrive once; a lost answer is OutcomeUnknown

    /// "GET /instance/…", for logs
    QString words() const { return QString::fromLatin1(method + ' ' + target); }
};

/// What the server answered, whatever its status. The body was received whole; its buffer has at least
/// `bodyPadding` bytes of capacity behind its size.
struct HttpAnswer {
    static constexpr qsizetype bodyPadding = 64;
    int status = 0;
    QByteArray body;
    bool asksForLogin = false;     ///< WWW-Authenticate or Proxy-Authenticate, which the server never sends
    QUrl location;                 ///< of a redirect, whole; invalid where none was named
    std::optional<Timestamp> date; ///< when it was answered, by the clock of whoever did
};

/// One request on its way, on the thread of its access manager. Bytes are taken as they come into one buffer of the
/// announced size. Destroying it ends the request.
class HttpExchange final : public QObject {
public:
    /// `finished` is called once, from the event loop; take() is for after it, not for inside it.
    HttpExchange(
        QNetworkAccessManager& manager, QNetworkRequest request, const HttpRequest& what,
        std::function<void()> finished);
    ~HttpExchange() override;
    Q_DISABLE_COPY_MOVE(HttpExchange)

    bool isFinished() const { return m_finished; }
    /// True where a part of a request with a body has left this computer.
    bool wasSent() const { return m_sent || (m_body && m_body->wasRead()); }
    /// The answer, also a redirect, or why there is none: a body of another length than announced is Truncated.
    Result<HttpAnswer> take();
    /// The error to report where the exchange is ended early for that reason (Stopped, TimedOut).
    Error endedEarly(ErrorKind reason) const;

private:
    void receive();
    void makeRoom(qsizetype more);
    void finish();
    Result<HttpAnswer> answered();
    HttpAnswer bodiless(int status) const;
    Error lost(ErrorKind kind, const QString& why) const;

    HttpRequest m_what;
    std::function<void()> m_onFinished;
    std::unique_ptr<OnceOnlyBody> m_body; // outlives the reply
    std::unique_ptr<QNetworkReply> m_reply;
    QList<QSslError> m_tlsErrors;
    QByteArray m_received;
    qint64 m_announced = -1;
    bool m_sent = false;
    bool m_tooLong = false;
    bool m_finished = false;
};

} // namespace steward
