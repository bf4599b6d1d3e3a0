#include "app/operations/creation_words.h"

#include "app/operations/activity_words.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct CreationEndText {
    Q_DECLARE_TR_FUNCTIONS(steward::CreationWords)
};

QString outcomeTitle(const CreationResult& result)
{
    switch (result.outcome) {
    case OperationOutcome::Done:
        return CreationEndText::tr("Created and proven: the three stores agree.");
    case OperationOutcome::Partial:
        return CreationEndText::tr("Not all of it is done or proven.");
    case OperationOutcome::Refused:
        return CreationEndText::tr("Nothing was created.");
    case OperationOutcome::Failed:
        if (result.error && result.error->kind == ErrorKind::Stopped)
            return CreationEndText::tr("It was not created. Everything was taken back.");
        return CreationEndText::tr("It could not be created. Everything was taken back.");
    }
    return unknownSentence();
}

void addSentences(StatusList::Line& line, const std::vector<QString>& sentences)
{
    for (const QString& sentence : sentences)
        line.notes << sentence;
}

} // namespace

std::vector<StatusList::Line> creationLines(const CreationResult& result)
{
    std::vector<StatusList::Line> lines;
    StatusList::Line whole{outcomeMark(result.outcome), outcomeTitle(result), {}, true};
    if (result.error)
        whole.notes << result.error->sentence;
    for (const ChangeItem& item : result.items) {
        if (item.error && !whole.notes.contains(item.error->sentence))
            whole.notes << item.error->sentence;
    }
    for (const Conflict& standing : result.check.standing)
        whole.notes << standing.because;
    lines.push_back(whole);
    if (!result.warnings.empty()) {
        lines.push_back({{MarkShape::Diamond, Tone::Warning}, CreationEndText::tr("Worth knowing:"), {}, true});
        addSentences(lines.back(), result.warnings);
    }
    if (!result.undone.empty()) {
        lines.push_back({{MarkShape::Arrow, Tone::Quiet}, CreationEndText::tr("Taken back:"), {}, true});
        addSentences(lines.back(), result.undone);
    }
    if (!result.left.empty()) {
        lines.push_back({{MarkShape::Triangle, Tone::Error}, CreationEndText::tr("Left as it is:"), {}, true});
        addSentences(lines.back(), result.left);
    }
    return lines;
}

std::vector<StatusList::Line> creationEnd(const Result<CreationResult>& result)
{
    if (result)
        return creationLines(*result);
    const QString words = CreationEndText::tr("Nothing was created.");
    return {{{MarkShape::Triangle, Tone::Error}, words, {result.error().sentence}, true}};
}

} // namespace steward
