#include "local/managed_settings.h"

#include "domain/strict_fields.h"
#include "local/private_file.h"
#include "local/profile_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace steward {
namespace {

struct ManagedText {
    Q_DECLARE_TR_FUNCTIONS(steward::ManagedSettings)
};

const auto managedPrefix = QStringLiteral("managed-");

Error unusable(const QString& sentence, const QString& detail)
{
    return {ErrorKind::InvalidSettings, sentence, detail};
}

Error refusedField(const QString& field, const QString& expected)
{
    if (field.endsWith(QLatin1Char('?'))) {
        return unusable(
            ManagedText::tr("It has a field that this version of Steward does not know."),
            QStringLiteral("managed settings: unknown field"));
    }
    return unusable(
        //: %1 is a field's name such as switches.read_only, %2 completes the sentence, such as "true or false"
        ManagedText::tr("The field %1 must be %2.").arg(field.isEmpty() ? QStringLiteral("{}") : field, expected),
        QStringLiteral("managed settings: field %1").arg(field));
}

/// The person's keychain has an entry for each set of addresses: a secret that was given for one server is never sent
/// to another that the file names later.
QUuid keychainIdOf(const Profile& profile)
{
    static const QUuid ours = QUuid::fromString(QStringLiteral("9f1a3c52-6f0e-5a86-9e11-2f8f6f0d7a40"));
    const QStringList parts{
        profile.id,
        profile.serverUrl,
        profile.database.host,
        QString::number(profile.database.port),
        profile.database.database,
        profile.database.user,
        profile.cache.host,
        QString::number(profile.cache.port),
        profile.cache.socketPath,
        profile.cache.user};
    return QUuid::createUuidV5(ours, parts.join(QLatin1Char('\n')));
}

void readProfiles(StrictFields& object, ManagedSettings& settings)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,55}\\z"));
    const QString key = QStringLiteral("profiles");
    const QJsonObject profiles = object.object(key);
    for (auto it = profiles.constBegin(); it != profiles.constEnd(); ++it) {
        if (!shape.match(it.key()).hasMatch() || !it.value().isObject())
            return object.refuse(key, ManagedText::tr("profiles by short names of small letters, digits and dashes"));
        Result<Profile> profile = ProfileFile::fromJson(it.value().toObject(), ProfileFile::Unknown::Refused);
        if (!profile) {
            StrictDocument& document = object.document();
            if (!document.firstError) {
                document.firstError = unusable(
                    //: %1 is a profile's short name, %2 a sentence that says what is wrong with it
                    ManagedText::tr("Its profile %1: %2").arg(it.key(), profile.error().sentence),
                    QStringLiteral("managed profile: ") + profile.error().detail);
            }
            return;
        }
        profile->id = ManagedSettings::isManaged(it.key()) ? it.key() : managedPrefix + it.key();
        profile->keychainId = keychainIdOf(*profile);
        if (settings.find(profile->id))
            return object.refuse(key, ManagedText::tr("profiles by short names of which no two are the same"));
        settings.profiles.push_back(std::move(*profile));
    }
}

/// What can only be set one way: the other would open what a person has closed.
bool oneWay(StrictFields& object, const QString& key, bool only)
{
    if (!object.has(key))
        return false;
    if (object.flag(key, only) != only) {
        object.refuse(key, only ? ManagedText::tr("true, or left out") : ManagedText::tr("false, or left out"));
    }
    return true;
}

bool takeRole(StrictFields& object)
{
    const QString key = QStringLiteral("role");
    if (!object.has(key))
        return false;
    if (object.text(key) != roleWord(Role::Staff))
        object.refuse(key, ManagedText::tr("staff, or left out"));
    return true;
}

std::optional<bool> eitherWay(StrictFields& object, const QString& key)
{
    return object.has(key) ? std::optional(object.flag(key)) : std::nullopt;
}

