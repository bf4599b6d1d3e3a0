#include "stores/authorities.h"

#include "stores/limited_file.h"

#include <QCoreApplication>
#include <QSslCertificateExtension>
#include <QSslConfiguration>

#include <algorithm>
#include <array>

namespace steward {
namespace {

struct AuthorityText {
    Q_DECLARE_TR_FUNCTIONS(steward::Authorities)
};

Result<QList<QSslCertificate>> certificatesIn(const QString& path)
{
    const QList<QSslCertificate> certificates =
        QSslCertificate::fromData(readPem(path).value_or(QByteArray()), QSsl::Pem);
    if (!certificates.isEmpty())
        return certificates;
    return std::unexpected(Error{
        ErrorKind::InvalidSettings,
        //: %1 is a file's path
        AuthorityText::tr("The CA file %1 holds no certificate that can be read. Choose another file in the profile.")
            .arg(path),
        QStringLiteral("no certificate in the CA file")});
}

/// "CA Issuers" of the certificate's own text: its issuer is no root that stands in a computer's list.
bool namesItsIssuersCertificate(const QSslCertificate& certificate)
{
    const QList<QSslCertificateExtension> extensions = certificate.extensions();
    return std::any_of(extensions.begin(), extensions.end(), [](const QSslCertificateExtension& extension) {
        return extension.name() == QLatin1String("authorityInfoAccess") &&
               extension.value().toMap().contains(QStringLiteral("caIssuers"));
    });
}

bool isUntrusted(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::CertificateSignatureFailed:
    case QSslError::CertificateRejected:
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
    case QSslError::InvalidCaCertificate:
    case QSslError::NoPeerCertificate:
        return true;
    default:
        return false;
    }
}

bool isOutOfDates(QSslError::SslError error)
{
    return error == QSslError::CertificateExpired || error == QSslError::CertificateNotYetValid ||
           error == QSslError::InvalidNotBeforeField || error == QSslError::InvalidNotAfterField;
}

} // namespace

Result<std::optional<QList<QSslCertificate>>> authoritiesOf(const QString& only, const QString& added)
{
    if (only.isEmpty() && added.isEmpty())
        return std::nullopt;
    const auto given = certificatesIn(only.isEmpty() ? added : only);
    if (!given)
        return std::unexpected(given.error());
    return only.isEmpty() ? QSslConfiguration::systemCaCertificates() + *given : *given;
}

Result<QByteArray> authoritiesPem(const QString& only, const QString& added)
{
    const auto authorities = authoritiesOf(only, added);
    if (!authorities)
        return std::unexpected(authorities.error());
    QByteArray pem;
    for (const QSslCertificate& certificate : authorities->value_or(QSslConfiguration::systemCaCertificates()))
        pem += certificate.toPem();
    return pem;
}

Result<QByteArray> readPem(const QString& path)
{
    constexpr qint64 largestPem = 8 * 1024 * 1024; // that of all public authorities has a quarter of one
    return readLimitedFile(path, {.limit = largestPem, .silence = std::chrono::seconds(10)});
}

ErrorKind certificateKind(const QList<QSslError>& errors)
{
    const auto any = [&errors](const auto& isIt) {
        return std::any_of(errors.begin(), errors.end(), [&](const QSslError& error) { return isIt(error); });
    };
    if (any([](const QSslError& error) {
            return error.error() == QSslError::UnableToVerifyFirstCertificate &&
                   namesItsIssuersCertificate(error.certificate());
        }))
        return ErrorKind::TlsChain;
    if (any([](const QSslError& error) { return isUntrusted(error.error()); }))
        return ErrorKind::TlsUntrusted;
    if (any([](const QSslError& error) { return isOutOfDates(error.error()); }))
        return ErrorKind::TlsExpired;
    if (any([](const QSslError& error) { return error.error() == QSslError::HostNameMismatch; }))
        return ErrorKind::TlsWrongHost;
    return ErrorKind::TlsFailed;
}

bool asksForClientCertificate(const QString& text)
{
    // OpenSSL's words for the alerts that a server ends the handshake with; TLS 1.2 has no other for a missing one.
    static constexpr std::array words{"certificate required", "alert handshake failure",   "alert bad certificate",
                                      "alert unknown ca",     "alert certificate unknown", "alert certificate expired",
                                      "alert no certificate"};
    return std::any_of(words.begin(), words.end(), [&text](const char* each) {
        return text.contains(QLatin1String(each), Qt::CaseInsensitive);
    });
}

} // namespace steward
