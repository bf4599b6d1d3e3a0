#include "app/activity/activity_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace steward {
namespace {

struct ActivityText {
    Q_DECLARE_TR_FUNCTIONS(steward::Activity)
};

} // namespace

QString activityStateText(Activity::State state)
{
    switch (state) {
    case Activity::State::Running:
        return ActivityText::tr("under way");
    case Activity::State::Paused:
        return ActivityText::tr("paused");
    case Activity::State::Stopping:
        return ActivityText::tr("stopping");
    case Activity::State::Done:
        return ActivityText::tr("done");
    case Activity::State::Partial:
        return ActivityText::tr("done in part");
    case Activity::State::Stopped:
        return ActivityText::tr("stopped");
    case Activity::State::Refused:
        return ActivityText::tr("refused");
    case Activity::State::Failed:
        return ActivityText::tr("failed");
    case Activity::State::LeftOpen:
        return ActivityText::tr("left open");
    }
    Q_UNREACHABLE();
}

Mark activityMark(Activity::State state)
{
    switch (state) {
    case Activity::State::Running:
        return {MarkShape::FilledRing, Tone::Busy};
    case Activity::State::Paused:
        return {MarkShape::Ring, Tone::Busy};
    case Activity::State::Stopping:
        return {MarkShape::DottedRing, Tone::Busy};
    case Activity::State::Done:
        return {MarkShape::Dot, Tone::Good};
    case Activity::State::Partial:
    case Activity::State::LeftOpen:
        return {MarkShape::Diamond, Tone::Warning};
    case Activity::State::Stopped:
        return {MarkShape::Square, Tone::Quiet};
    case Activity::State::Refused:
    case Activity::State::Failed:
        return {MarkShape::Triangle, Tone::Error};
    }
    Q_UNREACHABLE();
}

QString activitySentence(Activity::State state)
{
    switch (state) {
    case Activity::State::Paused:
        return ActivityText::tr("Paused: what has begun is brought to its end, and then it waits.");
    case Activity::State::Stopping:
        return ActivityText::tr("What has begun is brought to its end; nothing further is begun.");
    case Activity::State::LeftOpen:
        return ActivityText::tr(
            "It was interrupted before its end. Resume looks at the three stores, and finishes it or "
            "takes it back.");
    case Activity::State::Running:
    case Activity::State::Done:
    case Activity::State::Partial:
    case Activity::State::Stopped:
    case Activity::State::Refused:
    case Activity::State::Failed:
        break;
    }
    return ActivityText::tr("It is being done.");
}

QString progressText(const Activity::Progress& progress)
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
    Q_UNREACHABLE();
}

MarkedList::Line closedLine()
{
    return {
        {MarkShape::Square, Tone::Quiet},
        ActivityText::tr("Its window was closed before its end."),
        {ActivityText::tr("It was told to stop, and what had begun is brought to its end. The journal says what came "
                          "of it.")},
        true};
}

QString triedAgainSentence()
{
    return ActivityText::tr("What was not done is being tried again.");
}

} // namespace steward
