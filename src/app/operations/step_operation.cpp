#include "app/operations/step_operation.h"

#include "app/operations/activity_log.h"
#include "app/operations/step_event.h"

namespace steward {

StepOperation::StepOperation(Operation& operation)
    : QObject(&operation)
    , m_operation(operation)
{
    m_operation.setChecklist(m_checklist);
}

StepOperation*
StepOperation::begin(ActivityLog& log, const Operation::What& what, QDialog* dialog, const Operation::Control& control)
{
    return new StepOperation(*log.begin(what, dialog, control));
}

void StepOperation::hear(const StepEvent& event)
{
    m_checklist->hear(event);
    count();
}

void StepOperation::setRows(std::vector<ChecklistModel::Row> rows)
{
    m_checklist->setRows(std::move(rows));
    count();
}

void StepOperation::setRow(int row, const ChecklistModel::Row& content)
{
    m_checklist->setRow(row, content);
    count();
}

void StepOperation::say(const ChecklistModel::Row& row)
{
    const auto& rows = m_checklist->rows();
    if (rows.empty() || rows.back().line.title != row.line.title)
        m_checklist->addRow(row);
    else
        m_checklist->setRow(static_cast<int>(rows.size()) - 1, row);
}

void StepOperation::count()
{
    m_operation.setProgress({m_checklist->ended(), m_checklist->rowCount()});
}

void StepOperation::end(
    Operation::State state, const std::vector<StatusList::Line>& lines, std::optional<Report> report)
{
    m_checklist->addOutcome(lines);
    m_operation.end({state, lines.empty() ? StatusList::Line{} : lines.front(), std::move(report)});
}

} // namespace steward
