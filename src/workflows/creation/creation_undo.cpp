#include "workflows/creation/creation_undo.h"

#include "domain/token_digest.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/creation/creation_steps.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/writes/cache_writer.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/row_writer.h"
#include "workflows/writes/server_deletion.h"
#include "workflows/writes/staying_instances.h"
#include "workflows/writes/worker_notifier.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct UndoText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationUndo)
};

constexpr int mostRemovals = 10; // WORKFLOWS, "Deletion": then it is named

} // namespace

UndoReport CreationUndo::undo(const CallContext& limits)
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

bool CreationUndo::undoServer(const CallContext& limits)
{
    if (!m_record.mayHaveMade())
        return true;
    const auto listing = m_ports.server->list(oneCall(m_times.call, limits));
    if (!listing)
        return fail(m_report.server, listing.error());
    const std::vector<InstanceName> places = m_record.places();
    std::vector<InstanceName> unlisted;
    for (const InstanceName& name : places) {
        const auto found = std::ranges::find(listing->instances, name, &ServerInstance::name);
        if (found == listing->instances.end())
            unlisted.push_back(name);
        else if (!undoInstance(*found, *listing, limits))
            return false;
    }
    if (unlisted.empty())
        return true;
    const auto memory = m_ports.server->memoryStates(unlisted, oneCall(m_times.call, limits));
    if (!memory)
        return fail(m_report.server, memory.error());
    std::vector<InstanceName> absent;
    for (size_t place = 0; place < unlisted.size(); ++place) {
        if (memory->at(place) == MemoryState::NotFound)
            absent.push_back(unlisted[place]);
        else if (!proveGone(unlisted[place], *listing, limits))
            return false; // on its way out
    }
    return absent.empty() || proveAbsent(absent, *listing, limits);
}

/// Neither listed nor in memory: believed as a deletion is (WORKFLOWS, "Deletion", proof), or the row of an instance
/// that the server has lost sight of for a moment would go.
bool CreationUndo::proveAbsent(
    const std::vector<InstanceName>& names, const ServerListing& listing, const CallContext& limits)
{
    const StayingInstances staying(listing, m_record.places());
    const auto proofs =
        ServerDeletion(*m_session.stores, m_run, serverDeletionTimesOf(m_times)).prove(names, staying, limits);
    for (const auto& [name, proof] : proofs) {
        if (proof.verdict == ServerDeletionVerdict::StillThere) {
            m_report.server = StoreOutcome::StillThere;
            m_report.error = proof.error;
            return false;
        }
        if (proof.verdict != ServerDeletionVerdict::Gone)
            return fail(m_report.server, proof.error.value_or(notKnownError()));
    }
    return true;
}

bool CreationUndo::undoInstance(const ServerInstance& instance, const ServerListing& listing, const CallContext& limits)
{
    const auto whose = whoseIs(instance, limits);
    if (!whose)
        return fail(m_report.server, whose.error());
    switch (*whose) {
    case Whose::Ours: {
        const auto connected = isConnected(instance, limits);
        if (!connected)
            return fail(m_report.server, connected.error());
        if (*connected) {
            m_report.server = m_report.database = m_report.cache = StoreOutcome::Kept;
            m_report.left.push_back(
                //: %1 is an instance's name
                UndoText::tr("The instance %1 and its row were left as they are: somebody has connected a phone "
                             "meanwhile. Read again and look at it.")
                    .arg(instance.name.text()));
            return false;
        }
        return removeInstance(instance.name, listing, limits);
    }
    case Whose::Anothers:
        m_report.server = StoreOutcome::Kept;
        m_report.left.push_back(
            //: %1 is an instance's name
            UndoText::tr("The instance %1 was left as it is: somebody else created it.").arg(instance.name.text()));
        return true;
    case Whose::Unknown:
        break;
    }
    m_report.server = StoreOutcome::Kept;
    m_report.left.push_back(
        //: %1 is an instance's name
        UndoText::tr("The instance %1 and its row were left as they are: this server does not say when it was created, "
                     "so it may be somebody else's. Look at it, then delete it by name or pair it.")
            .arg(instance.name.text()));
    return false;
}

