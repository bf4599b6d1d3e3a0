#pragma once

#include "domain/plans/plan_facts.h"

#include <QSet>

namespace steward {

/// What a deletion within something larger has to know.
struct DeletionScope {
    bool withResidue = false;
    /// Names that a row may stand for beside the one deleted, since they go too or have another row by then.
    QSet<InstanceName> free;
    const Integration* spared = nullptr; ///< the row that will name the survivor by then
};

/// Everything that an instance has in the three stores, or why it is left. Names what is there only: what is absent is
/// done already.
PlanItem planDeletionOf(const AuditRow& row, const PlanFacts& facts, const DeletionScope& scope);

/// For the kinds delete and replace: the names that the person gave, nothing else.
void planDeletion(const PlanFacts& facts, const PlanRequest& request, const PlanSink& sink);

} // namespace steward
