#include "domain/audit/rules.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct DatabaseText {
    Q_DECLARE_TR_FUNCTIONS(steward::DatabaseRules)
};

void applyOrphanedInstance(AuditRow& row, const RuleContext& context)
{
    if (!context.serverRead() || !row.server || row.inDatabase != Presence::Absent)
        return;
    //: %1 is a connection state of the server, such as "open"
    row.findings.push_back(
        {FindingCode::OrphanedInstance,
         DatabaseText::tr("The server lists it (%1), but no row in the database names it.")
             .arg(connectionWord(row.server->connection))});
}

void applyOrphanedIntegration(AuditRow& row, const RuleContext& context)
{
    if (row.inServer != Presence::Absent || row.kind != RowKind::Instance)
        return;
    const auto orphan = std::find_if(row.integrations.begin(), row.integrations.end(), [&](const Integration* each) {
        return each->enabled && !isBeingMade(*each, context.snapshot().takenAt, context.settings().pendingGrace);
    });
    if (orphan == row.integrations.end())
        return;
    //: %1 is an organization, %2 a status text such as "active"
    row.findings.push_back(
        {FindingCode::OrphanedIntegration,
         DatabaseText::tr("%1 has an active row for it (status %2), but it is not on the server: neither the list nor "
                          "the memory knows it.")
             .arg(context.organizationName((*orphan)->organizationId), (*orphan)->status)});
}

void applyOrganizationMismatch(AuditRow& row, const RuleContext& context)
{
    const Integration* integration = row.integration();
    const std::optional<OrganizationId> inName = row.name.embeddedUuid();
    if (!integration || !inName || *inName == integration->organizationId)
        return;
    //: %1 and %2 are organizations
    row.findings.push_back(
        {FindingCode::OrganizationMismatch,
         DatabaseText::tr("Its name contains the ID of the organization %1, but its row belongs to %2.")
             .arg(context.organizationName(*inName), context.organizationName(integration->organizationId))});
}

void applyNamelessIntegration(AuditRow& row, const RuleContext& context)
{
    if (row.kind != RowKind::NamelessIntegration || !row.integration()->enabled)
        return;
    //: %1 is an organization
    row.findings.push_back(
        {FindingCode::NamelessIntegration, DatabaseText::tr("An active row of %1 does not say which instance it means.")
                                               .arg(context.organizationName(row.integration()->organizationId))});
}

void applyUnreachableName(AuditRow& row)
{
    if (row.kind != RowKind::Instance || row.name.isReachable())
        return;
    //: %1 is the name, which may be empty or one or two dots
    row.findings.push_back(
        {FindingCode::UnreachableName,
         DatabaseText::tr("No address can reach an instance named “%1”.").arg(row.name.text())});
}

} // namespace

bool isBeingMade(const Integration& row, Timestamp takenAt, std::chrono::minutes grace)
{
    const bool isOld = row.createdAt && takenAt - *row.createdAt >= grace;
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
