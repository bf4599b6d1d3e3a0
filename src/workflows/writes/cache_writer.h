#pragma once

#include "stores/cache_port.h"
#include "workflows/journal/workflow_run.h"

#include <chrono>
#include <vector>

namespace steward {

/// Whatever is written to the cache but news for the workers (WorkerNotifier). Each write may be repeated, and is where
/// its answer was lost. Blocks.
class CacheWriter final {
    Q_DISABLE_COPY_MOVE(CacheWriter)

public:
    CacheWriter(CachePort& cache, WorkflowRun& run, std::chrono::milliseconds call)
        : m_cache(cache)
        , m_run(run)
        , m_call(call)
    {
    }

    Result<void> write(const CacheValue& value, const CallContext& limits);
    /// Only while its value is still the one seen.
    Result<EntryEdit> dropSeen(const CacheEntry& entry, const CallContext& limits);
    Result<EntryEdit> limitLifetime(const CacheKey& key, const CallContext& limits);
    /// All of them or, after an error, perhaps some. `items`: the plan's, of each key, for the journal; or none.
    Result<void>
    drop(const std::vector<CacheKey>& keys, const CallContext& limits, const std::vector<QByteArray>& items = {});
    Result<void> clearResidue(
        const std::vector<InstanceName>& names, const CallContext& limits, const std::vector<QByteArray>& items = {});

private:
    CachePort& m_cache;
    WorkflowRun& m_run;
    const std::chrono::milliseconds m_call;
};

CacheKey keyOf(const CacheEntry& entry);

} // namespace steward
