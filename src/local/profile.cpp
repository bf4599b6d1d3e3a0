#include "local/profile.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

namespace steward {
namespace {

struct ProfileText {
    Q_DECLARE_TR_FUNCTIONS(steward::Profile)
};

std::unexpected<Error> invalid(const QString& sentence)
{
    return std::unexpected(Error{ErrorKind::InvalidSettings, sentence, QStringLiteral("profile incomplete or wrong")});
}

} // namespace

bool Profile::protects(const InstanceName& instance) const
{
    return std::find(protectedInstances.begin(), protectedInstances.end(), instance) != protectedInstances.end();
}

Result<ConnectionSettings>
Profile::toConnectionSettings(const ProfileSecrets& secrets, const QString& dataDirectory) const
{
    if (serverUrl.isEmpty())
        return invalid(ProfileText::tr("The profile names no Evolution API server. Enter its address in the profile."));
    if (database.host.isEmpty() || database.database.isEmpty() || database.user.isEmpty()) {
        return invalid(
            ProfileText::tr("The profile lacks the database's host, name or user. Enter it in the profile."));
    }
    if (cache.transport == CacheSettings::Transport::Unix ? cache.socketPath.isEmpty() : cache.host.isEmpty())
        return invalid(ProfileText::tr("The profile names no Redis server. Enter its address in the profile."));
    const Result<ServerSettings> server = ServerSettings::fromUrl(serverUrl);
    if (!server)
        return std::unexpected(server.error());

    ConnectionSettings settings;
    settings.server = {server->url, secrets.apiKey, serverCaFile, allowInsecure, readOnly, caFile};
    settings.database = {
        database.host,
        database.port,
        database.database,
        database.user,
        secrets.databasePassword,
        database.sslMode,
        database.caFile,
        allowInsecure,
        readOnly,
        dataDirectory,
        caFile};
    settings.cache = {cache.transport, cache.host,   cache.port,    cache.socketPath, cache.user, secrets.cachePassword,
                      cache.database,  cache.caFile, allowInsecure, readOnly,         caFile,     cache.certificateFile,
                      cache.keyFile};
    settings.names = names;
    settings.webhookTemplate = webhookTemplate;
    return settings;
}

Result<void> checkWebhookTemplate(const QString& urlTemplate)
{
    if (urlTemplate.isEmpty())
        return {};
    QString filled = urlTemplate;
    filled.replace(QStringLiteral("{webhook_token}"), QStringLiteral("x"));
    filled.replace(QStringLiteral("{instance_name}"), QStringLiteral("x"));
    if (filled.contains(QLatin1Char('{')) || filled.contains(QLatin1Char('}'))) {
        return invalid(ProfileText::tr(
            "The webhook address has braces that are not known. Only {webhook_token} and {instance_name} are filled "
            "in."));
    }
    const QUrl url(filled, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty())
        return invalid(ProfileText::tr("The webhook address is not of the form https://host/path."));
    if (url.authority().contains(QLatin1Char('@'))) {
        return invalid(ProfileText::tr(
            "The webhook address holds a user or a password. Remove it, or use {webhook_token} in the path."));
    }
    return {};
}

} // namespace steward
