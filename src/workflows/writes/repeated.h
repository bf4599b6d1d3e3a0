#pragma once

#include "stores/call_context.h"
#include "workflows/journal/workflow_run.h"

#include <functional>
#include <vector>

namespace steward {

/// A write whose answer was lost, and that does no harm when it is sent again.
inline bool mayRepeat(const WorkflowRun& run, const Error& error, const CallContext& limits)
{
    return !limits.expired() && !limits.stopped() && !run.trouble() && stepOutcomeOf(error) == StepOutcome::Unknown;
}

/// A write that may be repeated without harm: again, where its answer was lost, three times at most.
template<class T>
Result<T> writeRepeated(
    WorkflowRun& run, const JournalStep& step, const std::function<Result<T>()>& send, const CallContext& limits,
    const WorkflowRun::Note<T>& note = {})
{
    Result<T> answer = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < 3 && !answer; ++attempt) {
        answer = run.write<T>(step, send, note);
        if (!answer && !mayRepeat(run, answer.error(), limits))
            break;
    }
    return answer;
}

/// Tells the journal what the answer says of one of many.
template<class T>
using NoteEach = std::function<void(const T& answer, size_t place, JournalFields& after)>;

/// The same for many that go out as one: each has its own intent, all of them one commit, before every attempt.
template<class T>
Result<T> writeAllRepeated(
    WorkflowRun& run, const std::vector<JournalStep>& steps, const std::function<Result<T>()>& send,
    const CallContext& limits, const NoteEach<T>& note = {})
{
    Result<T> answer = std::unexpected(stoppedError());
    for (int attempt = 0; attempt < 3 && !answer; ++attempt) {
        const Result<qint64> first = run.announceAll(steps);
        if (!first)
            return std::unexpected(first.error());
        answer = send();
        std::vector<JournalStepResult> results;
        for (size_t place = 0; place < steps.size(); ++place) {
            JournalFields after;
            if (answer && note)
                note(*answer, place, after);
            const auto error = answer ? std::nullopt : std::optional(answer.error());
            results.push_back(stepResult(*first + static_cast<qint64>(place), error, std::move(after)));
        }
        run.concludeAll(results);
        if (!answer && !mayRepeat(run, answer.error(), limits))
            break;
    }
    return answer;
}

} // namespace steward
