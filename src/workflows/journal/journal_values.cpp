#include "workflows/journal/journal_values.h"

#include "domain/unknown_value.h"

#include <algorithm>
#include <array>

namespace steward {
namespace {

constexpr std::array operationOutcomes{
    OperationOutcome::Done, OperationOutcome::Partial, OperationOutcome::Refused, OperationOutcome::Failed};
constexpr std::array stepOutcomes{StepOutcome::Done, StepOutcome::Unchanged, StepOutcome::Failed, StepOutcome::Unknown};

} // namespace

JournalTrail::const_iterator firstOf(const JournalTrail& trail, JournalAction action)
{
    return std::ranges::find_if(trail, [action](const JournaledStep& step) { return step.action == action; });
}

QString stepOutcomeWord(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Done:
        return QStringLiteral("done");
    case StepOutcome::Unchanged:
        return QStringLiteral("unchanged");
    case StepOutcome::Failed:
        return QStringLiteral("failed");
    case StepOutcome::Unknown:
        return QStringLiteral("unknown");
    }
    return unknownWord();
}

std::optional<StepOutcome> stepOutcomeFromWord(const QString& word)
{
    for (const StepOutcome outcome : stepOutcomes) {
        if (stepOutcomeWord(outcome) == word)
            return outcome;
    }
    return {};
}

QString operationOutcomeWord(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return QStringLiteral("done");
    case OperationOutcome::Partial:
        return QStringLiteral("partial");
    case OperationOutcome::Refused:
        return QStringLiteral("refused");
    case OperationOutcome::Failed:
        return QStringLiteral("failed");
    }
    return unknownWord();
}

std::optional<OperationOutcome> operationOutcomeFromWord(const QString& word)
{
    for (const OperationOutcome outcome : operationOutcomes) {
        if (operationOutcomeWord(outcome) == word)
            return outcome;
    }
    return {};
}

} // namespace steward
