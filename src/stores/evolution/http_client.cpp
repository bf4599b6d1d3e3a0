#include "stores/evolution/http_client.h"

#include "stores/address_family.h"
#include "stores/authorities.h"
#include "stores/evolution/chosen_proxy.h"
#include "stores/evolution/path_builder.h"
#include "stores/evolution/server_errors.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QTimer>

#include <algorithm>

namespace steward {
namespace {

struct HttpText {
    Q_DECLARE_TR_FUNCTIONS(steward::EvolutionServer)
};

constexpr std::chrono::milliseconds pollInterval(20);
// The server drops a connection after 5 s without a request (EVOLUTION_API 5.15). A change sent into one that is just
// being dropped would end with an unknown outcome for nothing.
constexpr std::chrono::milliseconds trustedIdleTime(2000);
// Qt opens so many connections to a host from one manager, and no more.
constexpr std::ptrdiff_t connectionsEach = 6;

Error invalidSettings(const QString& sentence, const QString& detail)
{
    return {ErrorKind::InvalidSettings, sentence, detail};
}

} // namespace

/// A request under way and its own end.
struct HttpClient::Running {
    size_t index = 0;
    size_t manager = 0;
    QDeadlineTimer deadline;
    std::unique_ptr<HttpExchange> exchange;
};

HttpClient::HttpClient(ServerSettings settings)
    : m_settings(std::move(settings))
{
}

HttpClient::~HttpClient() = default;

QString HttpClient::redact(const QString& text) const
{
    return redacted(text, {m_settings.apiKey.reveal()});
}

Result<void> HttpClient::checkSettings() const
{
    const QUrl& url = m_settings.url;
    const bool encrypted = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || (!encrypted && url.scheme() != QLatin1String("http"))) {
        return std::unexpected(invalidSettings(
            HttpText::tr("The Evolution API server's address is not of the form https://host. Correct it in the "
                         "profile."),
            QStringLiteral("no http address")));
    }
    if (!url.userInfo().isEmpty()) {
        return std::unexpected(invalidSettings(
            HttpText::tr("The Evolution API server's address holds a user name. Enter the address without it, and the "
                         "key in its own field."),
            QStringLiteral("user info in the address")));
    }
    const QByteArray& key = m_settings.apiKey.reveal();
    if (std::any_of(key.begin(), key.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x20; })) {
        return std::unexpected(invalidSettings(
            HttpText::tr("The API key holds a line break or another control character. Enter it again."),
            QStringLiteral("control character in the key")));
    }
    if (!encrypted && !m_settings.allowInsecure && !isLoopbackHost(url.host()))
        return std::unexpected(serverError(ErrorKind::InsecureRefused, QStringLiteral("http beyond loopback")));
    return {};
}

Result<void> HttpClient::useCertificates()
{
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (m_settings.url.scheme() != QLatin1String("https"))
        return {};
    const auto authorities = authoritiesOf(m_settings.caFile, m_settings.addedCaFile);
    if (!authorities)
        return std::unexpected(authorities.error());
    if (*authorities)
        m_tls.setCaCertificates(**authorities);
    return {};
}

Result<void> HttpClient::prepare()
{
    if (!m_managers.empty())
        return {};
    if (auto checked = checkSettings(); !checked)
        return checked;
    if (auto certificates = useCertificates(); !certificates)
        return certificates;
    auto proxy = chosenProxy(qEnvironmentVariable(proxyVariable));
    if (!proxy)
        return std::unexpected(proxy.error());
    m_proxy = *proxy;
    (void)manager(0);
    return {};
}

QNetworkAccessManager& HttpClient::manager(size_t index)
{
    while (m_managers.size() <= index) {
        auto made = std::make_unique<QNetworkAccessManager>();
        made->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        made->setStrictTransportSecurityEnabled(false);
        if (isLoopbackHost(m_settings.url.host()))
            made->setProxy(QNetworkProxy::NoProxy);
        else if (m_proxy)
            made->setProxy(*m_proxy);
        m_managers.push_back(std::move(made));
    }
    return *m_managers[index];
}

QNetworkRequest HttpClient::networkRequest(const HttpRequest& request) const
{
    QNetworkRequest made(targetUrl(m_settings.url, request.target));
    made.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    made.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    made.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    made.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    made.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    made.setRawHeader("apikey", m_settings.apiKey.reveal());
    made.setRawHeader("Accept", "application/json");
    made.setRawHeader("Accept-Encoding", "identity");
    made.setRawHeader("User-Agent", "Steward/" STEWARD_VERSION);
    made.setSslConfiguration(m_tls);
    return made;
}

