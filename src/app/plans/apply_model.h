#pragma once

#include "app/operations/apply_counts.h"
#include "app/operations/checklist_role.h"
#include "app/plans/apply_event.h"
#include "app/style/mark.h"
#include "app/table/cells.h"
#include "wording/plan_text.h"
#include "workflows/execute/apply_report.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <vector>

namespace steward {

/// The items of a plan while it is applied: where each has come to, and what came of each store. SortRole puts what is
/// being done first, then trouble, what waits, and what is done. Items without anything to do are not shown. What is
/// heard shows with the next flush(). GUI thread only.
class ApplyModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ApplyModel)

public:
    enum Column { NameColumn, StateColumn, ServerColumn, DatabaseColumn, CacheColumn, WorkersColumn, ColumnCount };
    using Counts = ApplyCounts;

    explicit ApplyModel(QObject* parent = nullptr);

    /// Organizations by their names, where they have one.
    void setNames(OrganizationNames organizations) { m_organizations = std::move(organizations); }
    void setPlan(std::shared_ptr<const Plan> plan);
    void hear(const ApplyEvent& event);
    /// Once all is over: what came of every item.
    void finish(const ChangeResult& result);
    void flush();

    const Counts& counts() const { return m_counts; }
    int rowOf(const QByteArray& identity) const { return m_places.value(identity, -1); }
    /// Why the row is as it is, and what to do; empty where there is nothing to say.
    QString detail(int row) const;
    /// The items that are to be tried again.
    std::vector<PlanItemRef> toBeRetried() const;
    /// The identities of all that was not done: they stay chosen.
    std::vector<QByteArray> notDone() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        PlanItemRef item;
        ItemStage stage = ItemStage::Waiting;
        std::optional<ChangeItem> change;
    };
    void takePlan(std::shared_ptr<const Plan> plan);
    void end(int row, const ChangeItem& change);
    void recount();
    void touch(int row);
    QString text(const Row& row, int column) const;
    QString title(const Row& row) const;
    QString organizationOf(const Row& row) const;
    static ItemPart partOf(const Row& row);
    static quint64 rankOf(const Row& row);
    Mark mark(const Row& row, int column) const;

    std::shared_ptr<const Plan> m_plan;
    OrganizationNames m_organizations;
    std::vector<Row> m_rows;
    QHash<QByteArray, int> m_places;
    QSet<QByteArray> m_asked; ///< what was agreed to be done
    Counts m_counts;
    int m_firstTouched = -1;
    int m_lastTouched = -1;
};

} // namespace steward
