#include "workflows/creation/creation_undo.h"

#include "domain/token_digest.h"
#include "workflows/deletion/server_removal.h"
#include "workflows/engine/patience.h"
#include "workflows/engine/row_image_notes.h"
#include "workflows/engine/store_ports.h"
#include "workflows/engine/worker_news.h"
#include "workflows/engine/workflow_run.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct UndoText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationUndo)
};

constexpr int mostRemovals = 10; // WORKFLOWS, "Deletion": then it is named

} // namespace

UndoReport CreationUndo::undo(const Limits& limits)
{
    // A live instance without its row would be an orphan of our making: the rest waits until the server's part is done.
    if (undoServer(limits) && undoRow(limits) && undoCache(limits))
        undoNews(limits);
    return std::move(m_report);
}

bool CreationUndo::fail(StoreOutcome& outcome, const Error& error)
{
    outcome = StoreOutcome::Unknown;
    m_report.error = error;
    return false;
}

bool CreationUndo::undoServer(const Limits& limits)
{
    if (!m_record.createAnnouncedAt || m_record.isCreateRefused)
        return true;
    const auto listing = m_ports.server->list(oneCall(m_times.call, limits));
    if (!listing)
        return fail(m_report.server, listing.error());
    const auto found = std::ranges::find_if(
        listing->instances, [this](const ServerInstance& one) { return one.name == m_record.request.name; });
    if (found == listing->instances.end()) {
        const auto memory = m_ports.server->memoryStates({m_record.request.name}, oneCall(m_times.call, limits));
        if (!memory)
            return fail(m_report.server, memory.error());
        return memory->front() == MemoryState::NotFound || proveGone(limits); // on its way out
    }
    const auto ours = isOurs(*found, limits);
    if (!ours)
        return fail(m_report.server, ours.error());
    if (!*ours) {
        m_report.server = StoreOutcome::Kept;
        m_report.left.push_back(
            //: %1 is an instance's name
            UndoText::tr("The instance %1 stays on the server: it is not the one that was made here.")
                .arg(m_record.request.name.text()));
        return true;
    }
    if (isConnected(*found, limits)) {
        m_report.server = m_report.database = m_report.cache = StoreOutcome::Kept;
        m_report.left.push_back(
            //: %1 is an instance's name
            UndoText::tr("The instance %1 and its row stay: a phone has been linked to it meanwhile. Read again and "
                         "look.")
                .arg(m_record.request.name.text()));
        return false;
    }
    return removeInstance(limits);
}

/// By list or memory: what works is nobody's to take back.
bool CreationUndo::isConnected(const ServerInstance& instance, const Limits& limits)
{
    if (instance.connection == Connection::Open)
        return true;
    const auto memory = m_ports.server->memoryStates({m_record.request.name}, oneCall(m_times.call, limits));
    return memory && memory->front() == MemoryState::Open;
}

/// Its id is our 201's, or, the answer lost, it was not there before our intent; and no other row names it.
Result<bool> CreationUndo::isOurs(const ServerInstance& instance, const Limits& limits)
{
    if (m_record.isCreateAnswered ? instance.id != m_record.serverId
                                  : !instance.createdAt || *instance.createdAt < *m_record.createAnnouncedAt)
        return false;
    const auto rows = m_ports.database->find(m_record.request.name, oneCall(m_times.call, limits));
    if (!rows) // whose it is, is not known: its row must not go
        return std::unexpected(rows.error());
    return std::ranges::all_of(
        *rows, [this](const Integration& row) { return m_record.isClaimed && row.id == m_record.integrationId; });
}

RemovalTimes CreationUndo::removalTimes() const
{
    RemovalTimes times;
    times.call = m_times.call;
    times.proving = m_times.removal;
    times.firstPause = m_times.betweenLooks;
    return times;
}

bool CreationUndo::removeInstance(const Limits& limits)
{
    const auto asked = ServerRemoval(*m_ports.server, m_run, removalTimes()).ask(m_record.request.name, limits);
    if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed)
        return fail(m_report.server, asked.error());
    return proveGone(limits);
}

bool CreationUndo::proveGone(const Limits& limits)
{
    const InstanceName& name = m_record.request.name;
    const RemovalProof proof = ServerRemoval(*m_ports.server, m_run, removalTimes()).prove({name}, limits).at(name);
    switch (proof.verdict) {
    case RemovalVerdict::Gone:
        m_report.server = StoreOutcome::Gone;
        //: %1 is an instance's name
        m_report.undone.push_back(UndoText::tr("The instance %1 was deleted on the server again.").arg(name.text()));
        return true;
    case RemovalVerdict::StillThere:
        m_report.server = StoreOutcome::StillThere;
        m_report.error = proof.error; // its row waits for it: resume goes on
        return false;
    case RemovalVerdict::Unknown:
        return fail(m_report.server, *proof.error);
    }
    Q_UNREACHABLE();
}

