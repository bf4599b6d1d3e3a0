#include "workflows/watched_stores.h"

#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/guards_port.h"
#include "stores/server_port.h"

namespace steward::test {
namespace {

/// Tells of one call, before it and after it.
class Told final {
    Q_DISABLE_COPY_MOVE(Told)

public:
    Told(const CallWatch& watch, Store store, const char* call)
        : m_watch(watch)
        , m_store(store)
        , m_call(call)
    {
        m_watch(m_store, m_call, CallMoment::Before);
    }
    ~Told() { m_watch(m_store, m_call, CallMoment::After); }

private:
    const CallWatch& m_watch;
    const Store m_store;
    const char* const m_call;
};

class WatchedServer final : public ServerPort {
public:
    WatchedServer(std::unique_ptr<ServerPort> port, const CallWatch& watch)
        : m_port(std::move(port))
        , m_watch(watch)
    {
    }
    Result<ServerListing> list(const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "list");
        return m_port->list(limits);
    }
    Result<std::optional<ServerInstance>> find(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "find");
        return m_port->find(name, limits);
    }
    Result<std::vector<MemoryState>>
    memoryStates(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "memoryStates");
        return m_port->memoryStates(names, limits);
    }
    Result<std::optional<WebhookSettings>> webhook(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "webhook");
        return m_port->webhook(name, limits);
    }
    Result<CreatedInstance> create(const NewInstance& instance, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "create");
        return m_port->create(instance, limits);
    }
    Result<PairingAnswer>
    connect(const InstanceName& name, const std::optional<PhoneNumber>& phone, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "connect");
        return m_port->connect(name, phone, limits);
    }
    Result<RestartAnswer> restart(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "restart");
        return m_port->restart(name, limits);
    }
    Result<LogoutAnswer> logOut(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "logOut");
        return m_port->logOut(name, limits);
    }
    Result<Removal> remove(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "remove");
        return m_port->remove(name, limits);
    }
    Result<void>
    setWebhook(const InstanceName& name, const WebhookSettings& settings, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "setWebhook");
        return m_port->setWebhook(name, settings, limits);
    }
    StoreDiagnosis diagnose(const CallContext& limits) override
    {
        const Told told(m_watch, Store::Server, "diagnose");
        return m_port->diagnose(limits);
    }

private:
    const std::unique_ptr<ServerPort> m_port;
    const CallWatch& m_watch;
};

class WatchedDatabase final : public DatabasePort {
public:
    WatchedDatabase(std::unique_ptr<DatabasePort> port, const CallWatch& watch)
        : m_port(std::move(port))
        , m_watch(watch)
    {
    }
    Result<DatabaseListing> list(const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "list");
        return m_port->list(limits);
    }
    Result<std::optional<DatabaseListing>> listConcerning(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "listConcerning");
        return m_port->listConcerning(name, limits);
    }
    Result<std::vector<Integration>> find(const InstanceName& name, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "find");
        return m_port->find(name, limits);
    }
    Result<void> mayChange(const RowRights& rights, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "mayChange");
        return m_port->mayChange(rights, limits);
    }
    Result<Integration> insert(const NewIntegration& row, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "insert");
        return m_port->insert(row, limits);
    }
    Result<std::optional<RowImage>> image(const IntegrationId& id, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "image");
        return m_port->image(id, limits);
    }
    Result<ClaimAnswer> claim(const ClaimRequest& request, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "claim");
        return m_port->claim(request, limits);
    }
    Result<std::optional<ClaimedRow>> claimOf(const OperationId& operation, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "claimOf");
        return m_port->claimOf(operation, limits);
    }
    Result<RowUndo> undoClaim(const ClaimUndo& undo, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "undoClaim");
        return m_port->undoClaim(undo, limits);
    }
    Result<ChangeUndone> undoChange(const RowChangeUndo& undo, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "undoChange");
        return m_port->undoChange(undo, limits);
    }
    Result<std::optional<Integration>> recordPairing(const PairedRow& paired, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "recordPairing");
        return m_port->recordPairing(paired, limits);
    }
    Result<std::map<IntegrationId, RowImage>>
    images(const std::vector<IntegrationId>& ids, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "images");
        return m_port->images(ids, limits);
    }
    Result<SurvivorAnswer> keep(const SurvivorRequest& request, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "keep");
        return m_port->keep(request, limits);
    }
    Result<void> endLeases(const OperationId& operation, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "endLeases");
        return m_port->endLeases(operation, limits);
    }
    Result<std::vector<RowEdit>>
    remove(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "remove");
        return m_port->remove(rows, author, limits);
    }
    Result<std::vector<RowEdit>>
    disable(const std::vector<RowIdentity>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "disable");
        return m_port->disable(rows, author, limits);
    }
    Result<std::vector<RowEdit>>
    writeStates(const std::vector<RowState>& rows, const ChangeAuthor& author, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "writeStates");
        return m_port->writeStates(rows, author, limits);
    }
    Result<RowEdit>
    protect(const RowIdentity& row, bool isProtected, const ChangeAuthor& author, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "protect");
        return m_port->protect(row, isProtected, author, limits);
    }
    Result<RestoredRow> restore(const RowImage& image, const ChangeAuthor& author, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "restore");
        return m_port->restore(image, author, limits);
    }
    StoreDiagnosis diagnose(const CallContext& limits) override
    {
        const Told told(m_watch, Store::Database, "diagnose");
        return m_port->diagnose(limits);
    }

