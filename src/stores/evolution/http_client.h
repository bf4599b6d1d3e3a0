#pragma once

#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/evolution/http_exchange.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QEventLoop;

namespace steward {

/// HTTP to one server, synchronous, on the thread that makes the first call. No redirect is followed, no HTTP/2, no
/// cookie, no cache, no compression. A call returns at most about 20 ms after a stop. No error holds the key.
class HttpClient final {
public:
    using Receiver = std::function<void(size_t index, Result<HttpAnswer> answer)>;

    explicit HttpClient(ServerSettings settings);
    ~HttpClient();
    Q_DISABLE_COPY_MOVE(HttpClient)

    const ServerSettings& settings() const { return m_settings; }

    Result<HttpAnswer> send(const HttpRequest& request, const CallContext& limits);
    /// Sends all, which change nothing, at most `atOnce` at a time and each within `each`, and hands every answer over
    /// as it comes, in any order. Ends early when `receiver` is told to by `enough`; what was not answered then is not
    /// handed over. Fails only when stopped or when the settings allow no request.
    Result<void> sendAll(
        const std::vector<HttpRequest>& requests, int atOnce, std::chrono::milliseconds each, const CallContext& limits,
        const Receiver& receiver, const std::function<bool()>& enough);

    /// `text` without the key.
    QString redact(const QString& text) const;

private:
    struct Running;
    Result<void> prepare();
    Result<void> checkSettings() const;
    Result<void> useCertificates();
    QNetworkRequest networkRequest(const HttpRequest& request) const;
    QNetworkAccessManager& manager(size_t index);
    static size_t freeManager(const std::vector<Running>& running);
    std::unique_ptr<HttpExchange> start(const HttpRequest& request, QEventLoop& loop, size_t manager = 0);
    Result<HttpAnswer> redactedAnswer(Result<HttpAnswer> answer) const;
    Result<HttpAnswer> withoutGuess(Result<HttpAnswer> answer) const;
    Result<HttpAnswer> explained(Result<HttpAnswer> answer, const CallContext& limits) const;

    ServerSettings m_settings;
    QSslConfiguration m_tls;
    std::optional<QNetworkProxy> m_proxy;                           // nothing: the system's
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers; // made by the calls, on their thread
    QElapsedTimer m_lastUse;
};

} // namespace steward
