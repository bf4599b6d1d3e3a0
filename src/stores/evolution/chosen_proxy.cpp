#include "stores/evolution/chosen_proxy.h"

#include <QCoreApplication>
#include <QUrl>

namespace steward {
namespace {

struct ProxyText {
    Q_DECLARE_TR_FUNCTIONS(steward::EvolutionServer)
};

Error wrongProxy()
{
    return {
        ErrorKind::InvalidSettings,
        //: %1 is an environment variable
        ProxyText::tr("The variable %1 names no proxy. Write http://HOST:PORT or socks5://HOST:PORT, with "
                      "USER:PASSWORD@ in front of HOST where the proxy asks for a login; or none, for no proxy.")
            .arg(QString::fromLatin1(proxyVariable)),
        QStringLiteral("wrong variable %1").arg(QString::fromLatin1(proxyVariable))};
}

bool hasOnlyItsPlace(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty() && url.port() > 0 && !url.hasQuery() && !url.hasFragment() &&
           (url.path().isEmpty() || url.path() == QLatin1String("/"));
}

} // namespace

Result<std::optional<QNetworkProxy>> chosenProxy(const QString& text)
{
    if (text.isEmpty())
        return std::nullopt;
    if (text.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == QLatin1String("http");
    if (!hasOnlyItsPlace(url) || (!isHttp && url.scheme() != QLatin1String("socks5")))
        return std::unexpected(wrongProxy());
    QNetworkProxy proxy(
        isHttp ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, url.host(), static_cast<quint16>(url.port()),
        url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
    // Told before it asks: what answers a question for a login is never taken for the server (HttpExchange).
    if (isHttp && !url.userName().isEmpty()) {
        const QByteArray login = proxy.user().toUtf8() + ':' + proxy.password().toUtf8();
        proxy.setRawHeader("Proxy-Authorization", "Basic " + login.toBase64());
    }
    return proxy;
}

} // namespace steward
