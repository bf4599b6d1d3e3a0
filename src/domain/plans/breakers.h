#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "domain/plans/store_trouble.h"
#include "domain/role.h"

#include <optional>
#include <vector>

namespace steward {

/// What stops a plan (WORKFLOWS, "Plans, breakers, staleness").
enum class BreakerCode : quint8 {
    // Never passable
    StoreUnread,
    ReadOnlyProfile,
    AdministratorsOnly, ///< the profile is for staff
    Protected,
    OtherStores,  ///< a plan of another profile or environment
    RightMissing, ///< database or cache would refuse a step
    // Passed by the typed text
    StoreEmpty,
    StoresDoNotMatch,
    ManyConnected,
    Connected,
    Production,
    ManyInstances,
};
QString breakerWord(BreakerCode code); ///< "store-unread"
constexpr bool isPassable(BreakerCode code)
{
    return code >= BreakerCode::StoreEmpty;
}

struct TrippedBreaker {
    BreakerCode code = BreakerCode::StoreUnread;
    QString because; ///< translated: one sentence with its evidence and the next step
};

struct BreakerFacts {
    QString profileId;
    Environment environment = Environment::Production;
    bool readOnly = false;
    Role role = Role::Staff; ///< unless something says otherwise
    RemovedByUs removedByUs;
    std::vector<QString> missingRights; ///< each a sentence: what the plan needs and database or cache would refuse
};

struct BreakerVerdict {
    std::vector<TrippedBreaker> tripped;
    /// The one text that passes all that are passable: the instance's name where one is deleted on the server, the
    /// number of them where several; where none is, the same of those that lose something else, else of those changed.
    /// Nothing: none is asked.
    std::optional<QString> confirm;

    bool isRefused() const; ///< exit 4, whatever is typed
    /// Refused, or a text is asked and `typed` is another; nothing: it may be applied.
    std::optional<Error> refusal(const std::optional<QString>& typed) const;
};

/// Judges a plan just before it is applied, by the audit it was computed from. Only what deletes or disconnects trips
/// Connected, ManyConnected, Production and ManyInstances. A plan that changes nothing trips no passable one, but where
/// the program chose and the stores are empty or do not match: then there is no text that passes it.
BreakerVerdict judge(const Audit& audit, const Plan& plan, const BreakerFacts& facts);
/// The same for a plan that is not in memory: `head` has no items, `namedProtected` those left because protected.
BreakerVerdict
judge(const Audit& audit, const Plan& head, const PlanTally& tally, qint64 namedProtected, const BreakerFacts& facts);

} // namespace steward
