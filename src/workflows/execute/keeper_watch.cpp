#include "workflows/execute/keeper_watch.h"

#include "workflows/base/patience.h"
#include "workflows/base/store_ports.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/writes/repeated.h"

#include <algorithm>

namespace steward {
namespace {

/// The row that names the keeper and carries our lease; nothing: there is none any more.
const Integration* leasedRow(const std::vector<Integration>& rows, const QUuid& operation)
{
    const auto found = std::ranges::find_if(rows, [&operation](const Integration& row) {
        return row.enabled && row.lease && row.lease->operation == operation;
    });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace

void KeeperWatch::taken(int group, const PlanGroup& planned)
{
    m_held[group] = {
        planned.keeper.value_or(InstanceName()), planned.organizationId, planned.isPicked,
        std::chrono::steady_clock::now()};
}

const Error* KeeperWatch::refusal(int group) const
{
    const auto found = m_refused.find(group);
    return found == m_refused.end() ? nullptr : &found->second;
}

void KeeperWatch::renew(const Limits& limits)
{
    for (auto& [group, held] : m_held) {
        if (std::chrono::steady_clock::now() - held.since < m_times.renewLease || refusal(group))
            continue;
        if (const auto lost = renewOne(held, limits))
            refused(group, *lost, !ApplyErrors::isLasting(*lost));
    }
}

std::optional<Error> KeeperWatch::renewOne(Held& held, const Limits& limits)
{
    const auto rows = m_ports.database->find(held.keeper, oneCall(m_times.call, limits));
    if (!rows)
        return rows.error();
    const Integration* row = leasedRow(*rows, m_run.id());
    if (!row)
        return ApplyErrors::leaseLost();
    KeeperRequest request;
    request.organizationId = row->organizationId;
    request.keeper = held.keeper;
    request.row = RowIdentity::of(*row);
    request.leaseTime = m_times.lease;
    request.author = {m_access.desk, m_run.id(), planKindWord(PlanKind::Clean)};
    const auto answer = writeRepeated<KeeperAnswer>(
        m_run, {Store::Database, QStringLiteral("renew-lease"), held.keeper.text(), {}},
        [&] { return m_ports.database->keep(request, oneCall(m_times.call, limits)); }, limits);
    if (!answer)
        return answer.error();
    if (!answer->kept)
        return ApplyErrors::leaseLost();
    held.since = std::chrono::steady_clock::now();
    return {};
}

std::function<std::optional<Error>(StorePorts& ports, const Limits& limits)> KeeperWatch::guardOf(int group) const
{
    const auto found = m_held.find(group);
    if (found == m_held.end())
        return [](StorePorts&, const Limits&) { return std::optional(ApplyErrors::leaseLost()); };
    return [held = found->second, operation = m_run.id(),
            call = m_times.call](StorePorts& ports, const Limits& limits) -> std::optional<Error> {
        const auto rows = ports.database->find(held.keeper, oneCall(call, limits));
        if (!rows)
            return rows.error();
        if (!leasedRow(*rows, operation))
            return ApplyErrors::leaseLost();
        const auto states = ports.server->memoryStates({held.keeper}, oneCall(call, limits));
        if (!states)
            return states.error();
        const MemoryState state = states->front();
        const bool isThere =
            state == MemoryState::Open || state == MemoryState::Connecting || state == MemoryState::Close;
        // The one that a person picked among closed ones has to be there; the one that the program chose has to work.
        const bool isProven = held.isPicked ? isThere : state == MemoryState::Open;
        return isProven ? std::nullopt : std::optional(ApplyErrors::keeperNotProven(held.keeper.text()));
    };
}

void KeeperWatch::release(bool hasEarlierOnes, const Limits& limits)
{
    if (m_held.empty() && !hasEarlierOnes)
        return;
    // A lease that stays runs out by itself.
    (void)writeRepeated<void>(
        m_run, {Store::Database, QStringLiteral("end-lease"), m_run.id().toString(QUuid::WithoutBraces), {}},
        [&] { return m_ports.database->endLeases(m_run.id(), oneCall(m_times.call, limits)); }, limits);
}

} // namespace steward
