#pragma once

#include "domain/plans/plan_facts.h"

#include <QSet>

namespace steward {

/// One group of duplicates, before anything is decided.
struct DuplicateGroup {
    QUuid organizationId;             ///< null: by phone
    std::optional<PhoneNumber> phone; ///< by phone
    PlanFacts::Instances members;     ///< listed phones that the profile does not ignore
    PlanFacts::Rows enabledRows;      ///< oldest first; none that names what is never chosen
    bool hasOtherEnabledRows = false; ///< such as name what is never chosen
};

struct KeeperChoice {
    const AuditRow* keeper = nullptr; ///< the one kept, else the one proposed
    bool isPicked = false;
    QString score;
    std::optional<LeftOut> left; ///< why a person has to decide; then `keeper` is only a proposal
};

/// WORKFLOWS, "Cleaning duplicates": the keeper is the only one connected, by list and memory; with none connected the
/// one that the person picked. Everything else is left.
KeeperChoice chooseKeeper(const DuplicateGroup& group, const PlanFacts& facts, const QSet<InstanceName>& picks);

/// Of several enabled rows the one that names the keeper stays, else the oldest; null where there is none.
const Integration* rowToKeep(const DuplicateGroup& group, const AuditRow& keeper);

} // namespace steward
