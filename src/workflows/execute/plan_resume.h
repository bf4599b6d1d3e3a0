#pragma once

#include "stores/call_context.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/apply_times.h"
#include "workflows/execute/item_proofs.h"
#include "workflows/read/plan_maker.h"
#include "workflows/session/session.h"

#include <optional>

namespace steward {

class ApplyObserver;
class WorkflowRun;
struct ApplyFrame;
struct JournalEntry;

/// Goes on with a plan whose application was interrupted (WORKFLOWS, "Resume"): it does nothing that a plan of now
/// would not do, but for the end of what was sent. Blocks.
class PlanResume final {
    Q_DISABLE_COPY_MOVE(PlanResume)

public:
    PlanResume(
        const ApplyFrame& frame, const Session& session, const ApplyTimes& times, WorkflowRun& run,
        const JournalEntry& entry)
        : m_frame(frame)
        , m_session(session)
        , m_times(times)
        , m_run(run)
        , m_entry(entry)
    {
    }

    /// Stays open only where a store cannot be read, or lists so few that nothing may be removed.
    ChangeResult goOn(ApplyObserver& observer, const CallContext& limits);

private:
    std::optional<Error> hindrance(const MadePlan& fresh, const Plan& rest) const;
    std::optional<Error> trippedSince(const MadePlan& fresh, const Plan& rest) const;
    BreakerFacts factsWithSent(const BreakerFacts& facts) const;
    bool isRemovalSent(const InstanceName& name) const;
    Plan restOf(const Plan& plan) const;
    ChangeResult goOnWith(MadePlan fresh, const Plan& plan, ApplyObserver& observer, const CallContext& limits);

    const ApplyFrame& m_frame;
    const Session& m_session;
    const ApplyTimes& m_times;
    WorkflowRun& m_run;
    const JournalEntry& m_entry;
    ResumeState m_resumeState;
    ItemProofs::Clock::time_point m_readAt;
};

} // namespace steward
