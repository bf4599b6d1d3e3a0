#include "app/journal/resume_page.h"

#include "app/operations/activity_words.h"
#include "app/operations/operation_page.h"
#include "app/operations/unfinished_work.h"
#include "domain/unknown_value.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/resume/resume.h"

#include <QCoreApplication>

namespace steward {
namespace {

constexpr std::chrono::minutes resumingTime{30};

struct ResumeText {
    Q_DECLARE_TR_FUNCTIONS(steward::ResumeDialog)
};

QString outcomeText(const ResumedOperation& operation)
{
    switch (operation.result.outcome) {
    case OperationOutcome::Done:
        return ResumeText::tr("Brought to its end.");
    case OperationOutcome::Partial:
        return ResumeText::tr("Something is still left of it.");
    case OperationOutcome::Refused:
        return ResumeText::tr("Nothing of it had been changed.");
    case OperationOutcome::Failed:
        // Only a creation takes back what it did.
        return operation.entry.task.kind == creationKind()
                   ? ResumeText::tr("It was taken back: everything is as before.")
                   : ResumeText::tr("It ended as it stands; nothing more was done.");
    }
    return unknownSentence();
}

StatusList::Line lineOf(const ResumedOperation& operation)
{
    StatusList::Line line{outcomeMark(operation.result.outcome), operation.entry.task.title, {}, true};
    if (operation.result.outcome == OperationOutcome::Failed || operation.result.outcome == OperationOutcome::Refused)
        line.mark = {MarkShape::Dot, Tone::Quiet}; // an end as good as any
    line.notes << outcomeText(operation);
    if (operation.result.error)
        line.notes << operation.result.error->sentence;
    for (const ChangeItem& item : operation.result.items) {
        if (item.error && !line.notes.contains(item.error->sentence))
            line.notes << item.error->sentence;
    }
    return line;
}

/// What became of each, and of what the workers were to be told.
struct Resumed {
    Result<std::vector<ResumedOperation>> result;
    qint64 untold = 0; ///< still, since no worker listens
};

/// Nothing that was interrupted is left of it, and yet it is not over: what the notice above the table is about.
StatusList::Line untoldLine(qint64 untold)
{
    return {
        {MarkShape::Diamond, Tone::Warning},
        ResumeText::tr("No worker listens, so %n change(s) could not be told.", nullptr, static_cast<int>(untold)),
        {ResumeText::tr("The stores are as they should be. Until a worker listens, it may go on with what it knew: it "
                        "does not serve a new instance yet, and still tries one that is gone."),
         ResumeText::tr(
             "Nothing more has to be done here: what waits is kept, and told as soon as somebody listens. If "
             "the workers should be running, have them started.")},
        true};
}

std::vector<StatusList::Line> linesOf(const Result<Resumed>& resumed)
{
    const std::optional<Error> error = !resumed           ? std::optional(resumed.error())
                                       : !resumed->result ? std::optional(resumed->result.error())
                                                          : std::nullopt;
    if (error)
        return {
            {{MarkShape::Triangle, Tone::Error}, ResumeText::tr("It could not be resumed."), {error->sentence}, true}};
    std::vector<StatusList::Line> lines;
    for (const ResumedOperation& operation : *resumed->result)
        lines.push_back(lineOf(operation));
    if (resumed->untold > 0)
        lines.push_back(untoldLine(resumed->untold));
    if (lines.empty()) {
        lines.push_back(
            {{MarkShape::Dot, Tone::Good}, ResumeText::tr("Nothing is left to be brought to its end."), {}, true});
    }
    return lines;
}

/// All of them as one; that an operation was taken back is an end as good as any.
Result<ChangeResult> wholeOf(const Result<Resumed>& resumed)
{
    if (!resumed)
        return std::unexpected(resumed.error());
    if (!resumed->result)
        return std::unexpected(resumed->result.error());
    std::vector<ChangeResult> results;
    for (const ResumedOperation& operation : *resumed->result) {
        results.push_back(operation.result);
        if (results.back().outcome != OperationOutcome::Partial)
            results.back().outcome = OperationOutcome::Done;
    }
    return combined(QStringLiteral("resume"), results);
}

} // namespace

OperationPage* makeResumePage(OperationService& operations, QWidget* parent)
{
    const OperationPage::Words words{
        ResumeText::tr("Finish what was interrupted"),
        ResumeText::tr("What was interrupted is looked at in the three stores, and finished or taken back."),
        {},
        {ResumeText::tr("Finish what was interrupted"), QStringLiteral("resume")}};
    const auto start = [stores = operations.stores()](OperationPage& page) {
        page.run<Resumed>(
            [stores](const Session& session, WorkflowObserver& steps, const std::stop_token& stop) {
                Resumed resumed{Resume(session).resumeAll(steps, CallContext::within(resumingTime, stop)), 0};
                resumed.untold = readUnfinishedWork(stores).untold;
                return resumed;
            },
            [](const Result<Resumed>& resumed) {
                const Result<ChangeResult> whole = wholeOf(resumed);
                return OperationPage::End{
                    linesOf(resumed), activityStateOf(whole), whole ? std::optional(*whole) : std::nullopt};
            });
    };
    return new OperationPage(words, operations, start, parent);
}

} // namespace steward
