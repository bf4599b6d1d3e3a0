#include "app/table/instance_table.h"

#include "app/style/mark_delegate.h"
#include "app/style/type.h"

#include <QEvent>
#include <QHeaderView>
#include <QItemSelection>
#include <QScrollBar>

namespace steward {
namespace {

/// A state of other columns does not fit these.
QByteArray columnsPrefix()
{
    return QByteArray::number(steward::columnCount) + ':';
}

} // namespace

void ReplacingSelectionModel::select(const QItemSelection& selection, SelectionFlags command)
{
    QItemSelectionModel::select(selection, command);
    if (command.testFlag(Clear))
        Q_EMIT replaced();
}

InstanceTable::InstanceTable(QWidget* parent)
    : QTableView(parent)
{
    setItemDelegate(new MarkDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false); // Tab leaves the table, the arrow keys move in it
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    setRowHeight();
    m_onScreenTimer.setSingleShot(true);
    m_onScreenTimer.setInterval(300); // not while one scrolls past
    connect(&m_onScreenTimer, &QTimer::timeout, this, &InstanceTable::onScreenChanged);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_onScreenTimer, qOverload<>(&QTimer::start));
}

void InstanceTable::setInstanceModel(InstanceModel* model)
{
    m_model = model;
    setModel(model);
    const std::unique_ptr<QItemSelectionModel> usual(selectionModel());
    auto* replacing = new ReplacingSelectionModel(model, this);
    setSelectionModel(replacing);
    connect(replacing, &ReplacingSelectionModel::replaced, this, &InstanceTable::replaceSelection);
    horizontalHeader()->setSortIndicator(static_cast<int>(Column::Findings), Qt::AscendingOrder);
    setSortingEnabled(true);
    setDefaultColumns();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &InstanceTable::rememberTop);
    connect(model, &QAbstractItemModel::modelReset, this, &InstanceTable::restoreAfterReset);
    connect(model, &InstanceModel::answersCame, this, &InstanceTable::takeAnswers);
}

void InstanceTable::setRowHeight()
{
    verticalHeader()->setDefaultSectionSize(scaled(32));
    verticalHeader()->setMinimumSectionSize(scaled(32));
}

void InstanceTable::setDefaultColumns()
{
    const int letter = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    const std::array<int, steward::columnCount> letters{14, 18, 12, 12, 11, 10, 12, 16, 9, 15, 20};
    for (int column = 0; column < steward::columnCount; ++column)
        setColumnWidth(column, letters[static_cast<size_t>(column)] * letter);
    // What is wrong stands beside what it is about, and not beyond the window's edge.
    horizontalHeader()->moveSection(static_cast<int>(Column::Findings), static_cast<int>(Column::Server));
    horizontalHeader()->moveSection(
        horizontalHeader()->visualIndex(static_cast<int>(Column::Verdict)), static_cast<int>(Column::Server));
}

QByteArray InstanceTable::columnState() const
{
    return columnsPrefix() + horizontalHeader()->saveState();
}

void InstanceTable::restoreColumns(const QByteArray& state)
{
    if (state.startsWith(columnsPrefix()))
        horizontalHeader()->restoreState(state.mid(columnsPrefix().size()));
}

const AuditRow* InstanceTable::currentRow() const
{
    const auto& index = m_model->auditIndex();
    const int row = index && !m_current.isEmpty() ? index->rowOf(m_current) : -1;
    return row >= 0 ? &index->row(row) : nullptr;
}

bool InstanceTable::showInstance(const InstanceName& name)
{
    const int shown =
        m_model->auditIndex() ? m_model->shownRow(m_model->auditIndex()->rowOf("name:" + name.utf8())) : -1;
    if (shown < 0)
        return false;
    selectRow(shown);
    setCurrentIndex(m_model->index(shown, static_cast<int>(Column::Instance)));
    scrollTo(currentIndex(), PositionAtCenter);
    return true;
}

void InstanceTable::selectOnly(const std::vector<QByteArray>& identities)
{
    selectionModel()->clearSelection();
    m_selection.clear();
    m_isRestoring = true;
    for (const QByteArray& identity : identities) {
        const int row = m_model->auditIndex() ? m_model->auditIndex()->rowOf(identity) : -1;
        if (row >= 0)
            m_selection.set(row, true);
    }
    restoreSelection();
    m_isRestoring = false;
}

std::vector<InstanceName> InstanceTable::namesOnScreen() const
{
    std::vector<InstanceName> names;
    if (!m_model || m_model->rowCount() == 0)
        return names;
    const int first = std::max(rowAt(0), 0);
    const int bottom = rowAt(viewport()->height() - 1);
    const int last = bottom < 0 ? m_model->rowCount() - 1 : bottom;
    for (int row = first; row <= last; ++row) {
        if (m_model->row(row).kind == RowKind::Instance)
            names.push_back(m_model->row(row).name);
    }
    return names;
}

void InstanceTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (m_isRestoring || !m_model)
        return;
    for (const QItemSelectionRange& range : deselected) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selection.set(m_model->auditRow(row), false);
    }
    for (const QItemSelectionRange& range : selected) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selection.set(m_model->auditRow(row), true);
    }
}

void InstanceTable::replaceSelection()
{
    m_selection.clear();
    selectionChanged(selectionModel()->selection(), {});
}

void InstanceTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_isRestoring || !m_model)
        return;
    m_currentColumn = std::max(current.column(), 0);
    const QByteArray identity = current.isValid() ? m_model->row(current.row()).identity() : QByteArray();
    if (identity == m_current)
        return;
    m_current = identity;
    Q_EMIT currentRowChanged();
}

void InstanceTable::rememberTop()
{
    m_isRestoring = true;
    const int top = m_model->rowCount() > 0 ? rowAt(0) : -1;
    m_top = top > 0 ? m_model->row(top).identity() : QByteArray();
}

void InstanceTable::restoreAfterReset()
{
    const auto& index = m_model->auditIndex();
    m_selection.setIndex(index);
    const int current = index && !m_current.isEmpty() ? m_model->shownRow(index->rowOf(m_current)) : -1;
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_model->index(current, m_currentColumn), QItemSelectionModel::NoUpdate);
    restoreSelection();
    const bool isNewReading = std::exchange(m_seen, index.get()) != index.get();
    const int top = index && !m_top.isEmpty() ? m_model->shownRow(index->rowOf(m_top)) : -1;
    if (isNewReading && top >= 0)
        scrollTo(m_model->index(top, 0), PositionAtTop); // what one looks at stays where it is
    else if (!isNewReading && current >= 0)
        scrollTo(m_model->index(current, 0));
    m_isRestoring = false;
    m_onScreenTimer.start();
    Q_EMIT currentRowChanged();
}

void InstanceTable::takeAnswers()
{
    m_selection.setIndex(m_model->auditIndex());
    m_seen = m_model->auditIndex().get();
    Q_EMIT currentRowChanged();
}

void InstanceTable::restoreSelection()
{
    QItemSelection ranges;
    const int rows = m_model->rowCount();
    const int lastColumn = steward::columnCount - 1;
    for (int row = 0; row < rows; ++row) {
        if (!m_selection.has(m_model->auditRow(row)))
            continue;
        const int first = row;
        while (row + 1 < rows && m_selection.has(m_model->auditRow(row + 1)))
            ++row;
        ranges.append(QItemSelectionRange(m_model->index(first, 0), m_model->index(row, lastColumn)));
    }
    selectionModel()->select(ranges, QItemSelectionModel::Select);
}

void InstanceTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    m_onScreenTimer.start();
}

void InstanceTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeight();
}

} // namespace steward
