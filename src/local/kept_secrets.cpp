#include "local/kept_secrets.h"

#include <QUrl>

namespace steward {
namespace {

/// Whom an address leads to, whatever stands behind: scheme, host and port.
QString placeOf(const QString& serverUrl)
{
    const QUrl url(serverUrl);
    const int usual = url.scheme() == QLatin1String("http") ? 80 : 443;
    return serverUrl.isEmpty() ? QString()
                               : QStringLiteral("%1 %2 %3").arg(url.scheme(), url.host()).arg(url.port(usual));
}

QString placeOf(const Profile::Database& database)
{
    return database.host.isEmpty() ? QString()
                                   : QStringLiteral("%1 %2").arg(database.host.toLower()).arg(database.port);
}

QString placeOf(const Profile::Cache& cache)
{
    const auto transport = static_cast<int>(cache.transport);
    if (cache.transport == CacheSettings::Transport::Unix)
        return cache.socketPath.isEmpty() ? QString() : QStringLiteral("%1 %2").arg(transport).arg(cache.socketPath);
    return cache.host.isEmpty() ? QString()
                                : QStringLiteral("%1 %2 %3").arg(transport).arg(cache.host.toLower()).arg(cache.port);
}

template<class Address>
bool isSamePlace(const Address& before, const Address& now)
{
    return placeOf(before).isEmpty() || placeOf(before) == placeOf(now);
}

} // namespace

ProfileSecrets secretsThatStay(const ProfileSecrets& secrets, const Profile& before, const Profile& now)
{
    return {
        isSamePlace(before.serverUrl, now.serverUrl) ? secrets.apiKey : Secret(),
        isSamePlace(before.database, now.database) ? secrets.databasePassword : Secret(),
        isSamePlace(before.cache, now.cache) ? secrets.cachePassword : Secret()};
}

} // namespace steward
