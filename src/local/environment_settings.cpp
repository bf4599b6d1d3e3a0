#include "local/environment_settings.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace steward {
namespace {

struct VariableText {
    Q_DECLARE_TR_FUNCTIONS(steward::EnvironmentSettings)
};

constexpr auto serverVariable = "STEWARD_EVOLUTION_URL";
constexpr auto keyVariable = "STEWARD_EVOLUTION_API_KEY";
constexpr auto databaseVariable = "STEWARD_DATABASE_URL";
constexpr auto ownerVariable = "STEWARD_DATABASE_OWNER_URL";
constexpr auto cacheVariable = "STEWARD_REDIS_URL";
constexpr auto caVariable = "STEWARD_CA_FILE";
constexpr auto serverCaVariable = "STEWARD_EVOLUTION_CA_FILE";
constexpr auto databaseCaVariable = "STEWARD_DATABASE_CA_FILE";
constexpr auto cacheCaVariable = "STEWARD_REDIS_CA_FILE";
constexpr auto cacheCertificateVariable = "STEWARD_REDIS_CERT_FILE";
constexpr auto cacheKeyVariable = "STEWARD_REDIS_KEY_FILE";
constexpr auto environmentVariable = "STEWARD_ENVIRONMENT";
constexpr auto readOnlyVariable = "STEWARD_READ_ONLY";
constexpr auto roleVariable = "STEWARD_ROLE";
constexpr auto webhookVariable = "STEWARD_WEBHOOK_URL";

Error wrong(const char* variable, const QString& sentence)
{
    const QString name = QString::fromLatin1(variable);
    return {
        ErrorKind::InvalidSettings,
        //: %1 is an environment variable, %2 is a sentence that says what is wrong with its value
        VariableText::tr("The variable %1 cannot be used. %2").arg(name, sentence),
        QStringLiteral("wrong variable %1").arg(name)};
}

Error missing(const QStringList& variables)
{
    const QString names = variables.join(QStringLiteral(", "));
    return {
        ErrorKind::InvalidSettings,
        //: %n is the number of variables, %1 lists their names
        VariableText::tr(
            "%n variable(s) are not set: %1. Set them, name a profile, or try it with --practice.", nullptr,
            int(variables.size()))
            .arg(names),
        QStringLiteral("missing variables %1").arg(names)};
}

/// The keychain's error with the way around it that the command line has.
Error orSet(const char* variable, Error error)
{
    if (error.kind != ErrorKind::Stopped) {
        error.sentence +=
            QLatin1Char(' ')
            //: %1 is an environment variable
            + VariableText::tr("On the command line you can also set %1.").arg(QString::fromLatin1(variable));
    }
    return error;
}

Profile::Database profileDatabase(const DatabaseSettings& settings)
{
    return {settings.host, settings.port, settings.database, settings.user, settings.sslMode, settings.caFile};
}

Profile::Cache profileCache(const CacheSettings& settings)
{
    Profile::Cache cache;
    cache.transport = settings.transport;
    cache.host = settings.host;
    cache.port = settings.port;
    cache.socketPath = settings.socketPath;
    cache.user = settings.user;
    cache.database = settings.database;
    return cache;
}

/// Plans and journals name the profile they belong to; two environments must not pass for one.
QString idOf(const Profile& profile)
{
    const QStringList parts{
        profile.serverUrl,
        profile.database.host,
        QString::number(profile.database.port),
        profile.database.database,
        profile.cache.host,
        QString::number(profile.cache.port),
        profile.cache.socketPath,
        QString::number(profile.cache.database),
        environmentWord(profile.environment)};
    const QByteArray hash =
        QCryptographicHash::hash(parts.join(QLatin1Char('\n')).toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("environment-") + QString::fromLatin1(hash.toHex().left(12));
}

} // namespace

EnvironmentSettings::EnvironmentSettings(const QProcessEnvironment& environment)
    : m_environment(environment)
{
}

Result<EnvironmentSettings::Given> EnvironmentSettings::given() const
{
    const Result<std::optional<Secret>> key = apiKey();
    if (!key)
        return std::unexpected(key.error());
    const Result<std::optional<DatabaseSettings>> databaseSettings = database(databaseVariable);
    if (!databaseSettings)
        return std::unexpected(databaseSettings.error());
    const Result<std::optional<CacheSettings>> cacheSettings = cache();
    if (!cacheSettings)
        return std::unexpected(cacheSettings.error());
    return Given{*key, *databaseSettings, *cacheSettings};
}

Result<ResolvedProfile> EnvironmentSettings::fromEnvironment() const
{
    QStringList absent;
    for (const char* variable : {serverVariable, keyVariable, databaseVariable, cacheVariable}) {
        if (!isSet(variable))
            absent.append(QString::fromLatin1(variable));
    }
    if (!absent.isEmpty())
        return std::unexpected(missing(absent));
    const Result<ServerSettings> server = ServerSettings::fromUrl(value(serverVariable));
    if (!server)
        return std::unexpected(wrong(serverVariable, server.error().sentence));
    const Result<Given> stores = given();
    if (!stores)
        return std::unexpected(stores.error());

    ResolvedProfile resolved;
    Profile& profile = resolved.profile;
    profile.name = VariableText::tr("Environment variables");
    profile.serverUrl = value(serverVariable);
    profile.database = profileDatabase(*stores->database);
    profile.cache = profileCache(*stores->cache);
    if (const Result<void> files = readFiles(profile); !files)
        return std::unexpected(files.error());
    if (const Result<void> options = readOptions(profile); !options)
        return std::unexpected(options.error());
    profile.id = idOf(profile);
    resolved.secrets = {*stores->key, stores->database->password, stores->cache->password};
    return resolved;
}

Result<ResolvedProfile>
EnvironmentSettings::withSecrets(const Profile& profile, Keychain& keychain, const CallContext& limits) const
{
    ResolvedProfile resolved{profile, {}};
    const Result<Given> stores = given();
    if (!stores)
        return std::unexpected(stores.error());

    const auto fill = [&](SecretKind kind, const char* variable, const std::optional<Secret>& given,
                          Secret& secret) -> Result<void> {
        if (given && !given->isEmpty()) {
            secret = *given;
            return {};
        }
        const Result<std::optional<Secret>> stored = keychain.read(profile.keychainId, kind, limits);
        if (stored)
            secret = stored->value_or(Secret());
        else if (!given || stored.error().kind == ErrorKind::Stopped)
            return std::unexpected(orSet(variable, stored.error()));
        return {};
    };
    const auto databasePassword = stores->database ? std::optional(stores->database->password) : std::nullopt;
    const auto cachePassword = stores->cache ? std::optional(stores->cache->password) : std::nullopt;
    Result<void> filled = fill(SecretKind::ApiKey, keyVariable, stores->key, resolved.secrets.apiKey);
    if (filled)
        filled =
            fill(SecretKind::DatabasePassword, databaseVariable, databasePassword, resolved.secrets.databasePassword);
    if (filled)
        filled = fill(SecretKind::CachePassword, cacheVariable, cachePassword, resolved.secrets.cachePassword);
    if (!filled)
        return std::unexpected(filled.error());
    if (resolved.secrets.apiKey.isEmpty()) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            //: %1 is an environment variable
            VariableText::tr("No API key is stored for this profile. Enter it in the profile's settings, or set %1.")
                .arg(QString::fromLatin1(keyVariable)),
            QStringLiteral("no API key stored")});
    }
    return resolved;
}