private:
    const std::unique_ptr<DatabasePort> m_port;
    const CallWatch& m_watch;
};

class WatchedCache final : public CachePort {
public:
    WatchedCache(std::unique_ptr<CachePort> port, const CallWatch& watch)
        : m_port(std::move(port))
        , m_watch(watch)
    {
    }
    Result<CacheListing> scan(bool withResidue, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "scan");
        return m_port->scan(withResidue, limits);
    }
    Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "read");
        return m_port->read(keys, limits);
    }
    Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "residue");
        return m_port->residue(names, limits);
    }
    Result<void> mayChange(const CacheRights& rights, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "mayChange");
        return m_port->mayChange(rights, limits);
    }
    Result<void> write(const CacheValue& value, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "write");
        return m_port->write(value, limits);
    }
    Result<qint64> remove(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "remove");
        return m_port->remove(keys, limits);
    }
    Result<WorkerCount> publish(const WorkerMessage& message, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "publish");
        return m_port->publish(message, limits);
    }
    Result<std::vector<EntryEdit>>
    removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "removeSeen");
        return m_port->removeSeen(entries, limits);
    }
    Result<std::vector<EntryEdit>> limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "limitLifetimes");
        return m_port->limitLifetimes(keys, limits);
    }
    Result<qint64> clearResidue(const std::vector<InstanceName>& names, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "clearResidue");
        return m_port->clearResidue(names, limits);
    }
    Result<std::vector<WorkerCount>>
    publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "publishAll");
        return m_port->publishAll(messages, limits);
    }
    Result<WorkerCount> listening(WorkerChannel channel, const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "listening");
        return m_port->listening(channel, limits);
    }
    StoreDiagnosis diagnose(const CallContext& limits) override
    {
        const Told told(m_watch, Store::Cache, "diagnose");
        return m_port->diagnose(limits);
    }

private:
    const std::unique_ptr<CachePort> m_port;
    const CallWatch& m_watch;
};

class WatchedStores final : public StoreFactory {
public:
    WatchedStores(std::shared_ptr<const StoreFactory> stores, CallWatch watch)
        : m_stores(std::move(stores))
        , m_watch(std::move(watch))
    {
    }
    std::unique_ptr<ServerPort> makeServer() const override
    {
        return std::make_unique<WatchedServer>(m_stores->makeServer(), m_watch);
    }
    std::unique_ptr<DatabasePort> makeDatabase() const override
    {
        return std::make_unique<WatchedDatabase>(m_stores->makeDatabase(), m_watch);
    }
    std::unique_ptr<CachePort> makeCache() const override
    {
        return std::make_unique<WatchedCache>(m_stores->makeCache(), m_watch);
    }
    std::unique_ptr<GuardsPort> makeGuards() const override { return m_stores->makeGuards(); }

private:
    const std::shared_ptr<const StoreFactory> m_stores;
    const CallWatch m_watch;
};

} // namespace

std::shared_ptr<const StoreFactory> watchedStores(std::shared_ptr<const StoreFactory> stores, CallWatch watch)
{
    return std::make_shared<WatchedStores>(std::move(stores), std::move(watch));
}

} // namespace steward::test
