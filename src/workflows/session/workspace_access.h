#pragma once

#include "domain/audit/audit.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/plans/plan_items.h"
#include "domain/store_names.h"

#include <QString>

#include <functional>
#include <limits>

namespace steward {

class Journal;
class Outbox;
class StoreFactory;

/// For the window, whose thread looks at a plan's items and does no I/O.
inline constexpr size_t allItemsInMemory = std::numeric_limits<size_t>::max();

/// What every workflow works with: the stores of one profile and where is written down what happens to them. All are
/// used on the one worker thread that runs the workflow, and outlive it.
struct WorkspaceAccess {
    const StoreFactory& stores;
    Journal* journal = nullptr; ///< null where nothing may be changed: whoever writes refuses then
    Outbox* outbox = nullptr;
    StoreNames names;
    AuditSettings settings; ///< with the webhook's template
    QString profileId;
    QString workstation; ///< who sits there
    bool readOnly = false;
    Environment environment = Environment::Production;
    /// Keeps in the profile that an instance without a row is protected, or is not any more; empty without a profile.
    std::function<Result<void>(const InstanceName&, bool)> protectInProfile;
    QString journalPath; ///< to read what was done earlier; empty: nothing is known of it
    /// Plans of more items are kept beside the journal (WORKFLOWS, "Plans, breakers, staleness").
    size_t mostItemsInMemory = ItemPaging::usual;
};

} // namespace steward
