#pragma once

#include "stores/limits.h"
#include "workflows/engine/workflow_run.h"

#include <functional>

namespace steward {

/// A write that may be repeated without harm: again, where its answer was lost, three times at most.
template<class T>
Result<T> writeRepeated(
    WorkflowRun& run, const JournalStep& step, const std::function<Result<T>()>& send, const Limits& limits,
    const WorkflowRun::Note<T>& note = {})
{
    Result<T> answer = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < 3 && !answer; ++attempt) {
        answer = run.write<T>(step, send, note);
        if (!answer && (limits.expired() || run.trouble() || stepOutcomeOf(answer.error()) != StepOutcome::Unknown))
            break;
    }
    return answer;
}

} // namespace steward
