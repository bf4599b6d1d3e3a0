#include "app/instances/inspector_actions.h"

#include "app/inspector/inspector_panel.h"
#include "app/inspector/problem_actions.h"
#include "app/operations/offered_actions.h"
#include "app/operations/offered_plans.h"
#include "app/operations/operation_service.h"

namespace steward {

InspectorActions::InspectorActions(
    InspectorPanel& panel, OperationService& operations, OfferedActions& actions, OfferedPlans& plans, QObject* parent)
    : QObject(parent)
    , m_panel(panel)
    , m_operations(operations)
    , m_plans(plans)
    , m_problems(new ProblemActions(actions, plans, this))
{
    connect(m_problems, &ProblemActions::searchWanted, this, &InspectorActions::searchWanted);
    connect(&panel, &InspectorPanel::pairWanted, &actions, &OfferedActions::pair);
    connect(&panel, &InspectorPanel::repairWanted, &plans, &OfferedPlans::repair);
    connect(&panel, &InspectorPanel::planWanted, &plans, &OfferedPlans::planFor);
    connect(&panel, &InspectorPanel::journalWanted, &actions, &OfferedActions::showJournal);
    connect(&panel, &InspectorPanel::wayWanted, this, &InspectorActions::goWay);
    connect(&panel, &InspectorPanel::historyWanted, this, &InspectorActions::readHistoryOf);
    panel.setObstacles(plans.standingObstacles());
    panel.setHasJournal(actions.hasJournal());
    panel.setChangeMenu([this](QMenu& menu, const AuditRow& row) { m_plans.fillMenu(menu, row); });
}

void InspectorActions::readHistoryOf(const InstanceName& name, const QByteArray& identity)
{
    m_operations.ask<JournaledHistory>(
        this,
        [name, identity](const ProfileContext& stores, const std::stop_token&) {
            return readHistory(stores, name, identity);
        },
        [this, identity](const JournaledHistory& history) {
            if (m_panel.row() && m_panel.row()->identity() == identity)
                m_panel.setHistory(history);
        });
}

void InspectorActions::goWay(ProblemWay way, const Finding& finding, const AuditRow& row)
{
    if (way != ProblemWay::CopySteps) // the inspector's own
        m_problems->go(way, finding.code, row);
}

} // namespace steward
