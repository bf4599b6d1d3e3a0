#pragma once

#include "app/activity/activity.h"
#include "app/activity/checklist_model.h"

namespace steward {

class ActivityLog;
struct StepNews;

/// What a dialog with steps tells of its operation. Where the log is gone nothing is told any more.
class StepActivity final {
    Q_DISABLE_COPY_MOVE(StepActivity)

public:
    StepActivity() = default;

    void begin(ActivityLog& log, const Activity::What& what, QDialog* dialog, const Activity::Hands& hands);
    void hear(const StepNews& news);
    void setRows(std::vector<ChecklistModel::Row> rows);
    void setRow(int row, const ChecklistModel::Row& content);
    /// Where it stands now: one more line, unless the last one says the same.
    void say(const ChecklistModel::Row& row);
    void setStopping();
    /// The lines are what the dialog shows at the end.
    void end(Activity::State state, const std::vector<MarkedList::Line>& lines, std::optional<Report> report = {});
    void continueInBackground();

private:
    void count();

    QPointer<Activity> m_activity;
    std::shared_ptr<ChecklistModel> m_checklist;
};

} // namespace steward
