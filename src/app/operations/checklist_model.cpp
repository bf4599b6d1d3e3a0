#include "app/operations/checklist_model.h"

#include "app/operations/activity_words.h"
#include "app/operations/checklist_role.h"
#include "app/operations/step_event.h"
#include "app/style/item_roles.h"
#include "app/style/plain_text.h"

#include <QFont>

#include <algorithm>

namespace steward {
namespace {

ChecklistModel::Row rowOf(const QString& title, StepState state, const QString& note)
{
    const bool isStrong = state == StepState::Running || state == StepState::Failed;
    const QStringList notes = note.isEmpty() ? QStringList() : QStringList{note};
    return {
        {stepMark(state), title, notes, isStrong},
        stepStateText(state),
        state != StepState::Waiting && state != StepState::Running};
}

} // namespace

ChecklistModel::ChecklistModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ChecklistModel::hear(const StepEvent& event)
{
    if (!event.titles.isEmpty()) {
        std::vector<Row> rows;
        for (const QString& title : event.titles)
            rows.push_back(rowOf(title, StepState::Waiting, {}));
        return setRows(std::move(rows));
    }
    if (event.step >= 0 && event.step < rowCount())
        setRow(event.step, rowOf(m_rows[static_cast<size_t>(event.step)].line.title, event.state, event.note));
}

void ChecklistModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ChecklistModel::setRow(int row, const Row& content)
{
    m_rows[static_cast<size_t>(row)] = content;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void ChecklistModel::addRow(const Row& content)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(content);
    endInsertRows();
}

void ChecklistModel::addOutcome(const std::vector<StatusList::Line>& lines)
{
    for (const StatusList::Line& line : lines)
        addRow({line, {}, true, true});
}

int ChecklistModel::ended() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const Row& row) { return row.isEnded; }));
}

int ChecklistModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChecklistModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChecklistModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<size_t>(index.row())];
    const QString notes = row.line.notes.join(QLatin1Char('\n'));
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return index.column() == StepColumn ? row.line.title : index.column() == StateColumn ? row.state : notes;
    case Qt::ToolTipRole:
        return escapedToolTip(notes.isEmpty() ? row.line.title : notes);
    case MarkRole:
        return index.column() == StepColumn ? QVariant::fromValue(row.line.mark) : QVariant();
    case DetailRole:
        return notes;
    case ItemPartRole:
        return row.isOutcome ? QVariant(static_cast<int>(ItemPart::Outcome)) : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return row.line.strong && index.column() == StepColumn ? QVariant(font) : QVariant();
    }
    default:
        return {};
    }
}

QVariant ChecklistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StepColumn:
        return tr("Step");
    case StateColumn:
        return tr("State");
    case NoteColumn:
        return tr("What came of it");
    default:
        return {};
    }
}

} // namespace steward
