#include "workflows/read/plan_rights.h"

#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"

namespace steward {
namespace {

constexpr std::chrono::seconds timePerStore{20};

/// Entries of what is deleted or disabled go whatever they hold; others only as they were seen.
bool takesAway(PlanKind kind)
{
    return kind == PlanKind::Delete || kind == PlanKind::Clean || kind == PlanKind::Replace ||
           kind == PlanKind::Disable;
}

void addStep(PlanRights& rights, PlanKind kind, StepAction action)
{
    switch (action) {
    case StepAction::InsertRow:
        rights.rows.insert = true;
        break;
    case StepAction::EnableRow:
        rights.rows.update = true;
        rights.rows.remove = true; // a claim that could not be taken back is none
        break;
    case StepAction::DeleteRow:
        rights.rows.remove = true;
        rights.cache.remove = rights.cache.remove || takesAway(kind);
        break;
    case StepAction::PointRow:
    case StepAction::WriteRow:
    case StepAction::DisableRow:
    case StepAction::ProtectRow:
    case StepAction::UnprotectRow:
        rights.rows.update = true;
        break;
    case StepAction::WriteEntry:
        rights.cache.write = true;
        break;
    case StepAction::DropEntry:
        rights.cache.remove = rights.cache.remove || takesAway(kind);
        rights.cache.guarded = rights.cache.guarded || kind == PlanKind::Repair || kind == PlanKind::Clean ||
                               kind == PlanKind::ResetPairing || kind == PlanKind::Enable;
        break;
    case StepAction::SetLifetime:
        rights.cache.lifetimes = true;
        break;
    case StepAction::ClearResidue:
        rights.cache.residue = true;
        break;
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
        rights.cache.publish = true;
        break;
    case StepAction::DeleteInstance:
        rights.cache.remove = rights.cache.remove || takesAway(kind);
        break;
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::CreateInstance:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        break;
    }
}

} // namespace

PlanRights rightsFor(PlanKind kind, const PlanTally& tally)
{
    PlanRights rights;
    for (const auto& [action, count] : tally.steps) {
        if (count > 0)
            addStep(rights, kind, action);
    }
    const bool isCreationNext = kind == PlanKind::Replace || kind == PlanKind::ResetPairing;
    if (!isCreationNext || tally.changed == 0)
        return rights;
    const PlanRights creating = rightsToCreate(); // or the deletion would be all that comes of it
    rights.rows.claim = creating.rows.claim;
    rights.cache.write = creating.cache.write;
    rights.cache.publish = creating.cache.publish;
    return rights;
}

PlanRights rightsToCreate()
{
    return {{.claim = true}, {.write = true, .remove = true, .publish = true}};
}

PlanRights rightsToPair()
{
    return {{.update = true}, {.write = true}};
}

std::vector<Error> missingRights(const StoreFactory& stores, const PlanRights& rights, const CallContext& limits)
{
    std::vector<Error> missing;
    if (rights.rows.any()) {
        const auto may = stores.makeDatabase()->mayChange(rights.rows, oneCall(timePerStore, limits));
        if (!may)
            missing.push_back(may.error());
    }
    if (rights.cache.any()) {
        const auto may = stores.makeCache()->mayChange(rights.cache, oneCall(timePerStore, limits));
        if (!may)
            missing.push_back(may.error());
    }
    return missing;
}

} // namespace steward
