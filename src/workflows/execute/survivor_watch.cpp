#include "workflows/execute/survivor_watch.h"

#include "domain/audit/audit_lookup.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/writes/row_writer.h"

#include <algorithm>

namespace steward {
namespace {

/// The row that names the survivor and carries our lease; nothing: there is none any more.
const Integration* leasedRow(const std::vector<Integration>& rows, const OperationId& operation)
{
    const auto found = std::ranges::find_if(rows, [&operation](const Integration& row) {
        return row.enabled && row.lease && row.lease->operation == operation;
    });
    return found == rows.end() ? nullptr : &*found;
}

/// Why the survivor is not proven. The one that a person picked among closed ones has to be there; the one that the
/// program chose has to work.
std::optional<Error> missing(ServerPort& server, const InstanceName& survivor, bool isPicked, const CallContext& limits)
{
    const auto states = server.memoryStates({survivor}, limits);
    if (!states)
        return states.error();
    const MemoryState state = states->front();
    const bool isThere = state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
    const bool isProven = isPicked ? isThere : state == MemoryState::Open;
    return isProven ? std::nullopt : std::optional(ApplyErrors::survivorNotProven(survivor.text()));
}

} // namespace

void SurvivorWatch::taken(int group, const PlanGroup& planned)
{
    m_held[group] = {
        planned.survivor.value_or(InstanceName()), planned.organizationId, planned.isPicked,
        std::chrono::steady_clock::now()};
}

const Error* SurvivorWatch::refusal(int group) const
{
    const auto found = m_refused.find(group);
    return found == m_refused.end() ? nullptr : &found->second;
}

RowWriter SurvivorWatch::writer() const
{
    return {*m_ports.database, m_run, m_session.workstation, m_times.call};
}

void SurvivorWatch::renew(const CallContext& limits)
{
    for (auto& [group, held] : m_held) {
        if (std::chrono::steady_clock::now() - held.since < m_times.renewLease || refusal(group))
            continue;
        if (const auto lost = renewOne(held, limits))
            refused(group, *lost, !ApplyErrors::isLasting(*lost));
    }
}

std::optional<Error> SurvivorWatch::renewOne(Held& held, const CallContext& limits)
{
    const auto rows = m_ports.database->find(held.survivor, oneCall(m_times.call, limits));
    if (!rows)
        return rows.error();
    const Integration* row = leasedRow(*rows, m_run.id());
    if (!row)
        return ApplyErrors::leaseLost();
    if (auto lost = holdRow(JournalAction::RenewLease, *row, held.survivor, limits))
        return lost;
    held.since = std::chrono::steady_clock::now();
    return {};
}

std::optional<Error> SurvivorWatch::holdRow(
    JournalAction action, const Integration& row, const InstanceName& survivor, const CallContext& limits)
{
    SurvivorRequest request;
    request.organizationId = row.organizationId;
    request.survivor = survivor;
    request.row = RowIdentity::of(row);
    request.leaseTime = m_times.lease;
    request.onlyHolds = true;
    request.author = writer().author(planKindWord(PlanKind::Clean));
    m_hasLeases = true;
    const auto answer = writer().keep(action, request, limits);
    if (!answer)
        return answer.error();
    if (answer->leasedBy)
        return ApplyErrors::anotherWorkstation(*answer->leasedBy);
    if (answer->kept)
        return {};
    return action == JournalAction::RenewLease ? ApplyErrors::leaseLost() : ApplyErrors::rowChanged();
}

std::optional<Error>
SurvivorWatch::hold(const PlanItem& item, const PlanGroup& planned, const Audit& now, const CallContext& limits)
{
    for (const PlanStep& step : item.steps) {
        if (step.action != StepAction::PointRow)
            continue; // a row that is made is in the way of every other
        const Integration* row = now.lookup().row(step.rowId);
        if (!row)
            return ApplyErrors::rowChanged();
        if (auto refused = holdRow(JournalAction::TakeLease, *row, item.name, limits))
            return refused;
    }
    return missing(*m_ports.server, item.name, planned.isPicked, oneCall(m_times.call, limits));
}

std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)>
SurvivorWatch::guardOf(int group) const
{
    const auto found = m_held.find(group);
    if (found == m_held.end())
        return [](StorePorts&, const CallContext&) { return std::optional(ApplyErrors::leaseLost()); };
    return [held = found->second, operation = m_run.id(),
            call = m_times.call](StorePorts& ports, const CallContext& limits) -> std::optional<Error> {
        const auto rows = ports.database->find(held.survivor, oneCall(call, limits));
        if (!rows)
            return rows.error();
        if (!leasedRow(*rows, operation))
            return ApplyErrors::leaseLost();
        return missing(*ports.server, held.survivor, held.isPicked, oneCall(call, limits));
    };
}

void SurvivorWatch::release(bool hasEarlierOnes, const CallContext& limits)
{
    if (m_held.empty() && !m_hasLeases && !hasEarlierOnes)
        return;
    // A lease that stays runs out by itself.
    (void)writer().endLeases(limits);
}

} // namespace steward
