#include "app/organizations/organizations_model.h"

#include "app/style/plain_text.h"

#include <algorithm>

namespace steward {

namespace {

QString countText(qint64 instances)
{
    return instances < 0 ? QStringLiteral("?") : QString::number(instances);
}

/// Known to have nothing, rather than not known to have something.
bool hasNothing(const OrganizationSummary& summary)
{
    return summary.rows == 0 && summary.instances == 0;
}

} // namespace

OrganizationsModel::OrganizationsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void OrganizationsModel::setIndex(std::shared_ptr<const AuditIndex> index)
{
    beginResetModel();
    m_index = std::move(index);
    refilter();
    endResetModel();
}

void OrganizationsModel::setFilterText(const QString& text)
{
    beginResetModel();
    m_text = text.trimmed().toLower();
    refilter();
    endResetModel();
}

void OrganizationsModel::refilter()
{
    m_shown.clear();
    if (!m_index)
        return;
    for (const OrganizationSummary& summary : m_index->organizations()) {
        if (m_text.isEmpty() || summary.searchText.contains(m_text))
            m_shown.push_back(&summary);
    }
}

std::optional<QUuid> OrganizationsModel::organization(int row) const
{
    if (row <= 0 || row > static_cast<int>(m_shown.size()))
        return {};
    return m_shown[static_cast<size_t>(row) - 1]->id;
}

int OrganizationsModel::rowOf(const std::optional<QUuid>& organization) const
{
    if (!organization)
        return 0;
    const auto found = std::find_if(m_shown.begin(), m_shown.end(), [&](const OrganizationSummary* summary) {
        return summary->id == *organization;
    });
    return found == m_shown.end() ? -1 : static_cast<int>(found - m_shown.begin()) + 1;
}

int OrganizationsModel::total() const
{
    if (!m_index)
        return 0;
    return static_cast<int>(std::count_if(
        m_index->organizations().begin(), m_index->organizations().end(),
        [](const OrganizationSummary& summary) { return !summary.id.isNull(); }));
}

int OrganizationsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_index ? 0 : static_cast<int>(m_shown.size()) + 1;
}

int OrganizationsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(Field::FieldCount);
}

QVariant OrganizationsModel::allData(Field field, int role) const
{
    if (role == Qt::TextAlignmentRole && field == Field::Instances)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (field == Field::Name)
        return tr("All organizations");
    const auto& server = m_index->audit().snapshot().server;
    return server.isWhole() ? countText(static_cast<qint64>(server.content->instances.size())) : countText(-1);
}

Mark OrganizationsModel::markOf(const OrganizationSummary& summary) const
{
    if (hasNothing(summary))
        return {MarkShape::Ring, Tone::Quiet};
    const bool isFine = summary.worst.value_or(Severity::Info) == Severity::Info;
    if (isFine && !m_index->audit().allStoresRead())
        return {MarkShape::Question, Tone::Quiet};
    return isFine ? Mark{MarkShape::Dot, Tone::Quiet} : severityMark(summary.worst);
}

QVariant OrganizationsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto field = static_cast<Field>(index.column());
    if (index.row() == 0)
        return allData(field, role);
    const OrganizationSummary& summary = *m_shown[static_cast<size_t>(index.row()) - 1];
    const bool isName = field == Field::Name;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return isName ? summary.name : countText(summary.instances);
    case Qt::ToolTipRole:
        return escapedToolTip(summary.name);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(isName ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    case MarkRole:
        if (!isName)
            return {};
        return QVariant::fromValue(markOf(summary));
    case QuietRole:
        return hasNothing(summary);
    default:
        return {};
    }
}

QVariant OrganizationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == static_cast<int>(Field::Name) ? tr("Organization") : tr("Instances");
}

} // namespace steward
