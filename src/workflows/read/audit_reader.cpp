#include "workflows/read/audit_reader.h"

#include "domain/audit/join.h"
#include "domain/beside.h"
#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/read/part_of_one.h"
#include "workflows/read/snapshot_questions.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

namespace steward {
namespace {

/// Hands progress on, one call at a time.
class SerialProgress final {
public:
    explicit SerialProgress(AuditProgress& progress)
        : m_progress(progress)
    {
    }

    template<class Call>
    void tell(Call call)
    {
        const std::lock_guard lock(m_mutex);
        call(m_progress);
    }

private:
    std::mutex m_mutex;
    AuditProgress& m_progress;
};

/// Runs one store's reading, with its time, and tells how it went.
template<class Content, class Read, class Count>
void readStore(Store store, Reading<Content>& reading, SerialProgress& progress, Read read, Count count)
{
    progress.tell([store](AuditProgress& p) { p.storeStarted(store); });
    QElapsedTimer timer;
    timer.start();
    Result<Content> result = read();
    reading.elapsedMs = timer.elapsed();
    if (!result) {
        reading = std::move(result.error());
        progress.tell([&](AuditProgress& p) { p.storeFailed(store, *reading.error()); });
        return;
    }
    reading = std::move(*result);
    const qint64 found = count(*reading);
    progress.tell([&](AuditProgress& p) { p.storeRead(store, found, reading.elapsedMs); });
}

/// The keys that the other stores imply and the scan did not meet: written after it passed, or not there.
std::vector<CacheKey> keysNotMet(const Snapshot& snapshot, const std::vector<AuditRow>& rows)
{
    std::vector<CacheKey> keys;
    std::vector<WebhookToken> tokens;
    for (const AuditRow& row : rows) {
        if (!row.server && row.integrations.empty())
            continue;
        if (row.kind == RowKind::Instance && !row.name.isEmpty() && !row.instanceEntry)
            keys.push_back({CacheKeyKind::Instance, row.name, {}});
        for (const Integration* integration : row.integrations) {
            const WebhookToken& token = integration->webhookToken;
            const bool isHere =
                std::any_of(row.tokenEntries.begin(), row.tokenEntries.end(), [&token](const CacheEntry* entry) {
                    return entry->token == token;
                });
            if (!token.isEmpty() && !isHere)
                tokens.push_back(token);
        }
    }
    if (tokens.empty())
        return keys;
    // A token's entry may stand at another instance's row.
    QSet<WebhookToken> met;
    for (const CacheEntry& entry : snapshot.cache->entries) {
        if (entry.kind == CacheKeyKind::Token)
            met.insert(entry.token);
    }
    for (const WebhookToken& token : tokens) {
        if (met.contains(token))
            continue;
        met.insert(token);
        keys.push_back({CacheKeyKind::Token, {}, token});
    }
    return keys;
}

/// One reading in the making: its steps in order, on the thread that called read().
class ReadingInProgress final {
public:
    ReadingInProgress(
        const StoreFactory& stores, const AuditRequest& request, std::chrono::milliseconds secondLook,
        AuditProgress& progress, std::stop_token stop)
        : m_stores(stores)
        , m_request(request)
        , m_secondLook(secondLook)
        , m_progress(progress)
        , m_stop(std::move(stop))
    {
    }

    CallContext limits() const { return CallContext::within(m_request.timePerStore, m_stop); }
    CallContext limitsOfQuestions() const
    {
        return m_request.further ? CallContext{m_request.furtherUntil, m_stop} : limits();
    }

    void readContents(Snapshot& snapshot)
    {
        const std::jthread server = beside([&] {
            readStore(
                Store::Server, snapshot.server, m_progress, [&] { return m_stores.makeServer()->list(limits()); },
                [](const ServerListing& listing) { return static_cast<qint64>(listing.instances.size()); });
        });
        const std::jthread database =
            beside([&] { m_request.only ? readDatabaseOf(*m_request.only, snapshot) : readDatabase(snapshot); });
        std::jthread cache;
        if (!m_request.only)
            cache = beside([&] { readCache(snapshot); });
    }

