#include "app/journal/journal_model.h"

#include "app/journal/unfinished_work.h"
#include "app/style/appearance.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"

#include <QGuiApplication>

#include <algorithm>

namespace steward {
namespace {

Mark stateMark(const JournalEntry& entry)
{
    if (!entry.outcome)
        return entry.isHeld ? Mark{MarkShape::FilledRing, Tone::Busy} : Mark{MarkShape::Diamond, Tone::Warning};
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return {MarkShape::Dot, Tone::Good};
    case OperationOutcome::Partial:
        return {MarkShape::Diamond, Tone::Warning};
    case OperationOutcome::Refused:
        return {MarkShape::Dash, Tone::Quiet};
    case OperationOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

JournalFilter::State stateOf(const JournalEntry& entry)
{
    if (!entry.outcome)
        return JournalFilter::State::Open;
    switch (*entry.outcome) {
    case OperationOutcome::Done:
        return JournalFilter::State::Done;
    case OperationOutcome::Partial:
        return JournalFilter::State::Partial;
    case OperationOutcome::Refused:
        return JournalFilter::State::Refused;
    case OperationOutcome::Failed:
        return JournalFilter::State::Failed;
    }
    return JournalFilter::State::Partial; // what was done of it is not known
}

} // namespace

JournalModel::JournalModel(QString profileId, QObject* parent)
    : QAbstractTableModel(parent)
    , m_profileId(std::move(profileId))
{
}

void JournalModel::setEntries(std::vector<JournalEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    std::ranges::reverse(m_entries);
    show();
    endResetModel();
}

void JournalModel::setFilter(const JournalFilter& filter)
{
    beginResetModel();
    m_filter = filter;
    show();
    endResetModel();
}

void JournalModel::show()
{
    m_shown.clear();
    for (size_t place = 0; place < m_entries.size(); ++place) {
        if (matches(m_entries[place]))
            m_shown.push_back(place);
    }
}

bool JournalModel::matches(const JournalEntry& entry) const
{
    if (m_filter.state != JournalFilter::State::Any && m_filter.state != stateOf(entry))
        return false;
    if (!m_filter.kind.isEmpty() && m_filter.kind != entry.task.kind)
        return false;
    for (int column = 0; column < ColumnCount; ++column) {
        if (text(entry, column).contains(m_filter.text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

int JournalModel::rowOf(const QUuid& id) const
{
    const auto found = std::ranges::find_if(m_shown, [&](size_t place) { return m_entries[place].id == id; });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

QStringList JournalModel::kinds() const
{
    QStringList kinds;
    for (const JournalEntry& entry : m_entries) {
        if (!kinds.contains(entry.task.kind))
            kinds << entry.task.kind;
    }
    return kinds;
}

int JournalModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int JournalModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JournalModel::data(const QModelIndex& index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const JournalEntry& one = entry(index.row());
    const QPalette palette = QGuiApplication::palette();
    if (role == Qt::DecorationRole && index.column() == StateColumn)
        return shapeIcon(stateMark(one), palette);
    if (role == Qt::ForegroundRole && one.task.profile != m_profileId)
        return quietColor(palette);
    if (role == Qt::ToolTipRole && index.column() == TitleColumn)
        return escapedToolTip(one.task.title);
    if (role != Qt::DisplayRole)
        return {};
    return text(one, index.column());
}

QString JournalModel::text(const JournalEntry& entry, int column) const
{
    switch (column) {
    case BegunColumn:
        return timeText(entry.begunAt);
    case TitleColumn:
        return entry.task.title;
    case WorkstationColumn:
        return entry.task.workstation;
    default:
        return journalStateText(entry);
    }
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BegunColumn:
        return tr("Begun");
    case TitleColumn:
        return tr("Operation");
    case WorkstationColumn:
        return tr("Desk");
    default:
        return tr("State");
    }
}

} // namespace steward
