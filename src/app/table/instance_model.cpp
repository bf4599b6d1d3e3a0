#include "app/table/instance_model.h"

#include "app/style/plain_text.h"
#include "app/table/row_places.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

/// More are sorted by another thread, and stand as they are until then.
constexpr int mostSortedAtOnce = 50'000;

/// Every row of the audit. Rows of one key stay ordered by name, whichever way the column is sorted.
std::vector<int> orderOf(const AuditIndex& index, int column, Qt::SortOrder order)
{
    std::vector<std::pair<quint64, int>> keyed;
    keyed.reserve(static_cast<size_t>(index.rowCount()));
    for (int row = 0; row < index.rowCount(); ++row)
        keyed.emplace_back(index.sortKey(row, static_cast<Column>(column)), row);
    if (order == Qt::AscendingOrder)
        std::sort(keyed.begin(), keyed.end());
    else
        std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
    std::vector<int> rows;
    rows.reserve(keyed.size());
    for (const auto& [key, row] : keyed)
        rows.push_back(row);
    return rows;
}

/// The same by another thread.
QFuture<std::vector<int>> orderLater(std::shared_ptr<const AuditIndex> index, int column, Qt::SortOrder order)
{
    const auto promise = std::make_shared<QPromise<std::vector<int>>>();
    QThreadPool::globalInstance()->start([promise, index = std::move(index), column, order] {
        promise->start();
        promise->addResult(orderOf(*index, column, order));
        promise->finish();
    });
    return promise->future();
}

} // namespace

InstanceModel::InstanceModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void InstanceModel::setIndex(std::shared_ptr<const AuditIndex> index)
{
    const bool isSameReading =
        m_index && index && m_index->audit().snapshot().takenAt == index->audit().snapshot().takenAt;
    if (isSameReading && setIndexInPlace(index))
        return;
    beginResetModel();
    m_index = std::move(index);
    reorder();
    refilter();
    endResetModel();
}

bool InstanceModel::setIndexInPlace(const std::shared_ptr<const AuditIndex>& index)
{
    const bool fits = hasRowsOf(index.get());
    if (fits)
        takeAnswers(index);
    return fits;
}

int InstanceModel::changesIn(const AuditIndex& other) const
{
    if (!m_index)
        return other.rowCount();
    const std::vector<int> places = placesIn(*m_index, other);
    int same = 0;
    int changed = 0;
    for (int row = 0; row < other.rowCount(); ++row) {
        const int before = places[static_cast<size_t>(row)];
        same += before >= 0 ? 1 : 0;
        const bool differs = before < 0 || !other.facts(row).looksLike(m_index->facts(before));
        changed += differs ? 1 : 0;
    }
    return changed + totalRows() - same;
}

bool InstanceModel::hasRowsOf(const AuditIndex* index) const
{
    return m_index && index && std::ranges::equal(m_index->audit().rows(), index->audit().rows(), isSameRow);
}

void InstanceModel::takeAnswers(std::shared_ptr<const AuditIndex> index)
{
    m_index = std::move(index);
    const std::vector<bool> passes = filterRows(*m_index, m_filter);
    const std::vector<bool> isShown = shownRows();
    std::vector<int> more;
    std::ranges::copy_if(m_order, std::back_inserter(more), [&](int row) {
        return passes[static_cast<size_t>(row)] && !isShown[static_cast<size_t>(row)];
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
    m_sortColumn = column;
    m_sortOrder = order;
    const auto take = [this](std::vector<int> rows) {
        beginResetModel();
        m_order = std::move(rows);
        refilter();
        endResetModel();
    };
    if (totalRows() <= mostSortedAtOnce)
        return take(m_index ? orderOf(*m_index, column, order) : std::vector<int>());
    orderLater(m_index, column, order)
        .then(this, [this, take, index = m_index, column, order](const std::vector<int>& rows) {
            const bool isStillMeant = m_sortColumn == column && m_sortOrder == order;
            if (isStillMeant && (m_index == index || hasRowsOf(index.get())))
                take(rows);
        });
}

void InstanceModel::reorder()
{
    m_order = m_index ? orderOf(*m_index, m_sortColumn, m_sortOrder) : std::vector<int>();
}

void InstanceModel::refilter()
{
    m_shown.clear();
    if (!m_index)
        return;
    const std::vector<bool> passes = filterRows(*m_index, m_filter);
    m_shown.reserve(m_order.size());
    for (const int row : m_order) {
        if (passes[static_cast<size_t>(row)])
            m_shown.push_back(row);
    }
    if (m_filter.query.hasWords())
        std::ranges::stable_partition(
            m_shown, [this](int row) { return m_filter.query.matchesForPeople(m_index->facts(row)); });
}

int InstanceModel::shownRow(int auditRow) const
{
    const auto found = std::find(m_shown.begin(), m_shown.end(), auditRow);
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin());
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
        return cellSpeech(m_index->audit(), row, column);
    case Qt::ToolTipRole:
        return escapedToolTip(cellHint(m_index->audit(), row, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            isNumeric(column) ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case MarkRole:
        return QVariant::fromValue(mark(row, column));
    case QuietRole:
        return column == Column::Organization && repeatsOrganization(index.row());
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
    if (column == Column::Problem && row.isHealthy() && !row.isIgnored && !m_index->audit().allStoresRead())
        return {MarkShape::Question, Tone::Quiet};
    return cellMark(row, column);
}

bool InstanceModel::repeatsOrganization(int shownRow) const
{
    const OrganizationId& organization = row(shownRow).organizationId;
    return shownRow > 0 && !organization.isNull() && row(shownRow - 1).organizationId == organization;
}

Qt::ItemFlags InstanceModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
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
