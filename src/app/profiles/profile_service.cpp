#include "app/profiles/profile_service.h"

#include "app/work/background_runner.h"
#include "app/work/error_log.h"
#include "domain/unknown_value.h"
#include "local/environment_settings.h"
#include "local/private_file.h"
#include "local/profile_contexts.h"
#include "local/profile_file.h"
#include "local/session_keychain.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"

#include <QFile>
#include <QSet>

#include <atomic>
#include <mutex>

namespace steward {
namespace {

constexpr std::chrono::seconds keychainTime{30}; ///< the system may ask the person to unlock it

/// The other stores' parts may still be empty while one is tested; what stands in for them is never connected to.
Profile withStandIns(Profile profile, Store tested)
{
    const QString standIn = QStringLiteral("localhost");
    if (tested != Store::Server && profile.serverUrl.isEmpty())
        profile.serverUrl = QStringLiteral("http://localhost");
    if (tested != Store::Database) {
        for (QString* text : {&profile.database.host, &profile.database.database, &profile.database.user}) {
            if (text->isEmpty())
                *text = standIn;
        }
    }
    if (tested != Store::Cache) {
        profile.cache.transport = CacheSettings::Transport::Tcp;
        profile.cache.host = standIn;
    }
    return profile;
}

StoreDiagnosis settingsDiagnosis(Store store, const Error& error)
{
    StoreDiagnosis diagnosis;
    diagnosis.store = store;
    diagnosis.checks.push_back(
        troubledCheck(CheckId::Reachable, CheckState::Failed, error.kind, store, error.sentence));
    skipRest(diagnosis);
    return diagnosis;
}

StoreDiagnosis diagnosisOf(const StoreFactory& stores, Store store, const CallContext& limits)
{
    switch (store) {
    case Store::Server:
        return stores.makeServer()->diagnose(limits);
    case Store::Database:
        return stores.makeDatabase()->diagnose(limits);
    case Store::Cache:
        return stores.makeCache()->diagnose(limits);
    }
    return settingsDiagnosis(store, {ErrorKind::InvalidSettings, unknownSentence(), QStringLiteral("no such store")});
}

Result<QString> textOf(const QString& path)
{
    constexpr qint64 longestFile = 64 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure, ProfileService::tr("The file cannot be read. Nothing was changed."),
            file.errorString()});
    }
    const QByteArray bytes = file.read(longestFile + 1);
    if (bytes.size() > longestFile) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure, ProfileService::tr("The file is too long for a .env file. Nothing was changed."),
            QStringLiteral("file too long")});
    }
    return QString::fromUtf8(bytes);
}

Error changedElsewhere()
{
    return {
        ErrorKind::Rejected,
        ProfileService::tr(
            "This workspace was changed elsewhere meanwhile, so nothing was saved. Save again to put what "
            "stands here in its place, or leave without saving to keep the change."),
        QStringLiteral("the profile has changed since it was read")};
}

} // namespace

/// As their files have them.
bool EditedProfile::isSame(Profile one, Profile other)
{
    one.protectedInstances.clear();
    other.protectedInstances.clear();
    return one.id == other.id && ProfileFile::toDocument(one) == ProfileFile::toDocument(other);
}

/// What workers use; any thread.
class ProfileService::Shared final {
public:
    explicit Shared(Parts given)
        : parts(std::move(given))
        , store(parts.directory, parts.managed)
    {
    }

