#include "workflows/journal/journal_values.h"

#include "domain/iso_time.h"
#include "domain/word_table.h"
#include "workflows/base/json_stream.h"

#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

constexpr WordTable<OperationOutcome, 4> operationOutcomeWords{{"done", "partial", "refused", "failed"}};
constexpr WordTable<StepOutcome, 4> stepOutcomeWords{{"done", "unchanged", "failed", "unknown"}};

} // namespace

JournalTrail::const_iterator firstOf(const JournalTrail& trail, JournalAction action)
{
    return std::ranges::find_if(trail, [action](const JournaledStep& step) { return step.action == action; });
}

void putOperation(JsonStream& json, const JournalEntry& entry)
{
    json.put("id", entry.id.toString());
    json.put("kind", entry.task.kind);
    json.put("title", entry.task.title);
    json.put("profile", entry.task.profile);
    json.put("desk", entry.task.workstation);
    json.put("person", entry.task.person);
    json.put("begun_at", isoTime(entry.startedAt));
    json.putText("finished_at", entry.finishedAt ? isoTime(*entry.finishedAt) : QString());
    json.putText("outcome", entry.outcome ? operationOutcomeWord(*entry.outcome) : QString());
}

QJsonObject operationJson(const JournalEntry& entry)
{
    JsonStream json;
    json.beginObject();
    putOperation(json, entry);
    json.endObject();
    return QJsonDocument::fromJson(json.take()).object();
}

QString stepOutcomeWord(StepOutcome outcome)
{
    return stepOutcomeWords.of(outcome);
}

std::optional<StepOutcome> stepOutcomeFromWord(const QString& word)
{
    return stepOutcomeWords.from(word);
}

QString operationOutcomeWord(OperationOutcome outcome)
{
    return operationOutcomeWords.of(outcome);
}

std::optional<OperationOutcome> operationOutcomeFromWord(const QString& word)
{
    return operationOutcomeWords.from(word);
}

} // namespace steward
