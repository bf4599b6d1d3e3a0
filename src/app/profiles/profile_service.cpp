#include "app/profiles/profile_service.h"

#include "app/work/background_runner.h"
#include "app/work/error_log.h"
#include "local/environment_settings.h"
#include "local/session_keychain.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"

#include <mutex>

namespace steward {
namespace {

constexpr std::chrono::seconds keychainTime{30}; ///< the system may ask the person to unlock it
constexpr std::chrono::seconds doctorTime{120};  ///< the audit's: a slow list is slow, not away

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

StoreDiagnosis diagnosisOf(const StoreFactory& stores, Store store, const Limits& limits)
{
    switch (store) {
    case Store::Server:
        return stores.makeServer()->diagnose(limits);
    case Store::Database:
        return stores.makeDatabase()->diagnose(limits);
    case Store::Cache:
        return stores.makeCache()->diagnose(limits);
    }
    Q_UNREACHABLE();
}

} // namespace

/// What workers use; any thread.
class ProfileService::Shared final {
public:
    explicit Shared(Parts given)
        : parts(std::move(given))
        , store(parts.directory)
    {
    }

    KeychainAvailability availability(const Limits& limits)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_availability) {
            m_availability = parts.keychain->probe(limits);
            if (!m_availability->persistent())
                logErrors("Probe the keychain…", {{ErrorKind::LocalFailure, {}, m_availability->detail}});
        }
        return *m_availability;
    }
    Keychain& keychain(const Limits& limits)
    {
        if (availability(limits).persistent())
            return *parts.keychain;
        return m_session;
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
    Result<ResolvedProfile> resolve(const Profile& profile, const Limits& limits)
    {
        return EnvironmentSettings(parts.environment).withSecrets(profile, keychain(limits), limits);
    }

    const Parts parts;
    const ProfileStore store;

private:
    std::mutex m_mutex;
    std::optional<KeychainAvailability> m_availability;
    SessionKeychain m_session;
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

StoreSet ProfileService::practice() const
{
    return StoreSet::practice(m_shared->parts.directory);
}

void ProfileService::list(QObject* asker, Then<Result<std::vector<ProfileStore::Entry>>> then)
{
    ask<Result<std::vector<ProfileStore::Entry>>>(
        [](Shared& shared, const std::stop_token&) { return shared.store.list(); }, asker, std::move(then), false);
}

void ProfileService::openProfile(const QString& idOrName, QObject* asker, Then<Result<StoreSet>> then)
{
    ask<Result<StoreSet>>(
        [idOrName](Shared& shared, const std::stop_token& stop) -> Result<StoreSet> {
            const Result<Profile> profile = shared.store.find(idOrName);
            if (!profile)
                return std::unexpected(profile.error());
            const Result<ResolvedProfile> resolved = shared.resolve(*profile, Limits::within(keychainTime, stop));
            if (!resolved)
                return std::unexpected(resolved.error());
            return StoreSet::fromProfile(*resolved, shared.parts.directory, shared.parts.registerSecrets);
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
            const Limits limits = Limits::within(keychainTime, stop);
            return shared.keychain(limits).readAll(profile.keychainId, limits);
        },
        asker, std::move(then), false);
}

void ProfileService::save(
    const Profile& profile, const ProfileSecrets& secrets, QObject* asker, Then<Result<Profile>> then)
{
    ask<Result<Profile>>(
        [profile, secrets](Shared& shared, const std::stop_token&) -> Result<Profile> {
            shared.registerSecrets(secrets);
            const Result<Profile> saved = shared.store.save(profile);
            if (!saved)
                return saved;
            const Limits limits = Limits::within(keychainTime); // not stopped halfway by a closing window
            if (const auto written = shared.keychain(limits).writeAll(saved->keychainId, secrets, limits); !written)
                return std::unexpected(written.error());
            return saved;
        },
        asker, std::move(then), true);
}

void ProfileService::remove(const Profile& profile, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [profile](Shared& shared, const std::stop_token&) -> Result<void> {
            const Limits limits = Limits::within(keychainTime);
            // The secrets first: a file without them can be removed again, secrets without a file are never found.
            if (const auto gone = shared.keychain(limits).removeAll(profile.keychainId, limits); !gone)
                return gone;
            return shared.store.remove(profile.id);
        },
        asker, std::move(then), true);
}

void ProfileService::importFrom(const QString& path, QObject* asker, Then<Result<Profile>> then)
{
    ask<Result<Profile>>(
        [path](Shared& shared, const std::stop_token&) { return shared.store.importFrom(path); }, asker,
        std::move(then), true);
}

void ProfileService::exportTo(const QString& path, const QString& id, QObject* asker, Then<Result<void>> then)
{
    ask<Result<void>>(
        [path, id](Shared& shared, const std::stop_token&) { return shared.store.exportTo(path, id); }, asker,
        std::move(then), false);
}

void ProfileService::keychainState(QObject* asker, Then<KeychainAvailability> then)
{
    ask<KeychainAvailability>(
        [](Shared& shared, const std::stop_token& stop) {
            return shared.availability(Limits::within(keychainTime, stop));
        },
        asker, std::move(then), false);
}

std::stop_source ProfileService::diagnose(
    const Profile& profile, const ProfileSecrets& secrets, Store store, QObject* asker, Then<StoreDiagnosis> then)
{
    return ask<StoreDiagnosis>(
        [profile, secrets, store](Shared& shared, const std::stop_token& stop) {
            shared.registerSecrets(secrets);
            const auto settings =
                withStandIns(profile, store).toConnectionSettings(secrets, shared.parts.directory.path());
            if (!settings)
                return settingsDiagnosis(store, settings.error());
            const std::shared_ptr<const StoreFactory> stores = shared.parts.makeStores(*settings);
            return diagnosisOf(*stores, store, Limits::within(doctorTime, stop));
        },
        asker, std::move(then), false);
}

} // namespace steward