    KeychainAvailability availability(const CallContext& limits)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_availability || (m_hasOldWords.exchange(false) && !m_availability->persistent())) {
            m_availability = parts.keychain->probe(limits);
            if (!m_availability->persistent())
                logErrors("Probe the keychain…", {{ErrorKind::LocalFailure, {}, m_availability->detail}});
        }
        return *m_availability;
    }
    void forgetWords() { m_hasOldWords = true; } ///< never waits
    Keychain& keychain(const CallContext& limits)
    {
        if (availability(limits).persistent())
            return *parts.keychain;
        return m_session;
    }
    /// What was entered for this session goes before what is kept.
    Keychain& keychainOf(const QUuid& id, const CallContext& limits)
    {
        return isEntered(id) ? m_session : keychain(limits);
    }
    bool isEntered(const QUuid& id)
    {
        const std::lock_guard lock(m_mutex);
        return m_entered.contains(id);
    }
    /// Blank secrets are written too: that there is none was said.
    Result<void> enter(const QUuid& id, const ProfileSecrets& secrets, const CallContext& limits)
    {
        const Result<void> written = m_session.writeAll(id, secrets, limits);
        const std::lock_guard lock(m_mutex);
        if (written)
            m_entered.insert(id);
        return written;
    }
    void forgetEntered(const QUuid& id)
    {
        const std::lock_guard lock(m_mutex);
        m_entered.remove(id);
    }
    void registerSecrets(const ProfileSecrets& secrets) const
    {
        if (!parts.registerSecrets)
            return;
        ConnectionSettings settings;
        settings.server.apiKey = secrets.apiKey;
        settings.database.password = secrets.databasePassword;
        settings.cache.password = secrets.cachePassword;
        parts.registerSecrets(settings);
    }
    Result<ResolvedProfile> resolve(const Profile& profile, const CallContext& limits)
    {
        return EnvironmentSettings(parts.environment)
            .withSecrets(profile, keychainOf(profile.keychainId, limits), limits);
    }
    /// With any key at all it would open: no variable of the environment stands in the way.
    bool lacksSecretsAlone(const Profile& profile, const Error& error, const CallContext& limits) const
    {
        if (error.kind == ErrorKind::Stopped)
            return false;
        SessionKeychain any;
        const bool isWritten = any.write(profile.keychainId, SecretKind::ApiKey, Secret("any"), limits).has_value();
        return isWritten && EnvironmentSettings(parts.environment).withSecrets(profile, any, limits).has_value();
    }
    /// Of an administrator's only the secrets are the person's.
    Result<Profile> save(const EditedProfile& edited)
    {
        if (const Profile* set = parts.managed.find(edited.entered.id))
            return *set;
        const std::lock_guard lock(m_saving); // of two windows the second sees what the first has saved
        if (!edited.before)
            return store.save(edited.entered);
        const Result<Profile> now = store.load(edited.before->id);
        if (!now)
            return now;
        if (!EditedProfile::isSame(*now, *edited.before))
            return std::unexpected(changedElsewhere());
        Profile kept = parts.managed.withOwn(edited.entered, *now);
        kept.protectedInstances = now->protectedInstances;
        return store.save(kept);
    }
    OpenedProfile open(const QString& idOrName, const CallContext& limits)
    {
        const Result<Profile> profile = store.find(idOrName);
        if (!profile)
            return {std::unexpected(profile.error()), {}, {}, {}, {}};
        OpenedProfile opened{std::unexpected(Error{}), profile->id, profile->name, {}, {}};
        if (const Result<void> allowed = parts.managed.allows(profile->id); !allowed) {
            opened.result = std::unexpected(allowed.error()); // before anything is asked for
            return opened;
        }
        const Result<ResolvedProfile> resolved = resolve(*profile, limits);
        // Where nothing outlives a session, what is not there may have been forgotten, the passwords too.
        const bool mayBeForgotten = !isEntered(profile->keychainId) && !availability(limits).persistent();
        const bool isToBeAsked = resolved ? mayBeForgotten : lacksSecretsAlone(*profile, resolved.error(), limits);
        if (isToBeAsked)
            opened.lacking = EnvironmentSettings(parts.environment).secretsNotGiven();
        if (opened.lacking.empty()) {
            opened.result = resolved
                                ? contextOfProfile(*resolved, parts.directory, parts.managed, parts.registerSecrets)
                                : Result<ProfileContext>(std::unexpected(resolved.error()));
            return opened;
        }
        opened.why = mayBeForgotten ? availability(limits).sentence : resolved.error().sentence;
        opened.result =
            std::unexpected(Error{ErrorKind::InvalidSettings, opened.why, QStringLiteral("secrets wanted")});
        return opened;
    }

    Unlocking unlock(const QString& id, const Secret& typed, const CallContext& limits)
    {
        // As in withSecrets(): the environment's key goes before one that is kept or was entered.
        const Result<std::optional<Secret>> given = EnvironmentSettings(parts.environment).apiKey();
        if (id.isEmpty() || !given || given->has_value())
            return compared(typed, given);
        const Result<Profile> profile = store.find(id);
        if (!profile)
            return {profile.error(), false};
        if (isEntered(profile->keychainId))
            return compared(typed, m_session.read(profile->keychainId, SecretKind::ApiKey, limits));
        // Proven anew: one that is locked by now answers a read as if nothing were stored.
        const KeychainAvailability now = parts.keychain->probe(limits);
        if (!now.persistent())
            return {Error{ErrorKind::LocalFailure, now.sentence, now.detail}, false};
        const Result<ProfileSecrets> kept = parts.keychain->readAll(profile->keychainId, limits);
        if (!kept)
            return {kept.error(), false};
        if (!kept->apiKey.isEmpty())
            return {};
        return compared(typed, given);
    }

    const Parts parts;
    const ProfileStore store;

