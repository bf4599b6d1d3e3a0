#include "stores/evolution/server_errors.h"

#include "stores/authorities.h"
#include "stores/call_context.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(steward::EvolutionServer)
};

QString networkSentence(ErrorKind kind)
{
    if (kind == ErrorKind::NameNotFound) {
        return ServerText::tr("The Evolution API server's host name is not known. Check the address in the profile "
                              "and this computer's network.");
    }
    if (kind == ErrorKind::Refused) {
        return ServerText::tr("Nothing answers at the Evolution API server's address. Check the address in the "
                              "profile, and whether the server is running.");
    }
    if (kind == ErrorKind::NoIpv6) {
        return ServerText::tr("The Evolution API server has an IPv6 address only, and this network has no IPv6. Use a "
                              "network with IPv6, or have the server given an IPv4 address.");
    }
    if (kind == ErrorKind::ConnectionLost) {
        return ServerText::tr("The connection to the Evolution API server ended before its answer was complete. Try "
                              "again, or ask the doctor.");
    }
    if (kind == ErrorKind::TlsUntrusted) {
        return ServerText::tr("The Evolution API server's certificate is not trusted on this computer. Enter its CA "
                              "file in the profile.");
    }
    if (kind == ErrorKind::TlsChain) {
        return ServerText::tr("The Evolution API server sends an incomplete chain of certificates: the one between its "
                              "own and the authority's is missing. Have the full chain installed there, or enter the "
                              "missing certificate as CA file in the profile.");
    }
    if (kind == ErrorKind::TlsClient) {
        return ServerText::tr("The Evolution API server, or something in front of it, asks for a client certificate. "
                              "Use an address that asks for none.");
    }
    if (kind == ErrorKind::TlsExpired) {
        return ServerText::tr("The Evolution API server's certificate is out of its dates. Have it renewed, and check "
                              "this computer's clock.");
    }
    if (kind == ErrorKind::TlsWrongHost) {
        return ServerText::tr("The Evolution API server's certificate was issued for another name. Use the name that "
                              "stands in the certificate.");
    }
    if (kind == ErrorKind::TlsPlain) {
        return ServerText::tr("What answers at the Evolution API server's address does not encrypt. Check the port, "
                              "or whether the address begins with http.");
    }
    if (kind == ErrorKind::InsecureRefused) {
        return ServerText::tr("The Evolution API server would be reached without encryption. Use an https address, or "
                              "allow it in the profile.");
    }
    return ServerText::tr("The encrypted connection to the Evolution API server could not be set up. Ask the "
                          "doctor for the cause.");
}

QString answerSentence(ErrorKind kind)
{
    if (kind == ErrorKind::WrongKey) {
        return ServerText::tr("The Evolution API server does not accept the API key. Enter the server's global key in "
                              "the profile.");
    }
    if (kind == ErrorKind::LoginInFront) {
        return ServerText::tr("Something in front of the Evolution API server asks for a login (it is not about the "
                              "API key). Have it let this computer through, or enter the address behind it.");
    }
    if (kind == ErrorKind::ReadOnlyProfile) {
        return ServerText::tr(
            "This profile only reads, so the server was left as it is. Choose a profile that may change it.");
    }
    if (kind == ErrorKind::UnreachableName) {
        return ServerText::tr("No request can reach an instance of this name. Ask the server's administrator to "
                              "rename or remove it in the server's database.");
    }
    if (kind == ErrorKind::NotFound)
        return ServerText::tr("The Evolution API server has no such instance. Read the list again.");
    if (kind == ErrorKind::NameInUse) {
        return ServerText::tr("An instance of this name exists already on the Evolution API server. If it is not in "
                              "the list, it belongs to another client of that server: choose another name.");
    }
    if (kind == ErrorKind::OutcomeUnknown) {
        return ServerText::tr("The change was sent to the Evolution API server, but its answer did not come: it may "
                              "have happened. Read the list again before you try once more.");
    }
    if (kind == ErrorKind::Truncated) {
        return ServerText::tr("The Evolution API server's answer was cut short, so nothing can be concluded from it. "
                              "Read again.");
    }
    if (kind == ErrorKind::ServerError) {
        return ServerText::tr("The Evolution API server reports an error of its own. Wait a moment and try again; if "
                              "it stays so, look into the server's log.");
    }
    if (kind == ErrorKind::Rejected)
        return ServerText::tr("The Evolution API server refused. Check what was entered, then try again.");
    if (kind == ErrorKind::InvalidSettings) {
        return ServerText::tr(
            "The Evolution API server's settings are incomplete or wrong. Check them in the profile.");
    }
    return ServerText::tr("What answers at the Evolution API server's address is not what an Evolution API server "
                          "answers. Check the address in the profile, or ask the doctor.");
}

bool isNetwork(ErrorKind kind)
{
    return kind >= ErrorKind::NameNotFound && kind <= ErrorKind::InsecureRefused;
}

