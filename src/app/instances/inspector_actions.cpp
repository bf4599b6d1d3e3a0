#include "app/instances/inspector_actions.h"

#include "app/inspector/inspector_panel.h"
#include "app/operations/operation_service.h"
#include "app/operations/workspace_actions.h"
#include "app/plans/plan_actions.h"

namespace steward {

InspectorActions::InspectorActions(
    InspectorPanel& panel, OperationService& operations, WorkspaceActions& actions, PlanActions& plans, QObject* parent)
    : QObject(parent)
    , m_panel(panel)
    , m_operations(operations)
    , m_actions(actions)
    , m_plans(plans)
{
    connect(&panel, &InspectorPanel::pairWanted, &actions, qOverload<const InstanceName&>(&WorkspaceActions::pair));
    connect(&panel, &InspectorPanel::repairWanted, &plans, &PlanActions::repair);
    connect(&panel, &InspectorPanel::planWanted, &plans, &PlanActions::planFor);
    connect(&panel, &InspectorPanel::journalWanted, &actions, &WorkspaceActions::showJournal);
    connect(&panel, &InspectorPanel::wayWanted, this, &InspectorActions::goWay);
    connect(&panel, &InspectorPanel::historyWanted, this, &InspectorActions::readHistoryOf);
    panel.setObstacle(plans.standingObstacle());
    panel.setHasJournal(actions.hasJournal());
    panel.setChangeMenu([this](QMenu& menu, const AuditRow& row) { m_plans.fillMenu(menu, row); });
}

void InspectorActions::readHistoryOf(const InstanceName& name, const QByteArray& identity)
{
    m_operations.ask<JournaledHistory>(
        this,
        [name, identity](const StoreSet& stores, const std::stop_token&) {
            return readHistory(stores, name, identity);
        },
        [this, identity](const JournaledHistory& history) {
            if (m_panel.row() && m_panel.row()->identity() == identity)
                m_panel.setHistory(history);
        });
}

void InspectorActions::goWay(ProblemWay way, const Finding& finding, const AuditRow& row)
{
    PlanRequest request;
    request.kind = way == ProblemWay::Unlink ? PlanKind::Unlink : PlanKind::Repair;
    request.names = {row.name};
    if (request.kind == PlanKind::Repair)
        request.findings = {finding.code};
    switch (way) {
    case ProblemWay::Repair:
        return row.kind == RowKind::Instance ? m_plans.show(request) : m_plans.repair(row);
    case ProblemWay::UsePhone:
        request.usePhone = true;
        return m_plans.show(request);
    case ProblemWay::Clean:
        return m_plans.clean({row.organizationId});
    case ProblemWay::ShowGroup:
        if (finding.code == FindingCode::DuplicatePhone && row.phone())
            Q_EMIT searchWanted(QStringLiteral("phone:%1").arg(row.phone()->digits()));
        else
            Q_EMIT searchWanted(QStringLiteral("organization:") + row.organizationId.toString(QUuid::WithoutBraces));
        return;
    case ProblemWay::Pair:
        return m_actions.pair(row.name);
    case ProblemWay::Reset:
        return m_actions.reset(row.name);
    case ProblemWay::Assign:
        return m_plans.adopt(row);
    case ProblemWay::NameRow:
        return m_plans.nameRow(row);
    case ProblemWay::Enable:
        return m_plans.planFor(PlanKind::Enable, row);
    case ProblemWay::Unlink:
        return m_plans.show(request);
    case ProblemWay::CopySteps:
        return; // the inspector's own
    }
}

} // namespace steward
