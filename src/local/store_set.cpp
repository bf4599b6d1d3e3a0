#include "local/store_set.h"

#include "local/data_directory.h"
#include "local/environment_settings.h"
#include "stores/live_stores.h"
#include "stores/practice/practice_fleet.h"
#include "stores/practice/practice_stores.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct StoreSetText {
    Q_DECLARE_TR_FUNCTIONS(steward::StoreSet)
};

} // namespace

StoreSet StoreSet::practice()
{
    StoreSet set;
    set.stores = std::make_shared<PracticeStores>(makePracticeFleet());
    set.settings.webhookTemplate = practiceWebhookTemplate();
    set.title = StoreSetText::tr("Practice");
    set.isPractice = true;
    return set;
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
    set.settings.isProtected = [names = profile.protectedInstances](const InstanceName& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    set.settings.isIgnored = [ignore = profile.ignore](const InstanceName& name) { return ignore.matches(name); };
    set.profileId = profile.id;
    set.title = profile.name;
    set.environment = profile.environment;
    set.readOnly = profile.readOnly;
    set.journalPath = directory.journalPath();
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
