#pragma once

#include "domain/error.h"
#include "domain/plans/plan.h"
#include "stores/call_context.h"
#include "workflows/execute/apply_record.h"
#include "workflows/execute/apply_times.h"
#include "workflows/execute/item_results.h"

#include <optional>

namespace steward {

class ServerPort;
class WorkflowRun;

/// What an earlier run took out of webhooks is added again where the instance stays after all: the item was left since,
/// or the run was killed before it did so (WORKFLOWS, "Deletion", quiet). Blocks.
class ResumedWebhooks final {
    Q_DISABLE_COPY_MOVE(ResumedWebhooks)

public:
    ResumedWebhooks(ServerPort& server, WorkflowRun& run, const ApplyTimes& times)
        : m_server(server)
        , m_run(run)
        , m_times(times)
    {
    }

    /// `ends`: of this run, all there. An error: one could not be, and waits for the next resume.
    std::optional<Error>
    wake(const Plan& plan, const ItemResults& ends, const ResumeState& resumeState, const CallContext& limits);

private:
    ServerPort& m_server;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
};

} // namespace steward
