#include "workflows/execute/apply_run.h"

#include "domain/audit/audit_lookup.h"
#include "domain/plans/plan_facts.h"
#include "workflows/base/freed_memory.h"
#include "workflows/base/pause_control.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/item_steps.h"
#include "workflows/execute/last_look.h"
#include "workflows/execute/resumed_webhooks.h"
#include "workflows/execute/row_steps.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/audit_reader.h"
#include "workflows/read/snapshot_questions.h"
#include "workflows/writes/row_image_notes.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

constexpr size_t notedAtOnce = 500;

/// It ended without anything having been written for it.
bool isUnwritten(const ChangeItem& change)
{
    const auto isSkipped = [](StoreOutcome outcome) { return outcome == StoreOutcome::Skipped; };
    return isSkipped(change.server) && isSkipped(change.database) && isSkipped(change.cache) && !change.workers;
}

bool changesProtection(const PlanItem& item)
{
    return item.task == ItemTask::Protect || item.task == ItemTask::Unprotect;
}

Error changedError(const QString& title, const Difference& change)
{
    Skipped left = leftBecause(SkipReason::Changed, title);
    left.changes = {change};
    return ApplyErrors::left(left);
}

} // namespace

ApplyRun::ApplyRun(
    const Session& session, const ApplyTimes& times, WorkflowRun& run, const Plan& plan, const ResumeState& resumeState,
    ApplyObserver& observer, const PauseControl& pauseControl)
    : m_session(session)
    , m_times(times)
    , m_run(run)
    , m_plan(plan)
    , m_resumeState(resumeState)
    , m_observer(observer)
    , m_pauseControl(pauseControl)
    , m_ports(*session.stores)
    , m_proofs(*m_ports.cache, run, times)
    , m_survivors(session, m_ports, run, times)
    , m_resumed(plan, resumeState)
    , m_batchSize(times)
    , m_ends(plan.items.size())
{
}

void ApplyRun::run(std::shared_ptr<const Audit> now, ItemProofs::Clock::time_point startedAt, const CallContext& limits)
{
    m_webhooks = now->snapshot().webhooks;
    m_now = std::move(now);
    m_readAt = startedAt;
    takeKnown();
    bool isPlansReading = true;
    for (size_t place = 0; !m_trouble && m_pauseControl.mayBegin(limits);) {
        const Batch batch = nextBatch(place);
        m_trouble = m_plan.items.trouble();
        const bool isRead = std::exchange(isPlansReading, false) && isJustRead();
        if (m_trouble || batch.empty() || (!isRead && !readAgain(batch, limits)))
            break;
        const auto writingAt = ItemProofs::Clock::now();
        doBatch(batch, limits);
        noteSettled();
        m_batchSize.took(batch.size(), writingAt - m_readAt, ItemProofs::Clock::now() - writingAt);
    }
    const CallContext going{limits.deadline, {}};
    awaitProofs(going);
    m_survivors.release(m_resumeState.isResumed && m_plan.kind() == PlanKind::Clean, going);
    skipTheRest();
    if (!m_trouble)
        m_trouble = m_run.trouble();
    wakeWebhooks(going);
}

/// Also where a person stopped it: what is not gone on with stays.
void ApplyRun::wakeWebhooks(const CallContext& limits)
{
    if (!m_resumeState.isResumed || (m_trouble && m_trouble->kind != ErrorKind::Stopped))
        return;
    ResumedWebhooks webhooks(*m_ports.server, m_run, m_times);
    if (const auto asleep = webhooks.wake(m_plan, m_ends, m_resumeState, limits))
        m_trouble = asleep;
}

void ApplyRun::skipTheRest()
{
    // Resume does not go on with what a person stopped, only with what could not be begun.
    const bool isNoted = !m_trouble || m_trouble->kind == ErrorKind::Stopped;
    const Error why = m_trouble.value_or(ApplyErrors::stopped());
    const auto noteOrForget = [&] {
        if (isNoted)
            noteSettled();
        else
            m_toNote.clear();
    };
    for (size_t place = 0; place < m_plan.items.size(); ++place) {
        if (m_ends.has(place))
            continue;
        skip({place, m_plan.items.at(place)}, why);
        if (m_toNote.size() >= notedAtOnce)
            noteOrForget();
    }
    noteOrForget();
}

