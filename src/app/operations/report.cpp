#include "app/operations/report.h"

#include "app/operations/item_words.h"
#include "app/operations/journal_words.h"
#include "app/operations/printed_report.h"
#include "domain/unknown_value.h"
#include "workflows/execute/apply_report.h"
#include "workflows/guards/guards_apply.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <memory>

namespace steward {

namespace {

struct ReportWords {
    Q_DECLARE_TR_FUNCTIONS(steward::Report)
};

QString endText(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return ReportWords::tr("All of it is done and proven.");
    case OperationOutcome::Partial:
        return ReportWords::tr("Some of it is done, and not all.");
    case OperationOutcome::Refused:
        return ReportWords::tr("It was refused. Nothing was written.");
    case OperationOutcome::Failed:
        return ReportWords::tr("It was not done.");
    }
    return unknownSentence();
}

QString workersText(const ChangeItem& item)
{
    if (!item.workers)
        return {};
    if (item.workers->pending)
        return ReportWords::tr("Nobody heard it yet");
    return item.workers->receivers ? QString::number(*item.workers->receivers) : unknownText();
}

PrintedReport printedReportOf(const ChangeResult& result, const OrganizationNames& organizations)
{
    PrintedReport report;
    //: The heading of a printed report: %1 is what was done, such as "Delete"
    report.title = ReportWords::tr("%1: what came of it").arg(journalKindText(result.operation));
    report.lines
        << endText(result.outcome)
        //: %1 is a date and time
        << ReportWords::tr("Printed %1").arg(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
    if (result.error)
        report.lines << result.error->sentence;
    report.columns = {ReportWords::tr("Organization"), ReportWords::tr("Instance"), ReportWords::tr("Server"),
                      ReportWords::tr("Database"),     ReportWords::tr("Cache"),    ReportWords::tr("Workers told"),
                      ReportWords::tr("What is left")};
    for (const ChangeItem& item : result.items) {
        const QString organization = item.organizationId.isNull() ? QString()
                                     : organizations              ? organizations(item.organizationId)
                                                                  : item.organizationId.toString();
        report.rows.push_back(
            {organization, item.instanceName.text(), outcomeText(item.server), outcomeText(item.database),
             outcomeText(item.cache), workersText(item), item.error ? item.error->sentence : QString()});
    }
    return report;
}

} // namespace

Report reportOf(const ChangeResult& result, const OrganizationNames& organizations)
{
    const auto kept = std::make_shared<const ChangeResult>(result);
    return {
        result.operation + QStringLiteral("-report"),
        [kept, organizations] { return applyReportCsv(*kept, organizations); },
        [kept] { return applyReportJson(*kept); },
        [kept, organizations] { return pdfOf(printedReportOf(*kept, organizations)); }};
}

Report reportOf(const GuardsResult& result)
{
    return {
        QStringLiteral("guards-report"),
        [result] { return guardsResultCsv(result); },
        [result] { return QJsonDocument(guardsResultJson(result)).toJson(QJsonDocument::Indented); },
        {}};
}

} // namespace steward
