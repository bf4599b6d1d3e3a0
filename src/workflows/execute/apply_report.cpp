#include "workflows/execute/apply_report.h"

#include "workflows/base/csv_line.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

bool isUntouched(const ChangeItem& change)
{
    return change.server == StoreOutcome::Skipped && change.database == StoreOutcome::Skipped &&
           change.cache == StoreOutcome::Skipped;
}

QStringList fieldsOf(const ChangeItem& item)
{
    const OrganizationId& organization = item.organizationId;
    const auto& workers = item.workers;
    return {
        item.instanceName.text(),
        organization.isNull() ? QString() : organization.toString(),
        storeOutcomeWord(item.server),
        storeOutcomeWord(item.database),
        storeOutcomeWord(item.cache),
        workers && workers->receivers ? QString::number(*workers->receivers) : QString(),
        workers ? (workers->pending ? QStringLiteral("true") : QStringLiteral("false")) : QString(),
        item.error ? errorWord(item.error->kind) : QString(),
        item.error ? item.error->sentence : QString()};
}

} // namespace

ItemEnding endingOf(const PlanItem& item, const ChangeItem& change)
{
    if (!change.error)
        return item.steps.empty() ? ItemEnding::NothingToDo : ItemEnding::Done;
    if (change.server == StoreOutcome::StillThere)
        return ItemEnding::StillThere;
    if (change.error->kind == ErrorKind::Stopped)
        return ItemEnding::NotStarted;
    return item.steps.empty() || isUntouched(change) ? ItemEnding::Skipped : ItemEnding::Failed;
}

bool isToBeRetried(const PlanItem& item, const ChangeItem& change)
{
    return change.error &&
           (!item.steps.empty() || item.isLeft(SkipReason::Changed) || item.isLeft(SkipReason::SurvivorChanged));
}

PlanRequest requestAgain(const PlanRequest& request, const std::vector<PlanItemRef>& items)
{
    PlanRequest again = request;
    again.names.clear();
    again.others.clear();
    QSet<OrganizationId> organizations;
    for (const PlanItemRef& item : items) {
        if (!item->organizationId.isNull())
            organizations.insert(item->organizationId);
        if (item->identity.startsWith("name:"))
            again.names.push_back(item->name);
        else
            again.others.push_back(item->identity);
    }
    if (request.kind != PlanKind::Clean)
        return again;
    again.names.clear();
    again.others.clear();
    again.organizations.assign(organizations.cbegin(), organizations.cend());
    std::ranges::sort(again.organizations);
    return again;
}

QByteArray applyReportCsv(const ChangeResult& result, const OrganizationNames& organizations)
{
    QByteArray report = "instance_name,organization_id,server,database,cache,workers_told,workers_pending,error,"
                        "sentence";
    report += organizations ? ",organization\r\n" : "\r\n";
    for (const ChangeItem& item : result.items) {
        QStringList fields = fieldsOf(item);
        if (organizations)
            fields << (item.organizationId.isNull() ? QString() : organizations(item.organizationId));
        report += csvLine(fields);
    }
    return report;
}

QByteArray applyReportJson(const ChangeResult& result)
{
    QByteArray report;
    writeChangeResult(result, [&report](const QByteArray& part) { report += part; });
    return report;
}

} // namespace steward
