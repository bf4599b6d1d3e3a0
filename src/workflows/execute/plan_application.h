#pragma once

#include "domain/plans/agreed_plan.h"
#include "stores/call_context.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_times.h"
#include "workflows/read/plan_maker.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

namespace steward {

class PauseControl;
class WorkflowRun;
struct ResumeState;
struct ApplyFrame;
struct JournalEntry;

/// Applies a plan that a person was shown and agreed to: computes it anew, judges it, leaves out what has changed
/// since, and does the rest, each item re-read just before and proven afterwards (WORKFLOWS, "Plans, breakers,
/// staleness", "Deletion", "Cleaning duplicates"). No front end gets past it, and without a journal it does nothing.
/// Blocks; on a worker thread.
class PlanApplication final {
    Q_DISABLE_COPY_MOVE(PlanApplication)

public:
    explicit PlanApplication(Session session, ApplyTimes times = {});

    ChangeResult apply(
        const AgreedPlan& agreed, ApplyObserver& observer, const PauseControl& pauseControl, const CallContext& limits);
    /// The same as a part of a larger operation.
    ChangeResult applyWithin(
        const ApplyFrame& frame, const AgreedPlan& agreed, ApplyObserver& observer, const PauseControl& pauseControl,
        const CallContext& limits);
    /// For one that was interrupted: goes on where it was, or says what is left. Stays open only where a store cannot
    /// be read.
    ChangeResult resume(
        const ApplyFrame& frame, WorkflowRun& run, const JournalEntry& entry, ApplyObserver& observer,
        const CallContext& limits);

private:
    const Session m_session;
    const ApplyTimes m_times;
};

/// "Delete 3 instances", with whose they are where it is one: what the journal calls the operation.
QString applyTitle(const Plan& plan, const Audit& audit);

} // namespace steward
