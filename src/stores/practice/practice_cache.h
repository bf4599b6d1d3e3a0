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

    Result<CacheListing> scan(bool withResidue, const Limits& limits) override;
    Result<std::vector<CacheEntry>> read(const std::vector<CacheKey>& keys, const Limits& limits) override;
    Result<std::vector<Residue>> residue(const std::vector<InstanceName>& names, const Limits& limits) override;

    Result<void> mayChange(const CacheRights& rights, const Limits& limits) override;
    Result<void> write(const CacheValue& value, const Limits& limits) override;
    Result<qint64> remove(const std::vector<CacheKey>& keys, const Limits& limits) override;
    Result<WorkerCount> publish(const WorkerMessage& message, const Limits& limits) override;
    Result<std::vector<EntryEdit>> removeSeen(const std::vector<CacheEntry>& entries, const Limits& limits) override;
    Result<std::vector<EntryEdit>> limitLifetimes(const std::vector<CacheKey>& keys, const Limits& limits) override;
    Result<qint64> clearResidue(const std::vector<InstanceName>& names, const Limits& limits) override;
    Result<std::vector<WorkerCount>>
    publishAll(const std::vector<WorkerMessage>& messages, const Limits& limits) override;
    Result<WorkerCount> listening(WorkerChannel channel, const Limits& limits) override;

    StoreDiagnosis diagnose(const Limits& limits) override;

private:
    Result<void> enterToChange(const Limits& limits) const;

    std::shared_ptr<PracticeWorld> m_world;
    bool m_readOnly = false;
};

} // namespace steward
