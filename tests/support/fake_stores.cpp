#include "support/fake_stores.h"

#include "stores/listing_part.h"

#include <QThread>

#include <algorithm>

namespace steward::test {
namespace {

std::unexpected<Error> noChange()
{
    return std::unexpected(Error{ErrorKind::Rejected, QStringLiteral("Nothing is changed here."), {}});
}

std::optional<Error> troubleOf(const FakeStores::Trouble& trouble, const CallContext& limits)
{
    return trouble ? trouble(limits) : std::nullopt;
}

class FakeServer final : public ServerPort {
public:
    explicit FakeServer(const FakeStores& stores)
        : m_stores(stores)
    {
    }

    Result<ServerListing> list(const CallContext& limits) override
    {
        m_stores.note([](FakeStores::Calls&) {});
        if (auto trouble = troubleOf(m_stores.serverList, limits))
            return std::unexpected(*trouble);
        return m_stores.fleet.server;
    }

    Result<std::optional<ServerInstance>> find(const InstanceName&, const CallContext&) override
    {
        return std::nullopt;
    }

    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        m_stores.note([&](FakeStores::Calls& calls) {
            calls.memory.insert(calls.memory.end(), names.begin(), names.end());
            ++calls.memoryCalls;
        });
        if (auto trouble = troubleOf(m_stores.memoryStates, limits))
            return std::unexpected(*trouble);
        std::vector<MemoryState> states;
        for (const InstanceName& name : names)
            states.push_back(m_stores.fleet.memoryAnswer(name));
        return states;
    }

    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext&) override
    {
        m_stores.note([&](FakeStores::Calls& calls) { calls.webhooks.push_back(name); });
        const auto known = m_stores.fleet.webhooks.constFind(name);
        if (known == m_stores.fleet.webhooks.cend())
            return std::unexpected(Error{ErrorKind::NotFound, QStringLiteral("Not there."), {}});
        return *known;
    }

    Result<CreatedInstance> create(const NewInstance&, const CallContext&) override { return noChange(); }
    Result<PairingAnswer> connect(const InstanceName&, const std::optional<PhoneNumber>&, const CallContext&) override
    {
        return noChange();
    }
    Result<RestartAnswer> restart(const InstanceName&, const CallContext&) override { return noChange(); }
    Result<LogoutAnswer> logOut(const InstanceName&, const CallContext&) override { return noChange(); }
    Result<Removal> remove(const InstanceName&, const CallContext&) override { return noChange(); }
    Result<void> setWebhook(const InstanceName&, const WebhookSettings&, const CallContext&) override
    {
        return noChange();
    }
    StoreDiagnosis diagnose(const CallContext&) override { return {}; }

private:
    const FakeStores& m_stores;
};

class FakeDatabase final : public DatabasePort {
public:
    explicit FakeDatabase(const FakeStores& stores)
        : m_stores(stores)
    {
    }

    Result<DatabaseListing> list(const CallContext& limits) override
    {
        m_stores.note([](FakeStores::Calls& calls) { ++calls.databaseLists; });
        if (auto trouble = troubleOf(m_stores.databaseList, limits))
            return std::unexpected(*trouble);
        return m_stores.fleet.database;
    }

    Result<std::optional<DatabaseListing>> listConcerning(const InstanceName& name, const CallContext& limits) override
    {
        if (auto trouble = troubleOf(m_stores.databaseList, limits))
            return std::unexpected(*trouble);
        std::optional<DatabaseListing> part = partConcerning(name, m_stores.fleet.database);
        m_stores.note([&part](FakeStores::Calls& calls) {
            if (part)
                calls.rowsOfParts.push_back(part->integrations.size());
        });
        if (!part)
            return part;
        for (Integration& row : part->integrations)
            row.maskedWebhookUrl = SecretUrl(m_stores.rowWebhookUrl).redacted();
        return part;
    }

    Result<std::vector<Integration>> find(const InstanceName& name, const CallContext&) override
    {
        std::vector<Integration> found;
        for (const Integration& integration : m_stores.fleet.database.integrations) {
            if (!integration.names(name))
                continue;
            found.push_back(integration);
            found.back().maskedWebhookUrl = SecretUrl(m_stores.rowWebhookUrl).redacted();
        }
        return found;
    }