/// Items of one reading: those that have something to do.
ApplyRun::Batch ApplyRun::nextBatch(size_t& place) const
{
    Batch batch;
    for (; place < m_plan.items.size() && std::ssize(batch) < m_batchSize.size(); ++place) {
        if (!m_ends.has(place))
            batch.push_back({place, m_plan.items.at(place)});
    }
    return batch;
}

/// What an earlier run has ended, and what has nothing to do.
void ApplyRun::takeKnown()
{
    for (size_t place = 0; place < m_plan.items.size(); ++place) {
        const PlanItemRef ref = m_plan.items.at(place);
        const PlanItem& item = *ref;
        ItemResult end{.item = ref, .place = place};
        if (const auto ended = m_resumeState.ended.constFind(item.identity); ended != m_resumeState.ended.cend()) {
            end.change = *ended;
            end.change.instanceName = item.name;
            end.change.organizationId = item.organizationId;
            end.hasWritten = !isUnwritten(*ended);
        } else if (item.steps.empty()) {
            end.change = changeOf(item, *m_now);
            end.hasWritten = m_resumeState.trailOf(item.identity) != nullptr;
            if (!item.left.empty())
                end.change.error = ApplyErrors::left(item.left.front());
        } else {
            continue;
        }
        m_ends.put(place, end);
    }
}

/// The plan's own reading will do for the first batch, unless its questions took long.
bool ApplyRun::isJustRead() const
{
    return ItemProofs::Clock::now() - m_readAt <= m_times.freshReading;
}

bool ApplyRun::readAgain(const Batch& batch, const CallContext& limits)
{
    AuditRequest request;
    request.onlyMemoryAsked = true;
    for (const Placed& placed : batch)
        request.withResidue = request.withResidue || placed.item->has(StepAction::ClearResidue);
    m_now.reset(); // of two at once the memory would be twice as much
    returnFreedMemory();
    m_readAt = ItemProofs::Clock::now();
    AuditProgress silent;
    auto read = std::make_shared<const Audit>(
        AuditReader(*m_session.stores, m_session.settings).read(request, silent, limits.stop));
    if (!read->allStoresRead()) {
        m_trouble = limits.stopped() ? ApplyErrors::stopped() : ApplyErrors::storesUnread();
        return false;
    }
    m_now = withMemoryOf(withWaiting(batch), std::move(read), limits);
    takeProofs(limits);
    return true;
}

/// With those whose proof the memory has to give: an earlier batch's reading did not ask about them.
ApplyRun::Batch ApplyRun::withWaiting(Batch batch) const
{
    QSet<QByteArray> known;
    for (const Placed& placed : batch)
        known.insert(placed.item->identity);
    for (const PlanItemRef& item : m_proofs.waiting()) {
        const bool isLoggedOut = item->has(StepAction::LogOut) && !item->has(StepAction::DeleteInstance);
        if ((isLoggedOut || item->has(StepAction::CreateInstance)) && !known.contains(item->identity))
            batch.push_back({0, item});
    }
    return batch;
}