void readSwitches(StrictFields object, ManagedSettings& settings)
{
    settings.onlyTheseProfiles = oneWay(object, QStringLiteral("only_these_profiles"), true);
    settings.readOnly = oneWay(object, QStringLiteral("read_only"), true);
    settings.forStaff = takeRole(object);
    settings.onlyEncrypted = oneWay(object, QStringLiteral("allow_insecure"), false);
    settings.looksForUpdates = eitherWay(object, QStringLiteral("look_for_updates"));
    settings.closesToTray = eitherWay(object, QStringLiteral("close_to_tray"));
}

void readLimits(StrictFields object, ManagedSettings& settings)
{
    const auto minutes = [&object](const char* name, qint64 least, qint64 most) {
        const QString key = QLatin1String(name);
        return object.has(key) ? std::optional(std::chrono::minutes(object.number(key, least, least, most)))
                               : std::nullopt;
    };
    constexpr qint64 week = 7 * 24 * 60;
    settings.pendingGrace = minutes("pending_grace_minutes", 0, week);
    settings.stuckPairingAfter = minutes("stuck_pairing_minutes", 0, week);
    settings.readEvery = minutes("read_every_minutes", 0, 60);
    settings.lockAfter = minutes("lock_after_minutes", 1, 24 * 60);
}

void readLanguage(StrictFields& object, ManagedSettings& settings)
{
    const QString key = QStringLiteral("language");
    const std::optional<Language> language = languageFromWord(object.text(key));
    if (!language || *language == Language::System)
        return object.refuse(key, ManagedText::tr("en, pt_BR or es"));
    settings.language = language;
}

ManagedSettings read(const QJsonObject& json, StrictDocument& document)
{
    ManagedSettings settings;
    StrictFields object(json, document);
    object.number(
        QStringLiteral("version"), ManagedSettings::version, ManagedSettings::version, ManagedSettings::version);
    if (object.has(QStringLiteral("language")))
        readLanguage(object, settings);
    if (object.has(QStringLiteral("profiles")))
        readProfiles(object, settings);
    if (object.has(QStringLiteral("switches")))
        readSwitches(object.child(QStringLiteral("switches")), settings);
    if (object.has(QStringLiteral("limits")))
        readLimits(object.child(QStringLiteral("limits")), settings);
    return settings;
}

/// It may have said all of it.
ManagedSettings lockedFor(const QString& path, const QString& why, const QString& detail)
{
    ManagedSettings settings;
    settings.readOnly = true;
    settings.forStaff = true;
    settings.onlyEncrypted = true;
    settings.looksForUpdates = false;
    settings.trouble = unusable(
        //: %1 is a file's path, %2 a sentence that says what is wrong with it
        ManagedText::tr("What your administrator has set in %1 could not be used, so Steward changes nothing. %2")
            .arg(QDir::toNativeSeparators(path), why),
        detail);
    return settings;
}

template<class Value>
void keepOwn(bool isSet, Value& entered, const Value& before)
{
    if (isSet)
        entered = before;
}

} // namespace

ManagedSettings ManagedSettings::load()
{
    const QStringList paths = managedSettingsPaths();
    for (const QString& path : paths) {
        if (const ManagedFile state = managedFileAt(path); state != ManagedFile::Absent)
            return load(path, state);
    }
    return {};
}

ManagedSettings ManagedSettings::load(const QString& path, ManagedFile state)
{
    switch (state) {
    case ManagedFile::Absent:
        return {};
    case ManagedFile::Untrusted:
        return lockedFor(
            path,
            ManagedText::tr("Others than an administrator may change it: it has to belong to one, in a folder "
                            "that belongs to one."),
            QStringLiteral("managed settings are writable for others"));
    case ManagedFile::Sound: {
        const Result<QByteArray> document = PrivateFile::read(path, largest);
        if (!document)
            return lockedFor(path, document.error().sentence, document.error().detail);
        const Result<ManagedSettings> settings = fromDocument(*document);
        return settings ? *settings : lockedFor(path, settings.error().sentence, settings.error().detail);
    }
    case ManagedFile::Unreadable:
        break;
    }
    return lockedFor(
        path, ManagedText::tr("It cannot be read."), QStringLiteral("managed settings cannot be looked at"));
}

