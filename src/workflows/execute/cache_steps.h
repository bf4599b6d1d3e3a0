#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "stores/cache_port.h"
#include "workflows/execute/apply_times.h"
#include "workflows/session/change_result.h"
#include "workflows/writes/cache_writer.h"

#include <set>
#include <vector>

namespace steward {

/// The cache's steps of one item. Each may be repeated. Blocks.
class CacheSteps final {
    Q_DISABLE_COPY_MOVE(CacheSteps)

public:
    CacheSteps(CachePort& cache, WorkflowRun& run, const ApplyTimes& times)
        : m_writer(cache, run, times.call)
    {
    }

    /// `row`: the row that the item's entries are written from; null where there is none.
    Result<StoreOutcome> write(
        const PlanItem& item, const PlanStep& step, const Audit& now, const Integration* row,
        const CallContext& limits);

private:
    Result<StoreOutcome>
    writeEntry(const PlanStep& step, const Audit& now, const Integration* row, const CallContext& limits);
    Result<StoreOutcome> clearResidue(const PlanStep& step, const CallContext& limits);
    Result<StoreOutcome> limitLifetime(const PlanStep& step, const Audit& now, const CallContext& limits);
    Result<StoreOutcome>
    dropSeen(const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits);

    CacheWriter m_writer;
};

/// All keys that an item's removal takes, with those that the rows which go and the cache itself name by now.
/// `spared`: rows that stay as they are, with their entries.
std::vector<CacheKey> keysToDrop(const PlanItem& item, const Audit& now, const std::set<IntegrationId>& spared = {});

} // namespace steward