/// Where the list does not say what the plan saw, the memory decides; of what was made or logged out it is asked
/// anyway, and of what is not listed it is the second witness.
std::shared_ptr<const Audit>
ApplyRun::withMemoryOf(const Batch& batch, std::shared_ptr<const Audit> read, const CallContext& limits)
{
    std::vector<InstanceName> names;
    for (const Placed& placed : batch) {
        const PlanItem& item = *placed.item;
        if (item.steps.empty() || item.name.isEmpty() || !item.name.isReachable())
            continue;
        const AuditRow* row = read->find(item.name);
        const bool isListed = row && row->server;
        const bool isOpen = isListed && row->server->connection == Connection::Open;
        const bool isAsSeen = isListed && item.seen.server && item.seen.server->open == isOpen;
        if (!isAsSeen || item.has(StepAction::CreateInstance) || item.has(StepAction::LogOut))
            names.push_back(item.name);
    }
    if (names.empty())
        return read;
    auto snapshot = std::make_shared<Snapshot>(read->snapshot());
    // Of a large batch many are asked for: as long as their deletion may take to be proven.
    const auto time = m_times.removal.call * 10 + m_times.removal.perInstance * static_cast<int>(names.size());
    (void)askMemory(*snapshot, *m_ports.server, withControls(names, *read), oneCall(time, limits));
    return std::make_shared<const Audit>(evaluateAudit(std::move(snapshot), m_session.settings));
}

void ApplyRun::doBatch(const Batch& batch, const CallContext& limits)
{
    m_batchStartedAt = ItemProofs::Clock::now();
    m_survivors.renew(limits);
    const auto unreadable = withoutImage(batch, limits);
    Batch deletions;
    for (const Placed& placed : batch) {
        const PlanItem& item = *placed.item;
        if (m_run.trouble() || !m_pauseControl.mayBegin(limits)) {
            skip(placed, m_run.trouble() ? *m_run.trouble() : ApplyErrors::stopped());
            continue;
        }
        const auto unlike = obstacle(item);
        if (const auto trouble = unlike ? unlike : imageObstacle(item, unreadable)) {
            const bool isForResume = !unlike && ApplyErrors::isForResume(*trouble);
            skip(placed, *trouble, isForResume);
            if (item.task == ItemTask::Keep && item.group)
                m_survivors.refused(*item.group, *trouble, isForResume);
            continue;
        }
        if (item.task == ItemTask::Delete)
            deletions.push_back(placed);
        else
            doStepwise(placed, limits);
    }
    deleteAll(deletions, limits);
}

/// Rows of the batch whose change could not be taken back.
Result<std::set<IntegrationId>> ApplyRun::withoutImage(const Batch& batch, const CallContext& limits)
{
    std::vector<IntegrationId> rows;
    for (const Placed& placed : batch) {
        const std::vector<IntegrationId> changed = rowsToChange(*placed.item);
        rows.insert(rows.end(), changed.begin(), changed.end());
    }
    return rowsWithoutImage(*m_ports.database, rows, oneCall(m_times.call, {limits.deadline, {}}));
}

std::optional<Error>
ApplyRun::imageObstacle(const PlanItem& item, const Result<std::set<IntegrationId>>& unreadable) const
{
    const std::vector<IntegrationId> rows = rowsToChange(item);
    if (rows.empty())
        return {};
    if (!unreadable)
        return unreadable.error();
    const bool isRefused =
        std::ranges::any_of(rows, [&](const IntegrationId& row) { return unreadable->contains(row); });
    return isRefused ? std::optional(RowImageNotes::notReadable()) : std::nullopt;
}

std::optional<Error> ApplyRun::obstacle(const PlanItem& item)
{
    const AuditRow* row = item.name.isEmpty() ? nullptr : m_now->find(item.name);
    if (row && row->isProtected && !changesProtection(item))
        return ApplyErrors::left(leftBecause(SkipReason::Protected, row->title()));
    if (auto leased = foreignLease(item))
        return leased;
    if (auto resumed = m_resumed.obstacle(item, m_now))
        return resumed;
    if (m_resumeState.trailOf(item.identity)) // compared by what was sent for it
        return item.task == ItemTask::Keep ? survivorObstacle(item) : std::nullopt;
    const SeenState seen = seenAgain(*m_now, item, survivorOf(m_plan, item));
    for (const Difference& difference : changedSince(item.seen, seen)) {
        if (!(difference.isGone && item.task == ItemTask::Delete))
            return changedError(item.name.text(), difference);
    }
    return {};
}

