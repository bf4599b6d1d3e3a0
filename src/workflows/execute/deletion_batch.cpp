#include "workflows/execute/deletion_batch.h"

#include "domain/plans/plan_facts.h"
#include "workflows/base/pause_control.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/cache_steps.h"
#include "workflows/execute/item_steps.h"
#include "workflows/writes/row_deletion.h"
#include "workflows/writes/server_deletion_watch.h"
#include "workflows/writes/tombstone.h"
#include "workflows/writes/worker_notifier.h"

#include <algorithm>
#include <thread>

namespace steward {
namespace {

/// The instance of that name is the one that was shown, as far as its id tells.
bool isTheOneSeen(const PlanItem& item, const ServerInstance& instance)
{
    return !item.seen.server || !item.seen.server->id || !instance.id || item.seen.server->id == instance.id;
}

} // namespace

std::vector<ItemResult>
DeletionBatch::run(const std::vector<DeletionTarget>& targets, const Audit& now, const CallContext& limits)
{
    m_entries.resize(targets.size());
    for (size_t place = 0; place < targets.size(); ++place) {
        Entry& entry = m_entries[place];
        entry.target = &targets[place];
        entry.end.item = targets[place].item;
        entry.end.change = changeOf(*targets[place].item, now);
    }
    // What has begun is brought to its end, whatever is pressed meanwhile.
    const CallContext unstopped{limits.deadline, {}};
    leaveOthers(now);
    if (const auto archived = archive(now, limits); !archived) {
        for (Entry* entry : going()) {
            entry->goesOn = false;
            entry->end.change.error = archived.error();
            entry->end.isOpen = ApplyErrors::isForResume(archived.error());
        }
    } else {
        askServer(now, limits);
        removeRows(now, unstopped);
        removeKeys(now, unstopped);
        clearResidue(unstopped);
        tellWorkers(unstopped);
    }
    std::vector<ItemResult> ends;
    for (Entry& entry : m_entries) {
        entry.end.isWritten = entry.goesOn && !entry.isHalf;
        entry.end.writtenAt = std::chrono::steady_clock::now();
        ends.push_back(std::move(entry.end));
    }
    return ends;
}

std::vector<DeletionBatch::Entry*> DeletionBatch::going()
{
    std::vector<Entry*> entries;
    for (Entry& entry : m_entries) {
        if (entry.goesOn)
            entries.push_back(&entry);
    }
    return entries;
}

std::vector<DeletionBatch::Entry*> DeletionBatch::going(OnServer onServer)
{
    std::vector<Entry*> entries = going();
    std::erase_if(entries, [onServer](const Entry* entry) { return entry->onServer != onServer; });
    return entries;
}

void DeletionBatch::fail(Entry& entry, StoreOutcome ChangeItem::*store, const Error& error)
{
    entry.isHalf = true;
    entry.end.isOpen = true; // resume does the rest
    entry.end.change.*store =
        stepOutcomeOf(error) == StepOutcome::Unknown ? StoreOutcome::Unknown : StoreOutcome::Failed;
    if (!entry.end.change.error)
        entry.end.change.error = error;
}

void DeletionBatch::failGoing(StoreOutcome ChangeItem::*store, const Error& error)
{
    for (Entry* entry : going())
        fail(*entry, store, error);
}

/// What is listed and is not what the plan shows: its row and entries would be those of a live instance.
void DeletionBatch::leaveOthers(const Audit& now)
{
    for (Entry& entry : m_entries) {
        const PlanItem& item = *entry.target->item;
        const Presence presence = item.name.isEmpty() ? Presence::Absent : now.presenceOnServer(item.name);
        if (presence == Presence::Absent)
            continue;
        const AuditRow* row = now.find(item.name);
        const bool isListed = row && row->server;
        const bool isShown = isListed ? isTheOneSeen(item, *row->server)
                                      : presence == Presence::Present && item.seen.server && !item.seen.server->id;
        if (isShown && item.has(StepAction::DeleteInstance))
            continue;
        entry.goesOn = false;
        // What is not listed now may be listed again, or prove to be gone: for the next look.
        entry.end.isOpen = !isListed;
        entry.end.change.error = isListed ? ApplyErrors::nameTakenAnew() : ApplyErrors::notConcluded(item.name.text());
    }
}

/// The tombstones, before anything is sent.
Result<void> DeletionBatch::archive(const Audit& now, const CallContext& limits)
{
    std::vector<IntegrationId> rows;
    for (Entry* entry : going()) {
        const PlanItem& item = *entry->target->item;
        const AuditRow* row = item.has(StepAction::DeleteInstance) ? now.find(item.name) : nullptr;
        if (row && row->inServer == Presence::Present)
            entry->onServer = OnServer::Listed;
        else if (entry->target->trail && entry->target->trail->isRemovalSent && !item.name.isEmpty())
            entry->onServer = OnServer::SentBefore;
        for (const PlanStep& step : item.steps) {
            if (step.action == StepAction::DeleteRow && step.rowId)
                rows.push_back(*step.rowId);
        }
    }
    readWebhooks(limits);
    const auto images = rows.empty() ? Result<std::map<IntegrationId, RowImage>>()
                                     : m_ports.database->images(rows, oneCall(m_times.call, limits));
    if (!images)
        return std::unexpected(images.error());
    std::vector<JournalStep> steps;
    for (const Entry* entry : going())
        steps.push_back(tombstoneStep(*entry->target->item, now, *images, entry->webhook.value_or(std::nullopt)));
    return m_run.note(steps);
}

/// Asks only for those that are not known already.
void DeletionBatch::readWebhooks(const CallContext& limits)
{
    std::vector<InstanceName> names;
    std::vector<Entry*> open;
    for (Entry* entry : going(OnServer::Listed)) {
        const InstanceName& name = entry->target->item->name;
        if (const auto known = m_known.constFind(name); known != m_known.constEnd()) {
            entry->webhook = *known;
            continue;
        }
        names.push_back(name);
        open.push_back(entry);
    }
    ServerDeletionPool pool(*m_session.stores, m_run, m_times.removal, m_times.connections, m_pauseControl);
    const std::vector<ServerDeletionPool::Webhook> answers = pool.webhooks(names, limits);
    for (size_t place = 0; place < open.size(); ++place)
        open[place]->webhook = answers[place];
}

void DeletionBatch::askServer(const Audit& now, const CallContext& limits)
{
    const bool isVersion1 = now.snapshot().server.isWhole() && now.snapshot().server->majorVersion == 1;
    const std::vector<Entry*> listed = going(OnServer::Listed);
    std::vector<ServerDeletionRequest> requests;
    std::vector<InstanceName> leaving;
    for (const Entry* entry : listed) {
        const DeletionTarget& target = *entry->target;
        const bool isOpen = mayBeOpen(*now.find(target.item->name));
        const Quietness earlier = target.trail ? target.trail->webhook.taken() : Quietness();
        requests.push_back(
            {target.item->name, isVersion1 && isOpen, target.need, target.mayGo, target.item->identity, entry->webhook,
             earlier, isOpen, target.lastLook});
        leaving.push_back(target.item->name);
        m_observer.itemMoved(target.item->identity, ItemStage::Working);
    }
    ServerDeletionPool pool(*m_session.stores, m_run, m_times.removal, m_times.connections, m_pauseControl);
    ServerDeletionWatch watch(m_times.removal, StayingInstances(now, leaving));
    std::map<InstanceName, ServerDeletionProof> proofs;
    std::vector<ServerDeletionAnswer> answers;
    for (const Entry* entry : going(OnServer::SentBefore))
        watch.add(entry->target->item->name);
    {
        // What was asked first is looked at while others are still being asked.
        const std::jthread watching([&] {
            const StorePorts ports(*m_session.stores);
            proofs = watch.watch(*ports.server, CallContext{limits.deadline, {}});
        });
        answers = pool.ask(
            requests, [&watch](const InstanceName& name) { watch.add(name); }, limits);
        watch.noMore();
    }
    for (size_t place = 0; place < listed.size(); ++place)
        takeAnswer(*listed[place], answers[place]);
    // Where a row alone goes, a person's stop holds it back too.
    for (Entry* entry : going(OnServer::NotAsked)) {
        if (m_pauseControl.mayBegin(limits))
            continue;
        entry->goesOn = false;
        entry->end.change.error = stoppedError();
    }
    takeProofs(proofs);
}

void DeletionBatch::takeAnswer(Entry& entry, const ServerDeletionAnswer& answer)
{
    entry.end.hasWritten = answer.hasTouched || answer.mayBeGoing();
    if (answer.mayBeGoing()) {
        m_observer.itemMoved(entry.target->item->identity, ItemStage::Accepted);
        return;
    }
    entry.goesOn = false;
    // A store that was away for the moment, whether it was logged out already or not reached at all.
    entry.end.isOpen = ApplyErrors::isForResume(*answer.error);
    entry.end.change.error = answer.error;
    entry.end.change.server = !answer.wasSent       ? StoreOutcome::Skipped
                              : answer.isStillThere ? StoreOutcome::StillThere
                                                    : StoreOutcome::Failed;
}

void DeletionBatch::takeProofs(const std::map<InstanceName, ServerDeletionProof>& proofs)
{
    std::vector<JournalStep> proven;
    for (Entry* entry : going()) {
        if (entry->onServer == OnServer::NotAsked)
            continue;
        const ServerDeletionProof& proof = proofs.at(entry->target->item->name);
        ChangeItem& change = entry->end.change;
        if (proof.verdict == ServerDeletionVerdict::Gone) {
            change.server = StoreOutcome::Gone;
            proven.push_back(provenGoneStep(*entry->target->item));
            m_observer.itemMoved(entry->target->item->identity, ItemStage::Gone);
            continue;
        }
        entry->goesOn = false;
        entry->end.isOpen = true;
        change.server =
            proof.verdict == ServerDeletionVerdict::StillThere ? StoreOutcome::StillThere : StoreOutcome::Unknown;
        change.error = proof.error;
    }
    const auto noted = proven.empty() ? Result<void>() : m_run.note(proven);
    if (noted)
        return;
    failGoing(&ChangeItem::database, noted.error());
    for (Entry* entry : going()) // without a journal nothing more is written
        entry->goesOn = false;
}

void DeletionBatch::removeRows(const Audit& now, const CallContext& limits)
{
    std::vector<RowIdentity> rows;
    std::map<IntegrationId, QByteArray> items;
    for (const Entry* entry : going()) {
        for (const PlanStep& step : entry->target->item->steps) {
            const Integration* row = step.action == StepAction::DeleteRow ? rowIn(now, step.rowId) : nullptr;
            if (row && items.emplace(row->id, entry->target->item->identity).second)
                rows.push_back(RowIdentity::of(*row));
        }
    }
    RowDeletion removal(
        *m_ports.database, m_run, {m_session.workstation, m_run.id(), planKindWord(PlanKind::Delete)}, m_times.call,
        limits, std::move(items));
    removal.remove(rows);
    for (Entry* entry : going()) {
        for (const PlanStep& step : entry->target->item->steps) {
            if (step.action == StepAction::DeleteRow && step.rowId)
                takeRow(*entry, *step.rowId, removal);
        }
    }
}

void DeletionBatch::takeRow(Entry& entry, const IntegrationId& id, const RowDeletion& removal)
{
    if (const Error* error = removal.error(id))
        return fail(entry, &ChangeItem::database, *error);
    const RowEditOutcome edit = removal.outcome(id);
    const auto outcome = outcomeOf(StepAction::DeleteRow, edit);
    entry.end.hasWritten = true;
    StoreOutcome& database = entry.end.change.database;
    if (outcome) {
        database = combined(database, *outcome);
        return;
    }
    // The instance is gone all the same: its entries go and its workers are told.
    database = StoreOutcome::Kept;
    if (edit == RowEditOutcome::ChangedSince)
        entry.spared.insert(id); // it may be another instance's by now
    entry.end.change.error = outcome.error();
}

void DeletionBatch::removeKeys(const Audit& now, const CallContext& limits)
{
    std::vector<CacheKey> keys;
    std::vector<QByteArray> items;
    for (Entry* entry : going()) {
        entry->end.dropped = keysToDrop(*entry->target->item, now, entry->spared);
        keys.insert(keys.end(), entry->end.dropped.begin(), entry->end.dropped.end());
        items.resize(keys.size(), entry->target->item->identity);
    }
    if (const auto dropped = CacheWriter(*m_ports.cache, m_run, m_times.call).drop(keys, limits, items); !dropped)
        return failGoing(&ChangeItem::cache, dropped.error()); // the workers are told all the same
    for (Entry* entry : going()) {
        entry->end.hasWritten = true;
        StoreOutcome& cache = entry->end.change.cache;
        if (cache == StoreOutcome::Kept)
            cache = StoreOutcome::Gone;
    }
}

void DeletionBatch::clearResidue(const CallContext& limits)
{
    std::vector<InstanceName> names;
    std::vector<QByteArray> items;
    for (const Entry* entry : going()) {
        const bool isRefused = entry->end.change.cache == StoreOutcome::Failed;
        if (isRefused || !entry->target->item->has(StepAction::ClearResidue))
            continue;
        names.push_back(entry->target->item->name);
        items.push_back(entry->target->item->identity);
    }
    const auto cleared = CacheWriter(*m_ports.cache, m_run, m_times.call).clearResidue(names, limits, items);
    if (!cleared)
        failGoing(&ChangeItem::cache, cleared.error());
}

void DeletionBatch::tellWorkers(const CallContext& limits)
{
    std::vector<WorkerMessage> messages;
    std::vector<Entry*> told;
    for (Entry* entry : going()) {
        const PlanItem& item = *entry->target->item;
        if (!item.has(StepAction::TellRemoved))
            continue;
        if (entry->target->trail && entry->target->trail->told) { // once is enough
            entry->end.change.workers = entry->target->trail->told;
            continue;
        }
        messages.push_back({WorkerChannel::Removed, item.name, item.organizationId});
        told.push_back(entry);
    }
    if (messages.empty())
        return;
    const auto outcomes =
        WorkerNotifier(*m_ports.cache, m_run, m_session.outbox.get()).tellAll(messages, oneCall(m_times.call, limits));
    for (size_t place = 0; place < told.size(); ++place) {
        if (outcomes) {
            told[place]->end.change.workers = outcomes->at(place);
        } else { // told again by resume: twice does no harm
            told[place]->isHalf = true;
            told[place]->end.isOpen = true;
            if (!told[place]->end.change.error)
                told[place]->end.change.error = outcomes.error();
        }
    }
}

} // namespace steward
