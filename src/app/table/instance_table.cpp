#include "app/table/instance_table.h"

#include "app/style/type.h"
#include "app/table/instance_delegate.h"
#include "app/table/instance_header.h"
#include "domain/visible_text.h"

#include <QEvent>
#include <QItemSelection>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace steward {
namespace {

/// After a hand was at the table it is held so long.
constexpr std::chrono::milliseconds handsOff{700};
/// A column of little need leaves where the table is narrower than this, in the design's pixels.
constexpr int sinceNeeds = 760;
constexpr int phoneNeeds = 700;
constexpr int organizationNeeds = 200;

/// A state of other columns does not fit these.
QByteArray columnsPrefix()
{
    return QByteArrayLiteral("2:") + QByteArray::number(steward::columnCount) + ':';
}

int leastWidth(Column column)
{
    if (column == Column::Since)
        return sinceNeeds;
    return column == Column::Phone ? phoneNeeds : 0;
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
    , m_header(new InstanceHeader(this))
{
    setHorizontalHeader(m_header);
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
    setFrameShape(NoFrame);
    setRowHeight();
    m_onScreenTimer.setSingleShot(true);
    m_onScreenTimer.setInterval(300); // not while one scrolls past
    connect(&m_onScreenTimer, &QTimer::timeout, this, &InstanceTable::onScreenChanged);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &m_onScreenTimer, qOverload<>(&QTimer::start));
    m_holdTimer.setSingleShot(true);
    m_holdTimer.setInterval(handsOff);
    connect(&m_holdTimer, &QTimer::timeout, this, [this] {
        if (!isHeld())
            Q_EMIT released();
    });
    connect(m_header, &InstanceHeader::checkWanted, this, &InstanceTable::turnAll);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int section) {
        if (section != static_cast<int>(Column::Organization))
            fitColumns();
    });
}

void InstanceTable::setInstanceModel(InstanceModel* model)
{
    m_model = model;
    setModel(model);
    const std::unique_ptr<QItemSelectionModel> usual(selectionModel());
    auto* replacing = new ReplacingSelectionModel(model, this);
    setSelectionModel(replacing);
    connect(replacing, &ReplacingSelectionModel::replaced, this, &InstanceTable::replaceSelection);
    setItemDelegate(new InstanceDelegate(*model, this));
    horizontalHeader()->setSortIndicator(static_cast<int>(Column::Problem), Qt::AscendingOrder);
    setSortingEnabled(true);
    setDefaultWidths();
    chooseFirstColumns();
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &InstanceTable::rememberTop);
    connect(model, &QAbstractItemModel::modelReset, this, &InstanceTable::restoreAfterReset);
    connect(model, &InstanceModel::answersCame, this, &InstanceTable::takeAnswers);
}

void InstanceTable::setRowHeight()
{
    verticalHeader()->setDefaultSectionSize(scaled(32));
    verticalHeader()->setMinimumSectionSize(scaled(32));
    m_header->setFixedHeight(scaled(30));
}

void InstanceTable::setDefaultWidths()
{
    for (int column = 0; column < steward::columnCount; ++column)
        setColumnWidth(column, scaled(widthOf(static_cast<Column>(column))));
}

void InstanceTable::chooseColumn(Column column, bool isChosen)
{
    m_chosen[static_cast<size_t>(column)] = isChosen || column == Column::Organization;
    fitColumns();
}

void InstanceTable::chooseFirstColumns()
{
    for (int column = 0; column < steward::columnCount; ++column)
        m_chosen[static_cast<size_t>(column)] = isShownAtFirst(static_cast<Column>(column));
    fitColumns();
}

/// The organization takes the room that the others leave.
void InstanceTable::fitColumns()
{
    if (!m_model)
        return;
    const int room = viewport()->width();
    int taken = 0;
    for (int place = 0; place < steward::columnCount; ++place) {
        const auto column = static_cast<Column>(place);
        const bool isShown = isColumnChosen(column) && room >= scaled(leastWidth(column));
        if (isColumnHidden(place) == isShown)
            setColumnHidden(place, !isShown);
        if (isShown && column != Column::Organization)
            taken += columnWidth(place);
    }
    const int organization = static_cast<int>(Column::Organization);
    const int width = std::max(room - taken, scaled(organizationNeeds));
    if (columnWidth(organization) != width)
        setColumnWidth(organization, width);
}

QByteArray InstanceTable::columnState() const
{
    QByteArray chosen;
    for (const bool isChosen : m_chosen)
        chosen += isChosen ? '1' : '0';
    return columnsPrefix() + chosen + m_header->saveState();
}