private:
    static Unlocking compared(const Secret& typed, const Result<std::optional<Secret>>& known)
    {
        if (!known)
            return {known.error(), false};
        if (typed.isEmpty())
            return {{}, true};
        if (*known && **known == typed)
            return {};
        return {
            Error{
                ErrorKind::WrongKey, ProfileService::tr("This is not the API key with which the workspace was opened."),
                QStringLiteral("another key was typed")},
            false};
    }

    std::mutex m_saving;
    std::mutex m_mutex;
    std::optional<KeychainAvailability> m_availability;
    std::atomic<bool> m_hasOldWords = false; ///< in m_availability, of another language
    SessionKeychain m_session;
    QSet<QUuid> m_entered; ///< keychain ids whose secrets a person has entered in this session
};

ProfileService::ProfileService(Parts parts, BackgroundRunner& runner, QObject* parent)
    : QObject(parent)
    , m_shared(std::make_shared<Shared>(std::move(parts)))
    , m_runner(runner)
    , m_post(this)
{
}

template<class Answer>
std::stop_source ProfileService::ask(
    std::function<Answer(Shared&, const std::stop_token&)> work, QObject* asker, Then<Answer> then, bool changes)
{
    return m_runner.run([this, work = std::move(work), then = std::move(then), asker = QPointer<QObject>(asker),
                         shared = m_shared, box = m_post.box(), changes](const std::stop_token& stop) {
        Answer answer = work(*shared, stop);
        logErrors("Use the profiles…", errorsIn(answer));
        // Copied into the queue and looked at on the asker's thread only.
        box->post([this, answer = std::move(answer), then, asker, changes] {
            if (changes)
                Q_EMIT profilesChanged();
            if (asker)
                then(answer);
        });
    });
}

const DataDirectory& ProfileService::directory() const
{
    return m_shared->parts.directory;
}

const ManagedSettings& ProfileService::managed() const
{
    return m_shared->parts.managed;
}

void ProfileService::speak()
{
    m_shared->forgetWords();
}

std::function<QString(const QString&)> ProfileService::redact() const
{
    if (m_shared->parts.redact)
        return m_shared->parts.redact;
    return [](const QString& text) { return text; };
}

ProfileContext ProfileService::practice() const
{
    return practiceContext(m_shared->parts.directory);
}

void ProfileService::list(QObject* asker, Then<Result<std::vector<ProfileStore::Entry>>> then)
{
    ask<Result<std::vector<ProfileStore::Entry>>>(
        [](Shared& shared, const std::stop_token&) { return shared.store.list(); }, asker, std::move(then), false);
}

void ProfileService::openProfile(const QString& idOrName, QObject* asker, Then<OpenedProfile> then)
{
    ask<OpenedProfile>(
        [idOrName](Shared& shared, const std::stop_token& stop) {
            return shared.open(idOrName, CallContext::within(keychainTime, stop));
        },
        asker, std::move(then), false);
}

void ProfileService::enterSecrets(
    const QString& id, const ProfileSecrets& secrets, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [id, secrets](Shared& shared, const std::stop_token& stop) -> Result<void> {
            shared.registerSecrets(secrets);
            const Result<Profile> profile = shared.store.find(id);
            if (!profile)
                return std::unexpected(profile.error());
            return shared.enter(profile->keychainId, secrets, CallContext::within(keychainTime, stop));
        },
        asker, std::move(then), false);
}

void ProfileService::unlock(const QString& id, const Secret& typed, QObject* asker, Then<Unlocking> then)
{
    ask<Unlocking>(
        [id, typed](Shared& shared, const std::stop_token& stop) {
            return shared.unlock(id, typed, CallContext::within(keychainTime, stop));
        },
        asker, std::move(then), false);
}