std::unique_ptr<HttpExchange> HttpClient::start(const HttpRequest& request, QEventLoop& loop, size_t managerIndex)
{
    const bool sentOnce = request.change || !request.json.isEmpty();
    if (sentOnce && (!m_lastUse.isValid() || m_lastUse.hasExpired(trustedIdleTime.count())))
        manager(managerIndex).clearConnectionCache();
    m_lastUse.start();
    return std::make_unique<HttpExchange>(
        manager(managerIndex), networkRequest(request), request, [&loop] { loop.quit(); });
}

Result<HttpAnswer> HttpClient::redactedAnswer(Result<HttpAnswer> answer) const
{
    if (!answer)
        answer.error().detail = redact(answer.error().detail);
    return answer;
}

/// For many at once nobody is asked what addresses the host has.
Result<HttpAnswer> HttpClient::withoutGuess(Result<HttpAnswer> answer) const
{
    const bool isGuess = !answer && answer.error().kind == ErrorKind::NoIpv6;
    if (isGuess && QHostAddress(m_settings.url.host()).protocol() != QAbstractSocket::IPv6Protocol)
        return std::unexpected(serverError(ErrorKind::ConnectionLost, answer.error().detail));
    return answer;
}

/// "No such host" and "not reached" have one more cause: an address that this network does not carry.
Result<HttpAnswer> HttpClient::explained(Result<HttpAnswer> answer, const CallContext& limits) const
{
    const bool isUnreached =
        !answer && (answer.error().kind == ErrorKind::NameNotFound || answer.error().kind == ErrorKind::NoIpv6);
    if (isUnreached) {
        const ErrorKind other =
            answer.error().kind == ErrorKind::NoIpv6 ? ErrorKind::ConnectionLost : ErrorKind::NameNotFound;
        const ErrorKind kind = hasOnlyIpv6(m_settings.url.host(), limits) ? ErrorKind::NoIpv6 : other;
        answer = std::unexpected(serverError(kind, answer.error().detail));
    }
    return redactedAnswer(std::move(answer));
}

Result<HttpAnswer> HttpClient::send(const HttpRequest& request, const CallContext& limits)
{
    if (limits.stopped())
        return std::unexpected(stoppedError());
    if (limits.expired())
        return std::unexpected(serverError(ErrorKind::TimedOut, QStringLiteral("no time left")));
    if (auto prepared = prepare(); !prepared)
        return std::unexpected(prepared.error());
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, &QEventLoop::quit);
    poll.start(pollInterval);
    const auto exchange = start(request, loop);
    while (!exchange->isFinished()) {
        loop.exec();
        if (exchange->isFinished())
            break;
        if (limits.stopped())
            return redactedAnswer(std::unexpected(exchange->endedEarly(ErrorKind::Stopped)));
        if (limits.expired())
            return redactedAnswer(std::unexpected(exchange->endedEarly(ErrorKind::TimedOut)));
    }
    m_lastUse.start();
    return explained(exchange->take(), limits);
}

/// One with a connection to spare.
size_t HttpClient::freeManager(const std::vector<Running>& running)
{
    size_t index = 0;
    while (std::ranges::count(running, index, &Running::manager) >= connectionsEach)
        ++index;
    return index;
}

Result<void> HttpClient::sendAll(
    const std::vector<HttpRequest>& requests, int atOnce, std::chrono::milliseconds each, const CallContext& limits,
    const Receiver& receiver, const std::function<bool()>& enough)
{
    if (limits.stopped())
        return std::unexpected(stoppedError());
    if (auto prepared = prepare(); !prepared)
        return prepared;
    QEventLoop loop;
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &loop, &QEventLoop::quit);
    poll.start(pollInterval);
    std::vector<Running> running;
    size_t next = 0;
    while ((next < requests.size() || !running.empty()) && !enough()) {
        for (; next < requests.size() && running.size() < static_cast<size_t>(atOnce) && !limits.expired(); ++next) {
            const size_t free = freeManager(running);
            running.push_back({next, free, QDeadlineTimer(each), start(requests[next], loop, free)});
        }
        if (running.empty())
            break; // the deadline passed
        loop.exec();
        if (limits.stopped())
            return std::unexpected(stoppedError());
        for (Running& one : running) {
            if (one.exchange->isFinished())
                receiver(one.index, redactedAnswer(withoutGuess(one.exchange->take())));
            else if (limits.expired() || one.deadline.hasExpired())
                receiver(one.index, redactedAnswer(std::unexpected(one.exchange->endedEarly(ErrorKind::TimedOut))));
            else
                continue;
            one.exchange.reset();
        }
        std::erase_if(running, [](const Running& one) { return one.exchange == nullptr; });
    }
    return {};
}

} // namespace steward
