#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/base/store_ports.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/apply_times.h"
#include "workflows/execute/batch_size.h"
#include "workflows/execute/deletion_batch.h"
#include "workflows/execute/item_proofs.h"
#include "workflows/execute/item_results.h"
#include "workflows/execute/resume_guard.h"
#include "workflows/execute/survivor_watch.h"
#include "workflows/session/session.h"

#include <functional>
#include <memory>
#include <vector>

namespace steward {

class PauseControl;

/// One plan under way, batch by batch: read, compared, done, proven. Blocks; on the journal's thread.
class ApplyRun final {
    Q_DISABLE_COPY_MOVE(ApplyRun)

public:
    ApplyRun(
        const Session& session, const ApplyTimes& times, WorkflowRun& run, const Plan& plan,
        const ResumeState& resumeState, ApplyObserver& observer, const PauseControl& pauseControl);

    /// `now`: the reading that the plan was computed from, begun at `startedAt`. Every item has its end afterwards, or
    /// is open.
    void run(std::shared_ptr<const Audit> now, ItemProofs::Clock::time_point startedAt, const CallContext& limits);

    const ItemResults& ends() const { return m_ends; }
    /// The journal, or a store in the middle, failed: nothing further was begun.
    const std::optional<Error>& trouble() const { return m_trouble; }

private:
    struct Placed {
        size_t place = 0; ///< in the plan
        PlanItemRef item;
    };
    using Batch = std::vector<Placed>;

    void takeKnown();
    Batch nextBatch(size_t& place) const;
    bool isJustRead() const;
    bool readAgain(const Batch& batch, const CallContext& limits);
    Batch withWaiting(Batch batch) const;
    std::shared_ptr<const Audit>
    withMemoryOf(const Batch& batch, std::shared_ptr<const Audit> read, const CallContext& limits);
    void doBatch(const Batch& batch, const CallContext& limits);
    void doStepwise(const Placed& placed, const CallContext& limits);
    std::optional<Error> holdSurvivor(const PlanItem& item, const CallContext& limits);
    void deleteAll(const Batch& batch, const CallContext& limits);
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)>
    lastLookOf(const Placed& placed) const;
    std::optional<Error> obstacle(const PlanItem& item);
    Result<std::set<IntegrationId>> withoutImage(const Batch& batch, const CallContext& limits);
    std::optional<Error> imageObstacle(const PlanItem& item, const Result<std::set<IntegrationId>>& unreadable) const;
    std::optional<Error> foreignLease(const PlanItem& item) const;
    std::optional<Error> survivorObstacle(const PlanItem& item) const;
    /// `isForResume`: it has no end in the journal, and resume comes back to it.
    void skip(const Placed& placed, const Error& error, bool isForResume = false);
    void skipTheRest();
    void wakeWebhooks(const CallContext& limits);
    void keepOpen(ItemResult& end) const;
    void settle(ItemResult end);
    void takeProofs(const CallContext& limits);
    void awaitProofs(const CallContext& limits);
    void noteSettled();

    const Session& m_session;
    const ApplyTimes& m_times;
    WorkflowRun& m_run;
    const Plan& m_plan;
    const ResumeState& m_resumeState;
    ApplyObserver& m_observer;
    const PauseControl& m_pauseControl;
    StorePorts m_ports;
    ItemProofs m_proofs;
    SurvivorWatch m_survivors;
    ResumeGuard m_resumed;
    DeletionBatch::KnownWebhooks m_webhooks; ///< those that the plan asked for
    std::shared_ptr<const Audit> m_now;
    ItemProofs::Clock::time_point m_readAt;         ///< when that reading began
    ItemProofs::Clock::time_point m_batchStartedAt; ///< before its first item, also where that goes by itself
    BatchSize m_batchSize;
    ItemResults m_ends;
    std::vector<ItemResult> m_toNote;
    std::optional<Error> m_trouble;
};

} // namespace steward
