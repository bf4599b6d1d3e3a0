#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"

#include <QAbstractTableModel>

#include <memory>

namespace steward {

/// The groups of duplicates of a cleaning: which instance is kept and why, or why the group is left. The texts are made
/// when they are looked at. GUI thread only.
class GroupsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(GroupsModel)

public:
    enum Column { GroupColumn, CountColumn, SurvivorColumn, WhyColumn, ColumnCount };

    explicit GroupsModel(QObject* parent = nullptr);

    void setPlan(std::shared_ptr<const Audit> audit, std::shared_ptr<const Plan> plan);
    /// Null where there is no such row.
    const PlanGroup* group(int row) const;
    /// Where the group stands by now; −1 where it does not.
    int rowOf(const PlanGroup& group) const;
    /// The score of its survivor, or why it is left.
    static QString why(const PlanGroup& group);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PlanGroup& group, int column) const;

    std::shared_ptr<const Audit> m_audit;
    std::shared_ptr<const Plan> m_plan;
};

} // namespace steward
