#pragma once

#include "app/alerts/alert_center.h"
#include "app/export/view_export.h"
#include "app/instances/instances_page.h"
#include "app/operations/operation_service.h"
#include "app/work/gui_dispatcher.h"
#include "app/workspace/live_reading.h"
#include "app/workspace/page.h"
#include "app/workspace/workspace.h"
#include "stores/profile_context.h"

#include <QWidget>

class QDialog;

namespace steward {

class ActivityLog;
class InstanceTable;
class PlanActions;
class WindowSettings;
class WorkspaceActions;

/// One opened workspace: its stores, its operations, what can be done there, and its page of instances.
class WorkspaceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkspaceView)

public:
    /// `operations`: of this workspace as it was shown before, with what was done in this session; null: none was.
    WorkspaceView(
        const ProfileContext& stores, BackgroundRunner& runner, OperationService* operations = nullptr,
        QWidget* parent = nullptr);

    Workspace& workspace() { return m_workspace; }
    LiveReading& live() { return *m_live; }
    AlertCenter& alerts() { return *m_alerts; }
    InstancesPage& instances() { return *m_page; }
    InstanceModel& model() { return m_page->model(); }
    InstanceTable& table() { return m_page->table(); }
    /// The reading that is shown; a newer one may be waiting until the list may move.
    const std::shared_ptr<const AuditIndex>& shownIndex() { return model().auditIndex(); }
    WorkspaceActions& actions() { return *m_actions; }
    PlanActions& plans() { return *m_plans; }

    OperationService& operations() { return m_operations; }
    ActivityLog& activities() { return m_operations.activities(); }

    /// Columns, panes, views and what is selected, as they were left in the profile.
    void restoreLayout(const WindowSettings& settings, const QString& profileId);
    void keepLayout(WindowSettings& settings, const QString& profileId);
    /// Whether the page is shown: what nobody sees chosen is not acted on.
    void setInSight(bool isInSight);
    bool isInSight() const { return m_isInSight; }
    /// Copies the records and findings of the chosen rows (WorkspaceActions) as JSON without secrets.
    void copyJson();
    /// The rows and columns that are shown, as they stand there; nothing before anything was read.
    ShownRows shownRows();
    /// Asks for a file and keeps them there.
    void exportShown();

Q_SIGNALS:
    /// What stands at the foot: "40 of 260 shown".
    void summaryChanged(const QString& summary);
    /// What is current or selected is another by now.
    void chosenChanged();
    /// The profile's settings are to be changed.
    void profileWanted();
    /// Another page is to be shown.
    void pageWanted(steward::Page page);
    /// The dialog is to be shown, on that page.
    void dialogWanted(steward::Page page, QDialog* dialog);
    /// The plan is to be shown as a page of its own, from which one comes back to where one was.
    void planWanted(QDialog* plan);
    /// An operation's steps in the journal are to be shown.
    void journalWanted(const OperationId& operation);
    /// An instance is to be shown in the table.
    void instanceWanted(const steward::InstanceName& name);
    /// Something small was done.
    void told(const QString& sentence);

private:
    void connectParts();

    Workspace m_workspace;
    LiveReading* m_live;
    AlertCenter* m_alerts;
    OperationService& m_operations; ///< a child; they may go on without the workspace (LeaveGuard)
    InstancesPage* m_page = nullptr;
    WorkspaceActions* m_actions = nullptr;
    PlanActions* m_plans = nullptr;
    ViewExport* m_export = nullptr;
    BackgroundRunner& m_runner;
    bool m_isInSight = true;
    GuiDispatcher m_post;
};

} // namespace steward
