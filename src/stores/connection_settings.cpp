#include "stores/connection_settings.h"

#include "stores/store_address.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace steward {
namespace {

struct SettingsText {
    Q_DECLARE_TR_FUNCTIONS(steward::ConnectionSettings)
};

Error invalid(const QString& sentence)
{
    return {ErrorKind::InvalidSettings, sentence, QStringLiteral("invalid settings")};
}

Error databaseForm()
{
    return invalid(SettingsText::tr(
        "The database address is not of the form postgresql://user:password@host:port/database. Write special "
        "characters in the password percent-encoded, such as %40 for an at sign."));
}

Error cacheForm()
{
    return invalid(SettingsText::tr(
        "The Redis address is not of the form redis://, rediss:// or unix://, user:password@host:port/number. Write "
        "special characters in the password percent-encoded, such as %40 for an at sign."));
}

/// A parameter's name as it may be repeated: one that is no plain word could be the rest of a password.
QString shownName(const QString& key)
{
    static const QRegularExpression word(QStringLiteral("\\A[a-z][a-z_]{0,30}\\z"));
    return word.match(key).hasMatch() ? key : QString(QChar(0x2026));
}

bool isOneHost(const QString& host)
{
    if (host.isEmpty() || host.contains(QLatin1Char(',')))
        return false;
    return host.startsWith(QLatin1Char('/')) ||
           std::none_of(host.begin(), host.end(), [](QChar c) { return c.isSpace(); });
}

Result<void> readDatabaseParameter(DatabaseSettings& settings, const QString& key, const QString& value)
{
    static const QStringList modes{QStringLiteral("disable"),   QStringLiteral("allow"),
                                   QStringLiteral("prefer"),    QStringLiteral("require"),
                                   QStringLiteral("verify-ca"), QStringLiteral("verify-full")};
    bool fits = true;
    if (key == QLatin1String("sslmode")) {
        fits = modes.contains(value);
        settings.sslMode = value;
    } else if (key == QLatin1String("sslrootcert")) {
        // "system" is what libpq 16 calls the certificates that are used anyway where no file is named.
        settings.caFile = value == QLatin1String("system") ? QString() : value;
    } else if (key == QLatin1String("host")) {
        fits = isOneHost(value); // a Unix socket's directory is mostly given here
        settings.host = value;
    } else if (key == QLatin1String("port")) {
        settings.port = value.toInt(&fits);
        fits = fits && settings.port >= 1 && settings.port <= 65535;
    } else {
        return std::unexpected(invalid(
            //: %1 is the parameter's name
            SettingsText::tr("The database address has a parameter that is not supported: %1. Remove it.")
                .arg(shownName(key))));
    }
    if (fits)
        return {};
    return std::unexpected(invalid(
        //: %1 is the parameter's name
        SettingsText::tr("The parameter %1 of the database address has a value that is not known.").arg(key)));
}

Result<int> databaseNumber(const QString& text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (isNumber && number >= 0 && text.at(0).isDigit())
        return number;
    return std::unexpected(
        invalid(SettingsText::tr("The Redis address ends in something that is not a database number.")));
}

} // namespace

bool isLoopbackHost(const QString& host)
{
    // libpq reads "/tmp,db.example.org" as two hosts, one of them far away.
    if (host.contains(QLatin1Char(',')))
        return false;
    if (host.startsWith(QLatin1Char('/')) || host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    QString bare = host;
    if (bare.startsWith(QLatin1Char('[')) && bare.endsWith(QLatin1Char(']')))
        bare = bare.mid(1, bare.size() - 2);
    const QHostAddress address(bare);
    return !address.isNull() && address.isLoopback();
}

Result<ServerSettings> ServerSettings::fromUrl(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty() || url.port(1) == 0) {
        return std::unexpected(invalid(
            SettingsText::tr("The Evolution API server's address is not of the form https://host or http://host.")));
    }
    if (!url.userInfo().isEmpty() || url.authority().contains(QLatin1Char('@'))) {
        return std::unexpected(invalid(SettingsText::tr(
            "The Evolution API server's address holds a user or a password. Remove it: the API key is enough.")));
    }
    if (url.hasQuery() || url.hasFragment()) {
        return std::unexpected(invalid(SettingsText::tr(
            "The Evolution API server's address goes on after its path. Remove what begins with ? or #.")));
    }
    ServerSettings settings;
    settings.url = url;
    return settings;
}

Result<DatabaseSettings> DatabaseSettings::fromUri(const QString& text)
{
    const std::optional<StoreAddress> address = StoreAddress::parse(text);
    if (!address || (address->scheme != QLatin1String("postgresql") && address->scheme != QLatin1String("postgres")))
        return std::unexpected(databaseForm());
    DatabaseSettings settings;
    settings.host = address->host;
    settings.port = address->port > 0 ? address->port : settings.port;
    settings.user = address->user;
    settings.password = Secret(address->password);
    settings.database = address->path.mid(1);
    for (const auto& [key, value] : address->parameters) {
        if (const Result<void> read = readDatabaseParameter(settings, key, value); !read)
            return std::unexpected(read.error());
    }
    if (settings.host.isEmpty() || settings.user.isEmpty() || settings.database.isEmpty()) {
        return std::unexpected(
            invalid(SettingsText::tr("The database address needs a host, a user and a database's name.")));
    }
    return settings;
}

Result<CacheSettings> CacheSettings::fromUrl(const QString& text)
{
    const std::optional<StoreAddress> address = StoreAddress::parse(text);
    if (!address)
        return std::unexpected(cacheForm());
    CacheSettings settings;
    if (address->scheme == QLatin1String("rediss"))
        settings.transport = Transport::Tls;
    else if (address->scheme == QLatin1String("unix"))
        settings.transport = Transport::Unix;
    else if (address->scheme != QLatin1String("redis"))
        return std::unexpected(cacheForm());
    settings.user = address->user;
    settings.password = Secret(address->password);
    QString database;
    if (settings.transport == Transport::Unix) {
        settings.socketPath = address->path;
        if (settings.socketPath.size() < 2 || !address->host.isEmpty()) {
            return std::unexpected(invalid(
                SettingsText::tr("The Redis address names no socket. It has the form unix:///path/to/redis.sock.")));
        }
    } else {
        settings.host = address->host;
        settings.port = address->port > 0 ? address->port : settings.port;
        database = address->path.mid(1);
        if (settings.host.isEmpty() || settings.host.startsWith(QLatin1Char('/')))
            return std::unexpected(invalid(SettingsText::tr("The Redis address names no host.")));
    }
    for (const auto& [key, value] : address->parameters) {
        if (key != QLatin1String("db")) {
            return std::unexpected(invalid(
                //: %1 is the parameter's name
                SettingsText::tr("The Redis address has a parameter that is not supported: %1. Remove it.")
                    .arg(shownName(key))));
        }
        database = value.isEmpty() ? QStringLiteral("-") : value;
    }
    if (!database.isEmpty()) {
        const Result<int> number = databaseNumber(database);
        if (!number)
            return std::unexpected(number.error());
        settings.database = *number;
    }
    return settings;
}

} // namespace steward
