#pragma once

#include "domain/plans/plan_facts.h"

#include <QSet>

namespace steward {

/// One group of duplicates, before anything is decided.
struct DuplicateGroup {
    OrganizationId organizationId;    ///< null: by phone
    std::optional<PhoneNumber> phone; ///< by phone
    PlanFacts::Instances members;     ///< listed phones that the profile does not ignore
    PlanFacts::Rows enabledRows;      ///< oldest first; none that names what is never chosen
    bool hasOtherEnabledRows = false; ///< such as name what is never chosen
};

struct SurvivorChoice {
    const AuditRow* survivor = nullptr; ///< the one kept, else the one proposed
    bool isPicked = false;
    SurvivorScore score;
    std::optional<Skipped> left; ///< why a person has to decide; then `survivor` is only a proposal
};

/// WORKFLOWS, "Cleaning duplicates": the survivor is the only one connected, by list and memory; with none connected
/// the one that the person picked. Everything else is left.
SurvivorChoice chooseSurvivor(const DuplicateGroup& group, const PlanFacts& facts, const QSet<InstanceName>& picks);

/// Of several enabled rows the one that names the survivor stays, else the oldest; null where there is none.
const Integration* rowToKeep(const DuplicateGroup& group, const AuditRow& survivor);

} // namespace steward
