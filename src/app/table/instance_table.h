#pragma once

#include "app/table/instance_model.h"

#include <QItemSelectionModel>
#include <QTableView>
#include <QTimer>

#include <optional>
#include <vector>

namespace steward {

/// Tells when a selection replaces what was selected before, so that rows hidden by the filter go with it.
class ReplacingSelectionModel final : public QItemSelectionModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReplacingSelectionModel)

public:
    using QItemSelectionModel::QItemSelectionModel;
    using QItemSelectionModel::select;
    void select(const QItemSelection& selection, SelectionFlags command) override;

Q_SIGNALS:
    void replaced();
};

/// The view of the instances. What is selected, current and on top is kept by identity: sorting, filtering and new
/// readings neither lose nor move it.
class InstanceTable final : public QTableView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InstanceTable)

public:
    explicit InstanceTable(QWidget* parent = nullptr);

    void setInstanceModel(InstanceModel* model);
    const RowMarks& selection() const { return m_selection; }
    /// The row that is inspected; nothing where none is current or it is gone.
    const AuditRow* currentRow() const;
    /// Makes the row of this name current and shows it, where it passes the filter.
    bool showInstance(const InstanceName& name);
    /// Selects these rows and no other, those hidden by the filter too.
    void selectOnly(const std::vector<QByteArray>& identities);
    /// The named instances that are visible at this moment.
    std::vector<InstanceName> namesOnScreen() const;

    QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);

Q_SIGNALS:
    void currentRowChanged();
    void onScreenChanged();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rememberTop();
    void restoreAfterReset();
    void takeAnswers();
    void restoreSelection();
    void replaceSelection();
    void setRowHeight();
    void setDefaultColumns();

    InstanceModel* m_model = nullptr;
    RowMarks m_selection;
    QByteArray m_current; ///< identity; empty: none
    QByteArray m_top;
    int m_currentColumn = 0;
    const AuditIndex* m_seen = nullptr; ///< the reading that was shown last; compared, never used
    bool m_isRestoring = false;
    QTimer m_onScreenTimer;
};

} // namespace steward
