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
        FateColumn,
        NameColumn,
        ConnectionColumn,
        MemoryColumn,
        PhoneColumn,
        MessagesColumn,
        CreatedColumn,
        RowColumn,
        ColumnCount
    };

    explicit MembersModel(QObject* parent = nullptr);

    void setGroup(std::shared_ptr<const Audit> audit, const std::optional<PlanGroup>& group);
    const std::optional<PlanGroup>& group() const { return m_group; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString fate(const InstanceName& name) const;
    QString text(const InstanceName& name, int column) const;

    std::shared_ptr<const Audit> m_audit;
    std::optional<PlanGroup> m_group;
};

} // namespace steward
