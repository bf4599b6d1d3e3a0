#pragma once

#include "domain/audit/audit.h"
#include "workflows/execute/apply_times.h"
#include "workflows/execute/item_result.h"

#include <vector>

namespace steward {

class CachePort;
class WorkflowRun;

/// Items whose writes went through and that wait for a reading of all three stores which began late enough to prove
/// them. Keys that are there again by then are dropped again. Blocks.
class ItemProofs final {
    Q_DISABLE_COPY_MOVE(ItemProofs)

public:
    using Clock = std::chrono::steady_clock;

    ItemProofs(CachePort& cache, WorkflowRun& run, const ApplyTimes& times)
        : m_cache(cache)
        , m_run(run)
        , m_times(times)
    {
    }

    void add(ItemResult end) { m_waiting.push_back(std::move(end)); }
    bool isEmpty() const { return m_waiting.empty(); }
    std::vector<PlanItemRef> waiting() const;
    /// When a reading has to begin that can prove the next of them.
    Clock::time_point due() const;
    /// Those that the reading proves, or shows to be otherwise. `startedAt`: when the reading began.
    std::vector<ItemResult> take(const Audit& after, Clock::time_point startedAt, const CallContext& limits);
    /// Those that no reading has proven: left open.
    std::vector<ItemResult> giveUp();

private:
    Clock::time_point dueOf(const ItemResult& end) const;
    /// True: settled, one way or the other.
    bool settle(ItemResult& end, const Audit& after, std::vector<ItemResult*>& again);
    void dropAgain(const std::vector<ItemResult*>& ends, const CallContext& limits);

    CachePort& m_cache;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
    std::vector<ItemResult> m_waiting;
};

} // namespace steward
