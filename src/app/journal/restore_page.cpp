#include "app/journal/restore_page.h"

#include "app/operations/activity_words.h"
#include "app/operations/operation_page.h"
#include "domain/unknown_value.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace steward {
namespace {

constexpr std::chrono::minutes lookingTime{3};
constexpr std::chrono::minutes restoringTime{30};

struct RestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestoreDialog)
};

QString outcomeTitle(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::Done:
        return RestoreText::tr("Undone. A row that was deleted is back and disabled: enable it to create its instance "
                               "anew.");
    case OperationOutcome::Partial:
        return RestoreText::tr("Not all of it is undone.");
    case OperationOutcome::Refused:
    case OperationOutcome::Failed:
        return RestoreText::tr("Nothing was undone.");
    }
    return unknownSentence();
}

std::vector<StatusList::Line> linesOf(const Result<ChangeResult>& result)
{
    if (!result)
        return {
            {{MarkShape::Triangle, Tone::Error},
             RestoreText::tr("Nothing was undone."),
             {result.error().sentence},
             true}};
    std::vector<StatusList::Line> lines{{outcomeMark(result->outcome), outcomeTitle(result->outcome), {}, true}};
    if (result->error)
        lines.front().notes << result->error->sentence;
    for (const ChangeItem& item : result->items) {
        if (item.error)
            lines.push_back(
                {{MarkShape::Diamond, Tone::Warning}, item.instanceName.text(), {item.error->sentence}, false});
    }
    if (!whatFollowsUndo(*result).isEmpty()) { // its command is for the command line
        lines.push_back(
            {{MarkShape::Dot, Tone::Quiet},
             RestoreText::tr("The rows are back, and the workers were told where that changes something for them. The "
                             "cache entries are as they were: where one differs now, the overview has its Repair "
                             "button."),
             {},
             false});
    }
    return lines;
}

bool isFree(const DeletedRow& row)
{
    return !row.obstacle && !row.isBack;
}

/// What the look at the stores came to.
struct LookAhead {
    std::vector<DeletedRow> rows; ///< each with what stands in its way
    std::optional<Error> refusal; ///< where something stands in the way of all
    bool isOneReason = false;     ///< the same of all, so it is said once

    explicit LookAhead(std::vector<DeletedRow> looked)
        : rows(std::move(looked))
    {
        if (rows.empty() || std::ranges::any_of(rows, isFree))
            return;
        const auto held = std::ranges::find_if(rows, [](const DeletedRow& row) { return row.obstacle.has_value(); });
        if (held == rows.end()) {
            refusal = Error{ErrorKind::Rejected, RestoreText::tr("It is as it was before already."), {}};
            return;
        }
        const Error& first = *held->obstacle;
        isOneReason = std::ranges::all_of(
            rows, [&first](const DeletedRow& row) { return row.obstacle && row.obstacle->sentence == first.sentence; });
        refusal = isOneReason
                      ? first
                      : Error{ErrorKind::Rejected, RestoreText::tr("Nothing of it can be undone."), first.detail};
    }
};

/// Each row, with what stands in the way of its undo.
std::vector<StatusList::Line> consequences(const LookAhead& looked)
{
    std::vector<StatusList::Line> lines;
    bool hasDeleted = false;
    for (const DeletedRow& row : looked.rows) {
        lines.push_back(OperationPage::consequence(undoLine(row)));
        hasDeleted = hasDeleted || (row.change == DeletedRow::Change::Deleted && isFree(row));
        if (!row.obstacle)
            continue;
        lines.back().mark = {MarkShape::Diamond, Tone::Warning};
        if (!looked.isOneReason)
            lines.back().notes << row.obstacle->sentence;
    }
    if (hasDeleted)
        lines.push_back(OperationPage::consequence(
            RestoreText::tr("The WhatsApp session cannot come back: the phone has to be linked anew.")));
    return lines;
}

QString goText(qsizetype rows)
{
    //: %n is the number of database rows
    return RestoreText::tr("&Undo in %n row(s)", nullptr, static_cast<int>(rows));
}

using SharedRows = std::shared_ptr<std::vector<DeletedRow>>;

/// What stands in the way is shown before anything can be pressed, and no more is done than was shown.
void lookAhead(OperationService& operations, OperationPage& page, const SharedRows& rows)
{
    page.showLooking(RestoreText::tr("Looking at the stores, to say what can be undone…"));
    operations.ask<LookAhead>(
        &page,
        [rows = *rows](const ProfileContext& stores, const std::stop_token& stop) {
            std::vector<DeletedRow> looked = rows;
            RowRestore(Session::reading(stores)).judge(looked, CallContext::within(lookingTime, stop));
            return LookAhead(std::move(looked));
        },
        [&page, rows](const LookAhead& looked) {
            *rows = looked.rows;
            if (!looked.refusal)
                page.setGo(goText(std::ranges::count_if(looked.rows, isFree)));
            page.allowGo(consequences(looked), looked.refusal);
        });
}

} // namespace

OperationPage* makeRestorePage(OperationService& operations, const std::vector<DeletedRow>& rows, QWidget* parent)
{
    const OperationPage::Words words{
        RestoreText::tr("Undo"),
        RestoreText::tr("The journal keeps the rows as they were. These come back:"),
        goText(std::ssize(rows)),
        //: %n is the number of database rows
        {RestoreText::tr("Undo in %n row(s)", nullptr, static_cast<int>(rows.size())), QStringLiteral("restore")},
        RestoreAgain{rows}};
    const auto looked = std::make_shared<std::vector<DeletedRow>>(rows);
    const auto start = [looked](OperationPage& page) {
        page.run<ChangeResult>(
            [rows = *looked](const Session& session, WorkflowObserver&, const std::stop_token& stop) {
                return RowRestore(session).restore(rows, CallContext::within(restoringTime, stop));
            },
            [](const Result<ChangeResult>& result) {
                return OperationPage::End{
                    linesOf(result), activityStateOf(result), result ? std::optional(*result) : std::nullopt};
            });
    };
    auto* page = new OperationPage(words, operations, start, parent);
    lookAhead(operations, *page, looked);
    return page;
}

} // namespace steward
