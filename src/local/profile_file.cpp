#include "local/profile_file.h"

#include "domain/strict_fields.h"
#include "domain/word_table.h"
#include "local/private_file.h"
#include "local/profile_names.h"
#include "local/secret_fields.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace steward {
namespace {

struct ProfileFileText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProfileFile)
};

std::unexpected<Error> invalid(const QString& sentence, const QString& detail)
{
    return std::unexpected(Error{ErrorKind::InvalidSettings, sentence, detail});
}

QString transportWord(CacheSettings::Transport transport)
{
    static constexpr WordTable<CacheSettings::Transport, 3> words{{"tcp", "tls", "unix"}};
    return words.of(transport);
}

/// A name is mostly text; one that is not UTF-8 (a Redis key may hold any bytes) is written in base64.
QJsonValue nameToJson(const InstanceName& name)
{
    if (name.isValidUtf8())
        return QString::fromUtf8(name.utf8());
    return QJsonObject{{QStringLiteral("base64"), QString::fromLatin1(name.utf8().toBase64())}};
}

QJsonObject toJson(const Profile& profile)
{
    const Profile::Database& database = profile.database;
    const Profile::Cache& cache = profile.cache;
    QJsonArray protectedInstances;
    for (const InstanceName& name : profile.protectedInstances)
        protectedInstances.append(nameToJson(name));
    return {
        {QStringLiteral("version"), ProfileFile::version},
        {QStringLiteral("keychain_id"), profile.keychainId.toString(QUuid::WithoutBraces)},
        {QStringLiteral("name"), profile.name},
        {QStringLiteral("environment"), environmentWord(profile.environment)},
        {QStringLiteral("read_only"), profile.readOnly},
        {QStringLiteral("role"), roleWord(profile.role)},
        {QStringLiteral("server"),
         QJsonObject{{QStringLiteral("url"), profile.serverUrl}, {QStringLiteral("ca_file"), profile.serverCaFile}}},
        {QStringLiteral("database"),
         QJsonObject{
             {QStringLiteral("host"), database.host},
             {QStringLiteral("port"), database.port},
             {QStringLiteral("database"), database.database},
             {QStringLiteral("user"), database.user},
             {QStringLiteral("sslmode"), database.sslMode},
             {QStringLiteral("ca_file"), database.caFile}}},
        {QStringLiteral("cache"),
         QJsonObject{
             {QStringLiteral("transport"), transportWord(cache.transport)},
             {QStringLiteral("host"), cache.host},
             {QStringLiteral("port"), cache.port},
             {QStringLiteral("socket"), cache.socketPath},
             {QStringLiteral("user"), cache.user},
             {QStringLiteral("database"), cache.database},
             {QStringLiteral("ca_file"), cache.caFile},
             {QStringLiteral("cert_file"), cache.certificateFile},
             {QStringLiteral("key_file"), cache.keyFile}}},
        {QStringLiteral("ca_file"), profile.caFile},
        {QStringLiteral("allow_insecure"), profile.allowInsecure},
        {QStringLiteral("ignore"), QJsonArray::fromStringList(profile.ignore.texts())},
        {QStringLiteral("protected"), protectedInstances},
        {QStringLiteral("webhook_url"), profile.webhookTemplate},
        {QStringLiteral("names"), namesToJson(profile.names)},
        {QStringLiteral("pending_grace_minutes"), static_cast<int>(profile.pendingGrace.count())},
        {QStringLiteral("stuck_pairing_minutes"), static_cast<int>(profile.stuckPairingAfter.count())},
        {QStringLiteral("read_every_minutes"), static_cast<int>(profile.readEvery.count())},
    };
}

void readServer(StrictFields object, Profile& profile)
{
    profile.serverUrl = object.text(QStringLiteral("url"));
    profile.serverCaFile = object.text(QStringLiteral("ca_file"));
}

