#pragma once

#include "domain/plans/breakers.h"
#include "domain/plans/plan.h"
#include "domain/plans/planner.h"
#include "stores/call_context.h"
#include "workflows/session/session.h"

#include <memory>

namespace steward {

class AuditProgress;

/// A plan, the reading that it was computed from, and what stops it.
struct MadePlan {
    std::shared_ptr<const Audit> audit;
    Plan plan; ///< with the text to be typed, where one is asked
    BreakerFacts facts;
    BreakerVerdict verdict; ///< by these facts
    HeldBack heldBack;      ///< of the journal, as it was then
};

/// Makes plans: reads the three stores, asks connectionState and the webhooks that hang on it, and judges what comes of
/// it (WORKFLOWS, "Plans, breakers, staleness"). Changes nothing. Blocks; on a worker thread.
class PlanMaker final {
    Q_DISABLE_COPY_MOVE(PlanMaker)

public:
    /// `progress` outlives it; nothing: nobody looks on.
    explicit PlanMaker(Session session, AuditProgress* progress = nullptr);

    /// `shown`: what it is to be compared with; of what it deletes the server is asked too.
    MadePlan make(const PlanRequest& request, const CallContext& limits, const Plan* shown = nullptr) const;
    /// A plan that was shown earlier, as far as it still stands: what has changed since is left (see reconcile()).
    MadePlan makeAgain(const Plan& shown, const CallContext& limits) const;
    /// Another request over the same reading, without asking anything more: while a person still chooses.
    MadePlan remake(const MadePlan& made, const PlanRequest& request) const;

private:
    void plan(MadePlan& made, const PlanRequest& request) const;
    void askRights(MadePlan& made, const CallContext& limits) const;
    void judgeAgain(MadePlan& made) const;
    BreakerFacts facts(const Audit& audit) const;
    HeldBack heldBack(PlanKind kind) const;
    std::shared_ptr<const Audit> read(const PlanRequest& request, const Plan* shown, const CallContext& limits) const;

    const Session m_session;
    AuditProgress* const m_progress;
};

} // namespace steward
