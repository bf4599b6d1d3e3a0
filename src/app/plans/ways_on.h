#pragma once

#include "domain/plans/plan.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// What a person can press next, where a plan leaves something to them.
struct WayOn {
    enum class Kind : quint8 {
        Clean,        ///< duplicates of these organizations
        Organization, ///< give this instance an organization
        Pair,         ///< this instance
        Webhook,      ///< enter the webhook address in the profile
    };
    Kind kind = Kind::Clean;
    InstanceName name;                ///< the first that is left for this reason
    std::vector<QUuid> organizations; ///< clean
    bool operator==(const WayOn&) const = default;
};

/// One of each kind that what is left of the plan calls for; of very long plans what the first items call for.
std::vector<WayOn> waysOn(const Plan& plan);
/// The button's words; a long name is cut.
QString wayOnText(const WayOn& way);

} // namespace steward
