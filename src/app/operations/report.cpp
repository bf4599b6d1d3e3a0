#include "app/operations/report.h"

#include "workflows/execute/apply_report.h"
#include "workflows/guards/guards_apply.h"

#include <QJsonDocument>

#include <memory>

namespace steward {

Report reportOf(const ChangeResult& result, const OrganizationNames& organizations)
{
    const auto kept = std::make_shared<const ChangeResult>(result);
    return {
        result.operation + QStringLiteral("-report"),
        [kept, organizations] { return applyReportCsv(*kept, organizations); },
        [kept] { return applyReportJson(*kept); }};
}

Report reportOf(const GuardsResult& result)
{
    return {
        QStringLiteral("guards-report"), [result] { return guardsResultCsv(result); },
        [result] { return QJsonDocument(guardsResultJson(result)).toJson(QJsonDocument::Indented); }};
}

} // namespace steward
