#include "domain/audit/rules.h"

#include <algorithm>

namespace steward {
namespace {

void applyOrphanedInstance(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || !row.server || row.inDatabase != Presence::Absent)
        return;
    row.findings.push_back(
        {FindingCode::OrphanedInstance, FindingCause::ListedWithoutRow, {connectionWord(row.server->connection)}});
}

void applyOrphanedIntegration(AuditRow& row, const RuleContext& context)
{
    if (row.inServer != Presence::Absent || row.kind != RowKind::Instance)
        return;
    const auto orphan = std::find_if(row.integrations.begin(), row.integrations.end(), [&](const Integration* each) {
        return each->enabled && !isBeingMade(*each, context.snapshot().databaseTime(), context.settings().pendingGrace);
    });
    if (orphan == row.integrations.end())
        return;
    row.findings.push_back(
        {FindingCode::OrphanedIntegration,
         FindingCause::RowWithoutInstance,
         {context.organizationName((*orphan)->organizationId), (*orphan)->status}});
}

void applyOrganizationMismatch(AuditRow& row, const RuleContext& context)
{
    const Integration* integration = row.integration();
    const std::optional<OrganizationId> inName = row.name.embeddedUuid();
    if (!integration || !inName || *inName == integration->organizationId)
        return;
    row.findings.push_back(
        {FindingCode::OrganizationMismatch,
         FindingCause::NameOfOrganization,
         {context.organizationName(*inName), context.organizationName(integration->organizationId)}});
}

void applyNamelessIntegration(AuditRow& row, const RuleContext& context)
{
    if (row.kind != RowKind::NamelessIntegration || !row.integration()->enabled)
        return;
    row.findings.push_back(
        {FindingCode::NamelessIntegration,
         FindingCause::RowWithoutName,
         {context.organizationName(row.integration()->organizationId)}});
}

void applyUnreachableName(AuditRow& row)
{
    if (row.kind != RowKind::Instance || row.name.isReachable())
        return;
    row.findings.push_back({FindingCode::UnreachableName, FindingCause::NoAddress, {row.name.text()}});
}

} // namespace

bool isBeingMade(const Integration& row, Timestamp now, std::chrono::minutes grace)
{
    const bool isOld = row.createdAt && now - *row.createdAt >= grace;
    return row.status == QLatin1String("pending") && !isOld;
}

void applyDatabaseRules(AuditRow& row, const RuleContext& context)
{
    applyOrphanedInstance(row, context);
    applyOrphanedIntegration(row, context);
    applyOrganizationMismatch(row, context);
    applyNamelessIntegration(row, context);
    applyUnreachableName(row);
}

} // namespace steward
