#pragma once

#include "stores/call_context.h"
#include "workflows/base/store_ports.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_record.h"
#include "workflows/creation/creation_steps.h"
#include "workflows/creation/creation_undo.h"

namespace steward {

class WorkflowRun;

/// One creation from its claim to its end, whether it has just begun or was interrupted: forward through the steps, or
/// back through the undo. Gives the operation its end in the journal, unless something is left for resume.
class CreationWorkflow final {
    Q_DISABLE_COPY_MOVE(CreationWorkflow)

public:
    CreationWorkflow(
        const Session& session, const CreationTimes& times, WorkflowRun& run, CreationRecord record,
        WorkflowObserver& observer);

    /// From the claim on.
    CreationResult run(const CallContext& limits);
    /// From where the record says that it was interrupted.
    CreationResult resume(const CallContext& limits);

private:
    CreationResult goForward(bool isCreated, const CallContext& limits);
    std::optional<Error> inTheWay(const CallContext& limits);
    CreationResult goOnKnowing(bool isClaimed, bool isCreated, const CallContext& limits);
    CreationResult goFromCreate(const CallContext& limits);
    CreationResult goFromProof(const CallContext& limits);
    CreationResult rollBack(CreationStep failed, const Error& why);
    CreationResult takenBy(const std::vector<Integration>& standing);
    CreationResult leaveOpen(const Error& why);
    CreationResult end(OperationOutcome outcome);
    void start(CreationStep step);
    void done(CreationStep step, const QString& note = {});

    const Session& m_session;
    const CreationTimes& m_times;
    WorkflowRun& m_run;
    CreationRecord m_record;
    WorkflowObserver& m_observer;
    StorePorts m_ports;
    CreationSteps m_steps;
    CreationResult m_result;
    bool m_isResumed = false;
};

QString creationKind(); ///< the journal's word: "create"
QStringList creationStepTitles();

} // namespace steward
