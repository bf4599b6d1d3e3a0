#pragma once

#include "local/managed_settings.h"
#include "stores/profile_context.h"

namespace steward {

class DataDirectory;
struct ConnectionSettings;
struct ResolvedProfile;

/// Stores in memory, with a fleet in which every finding occurs. The journal begins anew with the fleet.
ProfileContext practiceContext(const DataDirectory& directory);
/// The same with a journal that ends with it.
ProfileContext practiceContext();

using TellSecrets = std::function<void(const ConnectionSettings&)>;
/// Nothing is connected yet; an error where the profile lacks something. `tell` learns the secrets of every connection
/// before it is made, the owner's too; any thread. Every front end opens its stores here, and so what an administrator
/// has set holds whatever profile, option or variable says otherwise.
Result<ProfileContext> contextOfProfile(
    const ResolvedProfile& resolved, const DataDirectory& directory, const ManagedSettings& managed,
    const TellSecrets& tell = {});

} // namespace steward
