#pragma once

#include "app/style/item_roles.h"
#include "app/table/audit_index.h"
#include "app/table/row_filter.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace steward {

/// The table of instances: the rows of an audit, an order, and which of them are shown. Where words are looked for,
/// rows that have them in what people know, names and phones, come before those that have them in an id. Filtering,
/// sorting and new readings are resets; the view restores what is selected from identities (InstanceTable). What is
/// asked beside a reading moves no row and hides none, since somebody may be pointing at it: what passes the filter
/// only now comes last. GUI thread only.
class InstanceModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InstanceModel)

public:
    explicit InstanceModel(QObject* parent = nullptr);

    void setIndex(std::shared_ptr<const AuditIndex> index);
    /// The same, if no row comes, goes or moves by it: where the index has the same rows. False: nothing was done.
    bool setIndexInPlace(const std::shared_ptr<const AuditIndex>& index);
    /// How many rows another index has more, has no more, or shows otherwise.
    int changesIn(const AuditIndex& other) const;
    const std::shared_ptr<const AuditIndex>& auditIndex() const { return m_index; }
    void setFilter(const RowFilter& filter);
    const RowFilter& filter() const { return m_filter; }

    /// The audit's row behind a shown row, and back; −1 where it is not shown.
    int auditRow(int shownRow) const { return m_shown[static_cast<size_t>(shownRow)]; }
    int shownRow(int auditRow) const;
    const AuditRow& row(int shownRow) const { return m_index->row(auditRow(shownRow)); }
    /// Those of these rows of the audit that are shown.
    std::vector<int> shownOf(const std::vector<int>& auditRows) const;
    int totalRows() const { return m_index ? m_index->rowCount() : 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// The same rows, with answers that came beside the reading.
    void answersCame();

private:
    bool hasRowsOf(const AuditIndex* index) const;
    void takeAnswers(std::shared_ptr<const AuditIndex> index);
    std::vector<bool> shownRows() const; ///< one for each row of the audit
    void refilter();
    void reorder();
    Mark mark(const AuditRow& row, Column column) const;
    bool repeatsOrganization(int shownRow) const;

    std::shared_ptr<const AuditIndex> m_index;
    RowFilter m_filter;
    int m_sortColumn = static_cast<int>(Column::Problem);
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<int> m_order; ///< every row of the audit, sorted
    std::vector<int> m_shown; ///< those of them that pass the filter
};

} // namespace steward
