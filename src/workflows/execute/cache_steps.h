#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "stores/cache_port.h"
#include "workflows/execute/apply_times.h"
#include "workflows/session/change_result.h"
#include "workflows/session/workspace_access.h"

#include <set>
#include <vector>

namespace steward {

class WorkflowRun;

/// The cache's steps of one item. Each may be repeated. Blocks.
class CacheSteps final {
    Q_DISABLE_COPY_MOVE(CacheSteps)

public:
    CacheSteps(const WorkspaceAccess& access, CachePort& cache, WorkflowRun& run, const ApplyTimes& times)
        : m_access(access)
        , m_cache(cache)
        , m_run(run)
        , m_times(times)
    {
    }

    /// `row`: the row that the item's entries are written from; null where there is none.
    Result<StoreOutcome>
    write(const PlanItem& item, const PlanStep& step, const Audit& now, const Integration* row, const Limits& limits);

private:
    Result<StoreOutcome>
    writeEntry(const PlanStep& step, const Audit& now, const Integration* row, const Limits& limits);
    Result<StoreOutcome> clearResidue(const PlanStep& step, const Limits& limits);
    Result<StoreOutcome> limitLifetime(const PlanStep& step, const Audit& now, const Limits& limits);
    Result<StoreOutcome> dropSeen(const PlanItem& item, const PlanStep& step, const Audit& now, const Limits& limits);

    const WorkspaceAccess& m_access;
    CachePort& m_cache;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
};

/// The entry that a step is about, in that reading; null where it is not there.
const CacheEntry* entryIn(const Audit& audit, const PlanStep& step);
/// How a key stands in the journal: a token key by its digest alone.
QString journalKey(const CacheKey& key);
/// Deletes the keys, each with its intent; none is done. `items`: the plan's, of each key, for the journal; or none.
Result<void> dropKeys(
    CachePort& cache, WorkflowRun& run, const std::vector<CacheKey>& keys, std::chrono::milliseconds time,
    const Limits& limits, const std::vector<QByteArray>& items = {});
/// All keys that an item's removal takes, with those that the rows which go and the cache itself name by now.
/// `spared`: rows that stay as they are, with their entries.
std::vector<CacheKey> keysToDrop(const PlanItem& item, const Audit& now, const std::set<QUuid>& spared = {});

} // namespace steward
