#pragma once

#include "app/inspector/problem_ways.h"

#include <QObject>

namespace steward {

class AuditIndex;
class OfferedActions;
class OfferedPlans;

/// What the button beside a problem does, wherever it stands.
class ProblemActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProblemActions)

public:
    ProblemActions(OfferedActions& actions, OfferedPlans& plans, QObject* parent);

    /// For one row.
    void go(ProblemWay way, FindingCode code, const AuditRow& row);
    /// For all rows that have it: one plan, or one queue, where that can be; else they are shown, the first of them
    /// chosen, and each has its button there.
    void goForAll(ProblemWay way, FindingCode code, const AuditIndex& index);

Q_SIGNALS:
    /// The rows that this finds are to be shown.
    void searchWanted(const QString& query);
    /// The rows that have it are to be shown, this one chosen.
    void rowsWanted(steward::FindingCode code, const steward::InstanceName& first);

private:
    void pairAll(FindingCode code, const AuditIndex& index);

    OfferedActions& m_actions;
    OfferedPlans& m_plans;
};

} // namespace steward
