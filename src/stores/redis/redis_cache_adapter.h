#pragma once

#include "stores/cache_port.h"
#include "stores/connection_settings.h"
#include "stores/redis/redis_keys.h"
#include "stores/redis/redis_session.h"

namespace steward {

/// The cache as it stands in a Redis (standalone primary, 5 or newer). Belongs to the worker thread that makes the
/// first call, which must have no other work queued while a call runs, and is destroyed there. A change that was sent
/// and not answered is OutcomeUnknown, also where it was stopped or its time ran out.
class RedisCacheAdapter final : public CachePort {
public:
    /// `memory`: of all adapters of these settings.
    RedisCacheAdapter(const CacheSettings& settings, const StoreNames& names, RedisPlaceMemory memory = {});
    ~RedisCacheAdapter() override = default;
    Q_DISABLE_COPY_MOVE(RedisCacheAdapter)

    Result<CacheListing> scan(bool withResidue, const CallContext& limits) override;
    Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const CallContext& limits) override;
    Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const CallContext& limits) override;
    Result<void> mayChange(const CacheRights& rights, const CallContext& limits) override;
    Result<void> write(const CacheValue& value, const CallContext& limits) override;
    Result<qint64> remove(const std::vector<CacheKey>& keys, const CallContext& limits) override;
    Result<WorkerCount> publish(const WorkerMessage& message, const CallContext& limits) override;
    Result<std::vector<EntryEdit>>
    removeSeen(const std::vector<CacheEntry>& entries, const CallContext& limits) override;
    Result<std::vector<EntryEdit>>
    limitLifetimes(const std::vector<CacheKey>& keys, const CallContext& limits) override;
    Result<qint64> clearResidue(const std::vector<InstanceName>& names, const CallContext& limits) override;
    Result<std::vector<WorkerCount>>
    publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits) override;
    Result<WorkerCount> listening(WorkerChannel channel, const CallContext& limits) override;
    StoreDiagnosis diagnose(const CallContext& limits) override;

private:
    /// The right database where something was found, else it has to be proven; and still a primary.
    Result<void> believe(bool found, const CallContext& limits);
    Result<void> readyToChange(const CallContext& limits);
    /// What change() answers, once something may be changed.
    template<class Change>
    auto changed(const CallContext& limits, const Change& change) -> decltype(change());

    CacheSettings m_settings;
    StoreNames m_names;
    RedisKeys m_keys;
    RedisSession m_session;
};

} // namespace steward
