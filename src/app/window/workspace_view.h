#pragma once

#include "app/operations/operation_service.h"
#include "app/table/instance_model.h"
#include "app/window/page.h"
#include "app/work/gui_dispatcher.h"
#include "app/workspace/workspace.h"
#include "local/store_set.h"

#include <QWidget>

#include <memory>

class QDialog;
class QLabel;

namespace Ui {
class WorkspaceView;
}

namespace steward {

class ActivityLog;
class InstanceTable;
class PlanActions;
class WorkspaceActions;

/// One opened workspace and its page of instances: organizations, table, inspector, and what the person asked to see
/// of them.
class WorkspaceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceView)

public:
    WorkspaceView(const StoreSet& stores, BackgroundRunner& runner, QWidget* parent = nullptr);
    ~WorkspaceView() override;

    Workspace& workspace() { return m_workspace; }
    InstanceModel& model() { return m_model; }
    InstanceTable& table();
    WorkspaceActions& actions() { return *m_actions; }
    PlanActions& plans() { return *m_plans; }

    OperationService& operations() { return m_operations; }
    ActivityLog& activities() { return m_operations.activities(); }

    /// Whether the page is shown: what nobody sees chosen is not acted on.
    void setInSight(bool isInSight);
    bool isInSight() const { return m_isInSight; }
    void focusSearch();
    /// Shows every row again.
    void clearFilter();
    /// Copies the records and findings of the chosen rows (WorkspaceActions) as JSON without secrets.
    void copyJson();
    /// The organization that is chosen on the left; nothing: all.
    std::optional<QUuid> chosenOrganization() const;
    /// For screens that open on a certain sight.
    void filterBy(FindingCode finding);
    /// Shows what matches, as if it had been typed.
    void search(const QString& text);
    /// Shows every row again, and this one in sight.
    void showInstance(const InstanceName& name);
    /// Selects nothing and checks nothing; false where nothing was.
    bool clearChosen();

    QByteArray splitterState() const;
    void restoreSplitter(const QByteArray& state);

Q_SIGNALS:
    /// What stands at the foot: "40 of 260 shown".
    void summaryChanged(const QString& summary);
    /// What is current, selected or checked is another by now.
    void chosenChanged();
    /// The profile's settings are to be changed.
    void profileWanted();
    /// Another page is to be shown.
    void pageWanted(steward::Page page);
    /// The dialog is to be shown, on that page.
    void dialogWanted(steward::Page page, QDialog* dialog);
    /// Something small was done.
    void told(const QString& sentence);

private:
    void connectPanels();
    void connectActions();
    void showTableMenu(const QPoint& place);
    void showOrganizationMenu(const QPoint& place);
    void takeIndex();
    void applyFilter();
    void tellSummary();
    void tellEmptiness();
    void inspect();
    const AuditRow* rowAt(const QPoint& place) const; ///< in the table's viewport
    int placeOf(const AuditRow& row) const;           ///< of a row of the index that is shown

    std::unique_ptr<Ui::WorkspaceView> m_ui;
    Workspace m_workspace;
    OperationService& m_operations; ///< a child; they may go on without the workspace (LeaveGuard)
    InstanceModel m_model;
    WorkspaceActions* m_actions = nullptr;
    PlanActions* m_plans = nullptr;
    QLabel* m_emptiness = nullptr;
    BackgroundRunner& m_runner;
    bool m_isInSight = true;
    GuiDispatcher m_post;
};

} // namespace steward
