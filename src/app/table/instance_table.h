#pragma once

#include "app/table/instance_model.h"
#include "app/table/row_marks.h"

#include <QItemSelectionModel>
#include <QTableView>
#include <QTimer>

#include <optional>
#include <vector>

namespace steward {

class InstanceHeader;

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
/// readings neither lose nor move it. There is one selection: the check in front of a row says that it is selected,
/// and pressing it adds the row or takes it away. While somebody selects, clicks or presses keys it is held: the list
/// is not to change its order then.
class InstanceTable final : public QTableView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InstanceTable)

public:
    explicit InstanceTable(QWidget* parent = nullptr);

    void setInstanceModel(InstanceModel* model);
    const RowMarks& selection() const { return m_selection; }
    /// Of the audit that is shown: those selected rows that are shown.
    const std::vector<int>& selectedRows() const;
    /// Adds a shown row to the selection, or takes it away.
    void setSelected(int shownRow, bool isSelected);
    void deselectAll(); ///< those hidden by the filter too
    /// Several are selected, or a hand was at the table a moment ago.
    bool isHeld() const;
    /// The row that is inspected; nothing where none is current or it is gone.
    const AuditRow* currentRow() const;
    /// Makes the row of this name current and shows it, where it passes the filter.
    bool showInstance(const InstanceName& name);
    /// Selects these rows and no other, those hidden by the filter too.
    void selectOnly(const std::vector<QByteArray>& identities);
    /// The named instances that are visible at this moment.
    std::vector<InstanceName> namesOnScreen() const;
    /// The cells of these rows in the columns that are shown, in their order: lines of cells parted by tabs.
    QString textOf(const std::vector<int>& shownRows) const;

    /// Those that are shown, as they stand from left to right.
    std::vector<Column> shownColumns() const;
    bool isColumnChosen(Column column) const { return m_chosen[static_cast<size_t>(column)]; }
    void chooseColumn(Column column, bool isChosen);
    void chooseFirstColumns();
    QByteArray columnState() const;
    void restoreColumns(const QByteArray& state);

Q_SIGNALS:
    void currentRowChanged();
    /// Other rows are selected, also where those go that the filter hides.
    void chosenChanged();
    void onScreenChanged();
    /// It is not held any more.
    void released();
    /// Enter, or a double click: the row is to be seen whole.
    void inspectWanted();

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index, const QEvent* event) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isAtCheck(const QPoint& place) const;
    void turnAll();
    void hold();
    void rememberTop();
    void restoreAfterReset();
    void takeAnswers();
    void restoreSelection();
    void replaceSelection();
    void tellChosen();
    void setRowHeight();
    void setDefaultWidths();
    void fitColumns();

    InstanceModel* m_model = nullptr;
    InstanceHeader* m_header;
    RowMarks m_selection;
    mutable std::optional<std::vector<int>> m_selectedRows; ///< until something changes
    QByteArray m_current;                                   ///< identity; empty: none
    QByteArray m_top;
    int m_currentColumn = 0;
    const AuditIndex* m_seen = nullptr; ///< the reading that was shown last; compared, never used
    bool m_isRestoring = false;
    bool m_isPressed = false;
    QTimer m_onScreenTimer;
    QTimer m_holdTimer;
    std::array<bool, steward::columnCount> m_chosen{};
};

} // namespace steward
