#include "app/plans/members_model.h"

#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"

#include <QFont>
#include <QGuiApplication>
#include <QLocale>

namespace steward {

MembersModel::MembersModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void MembersModel::setGroup(std::shared_ptr<const Audit> audit, const std::optional<PlanGroup>& group)
{
    beginResetModel();
    m_audit = std::move(audit);
    m_group = group;
    endResetModel();
}

int MembersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_group ? 0 : static_cast<int>(m_group->members.size());
}

int MembersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MembersModel::fate(const InstanceName& name) const
{
    const bool isSurvivor = m_group->survivor == name;
    if (m_group->left)
        return isSurvivor ? tr("proposed") : tr("left");
    return isSurvivor ? tr("kept") : tr("goes");
}

QString MembersModel::text(const InstanceName& name, int column) const
{
    if (column == FateColumn)
        return fate(name);
    if (column == NameColumn)
        return name.text();
    const AuditRow* row = m_audit->find(name);
    if (!row)
        return {};
    switch (column) {
    case ConnectionColumn:
        return cellText(*m_audit, *row, steward::Column::Server);
    case MemoryColumn:
        return cellText(*m_audit, *row, steward::Column::Memory);
    case PhoneColumn:
        return row->server && row->server->phone ? row->server->phone->text() : QStringLiteral("–");
    case MessagesColumn:
        return row->server && row->server->messages >= 0 ? QLocale().toString(row->server->messages)
                                                         : QStringLiteral("–");
    case CreatedColumn:
        return timeText(row->server ? row->server->createdAt : std::nullopt);
    default:
        return row->enabledIntegration() ? tr("yes") : tr("no");
    }
}

QVariant MembersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const InstanceName& name = m_group->members[static_cast<size_t>(index.row())];
    const bool isSurvivor = m_group->survivor == name;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(name, index.column());
    case Qt::ToolTipRole:
        return escapedToolTip(text(name, index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            index.column() == MessagesColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font = QGuiApplication::font();
        font.setBold(isSurvivor && !m_group->left);
        return font;
    }
    case MarkRole: {
        if (index.column() != FateColumn)
            return {};
        if (m_group->left)
            return QVariant::fromValue(Mark{isSurvivor ? MarkShape::Ring : MarkShape::Dash, Tone::Quiet});
        return QVariant::fromValue(
            isSurvivor ? Mark{MarkShape::FilledRing, Tone::Good} : Mark{MarkShape::Triangle, Tone::Error});
    }
    case ElideMiddleRole:
        return index.column() == NameColumn;
    default:
        return {};
    }
}

QVariant MembersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FateColumn:
        return tr("Is");
    case NameColumn:
        return tr("Instance");
    case ConnectionColumn:
        return tr("List");
    case MemoryColumn:
        return tr("Memory");
    case PhoneColumn:
        return tr("Phone");
    case MessagesColumn:
        return tr("Messages");
    case CreatedColumn:
        return tr("Created");
    case RowColumn:
        return tr("In the row");
    default:
        return {};
    }
}

} // namespace steward
