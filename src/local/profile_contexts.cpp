#include "local/profile_contexts.h"

#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/managed_settings.h"
#include "local/practice_journal.h"
#include "local/profile_store.h"
#include "local/protected_names.h"
#include "stores/live_stores.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PracticeText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProfileContext)
};

/// Saved first; then what the file says is what all know.
Result<void> protectAndReadAgain(
    const ProfileStore& profiles, const QString& id, ProtectedNames& known, const InstanceName& name, bool isProtected)
{
    if (const auto saved = profiles.setProtected(id, name, isProtected); !saved)
        return saved;
    const Result<Profile> profile = profiles.load(id);
    if (!profile)
        return std::unexpected(profile.error());
    known.replace(profile->protectedInstances);
    return {};
}

ProfileContext practiceWith(std::shared_ptr<const PracticeJournal> journal)
{
    ProfileContext context;
    context.journalPath = journal->path();
    context.keepsJournal = std::move(journal);
    const auto known = std::make_shared<ProtectedNames>(std::vector<InstanceName>());
    context.settings.isProtected = [known](const InstanceName& name) { return known->has(name); };
    context.protectInProfile = [known](const InstanceName& name, bool isProtected) -> Result<void> {
        known->set(name, isProtected);
        return {};
    };
    context.stores = std::make_shared<PracticeStores>(makePracticeFleet());
    context.settings.webhookTemplate = practiceWebhookTemplate();
    context.settings.secondLook = std::chrono::milliseconds(0); // its memory is not one that settles
    context.title = PracticeText::tr("Practice");
    context.environment = Environment::Development;
    context.isPractice = true;
    context.role = Role::Administrator;
    return context;
}

} // namespace

ProfileContext practiceContext(const DataDirectory& directory)
{
    return practiceWith(PracticeJournal::begin(directory));
}

ProfileContext practiceContext()
{
    return practiceWith(PracticeJournal::forThisSession());
}

Result<ProfileContext> contextOfProfile(
    const ResolvedProfile& resolved, const DataDirectory& directory, const ManagedSettings& managed,
    const TellSecrets& tell)
{
    if (const Result<void> allowed = managed.allows(resolved.profile.id); !allowed)
        return std::unexpected(allowed.error());
    const Profile profile = managed.applied(resolved.profile);
    const Result<ConnectionSettings> settings = profile.toConnectionSettings(resolved.secrets, directory.path());
    if (!settings)
        return std::unexpected(settings.error());
    if (tell)
        tell(*settings);
    ProfileContext context;
    context.stores = std::make_shared<LiveStores>(*settings);
    context.names = settings->names;
    context.settings.webhookTemplate = profile.webhookTemplate;
    context.settings.pendingGrace = profile.pendingGrace;
    context.settings.stuckPairingAfter = profile.stuckPairingAfter;
    const auto known = std::make_shared<ProtectedNames>(profile.protectedInstances);
    context.settings.isProtected = [known](const InstanceName& name) { return known->has(name); };
    if (!managed.find(profile.id))
        context.protectInProfile = [known, profiles = ProfileStore(directory),
                                    id = profile.id](const InstanceName& name, bool isProtected) {
            return protectAndReadAgain(profiles, id, *known, name, isProtected);
        };
    context.settings.isIgnored = [ignore = profile.ignore](const InstanceName& name) { return ignore.matches(name); };
    context.profileId = profile.id;
    context.title = profile.name;
    context.environment = profile.environment;
    context.readOnly = profile.readOnly;
    context.role = profile.role;
    context.readEvery = profile.readEvery;
    context.journalPath = directory.journalPath();
    context.historyPath = directory.historyPath(profile.id);
    context.asDatabaseOwner = [settings = *settings, tell](const QString& user, const Secret& password) {
        ConnectionSettings owners = settings;
        owners.database.user = user;
        owners.database.password = password;
        if (tell)
            tell(owners);
        return std::make_shared<const LiveStores>(owners);
    };
    return context;
}

} // namespace steward
