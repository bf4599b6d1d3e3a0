#pragma once

#include "app/inspector/problem_ways.h"

#include <QObject>

namespace steward {

class InspectorPanel;
class OfferedActions;
class OfferedPlans;
class OperationService;
class ProblemActions;

/// What the inspector's buttons ask for, done.
class InspectorActions final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorActions)

public:
    InspectorActions(
        InspectorPanel& panel, OperationService& operations, OfferedActions& actions, OfferedPlans& plans,
        QObject* parent);

Q_SIGNALS:
    /// The rows that this finds are to be shown.
    void searchWanted(const QString& query);

private:
    void readHistoryOf(const InstanceName& name, const QByteArray& identity);
    void goWay(ProblemWay way, const Finding& finding, const AuditRow& row);

    InspectorPanel& m_panel;
    OperationService& m_operations;
    OfferedPlans& m_plans;
    ProblemActions* m_problems;
};

} // namespace steward