void ProfileService::load(const QString& id, QObject* asker, Then<Result<Profile>> then)
{
    ask<Result<Profile>>(
        [id](Shared& shared, const std::stop_token&) { return shared.store.load(id); }, asker, std::move(then), false);
}

void ProfileService::secretsOf(const Profile& profile, QObject* asker, Then<Result<ProfileSecrets>> then)
{
    ask<Result<ProfileSecrets>>(
        [profile](Shared& shared, const std::stop_token& stop) -> Result<ProfileSecrets> {
            if (profile.keychainId.isNull())
                return ProfileSecrets{};
            const CallContext limits = CallContext::within(keychainTime, stop);
            return shared.keychainOf(profile.keychainId, limits).readAll(profile.keychainId, limits);
        },
        asker, std::move(then), false);
}

void ProfileService::save(
    const EditedProfile& edited, const ProfileSecrets& secrets, QObject* asker, Then<Result<Profile>> then)
{
    ask<Result<Profile>>(
        [edited, secrets](Shared& shared, const std::stop_token&) -> Result<Profile> {
            shared.registerSecrets(secrets);
            const Result<Profile> saved = shared.save(edited);
            if (!saved)
                return saved;
            const CallContext limits = CallContext::within(keychainTime); // not stopped halfway by a closing window
            if (const auto written = shared.keychain(limits).writeAll(saved->keychainId, secrets, limits); !written)
                return std::unexpected(written.error());
            if (shared.availability(limits).persistent())
                shared.forgetEntered(saved->keychainId); // what is kept is newer
            else if (const auto entered = shared.enter(saved->keychainId, secrets, limits); !entered)
                return std::unexpected(entered.error());
            return saved;
        },
        asker, std::move(then), true);
}

void ProfileService::remove(const Profile& profile, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [profile](Shared& shared, const std::stop_token&) -> Result<void> {
            if (shared.parts.managed.find(profile.id))
                return shared.store.remove(profile.id); // which refuses; its secrets stay
            const CallContext limits = CallContext::within(keychainTime);
            // The secrets first: a file without them can be removed again, secrets without a file are never found.
            if (const auto gone = shared.keychain(limits).removeAll(profile.keychainId, limits); !gone)
                return gone;
            return shared.store.remove(profile.id);
        },
        asker, std::move(then), true);
}

void ProfileService::importFrom(const QString& path, QObject* asker, Then<Result<ProfileStore::Imported>> then)
{
    ask<Result<ProfileStore::Imported>>(
        [path](Shared& shared, const std::stop_token&) { return shared.store.importAll(path); }, asker, std::move(then),
        true);
}

void ProfileService::exportAll(const QString& path, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [path](Shared& shared, const std::stop_token&) -> Result<void> {
            const Result<QByteArray> document = shared.store.teamDocument({});
            return document ? PrivateFile::write(path, *document) : std::unexpected(document.error());
        },
        asker, std::move(then), false);
}

void ProfileService::exportTo(const QString& path, const QString& id, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [path, id](Shared& shared, const std::stop_token&) { return shared.store.exportTo(path, id); }, asker,
        std::move(then), false);
}

void ProfileService::readText(const QString& path, QObject* asker, Then<Result<QString>> then)
{
    ask<Result<QString>>(
        [path](Shared&, const std::stop_token&) { return textOf(path); }, asker, std::move(then), false);
}

void ProfileService::keychainState(QObject* asker, Then<KeychainAvailability> then)
{
    ask<KeychainAvailability>(
        [](Shared& shared, const std::stop_token& stop) {
            return shared.availability(CallContext::within(keychainTime, stop));
        },
        asker, std::move(then), false);
}

std::stop_source ProfileService::diagnose(
    const Profile& profile, const ProfileSecrets& secrets, Store store, QObject* asker, Then<StoreDiagnosis> then)
{
    return ask<StoreDiagnosis>(
        [profile, secrets, store](Shared& shared, const std::stop_token& stop) {
            shared.registerSecrets(secrets);
            const auto settings = withStandIns(shared.parts.managed.applied(profile), store)
                                      .toConnectionSettings(secrets, shared.parts.directory.path());
            if (!settings)
                return settingsDiagnosis(store, settings.error());
            const std::shared_ptr<const StoreFactory> stores = shared.parts.makeStores(*settings);
            return diagnosisOf(*stores, store, CallContext::within(timeToReadAStore, stop));
        },
        asker, std::move(then), false);
}

} // namespace steward