/// By list or memory: what works is nobody's to take back, and what is not answered may work.
Result<bool> CreationUndo::isConnected(const ServerInstance& instance, const CallContext& limits)
{
    if (instance.connection == Connection::Open)
        return true;
    const auto memory = m_ports.server->memoryStates({instance.name}, oneCall(m_times.call, limits));
    if (!memory)
        return std::unexpected(memory.error());
    if (memory->front() == MemoryState::Unknown)
        return std::unexpected(Error{
            ErrorKind::OutcomeUnknown,
            //: %1 is an instance's name
            UndoText::tr("The server did not say whether a phone is linked to %1, so the instance and its row stay. "
                         "Bring it to its end once the server answers.")
                .arg(instance.name.text()),
            QStringLiteral("undo: connectionState without an answer")});
    return memory->front() == MemoryState::Open;
}

/// Its id is our 201's, or, without one, it was not there at the check and was made since, by the server's own clock;
/// and no other row names it.
Result<CreationUndo::Whose> CreationUndo::whoseIs(const ServerInstance& instance, const CallContext& limits)
{
    if (m_record.answer == CreateAnswer::Made && instance.id != m_record.serverId)
        return Whose::Anothers;
    const std::optional<bool> isMadeSince = m_record.isMadeSince(instance);
    const bool isUnderOurName = instance.name == m_record.request.name;
    // The name of a 201 was free at the check; of another name that is not known.
    const bool asksWhen = m_record.answer != CreateAnswer::Made || !isUnderOurName;
    if (asksWhen && isMadeSince == false)
        return Whose::Anothers;
    const auto rows = m_ports.database->find(instance.name, oneCall(m_times.call, limits));
    if (!rows) // whose it is, is not known: its row must not go
        return std::unexpected(rows.error());
    const bool isFree = std::ranges::all_of(
        *rows, [this](const Integration& row) { return m_record.claim && row.id == m_record.claim->integrationId; });
    if (!isFree)
        return Whose::Anothers;
    return asksWhen && !isMadeSince ? Whose::Unknown : Whose::Ours;
}

ServerDeletionTimes serverDeletionTimesOf(const CreationTimes& times)
{
    ServerDeletionTimes removal;
    removal.call = times.call;
    removal.proving = times.removal;
    removal.secondLook = times.secondLook;
    removal.firstPause = times.betweenLooks;
    return removal;
}

bool CreationUndo::removeInstance(const InstanceName& name, const ServerListing& listing, const CallContext& limits)
{
    const auto asked = ServerDeletion(*m_session.stores, m_run, serverDeletionTimesOf(m_times))
                           .ask(name, QuietNeed::WherePossible, {}, limits);
    if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed)
        return fail(m_report.server, asked.error());
    return proveGone(name, listing, limits);
}

bool CreationUndo::proveGone(const InstanceName& name, const ServerListing& listing, const CallContext& limits)
{
    const StayingInstances staying(listing, m_record.places());
    const ServerDeletionProof proof = ServerDeletion(*m_session.stores, m_run, serverDeletionTimesOf(m_times))
                                          .prove({name}, staying, limits)
                                          .at(name);
    switch (proof.verdict) {
    case ServerDeletionVerdict::Gone:
        m_report.server = StoreOutcome::Gone;
        //: %1 is an instance's name
        m_report.undone.push_back(UndoText::tr("The instance %1 was deleted from the server again.").arg(name.text()));
        return true;
    case ServerDeletionVerdict::StillThere:
        m_report.server = StoreOutcome::StillThere;
        m_report.error = proof.error; // its row waits for it: resume goes on
        return false;
    case ServerDeletionVerdict::Unknown:
        return fail(m_report.server, *proof.error);
    }
    return fail(m_report.server, proof.error.value_or(notKnownError()));
}

/// Secrets are not in the journal: after a kill the row keeps those that it has.
Result<std::optional<RowImage>> CreationUndo::imageToGiveBack(const CallContext& limits)
{
    std::optional<RowImage> image = m_record.finishing;
    const bool isWhole =
        !image || (!RowImageNotes::hasHiddenAddress(*image) && RowImageNotes::hiddenSecrets(*image).isEmpty());
    if (isWhole)
        return image;
    const auto now = m_ports.database->image(m_record.claim->integrationId, oneCall(m_times.call, limits));
    if (!now)
        return std::unexpected(now.error());
    if (*now)
        RowImageNotes::showHidden(*image, **now, true);
    if (*now && !RowImageNotes::hiddenSecrets(*image).isEmpty())
        return std::unexpected(RowImageNotes::secretNotKept());
    return image;
}

