#pragma once

#include "domain/error.h"
#include "domain/plans/plan.h"
#include "stores/call_context.h"
#include "stores/store_rights.h"

#include <QStringList>

namespace steward {

class StoreFactory;

/// What a plan is going to do with database and cache, whose rights are asked before its first step (WORKFLOWS,
/// "Deletion").
struct PlanRights {
    RowRights rows;
    CacheRights cache;
    bool operator==(const PlanRights&) const = default;
};
PlanRights rightsFor(PlanKind kind, const PlanTally& tally);
/// A creation with its taking back, and a pairing.
PlanRights rightsToCreate();
PlanRights rightsToPair();

/// What of it is missing, in the stores' words; empty: nothing. Asks database and cache, and writes nothing. Blocks.
std::vector<Error> missingRights(const StoreFactory& stores, const PlanRights& rights, const CallContext& limits);

} // namespace steward