ErrorKind kindOfTls(const QList<QSslError>& errors, const QString& text)
{
    if (!errors.isEmpty())
        return certificateKind(errors);
    // OpenSSL's and Schannel's words for a peer whose first bytes are no TLS record.
    for (const char* plain :
         {"wrong version number", "unknown protocol", "packet length too long", "http request", "record layer failure",
          "message received was unexpected or badly formatted"}) {
        if (text.contains(QLatin1String(plain), Qt::CaseInsensitive))
            return ErrorKind::TlsPlain;
    }
    if (asksForClientCertificate(text))
        return ErrorKind::TlsClient;
    return ErrorKind::TlsFailed;
}

} // namespace

Error serverError(ErrorKind kind, const QString& detail)
{
    if (kind == ErrorKind::Stopped)
        return stoppedError();
    if (kind == ErrorKind::TimedOut)
        return timedOutError(ServerText::tr("The Evolution API server"), detail);
    return {kind, isNetwork(kind) ? networkSentence(kind) : answerSentence(kind), detail};
}

Error rejectedByServer(const QString& words, const QString& detail)
{
    if (words.isEmpty())
        return serverError(ErrorKind::Rejected, detail);
    return {
        ErrorKind::Rejected,
        //: %1 is what the server said, in its own language
        ServerText::tr("The Evolution API server refused: %1. Check what was entered, then try again.").arg(words),
        detail};
}

Error failedChange(const QString& detail)
{
    return {
        ErrorKind::ServerError,
        ServerText::tr("The Evolution API server failed in the middle of the change and does not say how far it came. "
                       "Read the list again before you try once more; if it fails again, restart the instance or the "
                       "server."),
        detail};
}

Error redirectedError(const QUrl& location, const QByteArray& target, const QString& detail)
{
    if (!location.isValid() || location.host().isEmpty()) {
        return {
            ErrorKind::Redirected,
            ServerText::tr("The Evolution API server's address redirects elsewhere without saying where. Ask for the "
                           "address that is right, and enter it in the profile."),
            detail};
    }
    constexpr auto shown = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash;
    QString address = QString::fromLatin1(location.toEncoded(shown));
    const QString asked =
        QString::fromLatin1(target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?')));
    const bool same = address.endsWith(asked);
    if (same)
        address.chop(asked.size());
    const QString sentence =
        //: %1 is an address such as https://host/path
        same ? ServerText::tr("The Evolution API server's address redirects to %1: enter that address in the profile.")
                   .arg(address)
             //: %1 is an address such as https://host/login
             : ServerText::tr("The Evolution API server's address redirects to %1. Enter the address that the server "
                              "has there; if that is a login page, have it let this computer through.")
                   .arg(address);
    return {ErrorKind::Redirected, sentence, detail + QStringLiteral(", redirected to ") + address};
}

Error gatewayError(int status, const QString& detail)
{
    return {
        ErrorKind::GatewayFailed,
        //: %1 is a status such as 502
        ServerText::tr("The proxy in front of the Evolution API server cannot reach it (status %1). Look whether the "
                       "server is running, then read again.")
            .arg(status),
        detail};
}

Error refusedInFront(int status, const QString& detail)
{
    return {
        ErrorKind::RefusedInFront,
        //: %1 is a status such as 403
        ServerText::tr("Something in front of the Evolution API server (a proxy or a firewall) refused the request "
                       "with status %1. Ask who looks after it to let it through.")
            .arg(status),
        detail};
}

Error instanceKeyError()
{
    return {
        ErrorKind::WrongKey,
        ServerText::tr("The API key belongs to a single instance, so the others cannot be seen. Enter the server's "
                       "global key in the profile."),
        QStringLiteral("the key is an instance's token")};
}

ErrorKind kindOf(QNetworkReply::NetworkError error, const QList<QSslError>& tlsErrors, const QString& text)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return ErrorKind::Refused;
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return ErrorKind::NameNotFound;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return ErrorKind::TimedOut;
    case QNetworkReply::SslHandshakeFailedError:
        return kindOfTls(tlsErrors, text);
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return ErrorKind::BadAnswer;
    default:
        break;
    }
    // With TLS 1.3 a missing client certificate is told after the handshake.
    if (asksForClientCertificate(text))
        return ErrorKind::TlsClient;
    // Whether the address is one that this network cannot carry, the caller looks.
    return error == QNetworkReply::UnknownNetworkError &&
                   text.contains(QLatin1String("unreachable"), Qt::CaseInsensitive)
               ? ErrorKind::NoIpv6
               : ErrorKind::ConnectionLost;
}

bool repeatsStatus(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolFailure)
        return false;
    return error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownServerError;
}

bool provesNothingSent(ErrorKind kind)
{
    return kind != ErrorKind::ConnectionLost && kind != ErrorKind::TimedOut && kind != ErrorKind::Stopped &&
           isNetwork(kind);
}

} // namespace steward