/// A survivor that is taken again by a resume: listed, and its row names either what it named or the survivor.
std::optional<Error> ApplyRun::survivorObstacle(const PlanItem& item) const
{
    const AuditRow* listed = m_now->find(item.name);
    if (!listed || !listed->server || (item.seen.server && listed->server->id != item.seen.server->id))
        return ApplyErrors::survivorNotProven(item.name.text());
    for (const SeenRow& seen : item.seen.rows) {
        const Integration* row = rowIn(*m_now, seen.id);
        const bool isAsShown = row && row->instanceName == seen.instanceName && row->legacyName == seen.legacyName;
        const bool namesSurvivor = row && row->instanceName == item.name;
        const bool isSwitchedOff = seen.enabled && row && !row->enabled;
        if (row && (row->organizationId != seen.organizationId || isSwitchedOff || !(isAsShown || namesSurvivor)))
            return ApplyErrors::rowChanged();
    }
    return {};
}

/// Another workstation cleans the organization.
std::optional<Error> ApplyRun::foreignLease(const PlanItem& item) const
{
    if (item.organizationId.isNull())
        return {};
    for (const Integration* row : m_now->lookup().leasedRows()) {
        if (row->organizationId == item.organizationId && row->lease->operation != m_run.id())
            return ApplyErrors::anotherWorkstation(*row->lease);
    }
    return {};
}

void ApplyRun::doStepwise(const Placed& placed, const CallContext& limits)
{
    const PlanItem& item = *placed.item;
    const CallContext going{limits.deadline, {}};
    if (needsLastLook(item) && !m_resumeState.trailOf(item.identity)) {
        if (const auto changed = lastLook(m_ports, item, m_run.id(), m_times.call, going))
            return skip(placed, *changed);
    }
    if (const auto noted = ApplyRecord::noteBegin(m_run, item); !noted)
        return skip(placed, noted.error());
    m_observer.itemMoved(item.identity, ItemStage::Working);
    const WorkflowRun::ItemScope scope(m_run, item.identity);
    if (const auto refused = holdSurvivor(item, going)) {
        const bool isForResume = ApplyErrors::isForResume(*refused);
        m_survivors.refused(*item.group, *refused, isForResume);
        return skip(placed, *refused, isForResume);
    }
    const auto webhook = m_plan.kind() == PlanKind::SetWebhook ? m_plan.request.webhook : std::nullopt;
    ItemResult end = ItemSteps(m_session, m_ports, m_run, m_times, m_resumeState.trailOf(item.identity), webhook)
                         .run(m_plan.kind(), item, *m_now, going);
    end.item = placed.item;
    end.place = placed.place;
    keepOpen(end);
    if (item.task == ItemTask::Keep && item.group) {
        if (end.isWritten)
            m_survivors.taken(*item.group, m_plan.groups.at(static_cast<size_t>(*item.group)));
        else
            m_survivors.refused(*item.group, end.change.error.value_or(ApplyErrors::leaseLost()), end.isOpen);
    }
    settle(std::move(end));
}

/// Only of a cleaning's survivor, whose row is held from then on.
std::optional<Error> ApplyRun::holdSurvivor(const PlanItem& item, const CallContext& limits)
{
    if (item.task != ItemTask::Keep || !item.group)
        return {};
    return m_survivors.hold(item, m_plan.groups.at(static_cast<size_t>(*item.group)), *m_now, limits);
}

void ApplyRun::deleteAll(const Batch& batch, const CallContext& limits)
{
    std::vector<DeletionTarget> targets;
    std::vector<size_t> places;
    for (const Placed& placed : batch) {
        const PlanItem& item = *placed.item;
        const Error* refused = item.group ? m_survivors.refusal(*item.group) : nullptr;
        if (refused) {
            skip(placed, *refused, m_survivors.isOpen(*item.group));
            continue;
        }
        // What is replaced gets a new instance, perhaps under its name.
        const bool isReplaced = m_plan.kind() == PlanKind::Replace;
        targets.push_back(
            {placed.item,
             isReplaced ? QuietNeed::Always : QuietNeed::WherePossible,
             {},
             m_resumeState.trailOf(item.identity)});
        places.push_back(placed.place);
        if (item.group) // its survivor has to stand whenever one goes
            targets.back().mayGo = m_survivors.guardOf(*item.group);
        targets.back().lastLook = lastLookOf(placed);
    }
    if (targets.empty())
        return;
    DeletionBatch deletion(m_session, m_ports, m_run, m_times, m_pauseControl, m_observer, m_webhooks);
    size_t next = 0;
    for (ItemResult& end : deletion.run(targets, *m_now, limits)) {
        end.place = places[next++];
        keepOpen(end);
        settle(std::move(end));
    }
}