    Result<void> mayChange(const RowRights&, const CallContext&) override { return {}; }
    Result<Integration> insert(const NewIntegration&, const CallContext&) override { return noChange(); }
    Result<std::map<IntegrationId, RowImage>> images(const std::vector<IntegrationId>&, const CallContext&) override
    {
        return {};
    }
    Result<SurvivorAnswer> keep(const SurvivorRequest&, const CallContext&) override { return noChange(); }
    Result<void> endLeases(const OperationId&, const CallContext&) override { return noChange(); }
    Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>&, const ChangeAuthor&, const CallContext&) override
    {
        return noChange();
    }
    Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>&, const ChangeAuthor&, const CallContext&) override
    {
        return noChange();
    }
    Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>&, const ChangeAuthor&, const CallContext&) override
    {
        return noChange();
    }
    Result<RowEdit> protect(const RowIdentity&, bool, const ChangeAuthor&, const CallContext&) override
    {
        return noChange();
    }
    Result<RestoredRow> restore(const RowImage&, const ChangeAuthor&, const CallContext&) override
    {
        return noChange();
    }
    Result<std::optional<RowImage>> image(const IntegrationId&, const CallContext&) override { return std::nullopt; }
    Result<ClaimAnswer> claim(const ClaimRequest&, const CallContext&) override { return noChange(); }
    Result<std::optional<ClaimedRow>> claimOf(const OperationId&, const CallContext&) override { return std::nullopt; }
    Result<RowUndo> undoClaim(const ClaimUndo&, const CallContext&) override { return noChange(); }
    Result<ChangeUndone> undoChange(const RowChangeUndo&, const CallContext&) override { return noChange(); }
    Result<std::optional<Integration>> recordPairing(const PairedRow&, const CallContext&) override
    {
        return noChange();
    }
    StoreDiagnosis diagnose(const CallContext&) override { return {}; }

private:
    const FakeStores& m_stores;
};

class FakeCache final : public CachePort {
public:
    explicit FakeCache(const FakeStores& stores)
        : m_stores(stores)
    {
    }

    Result<CacheListing> scan(bool withResidue, const CallContext& limits) override
    {
        m_stores.note([&](FakeStores::Calls& calls) { calls.scansWithResidue += withResidue ? 1 : 0; });
        if (auto trouble = troubleOf(m_stores.cacheScan, limits))
            return std::unexpected(*trouble);
        CacheListing listing = m_stores.fleet.cache;
        std::erase_if(
            listing.entries, [this](const CacheEntry& entry) { return m_stores.notMetByScan.contains(entry.name); });
        listing.residueAsked = withResidue;
        if (!withResidue)
            listing.residues.clear();
        return listing;
    }

    Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        m_stores.note([&](FakeStores::Calls& calls) { calls.keys.insert(calls.keys.end(), keys.begin(), keys.end()); });
        if (auto trouble = troubleOf(m_stores.cacheRead, limits))
            return std::unexpected(*trouble);
        std::vector<CacheEntry> found;
        for (const CacheKey& key : keys) {
            for (const CacheEntry& entry : m_stores.fleet.cache.entries) {
                const bool isSame =
                    key.kind == CacheKeyKind::Instance ? entry.name == key.name : entry.token == key.token;
                if (entry.kind == key.kind && isSame)
                    found.push_back(entry);
            }
        }
        return found;
    }

    Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const CallContext&) override
    {
        std::vector<Residue> found;
        for (const InstanceName& name : names) {
            const auto known = std::ranges::find(m_stores.fleet.cache.residues, name, &Residue::name);
            found.push_back(known != m_stores.fleet.cache.residues.end() ? *known : Residue{.name = name});
        }
        return found;
    }
    Result<void> mayChange(const CacheRights&, const CallContext&) override { return {}; }
    Result<void> write(const CacheValue&, const CallContext&) override { return noChange(); }
    Result<qint64> remove(const std::vector<CacheKey>&, const CallContext&) override { return noChange(); }
    Result<WorkerCount> publish(const WorkerMessage&, const CallContext&) override { return noChange(); }
    Result<std::vector<EntryEdit>> removeSeen(const std::vector<CacheEntry>&, const CallContext&) override
    {
        return noChange();
    }
    Result<std::vector<EntryEdit>> limitLifetimes(const std::vector<CacheKey>&, const CallContext&) override
    {
        return noChange();
    }
    Result<qint64> clearResidue(const std::vector<InstanceName>&, const CallContext&) override { return noChange(); }
    Result<std::vector<WorkerCount>> publishAll(const std::vector<WorkerMessage>&, const CallContext&) override
    {
        return noChange();
    }
    Result<WorkerCount> listening(WorkerChannel, const CallContext&) override { return noChange(); }
    StoreDiagnosis diagnose(const CallContext&) override { return {}; }

private:
    const FakeStores& m_stores;
};

} // namespace

std::unique_ptr<ServerPort> FakeStores::makeServer() const
{
    return std::make_unique<FakeServer>(*this);
}

std::unique_ptr<DatabasePort> FakeStores::makeDatabase() const
{
    return std::make_unique<FakeDatabase>(*this);
}

std::unique_ptr<CachePort> FakeStores::makeCache() const
{
    return std::make_unique<FakeCache>(*this);
}

FakeStores::Calls FakeStores::calls() const
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

void FakeStores::note(const std::function<void(Calls&)>& what) const
{
    const std::lock_guard lock(m_mutex);
    m_calls.threads.insert(std::this_thread::get_id());
    what(m_calls);
}

std::optional<Error> waitUntilStopped(const CallContext& limits)
{
    while (!limits.stopped()) {
        if (limits.expired())
            return timedOutError(QStringLiteral("The store"), {});
        QThread::msleep(5);
    }
    return stoppedError();
}

} // namespace steward::test
