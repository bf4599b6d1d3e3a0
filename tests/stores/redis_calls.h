#pragma once

#include "stores/redis/redis_cache_adapter.h"
#include "support/redis_server.h"
#include "support/worker.h"

namespace steward::test {

// Calls on a fresh adapter of Redis.

inline CacheSettings settingsFor(const rig::RedisServer& server)
{
    CacheSettings settings;
    settings.host = server.host();
    settings.port = server.port();
    return settings;
}

template<class Use>
auto onAdapter(const CacheSettings& settings, Use&& use)
{
    return rig::onWorker([&] {
        RedisCacheAdapter adapter(settings, StoreNames());
        return use(adapter);
    });
}

inline Result<CacheListing> scanned(const CacheSettings& settings, bool withResidue = false)
{
    return onAdapter(settings, [withResidue](CachePort& port) {
        return port.scan(withResidue, CallContext::within(std::chrono::seconds(10)));
    });
}

} // namespace steward::test