void InstanceTable::restoreColumns(const QByteArray& state)
{
    const QByteArray rest = state.startsWith(columnsPrefix()) ? state.mid(columnsPrefix().size()) : QByteArray();
    if (rest.size() < steward::columnCount || !m_header->restoreState(rest.mid(steward::columnCount)))
        return;
    for (int column = 0; column < steward::columnCount; ++column)
        m_chosen[static_cast<size_t>(column)] = rest[column] == '1' || column == 0;
    setRowHeight();
    fitColumns();
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
    setCurrentIndex(m_model->index(shown, static_cast<int>(Column::Organization)));
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
    tellChosen();
}

const std::vector<int>& InstanceTable::selectedRows() const
{
    if (!m_selectedRows)
        m_selectedRows = m_model->shownOf(m_selection.rows());
    return *m_selectedRows;
}

void InstanceTable::setSelected(int shownRow, bool isSelected)
{
    using enum QItemSelectionModel::SelectionFlag;
    selectionModel()->select(m_model->index(shownRow, 0), (isSelected ? Select : Deselect) | Rows);
}

void InstanceTable::deselectAll()
{
    m_selection.clear();
    selectionModel()->clearSelection();
    tellChosen();
}

bool InstanceTable::isHeld() const
{
    return m_selection.count() > 1 || m_isPressed || m_holdTimer.isActive();
}

void InstanceTable::hold()
{
    m_holdTimer.start();
}

std::vector<Column> InstanceTable::shownColumns() const
{
    std::vector<Column> shown;
    for (int visual = 0; visual < steward::columnCount; ++visual) {
        if (const int column = m_header->logicalIndex(visual); !isColumnHidden(column))
            shown.push_back(static_cast<Column>(column));
    }
    return shown;
}

QString InstanceTable::textOf(const std::vector<int>& shownRows) const
{
    QStringList lines;
    for (const int row : shownRows) {
        QStringList cells;
        for (const Column column : shownColumns())
            cells << visibleText(m_model->index(row, static_cast<int>(column)).data().toString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

/// All that are shown; where they are selected already, none.
void InstanceTable::turnAll()
{
    if (m_header->checked() == Qt::Checked)
        deselectAll();
    else
        selectAll();
    hold();
}

bool InstanceTable::isAtCheck(const QPoint& place) const
{
    const QModelIndex under = indexAt(place);
    return under.isValid() && under.column() == static_cast<int>(Column::Organization) &&
           InstanceDelegate::checkZone(visualRect(under), layoutDirection()).contains(place);
}

QItemSelectionModel::SelectionFlags InstanceTable::selectionCommand(const QModelIndex& index, const QEvent* event) const
{
    const bool isMouse = event && (event->type() == QEvent::MouseButtonPress ||
                                   event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseMove);
    if (isMouse) {
        const auto* mouse = static_cast<const QMouseEvent*>(event);
        const bool isLeft = mouse->button() == Qt::LeftButton && !mouse->modifiers().testFlag(Qt::ShiftModifier);
        if (isLeft && isAtCheck(mouse->pos())) {
            return event->type() == QEvent::MouseButtonPress ? QItemSelectionModel::Toggle | QItemSelectionModel::Rows
                                                             : QItemSelectionModel::NoUpdate;
        }
    }
    return QTableView::selectionCommand(index, event);
}

void InstanceTable::keyPressEvent(QKeyEvent* event)
{
    hold();
    if (event->key() == Qt::Key_Space && currentIndex().isValid()) {
        setSelected(currentIndex().row(), !selectionModel()->isRowSelected(currentIndex().row()));
        return event->accept();
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT inspectWanted();
        return event->accept();
    }
    QTableView::keyPressEvent(event);
}

void InstanceTable::mousePressEvent(QMouseEvent* event)
{
    m_isPressed = true;
    hold();
    QTableView::mousePressEvent(event);
}

void InstanceTable::mouseReleaseEvent(QMouseEvent* event)
{
    m_isPressed = event->buttons() != Qt::NoButton;
    hold();
    QTableView::mouseReleaseEvent(event);
}

void InstanceTable::mouseDoubleClickEvent(QMouseEvent* event)
{
    QTableView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->pos()).isValid() && !isAtCheck(event->pos()))
        Q_EMIT inspectWanted();
}

void InstanceTable::tellChosen()
{
    m_selectedRows.reset();
    const auto selected = static_cast<int>(selectedRows().size());
    m_header->setChecked(
        selected == 0                     ? Qt::Unchecked
        : selected == m_model->rowCount() ? Qt::Checked
                                          : Qt::PartiallyChecked);
    Q_EMIT chosenChanged();
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
    tellChosen();
    if (!isHeld())
        m_holdTimer.start(); // says that it is released
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
    tellChosen();
    if (isNewReading)
        Q_EMIT currentRowChanged();
}

void InstanceTable::takeAnswers()
{
    m_selection.setIndexOfSameRows(m_model->auditIndex());
    m_seen = m_model->auditIndex().get();
    tellChosen();
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
    fitColumns();
    m_onScreenTimer.start();
}

void InstanceTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setRowHeight();
}

} // namespace steward
