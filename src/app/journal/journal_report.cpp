#include "app/journal/journal_report.h"

#include "app/operations/journal_words.h"
#include "domain/iso_time.h"
#include "workflows/base/csv_line.h"
#include "workflows/base/json_stream.h"
#include "workflows/journal/journal_reader.h"

#include <QCoreApplication>

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
    JsonStream json(JsonStream::Layout::Indented);
    json.beginObject();
    json.put("version", 1);
    putOperation(json, entry);
    json.key("steps");
    json.beginArray();
    for (const JournaledStep& step : entry.trail) {
        json.beginObject();
        qsizetype place = 0;
        const QStringList fields = fieldsOf(step);
        for (const char* key : {"at", "store", "step", "target", "result"})
            json.put(key, fields[place++]);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    return json.take() + '\n';
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