Result<ManagedSettings> ManagedSettings::fromDocument(const QByteArray& document)
{
    QJsonParseError parseError;
    const QJsonDocument json = QJsonDocument::fromJson(document, &parseError);
    if (!json.isObject()) {
        return std::unexpected(unusable(
            ManagedText::tr("It is not a JSON document."),
            QStringLiteral("managed settings at %1: %2").arg(parseError.offset).arg(parseError.errorString())));
    }
    StrictDocument fields{refusedField};
    ManagedSettings settings = read(json.object(), fields);
    if (fields.firstError)
        return std::unexpected(*fields.firstError);
    return settings;
}

Result<QByteArray> ManagedSettings::toDocument(const std::vector<Profile>& profiles)
{
    QJsonObject all;
    // A person's may be called as an administrator's is: neither takes the other's place.
    const auto freeKey = [&all](const QString& id) {
        const QString name = isManaged(id) ? id.mid(managedPrefix.size()) : id;
        QString key = name;
        for (int number = 2; all.contains(key); ++number)
            key = name + QLatin1Char('-') + QString::number(number);
        return key;
    };
    for (const Profile& profile : profiles) {
        const Result<QByteArray> document = ProfileFile::toDocument(profile);
        if (!document)
            return std::unexpected(document.error());
        QJsonObject one = QJsonDocument::fromJson(*document).object();
        one.remove(QStringLiteral("keychain_id"));
        all.insert(freeKey(profile.id), one);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("version"), version}, {QStringLiteral("profiles"), all}})
        .toJson(QJsonDocument::Indented);
}

bool ManagedSettings::isManaged(const QString& profileId)
{
    return profileId.startsWith(managedPrefix);
}

const Profile* ManagedSettings::find(const QString& profileId) const
{
    for (const Profile& profile : profiles) {
        if (profile.id == profileId)
            return &profile;
    }
    return nullptr;
}

Result<void> ManagedSettings::allows(const QString& profileId) const
{
    if (!onlyTheseProfiles || find(profileId))
        return {};
    return std::unexpected(unusable(
        ManagedText::tr("Your administrator has set which workspaces can be opened on this computer. Choose one of "
                        "those."),
        QStringLiteral("only managed profiles")));
}

Profile ManagedSettings::applied(Profile profile) const
{
    profile.readOnly = profile.readOnly || readOnly;
    profile.role = forStaff ? Role::Staff : profile.role;
    profile.allowInsecure = profile.allowInsecure && !onlyEncrypted;
    profile.pendingGrace = pendingGrace.value_or(profile.pendingGrace);
    profile.stuckPairingAfter = stuckPairingAfter.value_or(profile.stuckPairingAfter);
    profile.readEvery = readEvery.value_or(profile.readEvery);
    return profile;
}

Profile ManagedSettings::withOwn(Profile entered, const Profile& before) const
{
    keepOwn(readOnly, entered.readOnly, before.readOnly);
    keepOwn(forStaff, entered.role, before.role);
    keepOwn(onlyEncrypted, entered.allowInsecure, before.allowInsecure);
    keepOwn(pendingGrace.has_value(), entered.pendingGrace, before.pendingGrace);
    keepOwn(stuckPairingAfter.has_value(), entered.stuckPairingAfter, before.stuckPairingAfter);
    keepOwn(readEvery.has_value(), entered.readEvery, before.readEvery);
    return entered;
}

QString ManagedSettings::readOnlySentence() const
{
    return trouble ? trouble->sentence
                   : ManagedText::tr("Your administrator has set that nothing is changed from this computer.");
}

QString ManagedSettings::lockedWords()
{
    return ManagedText::tr("Set by your administrator");
}

} // namespace steward
