#pragma once

#include "stores/limits.h"
#include "workflows/journal/workflow_run.h"

#include <functional>
#include <vector>

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

/// The same for many that go out as one: each has its own intent, all of them one commit, before every attempt.
template<class T>
Result<T> writeAllRepeated(
    WorkflowRun& run, const std::vector<JournalStep>& steps, const std::function<Result<T>()>& send,
    const Limits& limits)
{
    Result<T> answer = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < 3 && !answer; ++attempt) {
        const Result<qint64> first = run.announceAll(steps);
        if (!first)
            return std::unexpected(first.error());
        answer = send();
        std::vector<JournalStepResult> results;
        for (size_t place = 0; place < steps.size(); ++place) {
            const auto error = answer ? std::nullopt : std::optional(answer.error());
            results.push_back(stepResult(*first + static_cast<qint64>(place), error));
        }
        run.concludeAll(results);
        if (!answer && (limits.expired() || run.trouble() || stepOutcomeOf(answer.error()) != StepOutcome::Unknown))
            break;
    }
    return answer;
}

} // namespace steward
