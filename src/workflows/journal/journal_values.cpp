#include "workflows/journal/journal_values.h"

#include <array>

namespace steward {
namespace {

constexpr std::array operationOutcomes{
    OperationOutcome::Done, OperationOutcome::Partial, OperationOutcome::Refused, OperationOutcome::Failed};
constexpr std::array stepOutcomes{StepOutcome::Done, StepOutcome::Unchanged, StepOutcome::Failed, StepOutcome::Unknown};

} // namespace

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
    Q_UNREACHABLE();
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
    Q_UNREACHABLE();
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
