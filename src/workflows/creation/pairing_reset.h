#pragma once

#include "domain/plans/breakers.h"
#include "domain/plans/confirmation.h"
#include "domain/plans/plan.h"
#include "stores/call_context.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_record.h"
#include "workflows/writes/server_deletion.h"
#include "workflows/writes/staying_instances.h"

#include <QStringList>

namespace steward {

class WorkflowRun;
struct JournalEntry;
struct MadePlan;

/// What a reset would do, as it was seen: shown before it is done.
struct ResetPlan {
    InstanceName name;
    QString organizationName;
    PlanItem item;                            ///< what counts of it, and its steps
    QStringList lines;                        ///< for people
    std::optional<Error> refusal;             ///< why it is not to be reset
    BreakerVerdict verdict;                   ///< with the text to be typed, where one is asked (in production, …)
    std::optional<Confirmation> confirmation; ///< what a person types in the window for it
};

/// The cure for a pairing that goes round and round (DOMAIN, "What goes wrong" 7): delete on the server, proof, create
/// again under the same name; row and token are kept. Never of an instance that is connected. Blocks; on a worker.
class PairingReset final {
    Q_DISABLE_COPY_MOVE(PairingReset)

public:
    explicit PairingReset(Session session, CreationTimes times = {});

    /// Reads all three stores; changes nothing.
    ResetPlan plan(const InstanceName& name, const CallContext& limits);
    /// Looks again first; what is not as in the plan, or not passed by what was typed, is refused. The steps are the
    /// creation's, its first one the removal.
    CreationResult reset(
        const ResetPlan& plan, const std::optional<QString>& typed, WorkflowObserver& observer,
        const CallContext& limits);
    /// For one that was interrupted: what has been deleted is created again; what has not is deleted only as a reset of
    /// now would.
    CreationResult
    resume(WorkflowRun& run, const JournalEntry& entry, WorkflowObserver& observer, const CallContext& limits);

private:
    CreationResult
    createAgain(WorkflowRun& run, CreationRecord record, WorkflowObserver& observer, const CallContext& limits);
    struct Interrupted;
    CreationResult resume(
        WorkflowRun& run, Interrupted what, const MadePlan& now, WorkflowObserver& observer, const CallContext& limits);
    static std::optional<Error> whyLeft(const Interrupted& what, const MadePlan& now, bool isListed, bool isToAsk);
    Result<void> wakeAgain(WorkflowRun& run, const Interrupted& what, const CallContext& limits) const;
    Result<Removal>
    ask(WorkflowRun& run, const InstanceName& name, const Quietness& earlier, const CallContext& limits);
    std::optional<Error>
    proveGone(WorkflowRun& run, CreationRecord& record, const StayingInstances& staying, const CallContext& limits);
    StayingInstances stayingBeside(const InstanceName& name, const CallContext& limits) const;

    const Session m_session;
    const CreationTimes m_times;
};

QString resetKind(); ///< the journal's word: "reset-pairing"

} // namespace steward
