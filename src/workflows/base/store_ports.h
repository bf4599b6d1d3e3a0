#pragma once

#include "stores/cache_port.h"
#include "stores/database_port.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"

#include <memory>

namespace steward {

/// One workflow's own connections to the three stores.
struct StorePorts {
    std::unique_ptr<ServerPort> server;
    std::unique_ptr<DatabasePort> database;
    std::unique_ptr<CachePort> cache;

    explicit StorePorts(const StoreFactory& stores)
        : server(stores.makeServer())
        , database(stores.makeDatabase())
        , cache(stores.makeCache())
    {
    }
};

} // namespace steward
