#pragma once

#include "domain/audit/audit.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/plans/plan_items.h"
#include "domain/role.h"
#include "domain/secret.h"
#include "domain/store_names.h"
#include "stores/store_factory.h"

#include <QString>

#include <chrono>
#include <functional>
#include <limits>
#include <memory>

namespace steward {

/// For the window, whose thread looks at a plan's items and does no I/O.
inline constexpr size_t allItemsInMemory = std::numeric_limits<size_t>::max();

/// Three stores that belong together, ready to be read, with what the rules and whoever changes something need to know
/// of them: a profile's, the environment's, or those of practice.
struct ProfileContext {
    std::shared_ptr<const StoreFactory> stores;
    StoreNames names;
    AuditSettings settings;                            ///< with the webhook's template
    QString profileId;                                 ///< empty in practice
    QString title;                                     ///< "Practice", or the profile's name
    Environment environment = Environment::Production; ///< unless something says otherwise
    bool isPractice = false;
    bool readOnly = false;
    Role role = Role::Staff; ///< what may be begun (see Journal); the least, unless something says otherwise
    std::chrono::minutes readEvery{
        0};              ///< the window reads again by itself; 0: never, as in practice, where nobody else is
    QString journalPath; ///< in practice one of its own, never the real one; empty: nothing may be changed
    QString historyPath; ///< of what its readings came to (ReadingHistory); empty in practice: none is kept
    std::shared_ptr<const void> keepsJournal; ///< in practice: the journal's folder goes with it
    /// Keeps in the profile that an instance is protected, or is not any more; `settings` know it at once. Blocks.
    /// Empty where no profile is saved.
    std::function<Result<void>(const InstanceName&, bool)> protectInProfile;
    /// The same stores, the database as the tables' owner (guards): same server, other user. Empty in practice.
    std::function<std::shared_ptr<const StoreFactory>(const QString& user, const Secret& password)> asDatabaseOwner;
    /// Plans of more items are kept beside the journal (WORKFLOWS, "Plans, breakers, staleness").
    size_t mostItemsInMemory = ItemPaging::usual;
};

} // namespace steward
