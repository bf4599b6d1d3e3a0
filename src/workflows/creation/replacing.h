#pragma once

#include "domain/plans/agreed_plan.h"
#include "workflows/creation/creation.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_times.h"

namespace steward {

class PauseControl;
struct JournalEntry;

/// Its items are those of what was deleted, then the new instance, where it came to that.
struct ReplacingResult : CreationResult {
    bool isRoomMade = false; ///< what stood there is gone: the last item is the new instance
};

/// Deletes what stands for an organization, as a plan showed it, and creates its new instance: one operation in the
/// journal (WORKFLOWS, "Deletion": replace). Cut anywhere, resume goes on to the new instance where an application and
/// a creation of now would, or says that the organization has none and which command creates it. Blocks.
class Replacing final {
    Q_DISABLE_COPY_MOVE(Replacing)

public:
    explicit Replacing(Session session, CreationTimes times = {}, ApplyTimes applyTimes = {});

    /// Nothing is deleted where the new one could not be created afterwards. The steps are the creation's, before them
    /// the deletion, whose items `items` hears of.
    ReplacingResult replace(
        const AgreedPlan& agreed, const CreationRequest& request, ApplyObserver& items, WorkflowObserver& steps,
        const PauseControl& pauseControl, const CallContext& limits);
    /// For one that was interrupted in either half.
    ReplacingResult
    resume(WorkflowRun& run, const JournalEntry& entry, WorkflowObserver& steps, const CallContext& limits);

private:
    std::optional<Error> obstacle(const Plan& shown, const CreationRequest& request, const CallContext& limits) const;
    ReplacingResult create(
        WorkflowRun& run, const ChangeResult& removed, const CreationRequest& request, WorkflowObserver& steps,
        const CallContext& limits);

    const Session m_session;
    const CreationTimes m_times;
    const ApplyTimes m_applyTimes;
};

QString replacingKind(); ///< the journal's word: "apply-replace"

} // namespace steward
