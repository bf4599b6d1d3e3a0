#include "stores/evolution/server_errors.h"

#include "stores/limits.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(steward::EvolutionServer)
};

QString networkSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NameNotFound:
        return ServerText::tr("The Evolution API server's host name is not known. Check the address in the profile "
                              "and this computer's network.");
    case ErrorKind::Refused:
        return ServerText::tr("Nothing answers at the Evolution API server's address. Check the address in the "
                              "profile, and whether the server is running.");
    case ErrorKind::ConnectionLost:
        return ServerText::tr("The connection to the Evolution API server ended before its answer was complete. Try "
                              "again, or ask the doctor.");
    case ErrorKind::TlsUntrusted:
        return ServerText::tr("The Evolution API server's certificate is not trusted on this computer. Enter its CA "
                              "file in the profile.");
    case ErrorKind::TlsExpired:
        return ServerText::tr("The Evolution API server's certificate is out of its dates. Have it renewed, and check "
                              "this computer's clock.");
    case ErrorKind::TlsWrongHost:
        return ServerText::tr("The Evolution API server's certificate was issued for another name. Use the name that "
                              "stands in the certificate.");
    case ErrorKind::TlsPlain:
        return ServerText::tr("What answers at the Evolution API server's address does not encrypt. Check the port, "
                              "or whether the address begins with http.");
    case ErrorKind::InsecureRefused:
        return ServerText::tr("The Evolution API server would be reached without encryption. Use an https address, or "
                              "allow it in the profile.");
    default:
        return ServerText::tr("The encrypted connection to the Evolution API server could not be set up. Ask the "
                              "doctor for the cause.");
    }
}

QString answerSentence(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::WrongKey:
        return ServerText::tr("The Evolution API server does not accept the API key. Enter the server's global key in "
                              "the profile.");
    case ErrorKind::ReadOnlyProfile:
        return ServerText::tr("This profile is read-only, so nothing was changed. Use a profile that may change.");
    case ErrorKind::UnreachableName:
        return ServerText::tr("No request can reach an instance of this name. Ask the server's administrator to "
                              "rename or remove it in the server's database.");
    case ErrorKind::NotFound:
        return ServerText::tr("The Evolution API server has no such instance. Read the list again.");
    case ErrorKind::NameInUse:
        return ServerText::tr("An instance of this name exists already on the Evolution API server. If it is not in "
                              "the list, it belongs to another client of that server: choose another name.");
    case ErrorKind::OutcomeUnknown:
        return ServerText::tr("The change was sent to the Evolution API server, but its answer did not come: it may "
                              "have happened. Read the list again before you try once more.");
    case ErrorKind::Truncated:
        return ServerText::tr("The Evolution API server's answer was cut short, so nothing can be concluded from it. "
                              "Read again.");
    case ErrorKind::ServerError:
        return ServerText::tr("The Evolution API server reports an error of its own. Wait a moment and try again; if "
                              "it stays so, look into the server's log.");
    case ErrorKind::Rejected:
        return ServerText::tr("The Evolution API server refused. Check what was entered, then try again.");
    case ErrorKind::InvalidSettings:
        return ServerText::tr(
            "The Evolution API server's settings are incomplete or wrong. Check them in the profile.");
    default:
        return ServerText::tr("What answers at the Evolution API server's address is not what an Evolution API server "
                              "answers. Check the address in the profile, or ask the doctor.");
    }
}

bool isNetwork(ErrorKind kind)
{
    return kind >= ErrorKind::NameNotFound && kind <= ErrorKind::InsecureRefused;
}

ErrorKind kindOfTls(const QList<QSslError>& errors, const QString& text)
{
    const auto any = [&errors](std::initializer_list<QSslError::SslError> wanted) {
        return std::any_of(errors.begin(), errors.end(), [&](const QSslError& error) {
            return std::find(wanted.begin(), wanted.end(), error.error()) != wanted.end();
        });
    };
    using enum QSslError::SslError;
    if (any(
            {SelfSignedCertificate, SelfSignedCertificateInChain, UnableToGetIssuerCertificate,
             UnableToGetLocalIssuerCertificate, UnableToVerifyFirstCertificate, CertificateUntrusted,
             CertificateSignatureFailed, CertificateRejected, InvalidCaCertificate, NoPeerCertificate,
             CertificateBlacklisted, CertificateRevoked}))
        return ErrorKind::TlsUntrusted;
    if (any({CertificateExpired, CertificateNotYetValid, InvalidNotBeforeField, InvalidNotAfterField}))
        return ErrorKind::TlsExpired;
    if (any({HostNameMismatch}))
        return ErrorKind::TlsWrongHost;
    if (!errors.isEmpty())
        return ErrorKind::TlsFailed;
    // OpenSSL's and Schannel's words for a peer whose first bytes are no TLS record.
    for (const char* plain :
         {"wrong version number", "unknown protocol", "packet length too long", "http request", "record layer failure",
          "message received was unexpected or badly formatted"}) {
        if (text.contains(QLatin1String(plain), Qt::CaseInsensitive))
            return ErrorKind::TlsPlain;
    }
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
        return ErrorKind::ConnectionLost;
    }
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
