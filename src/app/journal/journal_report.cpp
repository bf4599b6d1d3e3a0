#include "app/journal/journal_report.h"

#include "app/operations/journal_words.h"
#include "domain/iso_time.h"
#include "workflows/base/csv_line.h"
#include "workflows/journal/journal_reader.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace steward {
namespace {

struct JournalReportText {
    Q_DECLARE_TR_FUNCTIONS(steward::JournalPage)
};

QStringList fieldsOf(const JournaledStep& step)
{
    return {
        isoTime(step.announcedAt), journalPlaceText(step), journalActionText(step), step.target,
        journalResultText(step)};
}

QByteArray csvOf(const JournalEntry& entry)
{
    QByteArray all = csvLine(
        {JournalReportText::tr("Time"), JournalReportText::tr("Store"), JournalReportText::tr("Step"),
         JournalReportText::tr("Of"), JournalReportText::tr("Result")});
    for (const JournaledStep& step : entry.trail)
        all += csvLine(fieldsOf(step));
    return all;
}

QByteArray jsonOf(const JournalEntry& entry)
{
    QJsonArray steps;
    for (const JournaledStep& step : entry.trail) {
        const QStringList fields = fieldsOf(step);
        steps.append(QJsonObject{
            {QStringLiteral("at"), fields[0]},
            {QStringLiteral("store"), fields[1]},
            {QStringLiteral("step"), fields[2]},
            {QStringLiteral("target"), fields[3]},
            {QStringLiteral("result"), fields[4]}});
    }
    QJsonObject document = operationJson(entry);
    document.insert(QStringLiteral("version"), 1);
    document.insert(QStringLiteral("steps"), steps);
    return QJsonDocument(document).toJson(QJsonDocument::Indented);
}

} // namespace

Result<QByteArray> journalReport(const JournalFolder& folder, const OperationId& operation, bool isJson)
{
    JournalReading reading;
    reading.ours = operation;
    reading.part = TrailPart{};
    const Result<JournalContent> content = readWholeJournal(folder, reading);
    if (!content)
        return std::unexpected(content.error());
    const auto found = std::ranges::find(content->operations, operation, &JournalEntry::id);
    if (found == content->operations.end())
        return std::unexpected(Error{
            ErrorKind::NotFound, JournalReportText::tr("The journal no longer holds this operation."),
            QStringLiteral("no such operation")});
    return isJson ? jsonOf(*found) : csvOf(*found);
}

} // namespace steward
