#include "app/activity/step_activity.h"

#include "app/activity/activity_log.h"
#include "app/operations/step_news.h"

namespace steward {

void StepActivity::begin(ActivityLog& log, const Activity::What& what, QDialog* dialog, const Activity::Hands& hands)
{
    m_checklist = std::make_shared<ChecklistModel>();
    m_activity = log.begin(what, dialog, hands);
    m_activity->setChecklist(m_checklist);
}

void StepActivity::hear(const StepNews& news)
{
    if (!m_activity)
        return;
    m_checklist->hear(news);
    count();
}

void StepActivity::setRows(std::vector<ChecklistModel::Row> rows)
{
    if (!m_activity)
        return;
    m_checklist->setRows(std::move(rows));
    count();
}

void StepActivity::setRow(int row, const ChecklistModel::Row& content)
{
    if (!m_activity)
        return;
    m_checklist->setRow(row, content);
    count();
}

void StepActivity::say(const ChecklistModel::Row& row)
{
    if (!m_activity)
        return;
    const auto& rows = m_checklist->rows();
    if (rows.empty() || rows.back().line.title != row.line.title)
        m_checklist->addRow(row);
    else
        m_checklist->setRow(static_cast<int>(rows.size()) - 1, row);
}

void StepActivity::count()
{
    m_activity->setProgress({m_checklist->ended(), m_checklist->rowCount(), {}});
}

void StepActivity::setStopping()
{
    if (m_activity)
        m_activity->setStopping();
}

void StepActivity::end(Activity::State state, const std::vector<MarkedList::Line>& lines, std::optional<Report> report)
{
    if (!m_activity)
        return;
    m_checklist->addOutcome(lines);
    m_activity->end({state, lines.empty() ? MarkedList::Line{} : lines.front(), std::move(report)});
}

void StepActivity::continueInBackground()
{
    if (m_activity)
        m_activity->continueInBackground();
}

} // namespace steward
