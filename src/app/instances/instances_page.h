#pragma once

#include "app/instances/empty_rows.h"
#include "app/instances/kept_selection.h"
#include "app/instances/page_panes.h"
#include "app/instances/row_views.h"
#include "app/table/instance_model.h"
#include "app/workspace/workspace.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;

namespace Ui {
class InstancesPage;
}

namespace steward {

class InspectorPanel;
class InstanceTable;
class OfferedActions;
class OfferedPlans;
class OperationService;

/// The instances of a workspace: views to the left, the table, and all about the chosen ones to the right. Rows keep
/// their place while somebody looks, clicks or selects; what comes meanwhile waits.
class InstancesPage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InstancesPage)

public:
    explicit InstancesPage(Workspace& workspace, QWidget* parent = nullptr);
    ~InstancesPage() override;

    /// What can be done with the chosen ones. Once, before it is shown.
    void setActions(OperationService& operations, OfferedActions& actions, OfferedPlans& plans);

    InstanceModel& model() { return m_model; }
    InstanceTable& table();
    InspectorPanel& inspector();
    /// The reading that is shown; another may be waiting. Null before the first.
    const std::shared_ptr<const AuditIndex>& index() const { return m_model.auditIndex(); }

    void focusSearch();
    /// Shows every row again.
    void clearFilter();
    /// Shows what matches, as if it had been typed.
    void search(const QString& text);
    /// What was typed into the filter.
    QString filterText() const;
    void filterBy(FindingCode finding);
    /// The rows with this problem; this one chosen, and all about it in sight, where it has a name.
    void showProblem(FindingCode finding, const InstanceName& first);
    /// Shows every row again, and this one in sight.
    void showInstance(const InstanceName& name);
    /// Selects nothing; false where nothing was selected.
    bool clearChosen();
    /// The selection, then the filter: what Esc does.
    void escape();
    /// The organization of the one row that is selected.
    std::optional<OrganizationId> chosenOrganization() const;
    void selectShown();
    void inspectCurrent();

    /// What is kept of the views: the saved ones, and which is shown.
    std::vector<RowView> savedViews() const;
    /// The view that is shown, its query with what the filter holds.
    RowView shownView() const;
    QVariant viewsState() const;
    void restoreViews(const QVariant& state);
    KeptSelection& selection() { return *m_kept; }
    PagePanes& panes() { return *m_panes; }

Q_SIGNALS:
    /// What stands at the foot: "40 of 260 shown".
    void summaryChanged(const QString& summary);
    /// What is current or selected is another by now.
    void chosenChanged();
    /// A view was saved, renamed or removed, or another is shown.
    void viewsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void connectParts();
    void takeIndex();
    void takeWaiting();
    void applyFilter();
    void saveView();
    void tellView();
    void tellChosen();
    void tellSummary();
    EmptyRows::Reason emptiness() const;
    void tellEmptiness();
    void inspect();
    void inspectSeveral();
    void connectInspector(OperationService& operations);
    void connectBulk();
    void showColumns();
    void showViews();
    void showTableMenu(const QPoint& place);
    const AuditRow* rowAt(const QPoint& place) const; ///< in the table's viewport
    bool isListOfOrganizations() const;
    void closeInspector();

    std::unique_ptr<Ui::InstancesPage> m_ui;
    Workspace& m_workspace;
    InstanceModel m_model;
    OfferedActions* m_actions = nullptr;
    OfferedPlans* m_plans = nullptr;
    QAction* m_pair;
    EmptyRows* m_emptiness = nullptr;
    std::unique_ptr<PagePanes> m_panes;
    std::unique_ptr<KeptSelection> m_kept;
    QTimer m_severalTimer; ///< many may be selected and deselected within a moment
};

} // namespace steward
