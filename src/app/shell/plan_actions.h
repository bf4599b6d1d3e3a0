#pragma once

#include "app/operations/offered_plans.h"
#include "app/operations/operation_service.h"

#include <functional>
#include <vector>

class QDialog;
class QKeySequence;

namespace steward {

class Operation;
class PlanPage;
struct PlanSource;
struct WayOn;
class WorkspaceView;

/// What is done by a plan: the actions for the chosen rows, for one, and for the whole table. Each opens the page that
/// shows the plan first. One that cannot be used says why in its tool tip.
class PlanActions final : public OfferedPlans {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanActions)

public:
    PlanActions(OperationService& operations, WorkspaceView& view);

    const QList<QAction*>& ofChosen() const override { return m_ofChosen; }
    const QList<QAction*>& ofAll() const override { return m_ofAll; }
    StandingObstacles standingObstacles() const override;
    void update() override;
    void fillMenu(QMenu& menu, const AuditRow& row) override;
    void fillTableMenu(QMenu& menu, const AuditRow& row) override;
    void clean(const std::vector<OrganizationId>& organizations) override;
    void adopt(const AuditRow& row) override;
    void nameRow(const AuditRow& row) override;
    void repair(const AuditRow& row) override;
    void planFor(PlanKind kind, const AuditRow& row) override;
    void show(const PlanRequest& request) override;
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
