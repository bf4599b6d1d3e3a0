#include "local/profile_store.h"

#include "local/history/reading_history.h"
#include "local/private_file.h"
#include "local/profile_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace steward {
namespace {

struct ProfileStoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProfileStore)
};

const auto ending = QStringLiteral(".json");

/// An id is part of a path: letters, digits and dashes only.
bool isId(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("\\A[a-z0-9][a-z0-9-]{0,63}\\z"));
    return shape.match(text).hasMatch();
}

QString slug(const QString& name)
{
    QString text;
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('0') && c <= QLatin1Char('9')))
            text.append(c);
        else if (!c.isMark() && !text.isEmpty() && !text.endsWith(QLatin1Char('-')))
            text.append(QLatin1Char('-'));
    }
    text.truncate(48);
    while (text.endsWith(QLatin1Char('-')))
        text.chop(1);
    // Windows keeps these names for devices, whatever the ending.
    static const QRegularExpression device(QStringLiteral("\\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\\z"));
    if (text.isEmpty())
        return QStringLiteral("profile");
    return device.match(text).hasMatch() ? QStringLiteral("profile-") + text : text;
}

/// But for what belongs to this computer.
bool isSame(const ProfileStore::Entry& entry, Profile other)
{
    if (!entry.profile)
        return false;
    other.id = entry.profile->id;
    other.keychainId = entry.profile->keychainId;
    other.protectedInstances = entry.profile->protectedInstances;
    return *entry.profile == other;
}

std::unexpected<Error> notFound(const QString& name)
{
    return std::unexpected(Error{
        ErrorKind::NotFound,
        //: %1 is a profile's name as typed
        ProfileStoreText::tr("There is no profile named %1. See which there are in the list of profiles.").arg(name),
        QStringLiteral("no such profile")});
}

} // namespace

ProfileStore::ProfileStore(const DataDirectory& directory, ManagedSettings managed)
    : m_directory(directory)
    , m_managed(std::move(managed))
    , m_folder(directory.profilesPath())
{
}

Result<std::vector<ProfileStore::Entry>> ProfileStore::list() const
{
    std::vector<Entry> entries;
    entries.reserve(m_managed.profiles.size());
    for (const Profile& profile : m_managed.profiles)
        entries.push_back({profile.id, profile});
    if (m_managed.onlyTheseProfiles)
        return entries;
    const Result<std::vector<Entry>> persons = own();
    if (!persons)
        return std::unexpected(persons.error());
    for (const Entry& entry : *persons) {
        if (!m_managed.find(entry.id))
            entries.push_back(entry);
    }
    return entries;
}

Result<std::vector<ProfileStore::Entry>> ProfileStore::own() const
{
    const QFileInfo folder(m_folder);
    if (folder.exists() && (!folder.isDir() || !folder.isReadable())) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a folder's path
            ProfileStoreText::tr("The profiles in %1 could not be listed. See whether you may read that folder.")
                .arg(QDir::toNativeSeparators(m_folder)),
            QStringLiteral("list %1").arg(m_folder)});
    }
    std::vector<Entry> entries;
    const QStringList files = QDir(m_folder).entryList({QLatin1Char('*') + ending}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        const QString id = file.chopped(ending.size());
        if (isId(id))
            entries.push_back({id, load(id)});
    }
    return entries;
}

Result<Profile> ProfileStore::load(const QString& id) const
{
    if (const Profile* managed = m_managed.find(id))
        return *managed;
    if (!isId(id) || !QFile::exists(pathOf(id)))
        return notFound(id);
    Result<Profile> profile = ProfileFile::read(pathOf(id));
    if (profile)
        profile->id = id;
    return profile;
}

Result<Profile> ProfileStore::find(const QString& idOrName) const
{
    if (m_managed.find(idOrName) || (isId(idOrName) && QFile::exists(pathOf(idOrName))))
        return load(idOrName);
    const Result<std::vector<Entry>> entries = list();
    if (!entries)
        return std::unexpected(entries.error());
    std::vector<Entry> set;
    set.reserve(m_managed.profiles.size());
    for (const Profile& profile : m_managed.profiles)
        set.push_back({profile.id, profile});
    for (const std::vector<Entry>& first : {set, *entries}) {
        const Result<std::optional<Profile>> found = named(idOrName, first);
        if (!found)
            return std::unexpected(found.error());
        if (*found)
            return **found;
    }
    return notFound(idOrName);
}

Result<std::optional<Profile>> ProfileStore::named(const QString& name, const std::vector<Entry>& entries)
{
    std::optional<Profile> found;
    for (const Entry& entry : entries) {
        if (!entry.profile || entry.profile->name != name)
            continue;
        if (found) {
            return std::unexpected(Error{
                ErrorKind::InvalidSettings,
                //: %1 and %2 are the short names (ids) of two profiles
                ProfileStoreText::tr("Several profiles have that name. Say which by its short name: %1 or %2.")
                    .arg(found->id, entry.id),
                QStringLiteral("ambiguous profile name")});
        }
        found = *entry.profile;
    }
    return found;
}

Result<void> ProfileStore::mayWrite(const QString& id) const
{
    if (m_managed.find(id)) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            ProfileStoreText::tr("Your administrator has set this profile, so it cannot be changed here."),
            QStringLiteral("managed profile")});
    }
    return m_managed.allows(id);
}

