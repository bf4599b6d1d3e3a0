#include "app/plans/members_model.h"

#include "app/style/item_roles.h"
#include "app/style/plain_text.h"
#include "app/table/cells.h"
#include "domain/query/instance_state.h"
#include "domain/unknown_value.h"
#include "wording/value_titles.h"

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

MembersModel::Fate MembersModel::fate(int row) const
{
    const bool isSurvivor = m_group->survivor == name(row);
    if (m_group->left)
        return isSurvivor ? Fate::Proposed : Fate::Left;
    return isSurvivor ? Fate::Kept : Fate::Goes;
}

QString MembersModel::fateText(Fate fate)
{
    switch (fate) {
    case Fate::Kept:
        return tr("Keep");
    case Fate::Goes:
        return tr("Delete");
    case Fate::Proposed:
        return tr("Proposed");
    case Fate::Left:
        return tr("Left");
    }
    return unknownText();
}

/// What speaks against it, seen from outside; the score of the one that is kept stands above.
QString MembersModel::whyText(int row) const
{
    const AuditRow* of = this->row(row);
    if (!of || fate(row) == Fate::Kept || fate(row) == Fate::Proposed)
        return {};
    QStringList reasons;
    if (of->server && !of->server->phone)
        reasons << (of->connection() == Connection::Connecting ? tr("nobody scanned its code") : tr("no phone"));
    if (!of->enabledIntegration())
        reasons << tr("no row");
    const QString text = reasons.join(QStringLiteral(", "));
    return text.left(1).toUpper() + text.mid(1);
}

QString MembersModel::text(int row, int column) const
{
    if (column == NameColumn)
        return shortName(name(row));
    const AuditRow* of = this->row(row);
    if (!of)
        return {};
    switch (column) {
    case StateColumn:
        return instanceStateTitle(stateOf(*of));
    case StoresColumn:
        return cellText(*m_audit, *of, steward::Column::Stores);
    case PhoneColumn:
        return of->server && of->server->phone ? phoneInGroups(*of->server->phone) : QStringLiteral("–");
    case MessagesColumn:
        return of->server && of->server->messages >= 0 ? QLocale().toString(of->server->messages) : QStringLiteral("–");
    case CreatedColumn:
        return timeText(of->server ? of->server->createdAt : std::nullopt);
    case OrganizationColumn:
        return of->organizationId.isNull() ? QStringLiteral("–") : m_audit->organizationName(of->organizationId);
    default:
        return whyText(row);
    }
}

QVariant MembersModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::AccessibleTextRole:
        if (isName) {
            //: %1 is the name of an instance, %2 what becomes of it, such as "Keep"; read aloud
            return tr("%1, %2").arg(name(index.row()).text(), fateText(fate(index.row())));
        }
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return escapedToolTip(isName ? name(index.row()).text() : text(index.row(), index.column()));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            index.column() == MessagesColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case QuietRole:
        return index.column() == CreatedColumn || index.column() == WhyColumn;
    default:
        return {};
    }
}

QVariant MembersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == MessagesColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Instance");
    case StateColumn:
        return tr("State");
    case StoresColumn:
        return tr("Stores");
    case PhoneColumn:
        return tr("Phone");
    case MessagesColumn:
        return tr("Messages");
    case CreatedColumn:
        return tr("Created");
    case OrganizationColumn:
        return tr("Organization");
    case WhyColumn:
        return tr("Why it goes");
    default:
        return {};
    }
}

} // namespace steward
