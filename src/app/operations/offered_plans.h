#pragma once

#include "app/operations/standing_obstacles.h"
#include "domain/plans/plan.h"

#include <QList>
#include <QObject>

#include <vector>

class QAction;
class QMenu;

namespace steward {

struct AuditRow;

/// What pages offer that is done by a plan, without knowing who shows it (PlanActions).
class OfferedPlans : public QObject {
    Q_DISABLE_COPY_MOVE(OfferedPlans)

public:
    using QObject::QObject;

    /// For the selected rows that are shown; separators among them.
    virtual const QList<QAction*>& ofChosen() const = 0;
    /// For the whole table, and for a saved plan.
    virtual const QList<QAction*>& ofAll() const = 0;
    virtual StandingObstacles standingObstacles() const = 0;
    /// What is chosen is another by now.
    virtual void update() = 0;
    /// The same for one row alone.
    virtual void fillMenu(QMenu& menu, const AuditRow& row) = 0;
    /// For the row under the pointer: of all that is chosen where it is one of them, else of it alone.
    virtual void fillTableMenu(QMenu& menu, const AuditRow& row) = 0;
    /// The groups of duplicates of these organizations; none: all.
    virtual void clean(const std::vector<OrganizationId>& organizations) = 0;
    /// Asks for the organization of an instance without a row, or whose row and name disagree about it.
    virtual void adopt(const AuditRow& row) = 0;
    /// Asks which instance a row without a name belongs to; where none could be meant, shows what a repair can do.
    virtual void nameRow(const AuditRow& row) = 0;
    /// A repair of one row.
    virtual void repair(const AuditRow& row) = 0;
    /// A plan of this kind for one row.
    virtual void planFor(PlanKind kind, const AuditRow& row) = 0;
    /// Shows the plan for a request.
    virtual void show(const PlanRequest& request) = 0;
};

} // namespace steward
