#include "workflows/execute/item_steps.h"

#include "domain/plans/step_proof.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/writes/worker_notifier.h"

#include <algorithm>

namespace steward {
namespace {

StoreOutcome standing(Presence presence)
{
    switch (presence) {
    case Presence::Present:
        return StoreOutcome::Kept;
    case Presence::Absent:
        return StoreOutcome::Absent;
    case Presence::Unknown:
        break;
    }
    return StoreOutcome::Unknown;
}

bool takesKeysAway(const PlanItem& item)
{
    return item.task == ItemTask::Disable && item.has(StepAction::DropEntry);
}

} // namespace

ChangeItem changeOf(const PlanItem& item, const Audit& now)
{
    ChangeItem change{.instanceName = item.name, .organizationId = item.organizationId};
    const auto& rows = now.rows();
    const AuditRow* row = item.name.isEmpty() ? nullptr : now.find(item.name);
    if (!row && item.name.isEmpty()) {
        const auto found =
            std::ranges::find_if(rows, [&item](const AuditRow& each) { return each.identity() == item.identity; });
        row = found == rows.end() ? nullptr : &*found;
    }
    const auto presence = [&](Presence AuditRow::*store, bool isWhole) {
        return row ? standing(row->*store) : isWhole ? StoreOutcome::Absent : StoreOutcome::Unknown;
    };
    change.server = item.name.isEmpty() ? presence(&AuditRow::inServer, now.snapshot().server.isWhole())
                                        : standing(now.presenceOnServer(item.name));
    change.database = presence(&AuditRow::inDatabase, now.snapshot().database.isWhole());
    change.cache = presence(&AuditRow::inCache, now.snapshot().cache.isWhole());
    return change;
}

StoreOutcome combined(StoreOutcome before, StoreOutcome now)
{
    const auto weight = [](StoreOutcome outcome) {
        switch (outcome) {
        case StoreOutcome::Gone:
        case StoreOutcome::Written:
            return 2;
        case StoreOutcome::Failed:
        case StoreOutcome::StillThere:
        case StoreOutcome::Unknown:
            return 3;
        case StoreOutcome::Absent:
        case StoreOutcome::Kept:
        case StoreOutcome::Skipped:
            break;
        }
        return 1;
    };
    return weight(now) >= weight(before) ? now : before;
}

StoreOutcome& outcomeAt(ChangeItem& change, PlanPlace place)
{
    switch (place) {
    case PlanPlace::Server:
        return change.server;
    case PlanPlace::Database:
    case PlanPlace::Profile: // it stands in for the flag in the row
        return change.database;
    case PlanPlace::Cache:
    case PlanPlace::Workers:
        break;
    }
    return change.cache;
}

ItemSteps::ItemSteps(
    const Session& session, StorePorts& ports, WorkflowRun& run, const ApplyTimes& times, const ItemTrail* trail,
    const std::optional<WebhookChoice>& webhook)
    : m_session(session)
    , m_ports(ports)
    , m_run(run)
    , m_times(times)
    , m_trail(trail)
    , m_rows(session, *ports.database, run, times)
    , m_server(session, *ports.server, run, times, trail ? trail->webhook.taken() : Quietness(), webhook)
    , m_cache(*ports.cache, run, times)
{
}

ItemResult ItemSteps::run(PlanKind kind, const PlanItem& item, const Audit& now, const CallContext& limits)
{
    ItemResult end;
    end.change = changeOf(item, now);
    if (takesKeysAway(item))
        end.dropped = keysToDrop(item, now);
    bool hasDropped = false;
    bool isCacheRefused = false; // which holds up the rest of the cache, and not the workers
    for (const PlanStep& step : item.steps) {
        if (isCacheRefused && step.place() == PlanPlace::Cache)
            continue;
        if (takesKeysAway(item) && step.action == StepAction::DropEntry && std::exchange(hasDropped, true))
            continue; // all at once, by the first
        const bool tells = step.place() == PlanPlace::Workers;
        const Result<StoreOutcome> written =
            tells ? tell(item, step, end, limits) : write(kind, item, step, now, limits);
        const bool isSkipped = written && *written == StoreOutcome::Skipped; // left to another step
        end.hasWritten = end.hasWritten || (written && !isSkipped) ||
                         (!written && stepOutcomeOf(written.error()) == StepOutcome::Unknown);
        if (written) {
            if (!tells)
                outcomeAt(end.change, step.place()) = combined(outcomeAt(end.change, step.place()), *written);
            continue;
        }
        takeRefusal(end, step, written.error());
        if (step.place() != PlanPlace::Cache)
            return end;
        isCacheRefused = true;
    }
    end.isWritten = !isCacheRefused;
    end.writtenAt = std::chrono::steady_clock::now();
    return end;
}

void ItemSteps::takeRefusal(ItemResult& end, const PlanStep& step, const Error& error) const
{
    if (!end.change.error)
        end.change.error = error;
    const bool isUnknown = stepOutcomeOf(error) == StepOutcome::Unknown;
    const std::optional<StoreOutcome> unproven = m_server.unproven();
    end.hasWritten = end.hasWritten || unproven || m_rows.row(); // a step of the row may be two writes
    // The store is only away: resume does the rest.
    end.isOpen = end.isOpen || isUnknown || unproven || ApplyErrors::isForResume(error);
    if (step.place() != PlanPlace::Workers)
        outcomeAt(end.change, step.place()) =
            unproven.value_or(isUnknown ? StoreOutcome::Unknown : StoreOutcome::Failed);
}

const Integration* ItemSteps::rowOf(const PlanItem& item, const PlanStep& step, const Audit& now) const
{
    const auto isMeant = [&step](const Integration& row) {
        return !step.token || TokenKey::of(row.webhookToken) == *step.token;
    };
    if (m_rows.row() && isMeant(*m_rows.row()))
        return &*m_rows.row();
    const AuditRow* row = now.find(item.name);
    if (!row)
        return nullptr;
    for (const Integration* integration : row->integrations) {
        if (integration->enabled && isMeant(*integration))
            return integration;
    }
    return row->enabledIntegration();
}

Result<StoreOutcome>
ItemSteps::write(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits)
{
    switch (step.place()) {
    case PlanPlace::Server:
        if (isLoggedOutAlready(item, step, now))
            return StoreOutcome::Written;
        return m_server.write(item, step, now, rowOf(item, step, now), m_trail, limits);
    case PlanPlace::Database:
        return m_rows.write(kind, item, step, now, limits);
    case PlanPlace::Cache:
        return takesKeysAway(item) && step.action == StepAction::DropEntry
                   ? dropAll(keysToDrop(item, now), limits)
                   : m_cache.write(item, step, now, rowOf(item, step, now), limits);
    case PlanPlace::Profile:
        return protect(step);
    case PlanPlace::Workers: // told by tell()
        break;
    }
    return std::unexpected(ApplyErrors::unknownStep());
}

/// By an earlier run of this very operation: nothing is sent twice that is proven.
bool ItemSteps::isLoggedOutAlready(const PlanItem& item, const PlanStep& step, const Audit& now) const
{
    return step.action == StepAction::LogOut && m_trail && m_trail->isLogOutSent && isProven(step, item, now);
}

Result<StoreOutcome> ItemSteps::dropAll(const std::vector<CacheKey>& keys, const CallContext& limits)
{
    const auto dropped = CacheWriter(*m_ports.cache, m_run, m_times.call).drop(keys, limits);
    return dropped ? Result<StoreOutcome>(StoreOutcome::Gone) : std::unexpected(dropped.error());
}

Result<StoreOutcome> ItemSteps::protect(const PlanStep& step)
{
    const bool protects = step.action == StepAction::ProtectInProfile;
    if (!protects && step.action != StepAction::UnprotectInProfile)
        return std::unexpected(ApplyErrors::unknownStep());
    if (!m_session.protectInProfile)
        return std::unexpected(ApplyErrors::noProfile());
    const auto kept = m_session.protectInProfile(step.instance, protects);
    return kept ? Result<StoreOutcome>(StoreOutcome::Written) : std::unexpected(kept.error());
}

Result<StoreOutcome>
ItemSteps::tell(const PlanItem& item, const PlanStep& step, ItemResult& end, const CallContext& limits)
{
    if (m_trail && m_trail->told) { // once is enough
        end.change.workers = m_trail->told;
        return StoreOutcome::Written;
    }
    const bool isAdded = step.action == StepAction::TellAdded;
    if (!isAdded && step.action != StepAction::TellRemoved)
        return std::unexpected(ApplyErrors::unknownStep());
    const WorkerChannel channel = isAdded ? WorkerChannel::Added : WorkerChannel::Removed;
    WorkerNotifier news(*m_ports.cache, m_run, m_session.outbox.get());
    const auto told = news.tell(
        {channel, step.instance, step.after.organizationId.value_or(item.organizationId)},
        oneCall(m_times.call, limits));
    if (!told)
        return std::unexpected(told.error());
    end.change.workers = *told;
    return StoreOutcome::Written;
}

} // namespace steward
