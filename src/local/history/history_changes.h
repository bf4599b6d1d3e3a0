#pragma once

#include "local/history/reading_record.h"

#include <vector>

namespace steward {

/// What an instance was at one reading, and is at a later one.
struct InstanceChange {
    InstanceName name;
    OrganizationId organization;          ///< null: none known
    std::optional<InstanceMoment> before; ///< nothing: it was not there yet
    InstanceMoment after;
};

/// What of all changes a person is told. An instance may stand in several.
struct ToldChanges {
    std::vector<const InstanceChange*> connected;
    std::vector<const InstanceChange*> lostPhone; ///< still on the server, and no phone is linked any more
    std::vector<const InstanceChange*> duplicate; ///< of an organization with more than one instance, and was not
    std::vector<const InstanceChange*> removed;   ///< from the server; a row or an entry of it still stands
    std::vector<const InstanceChange*> gone;      ///< no store names it any more
    std::vector<const InstanceChange*> added;     ///< no store had named it
};
/// Points into what is given.
ToldChanges toldChanges(const std::vector<InstanceChange>& changes);
/// Those that came into this state or left it.
std::vector<const InstanceChange*> changesOf(InstanceState state, const std::vector<InstanceChange>& changes);

} // namespace steward
