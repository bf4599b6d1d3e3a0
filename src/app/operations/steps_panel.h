#pragma once

#include "app/operations/step_event.h"
#include "app/style/status_list.h"
#include "workflows/journal/journal_values.h"

#include <QScrollArea>

namespace steward {

/// The live checklist of an operation, and below it what came of it.
class StepsPanel final : public QScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepsPanel)

public:
    explicit StepsPanel(QWidget* parent = nullptr);

    /// Before a new run.
    void clear();
    void hear(const StepEvent& news);
    void setOutcome(const std::vector<StatusList::Line>& lines);
    const StatusList& steps() const { return *m_steps; }
    const StatusList& outcome() const { return *m_outcome; }

private:
    StatusList* m_steps;
    StatusList* m_outcome;
};

Mark stepMark(StepState state);
/// How an operation ended, by shape and colour.
Mark outcomeMark(OperationOutcome outcome);

} // namespace steward
