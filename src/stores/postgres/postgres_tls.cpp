#include "stores/postgres/postgres_tls.h"

#include "stores/postgres/postgres_errors.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSslConfiguration>
#include <QSslSocket>

namespace steward {
namespace {

struct TlsText {
    Q_DECLARE_TR_FUNCTIONS(steward::PostgresDatabaseAdapter)
};

const QStringList& modes() // weakest first
{
    static const QStringList all{QStringLiteral("disable"), QStringLiteral("allow"),     QStringLiteral("prefer"),
                                 QStringLiteral("require"), QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    return all;
}

Error cannotKeepCertificates(const QString& detail)
{
    return {
        ErrorKind::LocalFailure,
        TlsText::tr("The system's certificates could not be written into Steward's data directory. Check that it is "
                    "there and writable, or enter a CA file in the profile."),
        detail};
}

Result<QString> systemCertificatesFile(const QString& directory)
{
    if (directory.isEmpty() || !QDir().mkpath(directory))
        return std::unexpected(cannotKeepCertificates(QStringLiteral("no data directory")));
    QByteArray pem;
    for (const QSslCertificate& certificate : QSslConfiguration::systemCaCertificates())
        pem += certificate.toPem();
    if (pem.isEmpty())
        return std::unexpected(
            databaseError(ErrorKind::TlsUntrusted, QStringLiteral("this system has no CA certificates")));
    const QString path = QDir(directory).absoluteFilePath(QStringLiteral("system-certificates.pem"));
    QFile present(path);
    if (present.open(QIODevice::ReadOnly) && present.readAll() == pem)
        return path;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(pem) != pem.size() || !file.commit())
        return std::unexpected(cannotKeepCertificates(file.errorString()));
    return path;
}

Result<QString> checkedCaFile(const QString& path)
{
    if (QFile file(path); file.open(QIODevice::ReadOnly))
        return QDir::fromNativeSeparators(path); // libpq wants forward slashes on Windows too
    return std::unexpected(Error{
        ErrorKind::InvalidSettings,
        TlsText::tr("The CA file for the database cannot be read. Check its path in the profile."),
        QStringLiteral("CA file cannot be read")});
}

/// Through PostgreSQL's greeting to a TLS handshake that verifies but does not insist.
QList<QSslError> handshakeErrors(QSslSocket& socket, const DatabaseSettings& settings)
{
    constexpr int patience = 3000;
    static const QByteArray sslRequest("\x00\x00\x00\x08\x04\xd2\x16\x2f", 8);
    socket.connectToHost(settings.host, static_cast<quint16>(settings.port));
    if (!socket.waitForConnected(patience))
        return {};
    socket.write(sslRequest);
    char answer = 0;
    if (!socket.waitForReadyRead(patience) || socket.read(&answer, 1) != 1 || answer != 'S')
        return {};
    socket.startClientEncryption();
    socket.waitForEncrypted(patience);
    return socket.sslHandshakeErrors();
}

} // namespace

bool TlsPlan::encrypts() const
{
    return modes().indexOf(mode) >= modes().indexOf(QStringLiteral("require"));
}

bool TlsPlan::verifies() const
{
    return modes().indexOf(mode) >= modes().indexOf(QStringLiteral("verify-ca"));
}

Result<TlsPlan> planTls(const DatabaseSettings& settings)
{
    const QString full = QStringLiteral("verify-full");
    const bool loopback = isLoopbackHost(settings.host);
    TlsPlan plan{settings.sslMode, settings.caFile};
    if (plan.mode.isEmpty())
        plan.mode = loopback && settings.caFile.isEmpty() ? QStringLiteral("prefer") : full;
    if (!modes().contains(plan.mode)) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            //: %1 is the mode as it was entered
            TlsText::tr("The database's sslmode is unknown: %1. Use verify-full.").arg(plan.mode.left(40)),
            QStringLiteral("unknown sslmode")});
    }
    if (plan.mode != full && !loopback && !settings.allowInsecure) {
        return std::unexpected(
            databaseError(ErrorKind::InsecureRefused, QStringLiteral("sslmode %1 beyond loopback").arg(plan.mode)));
    }
    if (settings.host.startsWith(QLatin1Char('/')) || (!plan.verifies() && settings.caFile.isEmpty()))
        return plan; // a Unix socket has no TLS, and without verification no authority is needed
    const Result<QString> file =
        settings.caFile.isEmpty() ? systemCertificatesFile(settings.dataDirectory) : checkedCaFile(settings.caFile);
    if (!file)
        return std::unexpected(file.error());
    plan.rootFile = *file;
    return plan;
}

ErrorKind certificateTrouble(const DatabaseSettings& settings, const QString& rootFile)
{
    QSslSocket socket;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates(
        QSslCertificate::fromPath(rootFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString));
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(settings.host);
    bool expired = false;
    bool wrongHost = false;
    for (const QSslError& error : handshakeErrors(socket, settings)) {
        if (error.error() == QSslError::CertificateExpired || error.error() == QSslError::CertificateNotYetValid)
            expired = true;
        else if (error.error() == QSslError::HostNameMismatch)
            wrongHost = true;
        else
            return ErrorKind::TlsUntrusted; // who signed it comes before what stands in it
    }
    if (expired)
        return ErrorKind::TlsExpired;
    return wrongHost ? ErrorKind::TlsWrongHost : ErrorKind::TlsUntrusted;
}

} // namespace steward
