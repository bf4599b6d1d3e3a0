#include "app/plans/groups_model.h"

#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "domain/query/instance_state.h"
#include "domain/query/row_text.h"
#include "wording/skip_words.h"

#include <algorithm>

namespace steward {

GroupsModel::GroupsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void GroupsModel::setPlan(std::shared_ptr<const Audit> audit, std::shared_ptr<const Plan> plan)
{
    beginResetModel();
    m_audit = std::move(audit);
    m_plan = std::move(plan);
    show();
    endResetModel();
    Q_EMIT chosenChanged();
}

void GroupsModel::setFilter(const QString& text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    show();
    endResetModel();
    Q_EMIT chosenChanged();
}

void GroupsModel::show()
{
    m_shown.clear();
    if (!m_plan)
        return;
    QList<QByteArray> words = foldedText(m_filter).simplified().split(' ');
    words.removeAll(QByteArray());
    const auto& groups = m_plan->groups;
    for (const bool isLeft : {false, true}) {
        for (int place = 0; place < static_cast<int>(groups.size()); ++place) {
            const PlanGroup& group = groups[static_cast<size_t>(place)];
            if (group.left.has_value() == isLeft && isFound(group, words))
                m_shown.push_back(place);
        }
    }
}

/// By words in any order, in its title, its organizations, its phone's digits and its instances' names.
bool GroupsModel::isFound(const PlanGroup& group, const QList<QByteArray>& words) const
{
    if (words.isEmpty())
        return true;
    QByteArray text = foldedText(title(group) + QLatin1Char(' ') + organizations(group));
    if (group.phone)
        text += ' ' + digitsIn(foldedText(group.phone->text()).replace(' ', ""));
    for (const InstanceName& member : group.members) {
        text += ' ' + foldedText(member.text());
        const AuditRow* row = m_audit->find(member);
        if (row && row->server && row->server->phone)
            text += ' ' + digitsIn(foldedText(row->server->phone->text()).replace(' ', ""));
    }
    return std::ranges::all_of(words, [&text](const QByteArray& word) {
        const QByteArray digits = digitsIn(word);
        return text.contains(word) || (!digits.isEmpty() && text.contains(digits));
    });
}

const PlanGroup* GroupsModel::group(int row) const
{
    return row >= 0 && row < rowCount() ? &m_plan->groups[static_cast<size_t>(placeOf(row))] : nullptr;
}

int GroupsModel::rowOf(const PlanGroup& group) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const PlanGroup& other = *this->group(row);
        if (other.organizationId == group.organizationId && other.phone == group.phone)
            return row;
    }
    return -1;
}

QByteArray GroupsModel::keyOf(const PlanGroup& group)
{
    return group.phone ? group.phone->text().toUtf8() : group.organizationId.uuid().toRfc4122();
}

QString GroupsModel::title(const PlanGroup& group) const
{
    return group.phone ? phoneInGroups(*group.phone) : m_audit->organizationName(group.organizationId);
}

QString GroupsModel::organizations(const PlanGroup& group) const
{
    if (!group.phone)
        return {};
    QStringList names;
    for (const InstanceName& member : group.members) {
        const AuditRow* row = m_audit->find(member);
        const bool isKnown = row && !row->organizationId.isNull();
        names << (isKnown ? m_audit->organizationName(row->organizationId) : shortName(member));
    }
    names.removeDuplicates();
    return names.join(QStringLiteral(", "));
}

QString GroupsModel::why(const PlanGroup& group)
{
    return group.left ? sentenceOf(*group.left) : lineOf(group.score);
}

QString GroupsModel::note(const PlanGroup& group) const
{
    if (group.left) // of a number one asks first whose it is; why it is left stands beside the list
        return group.phone ? organizations(group) : sentenceOf(*group.left);
    if (!group.survivor)
        return {};
    //: %1 is the end of an instance's name, %2 why it is kept
    const QString keeps = tr("Keeps %1: %2").arg(shortName(*group.survivor), lineOf(group.score));
    return group.phone ? organizations(group) + QStringLiteral(" · ") + keeps : keeps;
}

QString GroupsModel::readAloud(const PlanGroup& group) const
{
    QStringList parts{title(group)};
    if (group.phone)
        parts << organizations(group);
    parts << tr("%n instance(s)", nullptr, static_cast<int>(group.members.size()));
    if (group.survivor && !group.left) {
        //: %1 is the name of an instance
        parts << tr("keeps %1").arg(group.survivor->text());
    }
    parts << why(group);
    return parts.join(QStringLiteral(", "));
}

bool GroupsModel::isChosen(int row) const
{
    const PlanGroup* shown = group(row);
    return shown && isWanted(*shown);
}

void GroupsModel::setChosen(int row, bool isChosen)
{
    const PlanGroup* shown = group(row);
    if (!shown || shown->left)
        return;
    if (isChosen)
        m_leftOut.remove(keyOf(*shown));
    else
        m_leftOut.insert(keyOf(*shown));
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT chosenChanged();
}

void GroupsModel::setAllChosen(bool isChosen)
{
    for (int row = 0; row < rowCount(); ++row) {
        const PlanGroup* shown = group(row);
        if (isChosen)
            m_leftOut.remove(keyOf(*shown));
        else if (!shown->left)
            m_leftOut.insert(keyOf(*shown));
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    Q_EMIT chosenChanged();
}

GroupsModel::Counts GroupsModel::counts() const
{
    Counts counts;
    if (!m_plan)
        return counts;
    counts.all = static_cast<int>(m_plan->groups.size());
    for (int row = 0; row < rowCount(); ++row) {
        counts.ready += group(row)->left ? 0 : 1;
        counts.chosen += isChosen(row) ? 1 : 0;
    }
    for (const PlanGroup& each : m_plan->groups)
        counts.hidden += isWanted(each) ? 1 : 0;
    counts.hidden -= counts.chosen;
    return counts;
}

std::vector<const PlanGroup*> GroupsModel::chosenGroups() const
{
    std::vector<const PlanGroup*> groups;
    for (int row = 0; row < rowCount(); ++row) {
        if (isChosen(row))
            groups.push_back(group(row));
    }
    return groups;
}

int GroupsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

Qt::ItemFlags GroupsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return isChosen(index.row()) || (group(index.row()) && !group(index.row())->left) ? flags | Qt::ItemIsUserCheckable
                                                                                      : flags;
}

bool GroupsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid())
        return false;
    setChosen(index.row(), value.toInt() == Qt::Checked);
    return true;
}

QVariant GroupsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PlanGroup& shown = *group(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return title(shown);
    case Qt::AccessibleTextRole:
        return readAloud(shown);
    case Qt::ToolTipRole:
        return escapedToolTip(readAloud(shown));
    case Qt::CheckStateRole:
        return isChosen(index.row()) ? Qt::Checked : Qt::Unchecked;
    case NoteRole:
        return note(shown);
    case SectionRole: {
        const PlanGroup* before = group(index.row() - 1);
        if (before && before->left.has_value() == shown.left.has_value())
            return {};
        return shown.left ? tr("Needs your decision") : tr("Ready to clean");
    }
    default:
        return {};
    }
}

} // namespace steward
