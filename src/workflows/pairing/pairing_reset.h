#pragma once

#include "stores/limits.h"
#include "workflows/creation/creation.h"

#include <QStringList>

namespace steward {

class WorkflowRun;

/// What a reset would do, as it was seen: shown before it is done.
struct ResetPlan {
    InstanceName name;
    QUuid organizationId;
    QString organizationName;
    QUuid serverId;
    QUuid rowId;
    bool hadCacheEntries = false;
    std::optional<Error> refusal; ///< why it is not to be reset

    /// One line a change, with "−", "+" or "~" before it; for people.
    QStringList lines() const;
};

/// The cure for a pairing that goes round and round (DOMAIN, "What goes wrong" 7): delete on the server, proof, create
/// again under the same name; row and token are kept. Never of an instance that is connected. Blocks; on a worker.
class PairingReset final {
    Q_DISABLE_COPY_MOVE(PairingReset)

public:
    explicit PairingReset(WorkspaceAccess access, CreationTimes times = {});

    /// Reads all three stores; changes nothing.
    ResetPlan plan(const InstanceName& name, const Limits& limits);
    /// Looks again first; what is not as in the plan is refused. The steps are the creation's, its first one the
    /// removal.
    CreationResult reset(const ResetPlan& plan, WorkflowObserver& observer, const Limits& limits);
    /// For one that was interrupted: what has been deleted is created again.
    CreationResult
    resume(WorkflowRun& run, const JournalTrail& trail, WorkflowObserver& observer, const Limits& limits);

private:
    CreationResult
    createAgain(WorkflowRun& run, const ResetPlan& plan, WorkflowObserver& observer, const Limits& limits);
    std::optional<Error> proveGone(WorkflowRun& run, const InstanceName& name, bool asks, const Limits& limits);

    const WorkspaceAccess m_access;
    const CreationTimes m_times;
};

QString resetKind(); ///< the journal's word: "reset-pairing"

} // namespace steward