std::vector<SecretKind> EnvironmentSettings::secretsNotGiven() const
{
    std::vector<SecretKind> kinds;
    if (!isSet(keyVariable))
        kinds.push_back(SecretKind::ApiKey);
    if (!isSet(databaseVariable))
        kinds.push_back(SecretKind::DatabasePassword);
    if (!isSet(cacheVariable))
        kinds.push_back(SecretKind::CachePassword);
    return kinds;
}

Result<std::optional<Secret>> EnvironmentSettings::apiKey() const
{
    const QString text = value(keyVariable);
    if (text.isEmpty())
        return std::nullopt;
    // It becomes a header: a line break in it would begin another one.
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; })) {
        return std::unexpected(
            wrong(keyVariable, VariableText::tr("It holds a line break or another sign that no key has.")));
    }
    return Secret::fromText(text);
}

Result<ResolvedProfile> EnvironmentSettings::asDatabaseOwner(ResolvedProfile resolved) const
{
    const Result<std::optional<DatabaseSettings>> owner = database(ownerVariable);
    if (!owner)
        return std::unexpected(owner.error());
    if (owner->has_value()) {
        const QString caFile = resolved.profile.database.caFile;
        resolved.profile.database = profileDatabase(**owner);
        if (resolved.profile.database.caFile.isEmpty()) // the same database, only seen as its owner
            resolved.profile.database.caFile = caFile;
        resolved.secrets.databasePassword = (*owner)->password;
    }
    return resolved;
}

