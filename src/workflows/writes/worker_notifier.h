#pragma once

#include "stores/cache_port.h"
#include "workflows/outbox/outbox.h"
#include "workflows/session/change_result.h"

#include <vector>

namespace steward {

class WorkflowRun;

/// Tells the workers of an instance that came or went. What nobody heard is kept in the outbox (WORKFLOWS, "Workers"),
/// and what is kept of the instance from before is told first. Telling twice does no harm, so a lost answer is told
/// again. Blocks.
class WorkerNotifier final {
    Q_DISABLE_COPY_MOVE(WorkerNotifier)

public:
    WorkerNotifier(CachePort& cache, WorkflowRun& run, Outbox* outbox)
        : m_cache(cache)
        , m_run(run)
        , m_outbox(outbox)
    {
    }

    Result<WorkersOutcome> tell(const WorkerMessage& message, const CallContext& limits);

    /// The same for many, pipelined, in the order asked. An error: some may not have been told.
    Result<std::vector<WorkersOutcome>> tellAll(const std::vector<WorkerMessage>& messages, const CallContext& limits);

private:
    Result<std::vector<WorkerCount>> publishAll(const std::vector<WorkerMessage>& messages, const CallContext& limits);
    Result<WorkerCount> publish(const WorkerMessage& message, Outbox::News news, const CallContext& limits);

    CachePort& m_cache;
    WorkflowRun& m_run;
    Outbox* const m_outbox;
};

/// The warning for a person where nobody heard it.
QString nobodyHeardSentence();

} // namespace steward
