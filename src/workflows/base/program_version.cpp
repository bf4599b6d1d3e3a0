#include "workflows/base/program_version.h"

#include "stores/evolution/instance_list_parser.h"
#include "stores/postgres/postgres_connection.h"
#include "stores/redis/resp_codec.h"
#include "stores/sqlite_file.h"
#include "workflows/base/qr_code.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QStringList>

#include <steward_commit.h>

namespace steward {
namespace {

struct VersionText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProgramVersion)
};

/// "OpenSSL 3.0.17" of "OpenSSL 3.0.17 1 Jul 2025", "schannel" where the system encrypts; nothing where Qt has no TLS.
QString tlsLibrary()
{
    if (QSslSocket::activeBackend() != QLatin1String("openssl"))
        return QSslSocket::activeBackend();
    const QStringList words = QSslSocket::sslLibraryVersionString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return words.mid(0, 2).join(QLatin1Char(' '));
}

} // namespace

QString programVersion(const QString& program, const QString& keychain)
{
    const std::initializer_list<std::pair<QString, QString>> known{
        {QStringLiteral("libpq"), libpqVersion()},          {QStringLiteral("SQLite"), sqliteVersion()},
        {QStringLiteral("hiredis"), hiredisVersion()},      {QStringLiteral("simdjson"), simdjsonVersion()},
        {QStringLiteral("libqrencode"), qrencodeVersion()}, {QStringLiteral("QtKeychain"), keychain}};
    QStringList libraries{QStringLiteral("Qt ") + QLatin1String(qVersion())};
    //: instead of the name and version of the library that encrypts connections
    libraries << (QSslSocket::supportsSsl() ? tlsLibrary() : VersionText::tr("no TLS"));
    for (const auto& [name, version] : known) {
        //: %1 is the name of a library that is missing
        libraries << (version.isEmpty() ? VersionText::tr("no %1").arg(name) : name + QLatin1Char(' ') + version);
    }
    return QStringLiteral("%1 %2\n").arg(program, QStringLiteral(STEWARD_VERSION)) +
           //: %1 is the version control system's name of what the program was built from
           VersionText::tr("commit %1").arg(QStringLiteral(STEWARD_COMMIT)) + QLatin1Char('\n') +
           libraries.join(QLatin1String(", ")) + QLatin1Char('\n');
}

} // namespace steward