Result<std::optional<DatabaseSettings>> EnvironmentSettings::database(const char* variable) const
{
    if (!isSet(variable))
        return std::nullopt;
    Result<DatabaseSettings> settings = DatabaseSettings::fromUri(value(variable));
    if (!settings)
        return std::unexpected(wrong(variable, settings.error().sentence));
    return std::move(*settings);
}

Result<std::optional<CacheSettings>> EnvironmentSettings::cache() const
{
    if (!isSet(cacheVariable))
        return std::nullopt;
    Result<CacheSettings> settings = CacheSettings::fromUrl(value(cacheVariable));
    if (!settings)
        return std::unexpected(wrong(cacheVariable, settings.error().sentence));
    return std::move(*settings);
}

Result<void> EnvironmentSettings::readFiles(Profile& profile) const
{
    profile.caFile = value(caVariable);
    profile.serverCaFile = value(serverCaVariable);
    if (isSet(databaseCaVariable))
        profile.database.caFile = value(databaseCaVariable);
    profile.cache.caFile = value(cacheCaVariable);
    profile.cache.certificateFile = value(cacheCertificateVariable);
    profile.cache.keyFile = value(cacheKeyVariable);
    if (isSet(cacheCertificateVariable) == isSet(cacheKeyVariable))
        return {};
    const bool lacksKey = isSet(cacheCertificateVariable);
    return std::unexpected(wrong(
        lacksKey ? cacheCertificateVariable : cacheKeyVariable,
        //: %1 is an environment variable
        VariableText::tr("It needs %1 beside it.")
            .arg(QString::fromLatin1(lacksKey ? cacheKeyVariable : cacheCertificateVariable))));
}

Result<void> EnvironmentSettings::readOptions(Profile& profile) const
{
    if (isSet(environmentVariable)) {
        const std::optional<Environment> environment = environmentFromWord(value(environmentVariable));
        if (!environment) {
            return std::unexpected(
                wrong(environmentVariable, VariableText::tr("It is one of production, staging and development.")));
        }
        profile.environment = *environment;
    }
    if (isSet(readOnlyVariable)) {
        const QString word = value(readOnlyVariable).toLower();
        const QStringList yes{QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("yes")};
        const QStringList no{QStringLiteral("0"), QStringLiteral("false"), QStringLiteral("no")};
        // Taking an unknown word for "no" would open for writing what somebody meant to close.
        if (!yes.contains(word) && !no.contains(word))
            return std::unexpected(
                wrong(readOnlyVariable, VariableText::tr("It is one of 1, true, yes, 0, false, no.")));
        profile.readOnly = yes.contains(word);
    }
    if (isSet(roleVariable)) {
        const std::optional<Role> role = roleFromWord(value(roleVariable));
        if (!role)
            return std::unexpected(wrong(roleVariable, VariableText::tr("It is staff or administrator.")));
        profile.role = *role;
    }
    profile.webhookTemplate = value(webhookVariable);
    if (const Result<void> webhook = checkWebhookTemplate(profile.webhookTemplate); !webhook)
        return std::unexpected(wrong(webhookVariable, webhook.error().sentence));
    return {};
}

QString EnvironmentSettings::value(const char* variable) const
{
    return m_environment.value(QString::fromLatin1(variable));
}

} // namespace steward