Profile::Database readDatabase(StrictFields object)
{
    static const QStringList modes{
        QString(),
        QStringLiteral("disable"),
        QStringLiteral("allow"),
        QStringLiteral("prefer"),
        QStringLiteral("require"),
        QStringLiteral("verify-ca"),
        QStringLiteral("verify-full")};
    Profile::Database database;
    database.host = object.text(QStringLiteral("host"));
    if (database.host.contains(QLatin1Char(',')) || database.host.contains(QLatin1Char('@')))
        object.refuse(QStringLiteral("host"), ProfileFileText::tr("one host's name or address"));
    database.port = static_cast<int>(object.number(QStringLiteral("port"), database.port, 1, 65535));
    database.database = object.text(QStringLiteral("database"));
    database.user = object.text(QStringLiteral("user"));
    database.sslMode = object.text(QStringLiteral("sslmode"));
    if (!modes.contains(database.sslMode))
        object.refuse(QStringLiteral("sslmode"), ProfileFileText::tr("a mode that libpq knows, such as verify-full"));
    database.caFile = object.text(QStringLiteral("ca_file"));
    return database;
}

Profile::Cache readCache(StrictFields object)
{
    Profile::Cache cache;
    const QString word = object.text(QStringLiteral("transport"), transportWord(cache.transport));
    bool known = false;
    using enum CacheSettings::Transport;
    for (const auto transport : {Tcp, Tls, Unix}) {
        if (word == transportWord(transport)) {
            cache.transport = transport;
            known = true;
        }
    }
    if (!known)
        object.refuse(QStringLiteral("transport"), ProfileFileText::tr("tcp, tls or unix"));
    cache.host = object.text(QStringLiteral("host"));
    if (cache.host.contains(QLatin1Char('@')))
        object.refuse(QStringLiteral("host"), ProfileFileText::tr("one host's name or address"));
    cache.port = static_cast<int>(object.number(QStringLiteral("port"), cache.port, 1, 65535));
    cache.socketPath = object.text(QStringLiteral("socket"));
    cache.user = object.text(QStringLiteral("user"));
    cache.database = static_cast<int>(object.number(QStringLiteral("database"), cache.database, 0, 1000000));
    cache.caFile = object.text(QStringLiteral("ca_file"));
    cache.certificateFile = object.text(QStringLiteral("cert_file"));
    cache.keyFile = object.text(QStringLiteral("key_file"));
    return cache;
}

std::vector<InstanceName> readProtected(const QJsonValue& value, StrictFields& object)
{
    std::vector<InstanceName> names;
    bool fits = value.isArray() || value.isUndefined();
    for (const QJsonValue item : value.toArray()) {
        const QJsonValue bytes = item.toObject().value(QLatin1String("base64"));
        fits = fits && (item.isString() || bytes.isString());
        names.push_back(
            item.isString() ? InstanceName::fromText(item.toString())
                            : InstanceName::fromUtf8(QByteArray::fromBase64(bytes.toString().toLatin1())));
    }
    if (!fits)
        object.refuse(QStringLiteral("protected"), ProfileFileText::tr("a list of instance names"));
    return names;
}

/// What is no role that this version knows is the one that may do least. An earlier version wrote none.
Role readRole(const QJsonValue& value)
{
    return value.isUndefined() ? Role::Administrator : roleFromWord(value.toString()).value_or(Role::Staff);
}

Error fieldRefusal(const QString& field, const QString& expected)
{
    if (field.endsWith(QLatin1Char('?'))) {
        return {
            ErrorKind::InvalidSettings,
            ProfileFileText::tr("This profile cannot be used: it has a field that this version of Steward does not "
                                "know."),
            QStringLiteral("profile with an unknown field")};
    }
    return {
        ErrorKind::InvalidSettings,
        //: %1 is a field's name such as cache.port, %2 completes the sentence, such as "a whole number from 1 to 9"
        ProfileFileText::tr("This profile cannot be used: the field %1 must be %2.").arg(field, expected),
        QStringLiteral("profile field %1 does not fit").arg(field)};
}

