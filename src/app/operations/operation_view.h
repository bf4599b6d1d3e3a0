#pragma once

#include "app/operations/operation.h"
#include "app/operations/operation_items.h"
#include "workflows/restore/changed_rows.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace Ui {
class OperationView;
}

class QTableView;

namespace steward {

class OperationService;

/// One operation, wherever it is shown. While it is under way: how many have come how far, how long it will take, what
/// is being done and what is in trouble first, and the hand of the person on it. Afterwards: what came of it, what is
/// not done with its next step before all else, what was proven in which store, and what can be done now: try again,
/// keep or copy the report, take back, see its steps in the journal.
class OperationView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationView)

public:
    explicit OperationView(QWidget* parent = nullptr);
    ~OperationView() override;

    /// Once, before anything is shown.
    void start(OperationService& operations);
    /// On the operation's own page, which has its title.
    void setOnItsPage();
    /// Shows this one from now on; null: nothing. It may go meanwhile.
    void follow(Operation* operation);
    Operation* operation() const { return m_operation; }
    /// What was done beside: a file was written, or was not.
    void tell(const QString& sentence);
    /// To what leaves as much as it is: the stop, or the result.
    void takeFocus();

Q_SIGNALS:
    void resumeWanted();
    void retryWanted(steward::Operation* operation);
    void journalWanted(const steward::OperationId& operation);
    void undoWanted(const std::vector<steward::DeletedRow>& rows, bool withInstances);
    void instanceWanted(const steward::InstanceName& name);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void layOutResult();
    void connectParts();
    void setUpTable(QTableView& table) const;
    void showChecklist();
    void refresh();
    void showNumbers();
    void showHeadButtons();
    void showEnd();
    void showResult();
    void showResultButtons();
    void showSections();
    void showRest();
    void askUndo();
    void showDetail();
    void keepReport();
    void copyReport();

    std::unique_ptr<Ui::OperationView> m_ui;
    OperationService* m_operations = nullptr;
    QPointer<Operation> m_operation;
    OperationItems m_items;
    std::vector<DeletedRow> m_undo;
    bool m_isWide = false;
    bool m_isOnItsPage = false;
    bool m_isEndShown = false;
};

} // namespace steward
