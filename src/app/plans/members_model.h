#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace steward {

/// The instances of one group of duplicates, with what a person needs to choose the one that is kept. GUI thread only.
class MembersModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MembersModel)

public:
    enum Column {
        NameColumn, ///< with what becomes of it
        StateColumn,
        StoresColumn,
        PhoneColumn,
        MessagesColumn,
        CreatedColumn,
        OrganizationColumn, ///< shown where they are not all of one
        WhyColumn,
        ColumnCount
    };
    enum class Fate : quint8 {
        Kept,
        Goes,
        Proposed, ///< the group is left, and this one would be kept
        Left,
    };

    explicit MembersModel(QObject* parent = nullptr);

    void setGroup(std::shared_ptr<const Audit> audit, const std::optional<PlanGroup>& group);
    const std::optional<PlanGroup>& group() const { return m_group; }
    const InstanceName& name(int row) const { return m_group->members[static_cast<size_t>(row)]; }
    /// Null where the reading does not know it any more.
    const AuditRow* row(int row) const { return m_audit->find(name(row)); }
    Fate fate(int row) const;
    static QString fateText(Fate fate);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int row, int column) const;
    QString whyText(int row) const;

    std::shared_ptr<const Audit> m_audit;
    std::optional<PlanGroup> m_group;
};

} // namespace steward