bool CreationUndo::undoRow(const CallContext& limits)
{
    if (!m_record.claim)
        return true;
    const IntegrationId& id = m_record.claim->integrationId;
    const auto before = imageToGiveBack(limits);
    if (!before)
        return fail(m_report.database, before.error());
    RowWriter writer(*m_ports.database, m_run, m_session.workstation, m_times.call);
    const ClaimUndo undo{
        id,
        m_record.request.organizationId,
        m_record.request.name,
        m_record.claim->token,
        *before,
        writer.author(QStringLiteral("undo-create"))};
    const auto undone = writer.change<RowUndo>(
        {JournalAction::UndoClaim, id.toString()}, id,
        [&](const CallContext& call) { return m_ports.database->undoClaim(undo, call); }, limits);
    if (!undone)
        return fail(m_report.database, undone.error());
    switch (*undone) {
    case RowUndo::Undone:
        m_report.database = m_record.finishing ? StoreOutcome::Kept : StoreOutcome::Gone;
        m_report.undone.push_back(
            m_record.finishing ? UndoText::tr("The organization's row is as it was before.")
                               : UndoText::tr("The organization's new row was deleted again."));
        return true;
    case RowUndo::AlreadyAbsent:
        m_report.database = StoreOutcome::Absent;
        return true;
    case RowUndo::ChangedSince:
        m_report.database = StoreOutcome::Kept;
        m_report.left.push_back(
            //: %1 is the id of a row
            UndoText::tr("The row %1 was left as it is: somebody has changed it since.").arg(id.toString()));
        m_rowIsAnothers = true;
        return true;
    }
    return fail(m_report.database, notKnownError());
}

/// No row has the token that the claim had: its key leads nobody anywhere, whoever took the row.
Result<bool> CreationUndo::isTokenNobodys(const CallContext& limits)
{
    const auto listing = m_ports.database->list(oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    return m_record.claim && std::ranges::none_of(listing->integrations, [this](const Integration& row) {
               return TokenDigest::of(row.webhookToken) == m_record.claim->token;
           });
}

/// Of what was written: the instance's key, and the token's, found by its digest where the row is gone.
Result<std::vector<CacheKey>> CreationUndo::keysLeft(const CallContext& limits)
{
    const auto listing = m_ports.cache->scan(false, oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    std::vector<CacheKey> keys;
    for (const CacheEntry& entry : listing->entries) {
        const bool isInstanceKey =
            !m_rowIsAnothers && entry.kind == CacheKeyKind::Instance && entry.name == m_record.request.name;
        const bool isTokenKey = entry.kind == CacheKeyKind::Token && m_record.claim &&
                                TokenDigest::of(entry.token) == m_record.claim->token;
        if (isInstanceKey)
            keys.push_back({CacheKeyKind::Instance, entry.name, {}});
        else if (isTokenKey)
            keys.push_back({CacheKeyKind::Token, {}, entry.token});
    }
    return keys;
}

bool CreationUndo::undoCache(const CallContext& limits)
{
    if (!m_record.has(CreationPhase::Warming))
        return true;
    if (m_rowIsAnothers || m_record.hadCacheEntries)
        m_report.cache = StoreOutcome::Kept; // they belong to whoever took the row, or stood there before
    if (m_rowIsAnothers) {
        const auto isNobodys = isTokenNobodys(limits);
        if (!isNobodys)
            return fail(m_report.cache, isNobodys.error());
        if (!*isNobodys)
            return true;
    } else if (m_record.hadCacheEntries) {
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
        const auto removed = CacheWriter(*m_ports.cache, m_run, m_times.call).drop(*keys, limits);
        if (!removed)
            return fail(m_report.cache, removed.error());
        m_report.cache = m_rowIsAnothers ? StoreOutcome::Kept : StoreOutcome::Gone;
        // A reader that had read the row before it went may write the entry back (DOMAIN, 3).
        if (!waitFor(m_times.betweenProofs, limits))
            return fail(m_report.cache, stoppedError());
    }
    m_report.cache = StoreOutcome::StillThere;
    m_report.left.push_back(
        UndoText::tr("A program keeps writing the cache entries back. They expire within the hour."));
    return true;
}

bool CreationUndo::undoNews(const CallContext& limits)
{
    if (!m_record.has(CreationPhase::Telling) || m_rowIsAnothers)
        return true;
    WorkerNotifier news(*m_ports.cache, m_run, m_session.outbox.get());
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