Result<Profile> ProfileStore::save(const Profile& profile) const
{
    if (const Result<void> may = mayWrite(profile.id); !may)
        return std::unexpected(may.error());
    if (const Result<void> made = PrivateFile::makeFolder(m_folder); !made)
        return std::unexpected(made.error());
    Profile saved = profile;
    if (saved.id.isEmpty())
        saved.id = freeId(saved.name);
    if (!isId(saved.id))
        return notFound(saved.id);
    if (saved.keychainId.isNull())
        saved.keychainId = QUuid::createUuid();
    if (const Result<void> written = ProfileFile::write(pathOf(saved.id), saved); !written)
        return std::unexpected(written.error());
    return saved;
}

Result<void> ProfileStore::setProtected(const QString& idOrName, const InstanceName& instance, bool isProtected) const
{
    Result<Profile> profile = find(idOrName);
    if (!profile)
        return std::unexpected(profile.error());
    std::erase(profile->protectedInstances, instance);
    if (isProtected)
        profile->protectedInstances.push_back(instance);
    const Result<Profile> saved = save(*profile);
    return saved ? Result<void>() : std::unexpected(saved.error());
}

Result<void> ProfileStore::remove(const QString& id) const
{
    if (!isId(id))
        return notFound(id);
    if (const Result<void> may = mayWrite(id); !may)
        return may;
    if (!QFile::exists(pathOf(id)) || QFile::remove(pathOf(id))) {
        // What its readings came to goes with it: another profile may get its id.
        const QString history = m_directory.historyPath(id);
        for (const char* suffix : ReadingHistory::fileEndings) {
            QFile::remove(history + QLatin1String(suffix));
            QFile::remove(ReadingHistory::asidePath(history) + QLatin1String(suffix));
        }
        return {};
    }
    return std::unexpected(Error{
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        ProfileStoreText::tr("The profile's file %1 could not be removed. See whether you may write to its folder.")
            .arg(QDir::toNativeSeparators(pathOf(id))),
        QStringLiteral("remove %1").arg(pathOf(id))});
}

Result<Profile> ProfileStore::importFrom(const QString& path) const
{
    Result<Profile> profile = ProfileFile::read(path);
    if (!profile)
        return profile;
    profile->id.clear();
    profile->keychainId = QUuid();
    return save(*profile);
}

Result<void> ProfileStore::exportTo(const QString& path, const QString& id) const
{
    const Result<Profile> profile = load(id);
    if (!profile)
        return std::unexpected(profile.error());
    return ProfileFile::write(path, *profile);
}

Result<QByteArray> ProfileStore::teamDocument(const QStringList& idsOrNames) const
{
    std::vector<Profile> profiles;
    const auto add = [&profiles](const Result<Profile>& profile) {
        if (profile && std::ranges::find(profiles, profile->id, &Profile::id) == profiles.end())
            profiles.push_back(*profile);
        return profile.has_value();
    };
    for (const QString& name : idsOrNames) {
        if (const Result<Profile> profile = find(name); !add(profile))
            return std::unexpected(profile.error());
    }
    if (!idsOrNames.isEmpty())
        return ManagedSettings::toDocument(profiles);
    const Result<std::vector<Entry>> entries = list();
    if (!entries)
        return std::unexpected(entries.error());
    for (const Entry& entry : *entries) {
        if (!add(entry.profile))
            return std::unexpected(entry.profile.error());
    }
    return ManagedSettings::toDocument(profiles);
}

Result<ProfileStore::Imported> ProfileStore::importAll(const QString& path) const
{
    const Result<QByteArray> document = PrivateFile::read(path, ManagedSettings::largest);
    if (!document)
        return std::unexpected(document.error());
    if (!QJsonDocument::fromJson(*document).object().contains(QLatin1String("profiles"))) {
        const Result<Profile> one = importFrom(path);
        return one ? Result<Imported>(Imported{{*one}, {}}) : std::unexpected(one.error());
    }
    const Result<ManagedSettings> team = ManagedSettings::fromDocument(*document);
    if (!team) {
        return std::unexpected(Error{
            ErrorKind::InvalidSettings,
            //: %1 is a sentence that says what is wrong with the file
            ProfileStoreText::tr("These are no profiles of a team. %1").arg(team.error().sentence),
            team.error().detail});
    }
    const Result<std::vector<Entry>> before = own();
    if (!before)
        return std::unexpected(before.error());
    Imported imported;
    for (const Profile& profile : team->profiles) {
        const Profile taken = team->applied(profile);
        if (std::ranges::any_of(*before, [&taken](const Entry& entry) { return isSame(entry, taken); })) {
            imported.known.push_back(taken);
            continue;
        }
        Profile added = taken;
        added.id.clear();
        added.keychainId = QUuid();
        const Result<Profile> saved = save(added);
        if (!saved)
            return std::unexpected(saved.error());
        imported.added.push_back(*saved);
    }
    return imported;
}

QString ProfileStore::pathOf(const QString& id) const
{
    return m_folder + QLatin1Char('/') + id + ending;
}

QString ProfileStore::freeId(const QString& name) const
{
    const QString base = slug(name);
    QString id = base;
    for (int number = 2; QFile::exists(pathOf(id)); ++number)
        id = base + QLatin1Char('-') + QString::number(number);
    return id;
}

} // namespace steward
