#include "app/inspector/problem_actions.h"

#include "app/operations/offered_actions.h"
#include "app/operations/offered_plans.h"
#include "app/table/audit_index.h"

namespace steward {
namespace {

constexpr int comparedDigits = 8;

std::vector<const AuditRow*> rowsWith(FindingCode code, const AuditIndex& index)
{
    std::vector<const AuditRow*> rows;
    for (const AuditRow& row : index.audit().rows()) {
        if (row.has(code))
            rows.push_back(&row);
    }
    return rows;
}

} // namespace

ProblemActions::ProblemActions(OfferedActions& actions, OfferedPlans& plans, QObject* parent)
    : QObject(parent)
    , m_actions(actions)
    , m_plans(plans)
{
}

void ProblemActions::go(ProblemWay way, FindingCode code, const AuditRow& row)
{
    PlanRequest request;
    request.kind = way == ProblemWay::Unlink ? PlanKind::Unlink : PlanKind::Repair;
    request.names = {row.name};
    if (request.kind == PlanKind::Repair)
        request.findings = {code};
    switch (way) {
    case ProblemWay::Repair:
        return row.kind == RowKind::Instance ? m_plans.show(request) : m_plans.repair(row);
    case ProblemWay::UsePhone:
        request.usePhone = true;
        return m_plans.show(request);
    case ProblemWay::Create:
        request.kind = PlanKind::Enable; // of a row without an instance: it is made
        request.findings.clear();
        return m_plans.show(request);
    case ProblemWay::Clean:
        return m_plans.clean({row.organizationId});
    case ProblemWay::ShowGroup:
        if (code == FindingCode::DuplicatePhone && row.phone())
            // The same number may be written with or without its ninth digit: its end is the same.
            Q_EMIT searchWanted(
                QStringLiteral("problem:%1 phone:%2")
                    .arg(findingWord(code), QString::number(row.phone()->digits()).right(comparedDigits)));
        else
            Q_EMIT searchWanted(QStringLiteral("organization:") + row.organizationId.toString());
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
        Q_EMIT rowsWanted(code, row.name); // its steps stand there
        return;
    }
}

void ProblemActions::goForAll(ProblemWay way, FindingCode code, const AuditIndex& index)
{
    const std::vector<const AuditRow*> rows = rowsWith(code, index);
    if (rows.empty())
        return;
    if (!isForAll(way)) {
        const bool isOne = rows.size() == 1 && way != ProblemWay::Enable && way != ProblemWay::ShowGroup;
        return isOne ? go(way, code, *rows.front()) : Q_EMIT rowsWanted(code, rows.front()->name);
    }
    if (way == ProblemWay::Clean)
        return m_plans.clean({});
    if (way == ProblemWay::Pair)
        return pairAll(code, index);
    PlanRequest request;
    request.kind = PlanKind::Repair;
    request.findings = {code};
    for (const AuditRow* row : rows) {
        if (row->kind == RowKind::Instance)
            request.names.push_back(row->name);
        else
            request.others.push_back(row->identity());
    }
    m_plans.show(request);
}

void ProblemActions::pairAll(FindingCode code, const AuditIndex& index)
{
    std::vector<InstanceName> names;
    for (const AuditRow* row : rowsWith(code, index)) {
        if (usesOf(*row).canBePaired)
            names.push_back(row->name);
    }
    if (!names.empty())
        m_actions.pairAll(names);
}

} // namespace steward
