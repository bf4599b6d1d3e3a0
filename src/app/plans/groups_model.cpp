#include "app/plans/groups_model.h"

#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"

#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

Mark groupMark(const PlanGroup& group)
{
    if (group.left)
        return {MarkShape::Diamond, Tone::Warning};
    return group.isPicked ? Mark{MarkShape::Square, Tone::Busy} : Mark{MarkShape::Dot, Tone::Good};
}

} // namespace

GroupsModel::GroupsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void GroupsModel::setPlan(std::shared_ptr<const Audit> audit, std::shared_ptr<const Plan> plan)
{
    beginResetModel();
    m_audit = std::move(audit);
    m_plan = std::move(plan);
    endResetModel();
}

const PlanGroup* GroupsModel::group(int row) const
{
    return row >= 0 && row < rowCount() ? &m_plan->groups[static_cast<size_t>(row)] : nullptr;
}

int GroupsModel::rowOf(const PlanGroup& group) const
{
    if (!m_plan)
        return -1;
    const auto found = std::ranges::find_if(m_plan->groups, [&group](const PlanGroup& other) {
        return other.organizationId == group.organizationId && other.phone == group.phone;
    });
    return found == m_plan->groups.end() ? -1 : static_cast<int>(found - m_plan->groups.begin());
}

QString GroupsModel::why(const PlanGroup& group)
{
    return group.left ? group.left->because : group.score;
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_plan ? 0 : static_cast<int>(m_plan->groups.size());
}

int GroupsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString GroupsModel::text(const PlanGroup& group, int column) const
{
    switch (column) {
    case GroupColumn:
        return group.phone ? group.phone->text() : m_audit->organizationName(group.organizationId);
    case CountColumn:
        return QLocale().toString(static_cast<qulonglong>(group.members.size()));
    case SurvivorColumn:
        return group.left || !group.survivor ? tr("left as it is") : group.survivor->text();
    default:
        return why(group);
    }
}

QVariant GroupsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PlanGroup& group = m_plan->groups[static_cast<size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(group, column);
    case Qt::ToolTipRole:
        return escapedToolTip(text(group, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            column == CountColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case MarkRole:
        return column == SurvivorColumn ? QVariant::fromValue(groupMark(group)) : QVariant();
    case ElideMiddleRole:
        return column == SurvivorColumn && !group.left;
    default:
        return {};
    }
}

QVariant GroupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case GroupColumn:
        return tr("Organization or number");
    case CountColumn:
        return tr("Instances");
    case SurvivorColumn:
        return tr("Is kept");
    case WhyColumn:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace steward
