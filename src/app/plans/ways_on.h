#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// What a person can press next, where a plan leaves something to them. Each opens what asks them: a dialog, or another
/// plan, which is shown and confirmed as any other.
struct WayOn {
    enum class Kind : quint8 {
        Clean,        ///< duplicates of these organizations
        Organization, ///< give this instance an organization
        Pair,         ///< this instance
        Webhook,      ///< enter the webhook address in the profile
        NameRow,      ///< let the row name one of `choices`
        RemoveRow,
        UsePhone, ///< the phone that is linked is the right one
        Unlink,
        Enable,
        Disable,
        Delete,
    };
    Kind kind = Kind::Clean;
    InstanceName name;                         ///< the first that is left for this reason
    std::vector<OrganizationId> organizations; ///< clean
    PlanRequest request;                       ///< of those after Webhook: the plan that is shown then
    std::vector<InstanceName> choices;         ///< name a row: what the server lists and no row names
    bool operator==(const WayOn&) const = default;
};

/// One of each kind that what is left of the plan calls for; of very long plans what the first items call for. `audit`:
/// what it was made from.
std::vector<WayOn> waysOn(const Plan& plan, const Audit& audit);
/// Instances that a row could be made to name: listed, phones, and without a row.
std::vector<InstanceName> nameableInstances(const Audit& audit);
/// The button's words; a long name is cut.
QString wayOnText(const WayOn& way);

} // namespace steward