bool CreationUndo::undoRow(const Limits& limits)
{
    if (!m_record.isClaimed)
        return true;
    const ClaimUndo undo{m_record.integrationId, m_record.request.organizationId,
                         m_record.request.name,  m_record.tokenSha256,
                         m_record.before,        {m_access.desk, m_run.id(), QStringLiteral("undo-create")}};
    JournalStep step{
        Store::Database, QStringLiteral("undo-claim"), m_record.integrationId.toString(QUuid::WithoutBraces), {}};
    if (const auto noted =
            RowImageNotes::noteBefore(step, *m_ports.database, m_record.integrationId, oneCall(m_times.call, limits));
        !noted)
        return fail(m_report.database, noted.error());
    const auto undone =
        m_run.write<RowUndo>(step, [&] { return m_ports.database->undoClaim(undo, oneCall(m_times.call, limits)); });
    if (!undone)
        return fail(m_report.database, undone.error());
    switch (*undone) {
    case RowUndo::Undone:
        m_report.database = m_record.before ? StoreOutcome::Kept : StoreOutcome::Gone;
        m_report.undone.push_back(
            m_record.before ? UndoText::tr("The organization's row has its old content again.")
                            : UndoText::tr("The organization's new row was deleted again."));
        return true;
    case RowUndo::AlreadyAbsent:
        m_report.database = StoreOutcome::Absent;
        return true;
    case RowUndo::ChangedSince:
        m_report.database = StoreOutcome::Kept;
        m_report.left.push_back(
            //: %1 is the id of a row
            UndoText::tr("The row %1 stays: somebody has changed it since.")
                .arg(m_record.integrationId.toString(QUuid::WithoutBraces)));
        m_rowIsAnothers = true;
        return true;
    }
    Q_UNREACHABLE();
}

/// Of what was written: the instance's key, and the token's, found by its digest where the row is gone.
Result<std::vector<CacheKey>> CreationUndo::keysLeft(const Limits& limits)
{
    const auto listing = m_ports.cache->scan(false, oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    std::vector<CacheKey> keys;
    for (const CacheEntry& entry : listing->entries) {
        const bool isInstanceKey = entry.kind == CacheKeyKind::Instance && entry.name == m_record.request.name;
        const bool isTokenKey = entry.kind == CacheKeyKind::Token &&
                                TokenDigest::of(entry.token).text().endsWith(QLatin1String(m_record.tokenSha256));
        if (isInstanceKey)
            keys.push_back({CacheKeyKind::Instance, entry.name, {}});
        else if (isTokenKey)
            keys.push_back({CacheKeyKind::Token, {}, entry.token});
    }
    return keys;
}

bool CreationUndo::undoCache(const Limits& limits)
{
    if (!m_record.isWarmAnnounced)
        return true;
    if (m_rowIsAnothers || m_record.hadCacheEntries) {
        m_report.cache = StoreOutcome::Kept; // they belong to whoever took the row, or stood there before
        return true;
    }
    for (int removal = 0; removal <= mostRemovals; ++removal) {
        const auto keys = keysLeft(limits);
        if (!keys)
            return fail(m_report.cache, keys.error());
        if (keys->empty())
            return true;
        if (removal == mostRemovals)
            break;
        JournalStep step{Store::Cache, QStringLiteral("remove-entries"), m_record.request.name.text(), {}};
        step.before.add(QStringLiteral("keys"), static_cast<qint64>(keys->size()));
        const auto removed =
            m_run.write<qint64>(step, [&] { return m_ports.cache->remove(*keys, oneCall(m_times.call, limits)); });
        if (!removed)
            return fail(m_report.cache, removed.error());
        m_report.cache = StoreOutcome::Gone;
        // A reader that had read the row before it went may write the entry back (DOMAIN, 3).
        if (!waitFor(m_times.betweenProofs, limits))
            return fail(m_report.cache, stoppedError());
    }
    m_report.cache = StoreOutcome::StillThere;
    m_report.left.push_back(
        UndoText::tr("A program writes the cache entries back again and again. They expire within the hour."));
    return true;
}

bool CreationUndo::undoNews(const Limits& limits)
{
    if (!m_record.isTellAnnounced || m_rowIsAnothers)
        return true;
    WorkerNews news(*m_ports.cache, m_run, m_access.outbox);
    const auto told = news.tell(
        {WorkerChannel::Removed, m_record.request.name, m_record.request.organizationId},
        oneCall(m_times.call, limits));
    if (!told) {
        m_report.error = told.error();
        return false;
    }
    m_report.workers = *told;
    return true;
}

} // namespace steward
