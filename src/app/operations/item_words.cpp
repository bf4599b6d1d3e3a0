#include "app/operations/item_words.h"

#include "domain/unknown_value.h"

#include <QCoreApplication>

#include <algorithm>
#include <climits>

namespace steward {
namespace {

struct ItemWords {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanPage)
};

} // namespace

QString stageText(ItemStage stage)
{
    switch (stage) {
    case ItemStage::Waiting:
        return ItemWords::tr("Waiting");
    case ItemStage::Working:
        return ItemWords::tr("Working…");
    case ItemStage::Accepted:
        return ItemWords::tr("Waiting for proof");
    case ItemStage::Gone:
        return ItemWords::tr("Gone from the server");
    case ItemStage::Proving:
        return ItemWords::tr("Written, being proven…");
    case ItemStage::Ended:
        return ItemWords::tr("Ended");
    }
    return unknownText();
}

Mark stageMark(ItemStage stage)
{
    switch (stage) {
    case ItemStage::Waiting:
        return {MarkShape::Ring, Tone::Quiet};
    case ItemStage::Working:
        return {MarkShape::Working, Tone::Busy};
    case ItemStage::Accepted:
        return {MarkShape::DottedRing, Tone::Busy};
    case ItemStage::Gone:
    case ItemStage::Proving:
        return {MarkShape::Working, Tone::Good};
    case ItemStage::Ended:
        return {MarkShape::Dot, Tone::Good};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString endingText(ItemEnding ending)
{
    switch (ending) {
    case ItemEnding::Done:
        return ItemWords::tr("Done and proven");
    case ItemEnding::NothingToDo:
        return ItemWords::tr("Nothing to do");
    case ItemEnding::StillThere:
        return ItemWords::tr("Still there");
    case ItemEnding::Failed:
        return ItemWords::tr("Not all done");
    case ItemEnding::Skipped:
        return ItemWords::tr("Left as it was");
    case ItemEnding::NotStarted:
        return ItemWords::tr("Not begun");
    }
    return unknownText();
}

Mark endingMark(ItemEnding ending)
{
    switch (ending) {
    case ItemEnding::Done:
        return {MarkShape::Done, Tone::Good};
    case ItemEnding::NothingToDo:
    case ItemEnding::NotStarted:
        return {MarkShape::Dash, Tone::Quiet};
    case ItemEnding::StillThere:
    case ItemEnding::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case ItemEnding::Skipped:
        return {MarkShape::Diamond, Tone::Warning};
    }
    return {MarkShape::Question, Tone::Warning};
}

QString outcomeText(StoreOutcome outcome)
{
    switch (outcome) {
    case StoreOutcome::Gone:
        return ItemWords::tr("gone");
    case StoreOutcome::Absent:
        return ItemWords::tr("was not there");
    case StoreOutcome::Written:
        return ItemWords::tr("written");
    case StoreOutcome::Kept:
        return ItemWords::tr("kept");
    case StoreOutcome::StillThere:
        return ItemWords::tr("still there");
    case StoreOutcome::Failed:
        return ItemWords::tr("failed");
    case StoreOutcome::Skipped:
        return ItemWords::tr("left as it was");
    case StoreOutcome::Unknown:
        return ItemWords::tr("not known");
    }
    return unknownText();
}

Mark outcomeMark(StoreOutcome outcome)
{
    switch (outcome) {
    case StoreOutcome::Gone:
    case StoreOutcome::Written:
    case StoreOutcome::Kept:
        return {MarkShape::Tick, Tone::Good};
    case StoreOutcome::Absent:
    case StoreOutcome::Skipped:
        return {MarkShape::Dash, Tone::Quiet};
    case StoreOutcome::StillThere:
    case StoreOutcome::Failed:
        return {MarkShape::Triangle, Tone::Error};
    case StoreOutcome::Unknown:
        break;
    }
    return {MarkShape::Question, Tone::Warning};
}

QString workersText(const std::optional<WorkersOutcome>& workers)
{
    if (!workers)
        return ItemWords::tr("not told");
    if (workers->pending)
        return ItemWords::tr("nobody listens yet");
    if (!workers->receivers)
        return ItemWords::tr("told");
    return ItemWords::tr("%n heard it", nullptr, static_cast<int>(std::min<qint64>(*workers->receivers, INT_MAX)));
}

} // namespace steward
