#pragma once

#include "app/operations/operation_service.h"
#include "app/operations/standing_obstacles.h"
#include "domain/plans/plan.h"

#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QDialog;
class QKeySequence;
class QMenu;

namespace steward {

class Operation;
class PlanPage;
struct AuditRow;
struct PlanSource;
struct WayOn;
class WorkspaceView;

/// What is done by a plan: the actions for the chosen rows, for one, and for the whole table. Each opens the page that
/// shows the plan first. One that cannot be used says why in its tool tip.
class PlanActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanActions)

public:
    PlanActions(OperationService& operations, WorkspaceView& view);

    /// For the selected rows that are shown; separators among them.
    const QList<QAction*>& ofChosen() const { return m_ofChosen; }
    /// For the whole table, and for a saved plan.
    const QList<QAction*>& ofAll() const { return m_ofAll; }
    StandingObstacles standingObstacles() const;
    /// What is chosen is another by now.
    void update();
    /// The same for one row alone.
    void fillMenu(QMenu& menu, const AuditRow& row);
    /// For the row under the pointer: of all that is chosen where it is one of them, else of it alone.
    void fillTableMenu(QMenu& menu, const AuditRow& row);
    /// The groups of duplicates of these organizations; none: all.
    void clean(const std::vector<OrganizationId>& organizations);
    /// Asks for the organization of an instance without a row, or whose row and name disagree about it.
    void adopt(const AuditRow& row);
    /// Asks which instance a row without a name belongs to; where none could be meant, shows what a repair can do.
    void nameRow(const AuditRow& row);
    /// A repair of one row.
    void repair(const AuditRow& row);
    /// A plan of this kind for one row.
    void planFor(PlanKind kind, const AuditRow& row);
    /// Shows the plan for a request.
    void show(const PlanRequest& request);
    /// Shows the plan for what an ended operation has not done.
    void retry(Operation& operation);
    /// Shows what still stands of a plan that was saved.
    void showSaved(const QString& path);

private:
    using Rows = std::vector<const AuditRow*>;
    /// How many are chosen, and for how many of them a kind of plan is.
    struct Fit {
        int chosen = 0;
        int able = 0;
    };

    void addChosen(PlanKind kind, const char* name, const QKeySequence& shortcut);
    void addAll();
    void addToAll(const QString& text, const char* name, const std::function<void()>& act);
    void showDialog(QDialog* dialog);
    void goOn(const WayOn& way);
    Rows chosen() const;
    /// What is done with one row alone, or with its organization.
    void addForOne(QMenu& menu, const AuditRow& row);
    void addOne(QMenu& menu, const AuditRow& row, const QString& text, const std::function<void(const AuditRow&)>& act);
    void addKinds(QMenu& menu, const AuditRow& row);
    void usePhone(const AuditRow& row);
    void chooseInstance(const PlanRequest& request, const std::vector<InstanceName>& choices);
    void chooseWebhook(const PlanRequest& request);
    void setUp(QAction& action, PlanKind kind, const Fit& fit) const;
    QString obstacle(PlanKind kind, const Fit& fit) const;
    void plan(PlanKind kind, const Rows& rows);
    PlanPage* make(const PlanSource& source);
    PlanPage* open(const PlanSource& source);
    void chooseSaved();
    void takeEnd(const std::vector<QByteArray>& notDone);

    OperationService& m_operations;
    WorkspaceView& m_view;
    QList<QAction*> m_ofChosen;
    QList<QAction*> m_ofAll;
};

} // namespace steward