    /// Once the other stores are read, which say what concerns it.
    void readCacheOf(const InstanceName& name, Snapshot& snapshot)
    {
        if (name.isEmpty() || !snapshot.server.isWhole() || !snapshot.database.isWhole())
            return readWhole(snapshot);
        PartOfOne one(name, snapshot, m_isDatabasePart);
        readCacheBy(snapshot, [&] { return entriesOf(one.keys(), name); });
        m_isCachePart = snapshot.cache.isWhole();
        if (m_isCachePart && !one.isEnough(snapshot.cache->entries))
            return readWhole(snapshot);
        tellPart(Store::Cache, m_isCachePart);
        tellPart(Store::Database, m_isDatabasePart);
    }

    /// Reads the keys that the scan did not meet. True: the cache's content changed, and pointers into it are void.
    bool completeCache(Snapshot& snapshot, const std::vector<AuditRow>& rows)
    {
        if (!snapshot.cache.isWhole() || m_isCachePart)
            return false;
        const std::vector<CacheKey> keys = keysNotMet(snapshot, rows);
        if (keys.empty())
            return false;
        QElapsedTimer timer;
        timer.start();
        Result<std::vector<CacheEntry>> found = m_stores.makeCache()->read(keys, limits());
        snapshot.cache.elapsedMs += timer.elapsed();
        if (!found) {
            // Whether the implied keys are there is not known now, so the cache was not read whole.
            snapshot.cache = std::move(found.error());
            m_progress.tell([&](AuditProgress& p) { p.storeFailed(Store::Cache, *snapshot.cache.error()); });
            return true;
        }
        std::vector<CacheEntry>& entries = snapshot.cache->entries;
        entries.insert(entries.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
        return !found->empty();
    }

    void ask(Snapshot& snapshot, const ServerQuestions& questions)
    {
        if (m_stop.stop_requested())
            return;
        const auto told = [this](qint64 through, qint64 all) {
            m_progress.tell([&](AuditProgress& p) { p.questionsThrough(through, all); });
        };
        tellTrouble(Store::Server, askServer(snapshot, m_stores, questions, limitsOfQuestions(), told));
        if (!questions.memory.empty())
            m_progress.tell([&](AuditProgress& p) { p.memoryAsked(static_cast<qint64>(questions.memory.size())); });
        if (m_request.secondLook || m_request.allMemory)
            tellTrouble(Store::Server, lookAgain(snapshot, m_stores, m_secondLook, limitsOfQuestions()));
    }

    void askWebhooks(Snapshot& snapshot)
    {
        if (m_request.askWebhooks.empty() || !snapshot.server.isWhole())
            return;
        const std::unique_ptr<ServerPort> server = m_stores.makeServer();
        for (const InstanceName& name : m_request.askWebhooks) {
            if (m_stop.stop_requested())
                return;
            tellTrouble(Store::Server, askWebhook(snapshot, *server, name, limits()));
        }
    }

    void readRowDetails(Snapshot& snapshot)
    {
        if (m_request.askWebhooks.empty() || !snapshot.database.isWhole())
            return;
        const std::unique_ptr<DatabasePort> database = m_stores.makeDatabase();
        for (const InstanceName& name : m_request.askWebhooks) {
            if (!m_isDatabasePart || name != m_request.only) // a part has them
                tellTrouble(Store::Database, askRowDetails(snapshot, *database, name, limits()));
        }
    }

private:
    template<class Read>
    void readCacheBy(Snapshot& snapshot, Read read)
    {
        readStore(Store::Cache, snapshot.cache, m_progress, read, [](const CacheListing& listing) {
            return static_cast<qint64>(listing.entries.size());
        });
    }

    template<class Read>
    void readDatabaseBy(Snapshot& snapshot, Read read)
    {
        readStore(Store::Database, snapshot.database, m_progress, read, [](const DatabaseListing& listing) {
            return static_cast<qint64>(listing.integrations.size());
        });
    }

    void readDatabase(Snapshot& snapshot)
    {
        readDatabaseBy(snapshot, [&] { return m_stores.makeDatabase()->list(limits()); });
    }

    void readDatabaseOf(const InstanceName& name, Snapshot& snapshot)
    {
        readDatabaseBy(snapshot, [&]() -> Result<DatabaseListing> {
            const std::unique_ptr<DatabasePort> database = m_stores.makeDatabase();
            const CallContext both = limits();
            Result<std::optional<DatabaseListing>> part = database->listConcerning(name, both);
            if (!part)
                return std::unexpected(std::move(part.error()));
            m_isDatabasePart = part->has_value();
            return m_isDatabasePart ? Result<DatabaseListing>(std::move(**part)) : database->list(both);
        });
    }

    /// The cache, and the database where only a part of it was read: the one is judged by rows that concern no other.
    void readWhole(Snapshot& snapshot)
    {
        m_isCachePart = false;
        std::jthread database;
        if (std::exchange(m_isDatabasePart, false))
            database = beside([&] { readDatabase(snapshot); });
        readCache(snapshot);
    }

    void tellPart(Store store, bool isPart)
    {
        if (isPart)
            m_progress.tell([&](AuditProgress& p) { p.readOnlyOf(store, *m_request.only); });
    }

    void readCache(Snapshot& snapshot)
    {
        readCacheBy(snapshot, [&] { return m_stores.makeCache()->scan(m_request.withResidue, limits()); });
    }

    Result<CacheListing> entriesOf(const std::vector<CacheKey>& keys, const InstanceName& name)
    {
        const std::unique_ptr<CachePort> cache = m_stores.makeCache();
        Result<std::vector<CacheEntry>> entries = cache->read(keys, limits());
        if (!entries)
            return std::unexpected(std::move(entries.error()));
        CacheListing listing{std::move(*entries), {}, m_request.withResidue};
        if (!m_request.withResidue)
            return listing;
        Result<std::vector<Residue>> residues = cache->residue({name}, limits());
        if (!residues)
            return std::unexpected(std::move(residues.error()));
        std::ranges::copy_if(*residues, std::back_inserter(listing.residues), &Residue::any);
        return listing;
    }

    void tellTrouble(Store store, const Result<void>& answer)
    {
        if (!answer)
            m_progress.tell([&](AuditProgress& p) { p.questionFailed(store, answer.error()); });
    }

    const StoreFactory& m_stores;
    const AuditRequest& m_request;
    const std::chrono::milliseconds m_secondLook;
    SerialProgress m_progress;
    std::stop_token m_stop;
    bool m_isCachePart = false; ///< AuditRequest::only was enough
    bool m_isDatabasePart = false;
};

/// An instance and what could be its duplicate: listed, and of its organization or its number. Of an instance that no
/// path reaches the others are asked all the same.
std::vector<InstanceName> withRelatives(const InstanceName& name, const Audit& audit)
{
    std::vector<InstanceName> names;
    if (name.isReachable())
        names.push_back(name);
    const AuditRow* row = audit.find(name);
    if (!row)
        return names;
    const std::optional<PhoneNumber> phone = row->phone();
    for (const AuditRow& other : audit.rows()) {
        const std::optional<PhoneNumber> others = other.phone();
        const bool sharesPhone = phone && others && others->canonical() == phone->canonical();
        const bool isOfItsOrganization = !other.organizationId.isNull() && other.organizationId == row->organizationId;
        if (other.server && other.name != name && other.name.isReachable() && (sharesPhone || isOfItsOrganization))
            names.push_back(other.name);
    }
    return names;
}

/// Whose memory is asked: first those that somebody looks at, then those of the audit, within one audit's limit.
std::vector<InstanceName> namesToAsk(const Audit& audit, const AuditSettings& settings, const AuditRequest& request)
{
    std::vector<InstanceName> names;
    QSet<InstanceName> already;
    const auto add = [&](const InstanceName& name) {
        const bool isFull = !request.allMemory && static_cast<qint64>(names.size()) >= settings.memoryLimit;
        if (isFull || already.contains(name))
            return;
        already.insert(name);
        names.push_back(name);
    };
    for (const InstanceName& name : request.alsoAskMemory) {
        if (name.isReachable())
            add(name);
    }
    if (request.only) {
        for (const InstanceName& name : withRelatives(*request.only, audit))
            add(name);
    }
    if (request.onlyMemoryAsked || request.only)
        return names.empty() ? names : withControls(std::move(names), audit);
    for (const InstanceName& name : namesToAskMemory(audit, settings, request.allMemory))
        add(name);
    return names;
}

/// All that a path reaches and the list shows, but what was asked already.
std::vector<InstanceName> namesToAskWebhooks(const Audit& audit)
{
    std::vector<InstanceName> names;
    for (const AuditRow& row : audit.rows()) {
        if (row.server && row.name.isReachable() && !row.isIgnored && !audit.snapshot().webhooks.contains(row.name))
            names.push_back(row.name);
    }
    return names;
}

/// The audit's own questions, and those that it was given.
ServerQuestions questionsOf(const Audit& audit, const AuditSettings& settings, const AuditRequest& request)
{
    if (!audit.snapshot().server.isWhole())
        return {};
    ServerQuestions questions{namesToAsk(audit, settings, request), {}};
    if (request.allWebhooks)
        questions.webhooks = namesToAskWebhooks(audit);
    if (!request.further || !audit.allStoresRead())
        return questions;
    ServerQuestions further = request.further(audit);
    questions.webhooks.insert(questions.webhooks.end(), further.webhooks.begin(), further.webhooks.end());
    questions.onlyHoldingUp = further.onlyHoldingUp;
    const QSet<InstanceName> already(questions.memory.begin(), questions.memory.end());
    for (InstanceName& name : further.memory) {
        if (!already.contains(name))
            questions.memory.push_back(std::move(name));
    }
    return questions;
}

} // namespace

AuditReader::AuditReader(const StoreFactory& stores, AuditSettings settings, Clock clock)
    : m_stores(stores)
    , m_settings(std::move(settings))
    , m_clock(std::move(clock))
{
    if (!m_clock) {
        m_clock = [] {
            return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
        };
    }
}

Audit AuditReader::read(const AuditRequest& request, AuditProgress& progress, std::stop_token stop) const
{
    assertWorkerThread();
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->takenAt = m_clock();
    ReadingInProgress reading(m_stores, request, m_settings.secondLook, progress, std::move(stop));
    reading.readContents(*snapshot);
    if (request.only)
        reading.readCacheOf(*request.only, *snapshot);
    if (request.earlier)
        request.earlier->addTo(*snapshot);
    reading.askWebhooks(*snapshot);
    reading.readRowDetails(*snapshot);

    std::vector<AuditRow> rows = joinStores(*snapshot, m_settings);
    if (reading.completeCache(*snapshot, rows))
        rows = joinStores(*snapshot, m_settings);
    Audit audit(snapshot, std::move(rows), m_settings);
    const ServerQuestions questions = questionsOf(audit, m_settings, request);
    if (questions.memory.empty() && questions.webhooks.empty())
        return audit;
    reading.ask(*snapshot, questions);
    // What webhooks say is found with everything else; the memory alone most often changes nothing.
    return questions.webhooks.empty() ? std::move(audit).withMemory(m_settings)
                                      : evaluateAudit(std::move(snapshot), m_settings);
}

} // namespace steward
