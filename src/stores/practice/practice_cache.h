#pragma once

#include "stores/cache_port.h"

#include <memory>

namespace steward {

class PracticeWorld;

/// The Redis of a practice workspace: keys expire by the world's clock, and PUBLISH is kept for whoever looks.
class PracticeCache final : public CachePort {
    Q_DISABLE_COPY_MOVE(PracticeCache)

public:
    explicit PracticeCache(std::shared_ptr<PracticeWorld> world, bool readOnly = false);

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
    Result<void> enterToChange(const CallContext& limits) const;

    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
