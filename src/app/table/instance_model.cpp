#include "app/table/instance_model.h"

#include "app/style/plain_text.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace steward {
namespace {

bool isSameRow(const AuditRow& a, const AuditRow& b)
{
    return a.kind == b.kind && a.name == b.name && (a.kind == RowKind::Instance || a.identity() == b.identity());
}

} // namespace

InstanceModel::InstanceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void InstanceModel::setIndex(std::shared_ptr<const AuditIndex> index)
{
    if (hasRowsOf(index.get()))
        return takeAnswers(std::move(index));
    beginResetModel();
    m_index = std::move(index);
    m_checks.setIndex(m_index);
    reorder();
    refilter();
    endResetModel();
    Q_EMIT checksChanged();
}

bool InstanceModel::hasRowsOf(const AuditIndex* index) const
{
    if (!m_index || !index || m_index->audit().snapshot().takenAt != index->audit().snapshot().takenAt)
        return false;
    return std::ranges::equal(m_index->audit().rows(), index->audit().rows(), isSameRow);
}

void InstanceModel::takeAnswers(std::shared_ptr<const AuditIndex> index)
{
    m_index = std::move(index);
    m_checks.setIndex(m_index);
    FilterResult result = filterRows(*m_index, m_filter);
    m_counts = result.counts;
    const std::vector<bool> isShown = shownRows();
    std::vector<int> more;
    std::ranges::copy_if(m_order, std::back_inserter(more), [&](int row) {
        return result.shown[static_cast<size_t>(row)] && !isShown[static_cast<size_t>(row)];
    });
    if (!m_shown.empty())
        Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, columnCount() - 1));
    if (!more.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
        m_shown.insert(m_shown.end(), more.begin(), more.end());
        endInsertRows();
    }
    Q_EMIT answersCame();
    Q_EMIT checksChanged();
}

std::vector<bool> InstanceModel::shownRows() const
{
    std::vector<bool> isShown(static_cast<size_t>(totalRows()), false);
    for (const int row : m_shown)
        isShown[static_cast<size_t>(row)] = true;
    return isShown;
}

std::vector<int> InstanceModel::shownOf(const std::vector<int>& auditRows) const
{
    const std::vector<bool> isShown = shownRows();
    std::vector<int> rows;
    std::ranges::copy_if(
        auditRows, std::back_inserter(rows), [&isShown](int row) { return isShown[static_cast<size_t>(row)]; });
    return rows;
}

void InstanceModel::setFilter(const RowFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    refilter();
    endResetModel();
}

void InstanceModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= steward::columnCount)
        return;
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    reorder();
    refilter();
    endResetModel();
}

void InstanceModel::reorder()
{
    m_order.clear();
    if (!m_index)
        return;
    const auto column = static_cast<Column>(m_sortColumn);
    std::vector<std::pair<quint64, int>> keyed;
    keyed.reserve(static_cast<size_t>(m_index->rowCount()));
    for (int row = 0; row < m_index->rowCount(); ++row)
        keyed.emplace_back(m_index->sortKey(row, column), row);
    // Rows of one key stay ordered by name, whichever way the column is sorted.
    if (m_sortOrder == Qt::AscendingOrder)
        std::sort(keyed.begin(), keyed.end());
    else
        std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
    m_order.reserve(keyed.size());
    for (const auto& [key, row] : keyed)
        m_order.push_back(row);
}

void InstanceModel::refilter()
{
    m_shown.clear();
    m_counts = {};
    if (!m_index)
        return;
    FilterResult result = filterRows(*m_index, m_filter);
    m_counts = result.counts;
    m_shown.reserve(m_order.size());
    for (const int row : m_order) {
        if (result.shown[static_cast<size_t>(row)])
            m_shown.push_back(row);
    }
}

int InstanceModel::shownRow(int auditRow) const
{
    const auto found = std::find(m_shown.begin(), m_shown.end(), auditRow);
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
}

void InstanceModel::clearChecks()
{
    m_checks.clear();
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::CheckStateRole});
    Q_EMIT checksChanged();
}

void InstanceModel::checkShown()
{
    for (const int row : m_shown)
        m_checks.set(row, true);
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::CheckStateRole});
    Q_EMIT checksChanged();
}

int InstanceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int InstanceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : steward::columnCount;
}

QVariant InstanceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AuditRow& row = this->row(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_index->audit(), row, column);
    case Qt::AccessibleTextRole:
        return accessibleText(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            isNumeric(column) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        if (column != Column::Instance)
            return {};
        return m_checks.has(auditRow(index.row())) ? Qt::Checked : Qt::Unchecked;
    case MarkRole:
        return QVariant::fromValue(mark(row, column));
    case UnknownRole:
        return isUnknown(m_index->audit(), column);
    case ElideMiddleRole:
        return column == Column::Instance;
    case SortRole:
        return m_index->sortKey(auditRow(index.row()), column);
    default:
        return {};
    }
}

Mark InstanceModel::mark(const AuditRow& row, Column column) const
{
    // Nothing was found, but not everything was looked at.
    if (column == Column::Findings && row.isHealthy() && !row.isIgnored && !m_index->audit().allStoresRead())
        return {MarkShape::Question, Tone::Quiet};
    return cellMark(row, column);
}

QString InstanceModel::accessibleText(const AuditRow& row, Column column) const
{
    const QString text = cellText(m_index->audit(), row, column);
    if (column != Column::Instance || !row.isProtected)
        return text;
    //: %1 is an instance's name; read aloud
    return tr("%1, protected").arg(text);
}

QVariant InstanceModel::toolTip(const AuditRow& row, Column column) const
{
    if (column == Column::Instance && row.isProtected) {
        //: %1 is an instance's name
        return escapedToolTip(
            tr("%1 (protected: no plan deletes, disables or cleans it)").arg(cellText(m_index->audit(), row, column)));
    }
    if (column != Column::Findings)
        return escapedToolTip(cellText(m_index->audit(), row, column));
    QStringList lines;
    for (const Finding& finding : row.findings)
        lines << findingTitle(finding.code) + QStringLiteral(": ") + finding.because;
    return lines.isEmpty() ? QVariant() : escapedToolTip(lines.join(QLatin1Char('\n')));
}

bool InstanceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != static_cast<int>(Column::Instance))
        return false;
    m_checks.set(auditRow(index.row()), value.toInt() == Qt::Checked);
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT checksChanged();
    return true;
}

Qt::ItemFlags InstanceModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == static_cast<int>(Column::Instance))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant InstanceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= steward::columnCount)
        return {};
    const auto column = static_cast<Column>(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnTitle(column);
    case Qt::ToolTipRole:
        return columnHint(column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            isNumeric(column) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace steward