/// Asked just before the instance's first request: the first of a batch go by its reading, which is old where those
/// before took their time.
std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)>
ApplyRun::lastLookOf(const Placed& placed) const
{
    if (!needsLastLook(*placed.item) || m_resumeState.trailOf(placed.item->identity))
        return {};
    return
        [item = placed.item, operation = m_run.id(), call = m_times.call, until = m_batchStartedAt + m_times.lastLook](
            StorePorts& ports, const CallContext& limits) -> std::optional<Error> {
            return ItemProofs::Clock::now() > until ? lastLook(ports, *item, operation, call, limits) : std::nullopt;
        };
}

/// What an earlier run has begun is not at its end because a store was away this time.
void ApplyRun::keepOpen(ItemResult& end) const
{
    const bool isStarted = m_resumeState.trailOf(end.item->identity) != nullptr;
    if (isStarted && !end.isWritten && end.change.error && !ApplyErrors::isLasting(*end.change.error))
        end.isOpen = true;
}

void ApplyRun::skip(const Placed& placed, const Error& error, bool isForResume)
{
    const PlanItem& item = *placed.item;
    ItemResult end{.item = placed.item, .place = placed.place};
    const bool isStarted = m_resumeState.trailOf(item.identity) != nullptr;
    if (isStarted && m_now)
        end.change = changeOf(item, *m_now); // what came of what was sent
    end.hasWritten = isStarted;
    end.change.instanceName = item.name;
    end.change.organizationId = item.organizationId;
    end.change.error = error;
    keepOpen(end);
    end.isOpen = end.isOpen || isForResume;
    m_observer.itemEnded(item.identity, end.change);
    m_ends.put(end.place, end);
    if (!end.isOpen)
        m_toNote.push_back(std::move(end));
}

void ApplyRun::settle(ItemResult end)
{
    if (end.isWritten) {
        m_observer.itemMoved(end.item->identity, ItemStage::Proving);
        return m_proofs.add(std::move(end));
    }
    m_observer.itemEnded(end.item->identity, end.change);
    m_ends.put(end.place, end);
    if (!end.isOpen)
        m_toNote.push_back(std::move(end));
}

void ApplyRun::takeProofs(const CallContext& limits)
{
    for (ItemResult& end : m_proofs.take(*m_now, m_readAt, limits))
        settle(std::move(end));
    noteSettled();
}

void ApplyRun::awaitProofs(const CallContext& limits)
{
    for (int attempt = 0; !m_proofs.isEmpty() && attempt < m_times.mostDrops + 3; ++attempt) {
        const auto wait = m_proofs.due() - ItemProofs::Clock::now();
        if (wait > wait.zero() && !waitFor(std::chrono::ceil<std::chrono::milliseconds>(wait), limits))
            break;
        Batch waiting;
        for (const PlanItemRef& item : m_proofs.waiting())
            waiting.push_back({0, item});
        const std::optional<Error> before = m_trouble;
        if (!readAgain(waiting, limits))
            m_trouble = before; // another look may still prove it
    }
    for (ItemResult& end : m_proofs.giveUp())
        settle(std::move(end));
    noteSettled();
}

void ApplyRun::noteSettled()
{
    if (const auto noted = ApplyRecord::noteEnds(m_run, std::exchange(m_toNote, {})); !noted)
        m_trouble = noted.error();
}

} // namespace steward
