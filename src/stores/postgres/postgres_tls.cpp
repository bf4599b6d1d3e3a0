#include "stores/postgres/postgres_tls.h"

#include "stores/authorities.h"
#include "stores/postgres/postgres_errors.h"

#include <QCoreApplication>
#include <QCryptographicHash>
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

/// libpq wants one file: the system's authorities, with those that the profile adds to them.
Result<QString> certificatesFile(const DatabaseSettings& settings)
{
    const QString& directory = settings.dataDirectory;
    if (directory.isEmpty() || !QDir().mkpath(directory))
        return std::unexpected(cannotKeepCertificates(QStringLiteral("no data directory")));
    const Result<QByteArray> pem = authoritiesPem({}, settings.addedCaFile);
    if (!pem)
        return std::unexpected(pem.error());
    if (pem->isEmpty())
        return std::unexpected(
            databaseError(ErrorKind::TlsUntrusted, QStringLiteral("this system has no CA certificates")));
    // Its name goes by its content: two profiles must not take turns with one file.
    const QByteArray digest = QCryptographicHash::hash(*pem, QCryptographicHash::Sha256).toHex().left(12);
    const QString name = settings.addedCaFile.isEmpty()
                             ? QStringLiteral("system-certificates.pem")
                             : QStringLiteral("certificates-%1.pem").arg(QString::fromLatin1(digest));
    const QString path = QDir(directory).absoluteFilePath(name);
    QFile present(path);
    if (present.open(QIODevice::ReadOnly) && present.read(pem->size() + 1) == *pem)
        return path;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(*pem) != pem->size() || !file.commit())
        return std::unexpected(cannotKeepCertificates(file.errorString()));
    return path;
}

Result<QString> checkedCaFile(const QString& path)
{
    if (readPem(path))                           // libpq would read one without end for ever
        return QDir::fromNativeSeparators(path); // and wants forward slashes on Windows too
    return std::unexpected(Error{
        ErrorKind::InvalidSettings,
        TlsText::tr("The CA file for the database cannot be read. Check its path in the profile."),
        QStringLiteral("CA file cannot be read")});
}

/// Through PostgreSQL's greeting to a TLS handshake that verifies but does not insist.
QList<QSslError> handshakeErrors(QSslSocket& socket, const DatabaseSettings& settings)
{
    constexpr int handshakeTimeout = 3000;
    static const QByteArray sslRequest("\x00\x00\x00\x08\x04\xd2\x16\x2f", 8);
    socket.connectToHost(settings.host, static_cast<quint16>(settings.port));
    if (!socket.waitForConnected(handshakeTimeout))
        return {};
    socket.write(sslRequest);
    char answer = 0;
    if (!socket.waitForReadyRead(handshakeTimeout) || socket.read(&answer, 1) != 1 || answer != 'S')
        return {};
    socket.startClientEncryption();
    socket.waitForEncrypted(handshakeTimeout);
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
    const bool hasFile = !settings.caFile.isEmpty() || !settings.addedCaFile.isEmpty();
    TlsPlan plan{settings.sslMode, settings.caFile};
    if (plan.mode.isEmpty())
        plan.mode = loopback && !hasFile ? QStringLiteral("prefer") : full;
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
    if (settings.host.startsWith(QLatin1Char('/')) || (!plan.verifies() && !hasFile))
        return plan; // a Unix socket has no TLS, and without verification no authority is needed
    const Result<QString> file =
        settings.caFile.isEmpty() ? certificatesFile(settings) : checkedCaFile(settings.caFile);
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
    const QList<QSslError> errors = handshakeErrors(socket, settings);
    const ErrorKind kind = errors.isEmpty() ? ErrorKind::TlsUntrusted : certificateKind(errors);
    return kind == ErrorKind::TlsFailed ? ErrorKind::TlsUntrusted : kind;
}

} // namespace steward
