#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/cache_steps.h"
#include "workflows/execute/item_result.h"
#include "workflows/execute/item_trail.h"
#include "workflows/execute/row_steps.h"
#include "workflows/execute/server_steps.h"

#include <functional>

namespace steward {

struct StorePorts;

/// Does one item's steps in their order: everything but a bulk deletion. After the first that fails nothing more of the
/// item is begun; a refused cache does not hold up the workers. Blocks.
class ItemSteps final {
    Q_DISABLE_COPY_MOVE(ItemSteps)

public:
    /// `trail`: what an earlier run sent for the item; null: nothing. `webhook`: as a person wants it to be.
    ItemSteps(
        const Session& session, StorePorts& ports, WorkflowRun& run, const ApplyTimes& times,
        const ItemTrail* trail = nullptr, const std::optional<WebhookChoice>& webhook = {});

    ItemResult run(PlanKind kind, const PlanItem& item, const Audit& now, const CallContext& limits);

private:
    Result<StoreOutcome>
    write(PlanKind kind, const PlanItem& item, const PlanStep& step, const Audit& now, const CallContext& limits);
    void takeRefusal(ItemResult& end, const PlanStep& step, const Error& error) const;
    bool isLoggedOutAlready(const PlanItem& item, const PlanStep& step, const Audit& now) const;
    Result<StoreOutcome> dropAll(const std::vector<CacheKey>& keys, const CallContext& limits);
    Result<StoreOutcome> protect(const PlanStep& step);
    Result<StoreOutcome> tell(const PlanItem& item, const PlanStep& step, ItemResult& end, const CallContext& limits);
    const Integration* rowOf(const PlanItem& item, const PlanStep& step, const Audit& now) const;

    const Session& m_session;
    StorePorts& m_ports;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
    const ItemTrail* const m_trail;
    RowSteps m_rows;
    ServerSteps m_server;
    CacheSteps m_cache;
};

/// The places of an item that no step is about, as the reading has them: kept or absent.
ChangeItem changeOf(const PlanItem& item, const Audit& now);
/// Of two outcomes at one place the one that says more.
StoreOutcome combined(StoreOutcome before, StoreOutcome now);
StoreOutcome& outcomeAt(ChangeItem& change, PlanPlace place);

} // namespace steward
