#include "app/journal/restore_dialog.h"

#include "app/operations/operation_dialog.h"
#include "app/operations/steps_panel.h"

#include <QCoreApplication>

namespace steward {
namespace {

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
    Q_UNREACHABLE();
}

std::vector<MarkedList::Line> linesOf(const Result<ChangeResult>& result)
{
    if (!result)
        return {
            {{MarkShape::Triangle, Tone::Error},
             RestoreText::tr("Nothing was undone."),
             {result.error().sentence},
             true}};
    std::vector<MarkedList::Line> lines{{outcomeMark(result->outcome), outcomeTitle(result->outcome), {}, true}};
    if (result->error)
        lines.front().notes << result->error->sentence;
    for (const ChangeItem& item : result->items) {
        if (item.error)
            lines.push_back(
                {{MarkShape::Diamond, Tone::Warning}, item.instanceName.text(), {item.error->sentence}, false});
    }
    if (const QString follows = whatFollowsUndo(*result); !follows.isEmpty())
        lines.push_back({{MarkShape::Dot, Tone::Quiet}, follows, {}, false});
    return lines;
}

QStringList consequences(const std::vector<BuriedRow>& rows)
{
    QStringList lines;
    bool hasDeleted = false;
    for (const BuriedRow& row : rows) {
        lines << undoLine(row);
        hasDeleted = hasDeleted || row.change == BuriedRow::Change::Deleted;
    }
    lines << RestoreText::tr("A row that has been changed since stays as it is, and what differs is said.");
    if (hasDeleted)
        lines << RestoreText::tr("The WhatsApp session cannot come back: the phone has to be linked anew.");
    return lines;
}

} // namespace

QDialog* makeRestoreDialog(OperationService& operations, const std::vector<BuriedRow>& rows, QWidget* parent)
{
    const OperationDialog::Words words{
        RestoreText::tr("Undo"),
        RestoreText::tr("The journal keeps the rows as they were. These come back:"),
        //: %n is the number of database rows
        RestoreText::tr("&Undo in %n row(s)", nullptr, static_cast<int>(rows.size())),
        //: %n is the number of database rows
        {RestoreText::tr("Undo in %n row(s)", nullptr, static_cast<int>(rows.size())), QStringLiteral("restore")},
        RestoreAgain{rows}};
    const auto start = [&operations, rows](OperationDialog& dialog) {
        return operations.run<ChangeResult, StepNews>(
            &dialog,
            [rows](
                const WorkspaceAccess& access, const OperationService::Tell<StepNews>&, const std::stop_token& stop) {
                return Restoring(access).restore(rows, Limits::within(restoringTime, stop));
            },
            [&dialog](const StepNews& news) { dialog.hear(news); },
            [&dialog](const Result<ChangeResult>& result) {
                dialog.finish(linesOf(result), activityStateOf(result), result ? std::optional(*result) : std::nullopt);
            });
    };
    auto* dialog = new OperationDialog(words, operations.activities(), start, parent);
    dialog->allowGo(consequences(rows), {});
    return dialog;
}

} // namespace steward
