#pragma once

#include "domain/audit/audit.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/secret.h"
#include "domain/store_names.h"
#include "stores/store_factory.h"

#include <QString>

#include <chrono>
#include <functional>
#include <memory>

namespace steward {

class DataDirectory;
class PracticeJournal;
struct ConnectionSettings;
struct ResolvedProfile;

/// Three stores that belong together, ready to be read, with what the rules need to know of them. Every front end opens
/// its stores here.
struct StoreSet {
    std::shared_ptr<const StoreFactory> stores;
    StoreNames names;
    AuditSettings settings;
    QString profileId; ///< empty in practice
    QString title;     ///< "Practice", or the profile's name
    Environment environment = Environment::Development;
    bool isPractice = false;
    bool readOnly = false;
    std::chrono::minutes readEvery{
        0};              ///< the window reads again by itself; 0: never, as in practice, where nobody else is
    QString journalPath; ///< in practice one of its own, never the real one
    QString historyPath; ///< of what its readings came to (ReadingHistory); empty in practice: none is kept
    std::shared_ptr<const PracticeJournal> practiceJournal; ///< keeps its folder
    /// Keeps in the profile that an instance is protected, or is not any more; `settings` know it at once. Blocks.
    /// Empty where no profile is saved.
    std::function<Result<void>(const InstanceName&, bool)> protectInProfile;
    /// The same stores, the database as the tables' owner (guards): same server, other user. Empty in practice.
    std::function<std::shared_ptr<const StoreFactory>(const QString& user, const Secret& password)> asDatabaseOwner;

    /// Stores in memory, with a fleet in which every finding occurs. The journal begins anew with the fleet.
    static StoreSet practice(const DataDirectory& directory);
    /// The same with a journal that ends with it.
    static StoreSet practice();
    using TellSecrets = std::function<void(const ConnectionSettings&)>;
    /// Nothing is connected yet; an error where the profile lacks something. `tell` learns the secrets of every
    /// connection before it is made, the owner's too; any thread.
    static Result<StoreSet>
    fromProfile(const ResolvedProfile& resolved, const DataDirectory& directory, const TellSecrets& tell = {});
};

} // namespace steward
