#include "stores/connection_settings.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrlQuery>

namespace steward {
namespace {

struct SettingsText {
    Q_DECLARE_TR_FUNCTIONS(steward::ConnectionSettings)
};

Error invalid(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("invalid settings")};
}

QByteArray decoded(const QString& part)
{
    return QByteArray::fromPercentEncoding(part.toUtf8());
}

} // namespace

bool isLoopbackHost(const QString& host)
{
    if (host.startsWith(QLatin1Char('/')) || host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    QString bare = host;
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    const QHostAddress address(bare);
    return !address.isNull() && address.isLoopback();
}

Result<DatabaseSettings> DatabaseSettings::fromUri(const QString& text)
{
    const QUrl uri(text, QUrl::StrictMode);
    const bool postgres = uri.scheme() == QLatin1String("postgresql") || uri.scheme() == QLatin1String("postgres");
    if (!uri.isValid() || !postgres) {
        return std::unexpected(invalid(SettingsText::tr(
            "The database address is not of the form postgresql://user:password@host:port/database.")));
    }
    DatabaseSettings settings;
    settings.host = uri.host(QUrl::FullyDecoded);
    settings.port = uri.port(5432);
    settings.user = uri.userName(QUrl::FullyDecoded);
    settings.password = Secret(decoded(uri.password(QUrl::FullyEncoded)));
    settings.database = uri.path(QUrl::FullyDecoded).mid(1);
    const QUrlQuery query(uri);
    for (const auto& [key, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (key == QLatin1String("sslmode"))
            settings.sslMode = value;
        else if (key == QLatin1String("sslrootcert"))
            settings.caFile = value;
        else if (key == QLatin1String("host"))
            settings.host = value; // a Unix socket's directory cannot stand in the authority
        else if (key == QLatin1String("port"))
            settings.port = value.toInt();
        else {
            //: %1 is the parameter's name
            return std::unexpected(
                invalid(SettingsText::tr("The database address has a parameter that is not supported: %1.").arg(key)));
        }
    }
    if (settings.host.isEmpty() || settings.user.isEmpty() || settings.database.isEmpty()) {
        return std::unexpected(
            invalid(SettingsText::tr("The database address needs a host, a user and a database's name.")));
    }
    return settings;
}

Result<CacheSettings> CacheSettings::fromUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    CacheSettings settings;
    if (url.scheme() == QLatin1String("redis"))
        settings.transport = Transport::Tcp;
    else if (url.scheme() == QLatin1String("rediss"))
        settings.transport = Transport::Tls;
    else if (url.scheme() == QLatin1String("unix"))
        settings.transport = Transport::Unix;
    else
        settings.port = -1;
    if (!url.isValid() || settings.port < 0) {
        return std::unexpected(
            invalid(SettingsText::tr("The Redis address is not of the form redis://, rediss:// or unix://.")));
    }
    settings.user = url.userName(QUrl::FullyDecoded);
    settings.password = Secret(decoded(url.password(QUrl::FullyEncoded)));
    QString database;
    if (settings.transport == Transport::Unix) {
        settings.socketPath = url.path(QUrl::FullyDecoded);
        database = QUrlQuery(url).queryItemValue(QStringLiteral("db"));
    } else {
        settings.host = url.host(QUrl::FullyDecoded);
        settings.port = url.port(6379);
        database = url.path(QUrl::FullyDecoded).mid(1);
    }
    if (!database.isEmpty()) {
        bool isNumber = false;
        settings.database = database.toInt(&isNumber);
        if (!isNumber || settings.database < 0) {
            return std::unexpected(
                invalid(SettingsText::tr("The Redis address ends in something that is not a database number.")));
        }
    }
    if (settings.transport == Transport::Unix ? settings.socketPath.isEmpty() : settings.host.isEmpty())
        return std::unexpected(invalid(SettingsText::tr("The Redis address names no host.")));
    return settings;
}

} // namespace steward
