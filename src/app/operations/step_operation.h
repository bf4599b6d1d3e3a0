#pragma once

#include "app/operations/checklist_model.h"
#include "app/operations/operation.h"

namespace steward {

class ActivityLog;
struct StepEvent;

/// What the work of an operation with steps tells of itself: its checklist, how far it is, what came of it. Goes with
/// its operation, not with the window that shows it.
class StepOperation final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StepOperation)

public:
    /// A new operation of the log.
    static StepOperation*
    begin(ActivityLog& log, const Operation::What& what, QDialog* dialog, const Operation::Control& control);

    Operation& operation() const { return m_operation; }
    void hear(const StepEvent& event);
    void setRows(std::vector<ChecklistModel::Row> rows);
    void setRow(int row, const ChecklistModel::Row& content);
    /// Where it stands now: one more line, unless the last one says the same.
    void say(const ChecklistModel::Row& row);
    /// The lines are what its window shows at the end.
    void end(Operation::State state, const std::vector<StatusList::Line>& lines, std::optional<Report> report = {});

private:
    explicit StepOperation(Operation& operation);
    void count();

    Operation& m_operation; ///< its parent
    const std::shared_ptr<ChecklistModel> m_checklist = std::make_shared<ChecklistModel>();
};

} // namespace steward