Profile readProfile(const QJsonObject& json, StrictDocument& document)
{
    StrictFields object(json, document);
    object.readApart(QStringLiteral("version"));
    object.readApart(QStringLiteral("protected"));
    object.readApart(QStringLiteral("role"));
    Profile profile;
    profile.keychainId = QUuid::fromString(object.text(QStringLiteral("keychain_id")));
    profile.name = object.requiredText(QStringLiteral("name"));
    const QString environment = object.text(QStringLiteral("environment"), QStringLiteral("production"));
    profile.environment = environmentFromWord(environment).value_or(Environment::Production);
    if (!environmentFromWord(environment))
        object.refuse(QStringLiteral("environment"), ProfileFileText::tr("production, staging or development"));
    profile.readOnly = object.flag(QStringLiteral("read_only"), false);
    profile.role = readRole(json.value(QLatin1String("role")));
    readServer(object.child(QStringLiteral("server")), profile);
    profile.database = readDatabase(object.child(QStringLiteral("database")));
    profile.cache = readCache(object.child(QStringLiteral("cache")));
    profile.caFile = object.text(QStringLiteral("ca_file"));
    profile.allowInsecure = object.flag(QStringLiteral("allow_insecure"), false);
    profile.ignore = IgnorePatterns::fromTexts(object.texts(QStringLiteral("ignore")));
    profile.protectedInstances = readProtected(json.value(QLatin1String("protected")), object);
    profile.webhookTemplate = object.text(QStringLiteral("webhook_url"));
    StrictFields names = object.child(QStringLiteral("names"));
    profile.names = namesFromJson(names);
    const int week = 7 * 24 * 60;
    profile.pendingGrace = std::chrono::minutes(object.number(QStringLiteral("pending_grace_minutes"), 10, 0, week));
    profile.stuckPairingAfter =
        std::chrono::minutes(object.number(QStringLiteral("stuck_pairing_minutes"), 10, 0, week));
    profile.readEvery = std::chrono::minutes(object.number(QStringLiteral("read_every_minutes"), 5, 0, 60));
    return profile;
}

} // namespace

Result<QByteArray> ProfileFile::toDocument(const Profile& profile)
{
    const QByteArray document = QJsonDocument(toJson(profile)).toJson(QJsonDocument::Indented);
    // What reading refuses (a password inside an address, an empty name) must not get into a file in the first place.
    if (const Result<Profile> readBack = fromDocument(document); !readBack)
        return std::unexpected(readBack.error());
    return document;
}

Result<Profile> ProfileFile::fromDocument(const QByteArray& document)
{
    if (document.size() > largest) {
        return invalid(
            ProfileFileText::tr("This is no profile: it is far too large. Choose another file."),
            QStringLiteral("profile document too large"));
    }
    QJsonParseError parseError;
    const QJsonDocument json = QJsonDocument::fromJson(document, &parseError);
    if (!json.isObject()) {
        return invalid(
            ProfileFileText::tr("This is no profile: it is not a JSON document. Choose a file that Steward exported."),
            QStringLiteral("profile document at %1: %2").arg(parseError.offset).arg(parseError.errorString()));
    }
    return fromJson(json.object(), Unknown::Ignored);
}

Result<Profile> ProfileFile::fromJson(const QJsonObject& object, Unknown unknown)
{
    if (!object.contains(QLatin1String("version"))) {
        return invalid(
            ProfileFileText::tr("This is no profile: it names no version. Choose a file that Steward exported."),
            QStringLiteral("profile document without version"));
    }
    if (object.value(QLatin1String("version")) != QJsonValue(version)) {
        return invalid(
            ProfileFileText::tr(
                "This profile was written by another version of Steward, which this one cannot read. Update Steward."),
            QStringLiteral("profile document of another version"));
    }
    if (const std::optional<QString> field = secretField(object)) {
        return invalid(
            //: %1 is a field's name such as database.password
            ProfileFileText::tr(
                "This profile holds a secret in the field %1. Remove it from the file; Steward asks for secrets "
                "and keeps them in this computer's keychain.")
                .arg(*field),
            QStringLiteral("profile document with a secret"));
    }
    StrictDocument fields{fieldRefusal, true, unknown == Unknown::Refused};
    Profile profile = readProfile(object, fields);
    if (fields.firstError)
        return std::unexpected(*fields.firstError);
    if (!profile.serverUrl.isEmpty()) {
        if (const Result<ServerSettings> server = ServerSettings::fromUrl(profile.serverUrl); !server)
            return std::unexpected(server.error());
    }
    if (const Result<void> webhook = checkWebhookTemplate(profile.webhookTemplate); !webhook)
        return std::unexpected(webhook.error());
    return profile;
}

Result<void> ProfileFile::write(const QString& path, const Profile& profile)
{
    const Result<QByteArray> document = toDocument(profile);
    if (!document)
        return std::unexpected(document.error());
    return PrivateFile::write(path, *document);
}

Result<Profile> ProfileFile::read(const QString& path)
{
    const Result<QByteArray> document = PrivateFile::read(path, largest);
    if (!document)
        return std::unexpected(document.error());
    return fromDocument(*document);
}

} // namespace steward
