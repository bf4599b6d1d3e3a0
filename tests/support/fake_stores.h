#pragma once

#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/guards_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "support/fleet_builder.h"

#include <functional>
#include <mutex>
#include <set>
#include <thread>

namespace steward::test {

/// Ports that answer from a fleet, for tests of what reads them. A trouble hook runs inside the call, on its thread; an
/// error from it is the call's answer. Only reading is answered; a change is Rejected.
class FakeStores final : public StoreFactory {
public:
    using Trouble = std::function<std::optional<Error>(const CallContext&)>;

    explicit FakeStores(Fleet content)
        : fleet(std::move(content))
    {
    }

    std::unique_ptr<ServerPort> makeServer() const override;
    std::unique_ptr<DatabasePort> makeDatabase() const override;
    std::unique_ptr<CachePort> makeCache() const override;
    std::unique_ptr<GuardsPort> makeGuards() const override { return {}; } ///< none: nothing that reads asks for it

    Fleet fleet;
    Trouble serverList;
    Trouble databaseList;
    Trouble cacheScan;
    Trouble cacheRead;
    Trouble memoryStates;
    std::set<InstanceName> notMetByScan; ///< entries that only read() finds
    QString rowWebhookUrl;               ///< what find() of the database knows beyond list()

    /// What was asked, as it came.
    struct Calls {
        std::vector<InstanceName> memory;
        std::vector<InstanceName> webhooks;
        std::vector<CacheKey> keys;
        std::vector<size_t> rowsOfParts; ///< of each part of the table that was read
        std::set<std::thread::id> threads;
        int databaseLists = 0;
        int scansWithResidue = 0;
        int memoryCalls = 0;
    };
    Calls calls() const;
    void note(const std::function<void(Calls&)>& what) const;

private:
    mutable std::mutex m_mutex;
    mutable Calls m_calls;
};

/// Waits as a port does: until stopped or out of time, looking every few milliseconds.
std::optional<Error> waitUntilStopped(const CallContext& limits);

} // namespace steward::test
