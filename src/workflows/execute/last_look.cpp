#include "workflows/execute/last_look.h"

#include "domain/audit/audit.h"
#include "domain/plans/plan_facts.h"
#include "domain/plans/plan_state.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"

#include <algorithm>

namespace steward {
namespace {

/// As it is now, where the plan's own steps cannot have changed it: rows that came or went since are the row steps' to
/// compare.
SeenState stateNow(
    const PlanItem& item, const std::optional<ServerInstance>& listed, MemoryState memory,
    const std::vector<Integration>& rows)
{
    SeenState now = item.seen;
    const bool onlyRuns = !listed && isAnswered(memory);
    now.serverUnknown = !listed && !onlyRuns && memory != MemoryState::NotFound;
    now.server.reset();
    if (listed)
        now.server =
            SeenInstance{listed->id, connectionBy(memory, listed->connection) == Connection::Open, listed->phone};
    else if (onlyRuns)
        now.server = SeenInstance{{}, memory == MemoryState::Open, {}};
    for (SeenRow& seen : now.rows) {
        const auto found = std::ranges::find(rows, seen.id, &Integration::id);
        if (found != rows.end())
            seen = seenRow(*found);
    }
    return now;
}

Error changed(const PlanItem& item, const Difference& difference)
{
    Skipped left = leftBecause(SkipReason::Changed, item.name.text());
    left.changes = {difference};
    return ApplyErrors::left(left);
}

} // namespace

bool needsLastLook(const PlanItem& item)
{
    return item.name.isReachable() && (item.has(StepAction::DeleteInstance) || item.has(StepAction::LogOut));
}

std::optional<Error> lastLook(
    StorePorts& ports, const PlanItem& item, const OperationId& operation, std::chrono::milliseconds call,
    const CallContext& limits)
{
    const auto rows = ports.database->find(item.name, oneCall(call, limits));
    if (!rows)
        return rows.error();
    for (const Integration& row : *rows) {
        if (row.isProtected)
            return ApplyErrors::left(leftBecause(SkipReason::Protected, item.name.text()));
        if (row.lease && row.lease->operation != operation)
            return ApplyErrors::anotherWorkstation(*row.lease);
    }
    auto listed = ports.server->find(item.name, oneCall(call, limits));
    if (!listed)
        return listed.error();
    const auto states = ports.server->memoryStates({item.name}, oneCall(call, limits));
    if (!states)
        return states.error();
    const MemoryState memory = states->front();
    // By its name alone the server knows what its memory has, listed or not: where the two differ the list tells.
    const bool isOdd = *listed ? (*listed)->id && item.seen.server && !item.seen.server->id : isAnswered(memory);
    if (isOdd) {
        const auto listing = ports.server->list(oneCall(call, limits));
        if (!listing)
            return listing.error();
        const auto found = std::ranges::find(listing->instances, item.name, &ServerInstance::name);
        *listed = found == listing->instances.end() ? std::nullopt : std::optional(*found);
    }
    const SeenState now = stateNow(item, *listed, memory, *rows);
    for (const Difference& difference : changedSince(item.seen, now)) {
        if (!(difference.isGone && item.task == ItemTask::Delete))
            return changed(item, difference);
    }
    return {};
}

} // namespace steward
