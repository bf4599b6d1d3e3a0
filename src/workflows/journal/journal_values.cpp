#include "workflows/journal/journal_values.h"

#include "domain/iso_time.h"
#include "domain/word_table.h"

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

QJsonObject operationJson(const JournalEntry& entry)
{
    return {
        {QStringLiteral("id"), entry.id.toString()},
        {QStringLiteral("kind"), entry.task.kind},
        {QStringLiteral("title"), entry.task.title},
        {QStringLiteral("profile"), entry.task.profile},
        {QStringLiteral("desk"), entry.task.workstation},
        {QStringLiteral("person"), entry.task.person},
        {QStringLiteral("begun_at"), isoTime(entry.begunAt)},
        {QStringLiteral("finished_at"), entry.finishedAt ? QJsonValue(isoTime(*entry.finishedAt)) : QJsonValue()},
        {QStringLiteral("outcome"), entry.outcome ? QJsonValue(operationOutcomeWord(*entry.outcome)) : QJsonValue()}};
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
