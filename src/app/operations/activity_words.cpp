#include "app/operations/activity_words.h"

#include "app/table/cells.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

struct ActivityText {
    Q_DECLARE_TR_FUNCTIONS(steward::Operation)
};

} // namespace

QString activityStateText(Operation::State state)
{
    switch (state) {
    case Operation::State::Running:
        return ActivityText::tr("under way");
    case Operation::State::Paused:
        return ActivityText::tr("paused");
    case Operation::State::Stopping:
        return ActivityText::tr("stopping");
    case Operation::State::Done:
        return ActivityText::tr("done");
    case Operation::State::Partial:
        return ActivityText::tr("done in part");
    case Operation::State::Stopped:
        return ActivityText::tr("stopped");
    case Operation::State::Refused:
        return ActivityText::tr("refused");
    case Operation::State::Failed:
        return ActivityText::tr("failed");
    case Operation::State::LeftOpen:
        return ActivityText::tr("left open");
    }
    return unknownText();
}

Mark activityMark(Operation::State state)
{
    switch (state) {
    case Operation::State::Running:
        return {MarkShape::Working, Tone::Busy};
    case Operation::State::Paused:
        return {MarkShape::Ring, Tone::Busy};
    case Operation::State::Stopping:
        return {MarkShape::DottedRing, Tone::Busy};
    case Operation::State::Done:
        return {MarkShape::Dot, Tone::Good};
    case Operation::State::Partial:
    case Operation::State::LeftOpen:
        return {MarkShape::Diamond, Tone::Warning};
    case Operation::State::Stopped:
        return {MarkShape::Square, Tone::Quiet};
    case Operation::State::Refused:
    case Operation::State::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString activitySentence(Operation::State state)
{
    switch (state) {
    case Operation::State::Paused:
        return ActivityText::tr("Paused: what has begun is brought to its end, and then it waits.");
    case Operation::State::Stopping:
        return ActivityText::tr("What has begun is brought to its end; nothing further is begun.");
    case Operation::State::LeftOpen:
        return ActivityText::tr(
            "It was interrupted before its end. Finishing it looks at the three stores first, and then brings it to "
            "its end or takes it back.");
    case Operation::State::Running:
    case Operation::State::Done:
    case Operation::State::Partial:
    case Operation::State::Stopped:
    case Operation::State::Refused:
    case Operation::State::Failed:
        break;
    }
    return ActivityText::tr("It is being done.");
}

QString progressText(const Operation::Progress& progress)
{
    if (progress.all == 0)
        return {};
    const QLocale locale;
    //: %1 is how many steps or instances have ended, %2 how many there are
    return ActivityText::tr("%1 of %2").arg(locale.toString(progress.ended), locale.toString(progress.all));
}

QString stepStateText(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return ActivityText::tr("waiting");
    case StepState::Running:
        return ActivityText::tr("at work");
    case StepState::Done:
        return ActivityText::tr("done");
    case StepState::Skipped:
        return ActivityText::tr("left out");
    case StepState::Failed:
        return ActivityText::tr("failed");
    case StepState::Undone:
        return ActivityText::tr("taken back");
    }
    return unknownText();
}

Mark stepMark(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return {MarkShape::Ring, Tone::Quiet};
    case StepState::Running:
        return {MarkShape::FilledRing, Tone::Busy};
    case StepState::Done:
        return {MarkShape::Dot, Tone::Good};
    case StepState::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    case StepState::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case StepState::Undone:
        return {MarkShape::Diamond, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

Mark outcomeMark(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return {MarkShape::Dot, Tone::Good};
    case OperationOutcome::Partial:
        return {MarkShape::Diamond, Tone::Warning};
    case OperationOutcome::Refused:
    case OperationOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString underWaySentence(const Operation& operation)
{
    QString sentence = operation.sentence();
    if (operation.state() != Operation::State::Running || sentence != activitySentence(operation.state()))
        return sentence;
    const QString started = QLocale().toString(operation.started().time(), QStringLiteral("HH:mm"));
    //: %1 is a time such as 12:09
    return (operation.needsDialog() ? ActivityText::tr("Started %1 by you.")
                                    : ActivityText::tr("Started %1 by you. You can leave this page; it goes on."))
        .arg(started);
}

QString tookSentence(const Operation& operation)
{
    if (operation.ended().isNull())
        return {};
    const std::chrono::seconds took(std::max<qint64>(operation.started().secsTo(operation.ended()), 1));
    //: %1 is a time such as "1 min 38 s"
    return ActivityText::tr("It took %1.").arg(durationText(took));
}

QString triedAgainSentence()
{
    return ActivityText::tr("What was not done is being tried again.");
}

} // namespace steward
