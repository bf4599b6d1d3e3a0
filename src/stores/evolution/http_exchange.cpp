#include "stores/evolution/http_exchange.h"

#include "stores/evolution/server_errors.h"
#include "stores/evolution/server_timestamp.h"

#include <QNetworkAccessManager>

namespace steward {
namespace {

// Ten times the largest list that was measured (100,000 instances); beyond it something else is answering.
constexpr qint64 longestBody = qint64(1) << 30;
// Trusted for one allocation; a longer announcement grows as it comes.
constexpr qint64 trustedAnnouncement = qint64(256) << 20;
// How much Qt may hold beside our own buffer.
constexpr qint64 readAhead = qint64(1) << 20;

/// Redirects, which are not followed, and a proxy's question for a login: their status and headers say all. Qt ends
/// them with errors of its own, some before their body is read (307 and 308 of what has a body).
bool saysAll(int status)
{
    return (status >= 300 && status < 400) || status == 407;
}

} // namespace

HttpExchange::HttpExchange(
    QNetworkAccessManager& manager, QNetworkRequest request, const HttpRequest& what, std::function<void()> finished)
    : m_what(what)
    , m_onFinished(std::move(finished))
{
    // A request with a body, and every change, goes out from a device: Qt repeats what it holds as plain bytes, and
    // DELETE without a device, by itself (TOOLCHAIN, HTTP).
    if (what.change || !what.json.isEmpty()) {
        m_body = std::make_unique<OnceOnlyBody>(what.json);
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, what.json.size());
        if (!what.json.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        m_reply.reset(manager.sendCustomRequest(request, what.method, m_body.get()));
    } else {
        m_reply.reset(manager.get(request));
    }
    m_reply->setReadBufferSize(readAhead);
    connect(m_reply.get(), &QNetworkReply::requestSent, this, [this] { m_sent = true; });
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, [this](const auto& errors) { m_tlsErrors = errors; });
    connect(m_reply.get(), &QNetworkReply::readyRead, this, [this] { receive(); });
    connect(m_reply.get(), &QNetworkReply::finished, this, [this] { finish(); });
}

HttpExchange::~HttpExchange()
{
    m_reply->disconnect(this);
    if (!m_finished)
        m_reply->abort();
    m_reply.reset();
}

void HttpExchange::receive()
{
    if (m_announced < 0) {
        bool isNumber = false;
        const qint64 announced = m_reply->rawHeader("Content-Length").toLongLong(&isNumber);
        if (isNumber && announced >= 0) {
            m_announced = announced;
            m_received.reserve(qMin(announced, trustedAnnouncement) + HttpAnswer::bodyPadding);
        }
    }
    for (qint64 available = m_reply->bytesAvailable(); available > 0; available = m_reply->bytesAvailable()) {
        if (m_received.size() + available > longestBody) {
            m_tooLong = true;
            m_reply->abort();
            return;
        }
        makeRoom(available);
        const qsizetype before = m_received.size();
        m_received.resize(before + available);
        const qint64 got = m_reply->read(m_received.data() + before, available);
        m_received.resize(before + qMax<qint64>(got, 0));
        if (got <= 0)
            return;
    }
}

void HttpExchange::makeRoom(qsizetype more)
{
    const qsizetype needed = m_received.size() + more + HttpAnswer::bodyPadding;
    if (m_received.capacity() < needed)
        m_received.reserve(qMax(needed, m_received.capacity() * 2));
}

void HttpExchange::finish()
{
    if (m_finished)
        return;
    if (m_reply->isOpen() && !m_tooLong)
        receive();
    m_finished = true;
    m_onFinished();
}

Result<HttpAnswer> HttpExchange::take()
{
    if (m_tooLong)
        return std::unexpected(lost(ErrorKind::BadAnswer, QStringLiteral("the body does not end")));
    const QNetworkReply::NetworkError error = m_reply->error();
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool hasStatus = status.isValid();
    if (hasStatus && saysAll(status.toInt()))
        return bodiless(status.toInt());
    if (hasStatus && (error == QNetworkReply::NoError || repeatsStatus(error)))
        return answered();
    const QString text = m_reply->errorString();
    // The status came and the body broke off: that is a cut answer, not a connection that failed.
    const ErrorKind kind = kindOf(error, m_tlsErrors, text);
    return std::unexpected(lost(hasStatus && kind == ErrorKind::ConnectionLost ? ErrorKind::Truncated : kind, text));
}

HttpAnswer HttpExchange::bodiless(int status) const
{
    HttpAnswer answer;
    answer.status = status;
    answer.asksForLogin = status == 407;
    if (m_reply->hasRawHeader("Location"))
        answer.location = m_reply->url().resolved(QUrl::fromEncoded(m_reply->rawHeader("Location")));
    return answer;
}

Result<HttpAnswer> HttpExchange::answered()
{
    HttpAnswer answer;
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Qt reports some cut bodies on a reused connection as whole (TOOLCHAIN, HTTP).
    if (m_announced >= 0 && m_received.size() != m_announced) {
        return std::unexpected(
            lost(ErrorKind::Truncated, QStringLiteral("%1 of %2 bytes").arg(m_received.size()).arg(m_announced)));
    }
    answer.asksForLogin = m_reply->hasRawHeader("WWW-Authenticate") || m_reply->hasRawHeader("Proxy-Authenticate");
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding");
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return std::unexpected(lost(ErrorKind::BadAnswer, QStringLiteral("compressed though not asked for")));
    answer.date = httpDate(m_reply->rawHeader("Date"));
    makeRoom(0);
    answer.body = std::move(m_received);
    return answer;
}

Error HttpExchange::lost(ErrorKind kind, const QString& why) const
{
    const QString detail = m_what.words() + QStringLiteral(": ") + why;
    if (m_what.change && (wasSent() || !provesNothingSent(kind)))
        return serverError(ErrorKind::OutcomeUnknown, detail);
    Error error = serverError(kind, detail);
    error.inPart = !m_what.change && !m_received.isEmpty();
    return error;
}

Error HttpExchange::endedEarly(ErrorKind reason) const
{
    const QString detail = m_what.words() + QStringLiteral(": ended early");
    // Qt does not tell when a request without a body has left.
    const bool mayHaveLeft = m_what.change && (wasSent() || m_what.json.isEmpty());
    return serverError(mayHaveLeft ? ErrorKind::OutcomeUnknown : reason, detail);
}

} // namespace steward
