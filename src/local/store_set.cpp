#include "local/store_set.h"

#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "local/practice_journal.h"
#include "local/profile_store.h"
#include "local/protected_names.h"
#include "stores/live_stores.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct StoreSetText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreSet)
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

StoreSet practiceWith(std::shared_ptr<const PracticeJournal> journal)
{
    StoreSet set;
    set.journalPath = journal->path();
    set.practiceJournal = std::move(journal);
    const auto known = std::make_shared<ProtectedNames>(std::vector<InstanceName>());
    set.settings.isProtected = [known](const InstanceName& name) { return known->has(name); };
    set.protectInProfile = [known](const InstanceName& name, bool isProtected) -> Result<void> {
        known->set(name, isProtected);
        return {};
    };
    set.stores = std::make_shared<PracticeStores>(makePracticeFleet());
    set.settings.webhookTemplate = practiceWebhookTemplate();
    set.settings.secondLook = std::chrono::milliseconds(0); // its memory is not one that settles
    set.title = StoreSetText::tr("Practice");
    set.isPractice = true;
    return set;
}

} // namespace

StoreSet StoreSet::practice(const DataDirectory& directory)
{
    return practiceWith(PracticeJournal::begin(directory));
}

StoreSet StoreSet::practice()
{
    return practiceWith(PracticeJournal::forThisSession());
}

Result<StoreSet>
StoreSet::fromProfile(const ResolvedProfile& resolved, const DataDirectory& directory, const TellSecrets& tell)
{
    const Profile& profile = resolved.profile;
    const Result<ConnectionSettings> settings = profile.toConnectionSettings(resolved.secrets, directory.path());
    if (!settings)
        return std::unexpected(settings.error());
    if (tell)
        tell(*settings);
    StoreSet set;
    set.stores = std::make_shared<LiveStores>(*settings);
    set.names = settings->names;
    set.settings.webhookTemplate = profile.webhookTemplate;
    set.settings.pendingGrace = profile.pendingGrace;
    set.settings.stuckPairingAfter = profile.stuckPairingAfter;
    const auto known = std::make_shared<ProtectedNames>(profile.protectedInstances);
    set.settings.isProtected = [known](const InstanceName& name) { return known->has(name); };
    set.protectInProfile = [known, profiles = ProfileStore(directory),
                            id = profile.id](const InstanceName& name, bool isProtected) {
        return protectAndReadAgain(profiles, id, *known, name, isProtected);
    };
    set.settings.isIgnored = [ignore = profile.ignore](const InstanceName& name) { return ignore.matches(name); };
    set.profileId = profile.id;
    set.title = profile.name;
    set.environment = profile.environment;
    set.readOnly = profile.readOnly;
    set.readEvery = profile.readEvery;
    set.journalPath = directory.journalPath();
    set.historyPath = directory.historyPath(profile.id);
    set.asDatabaseOwner = [settings = *settings, tell](const QString& user, const Secret& password) {
        ConnectionSettings owners = settings;
        owners.database.user = user;
        owners.database.password = password;
        if (tell)
            tell(owners);
        return std::make_shared<const LiveStores>(owners);
    };
    return set;
}

} // namespace steward
