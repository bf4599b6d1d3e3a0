#pragma once

#include "app/operations/operation_service.h"
#include "workflows/session/workflow_observer.h"

#include <functional>
#include <stop_token>

namespace steward {

/// What a workflow says while it runs, as it travels to its dialog.
struct StepEvent {
    QStringList titles; ///< not empty: the steps are known now; the rest says nothing then
    int step = 0;
    StepState state = StepState::Waiting;
    QString note;
};

/// Passes on what a workflow says; lives on its worker.
class StepReporter final : public WorkflowObserver {
    Q_DISABLE_COPY_MOVE(StepReporter)

public:
    explicit StepReporter(const OperationService::Tell<StepEvent>& tell)
        : m_tell(tell)
    {
    }
    void stepsKnown(const QStringList& titles) override { m_tell({.titles = titles}); }
    void stepChanged(int step, StepState state, const QString& note) override { m_tell({{}, step, state, note}); }

private:
    const OperationService::Tell<StepEvent>& m_tell;
};

/// Work with steps, as OperationService::run() takes it.
template<class Answer>
auto tellingSteps(std::function<Answer(const Session&, WorkflowObserver&, const std::stop_token&)> work)
{
    return [work = std::move(work)](
               const Session& session, const OperationService::Tell<StepEvent>& tell, const std::stop_token& stop) {
        StepReporter reporter(tell);
        return work(session, reporter, stop);
    };
}

} // namespace steward
