#include "cli/restore_command.h"

#include "cli/apply_command.h"
#include "cli/plan_command.h"
#include "cli/rest_command.h"
#include "cli/terminal_question.h"
#include "cli/terminal_text.h"
#include "domain/shell_word.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/restore/row_restore.h"
#include "workflows/session/workspace_session.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace steward {
namespace {

struct RestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestoreCommand)
};

/// What would come of the row.
QString undoWord(const DeletedRow& row)
{
    if (row.obstacle)
        return QStringLiteral("left");
    if (row.isBack)
        return QStringLiteral("none");
    switch (row.change) {
    case DeletedRow::Change::Deleted:
        return QStringLiteral("restore");
    case DeletedRow::Change::Changed:
        return QStringLiteral("give-back");
    case DeletedRow::Change::Inserted:
        break;
    }
    return QStringLiteral("remove");
}

void show(const CommandContext& context, const std::vector<DeletedRow>& rows, bool withInstance)
{
    if (context.json) {
        QJsonArray items;
        for (const DeletedRow& row : rows) {
            items.append(QJsonObject{
                {QStringLiteral("integration_id"), row.id.toString()},
                {QStringLiteral("instance_name"), row.name.text()},
                {QStringLiteral("organization_id"), row.organizationId.toString()},
                {QStringLiteral("change"), undoWord(row)},
                {QStringLiteral("parts"), QJsonArray::fromStringList(row.parts)},
                {QStringLiteral("error"), row.obstacle ? QJsonValue(row.obstacle->sentence) : QJsonValue()}});
        }
        const QJsonObject document{
            {QStringLiteral("version"), 1},
            {QStringLiteral("operation"), restoringKind()},
            {QStringLiteral("with_instance"), withInstance},
            {QStringLiteral("items"), items}};
        context.printJson(document);
        return;
    }
    context.print(context.workspaceTitle);
    bool hasDeleted = false;
    for (const DeletedRow& row : rows) {
        context.print(QStringLiteral("  ") + terminalText(undoLine(row)));
        if (row.obstacle) {
            context.print(QStringLiteral("    → ") + terminalText(row.obstacle->sentence));
            continue;
        }
        hasDeleted = hasDeleted || (row.change == DeletedRow::Change::Deleted && !row.isBack);
        if (withInstance && row.change == DeletedRow::Change::Deleted) {
            //: %1 is an instance's name
            context.print(RestoreText::tr("  + a new instance %1 on the server; then the row is switched on")
                              .arg(terminalText(row.name.text())));
        }
    }
    if (hasDeleted)
        context.print(RestoreText::tr("The WhatsApp session does not come back: the phone has to be paired again."));
}

Error notEnabled()
{
    return {
        ErrorKind::Rejected, RestoreText::tr("The rows are back but stay switched off: no instance was created."),
        QStringLiteral("not agreed to")};
}

Error readOnlyRestore()
{
    return {
        ErrorKind::ReadOnlyProfile,
        RestoreText::tr(
            "This profile is read only, so nothing was restored. Use a profile that may change the database."),
        QStringLiteral("the profile is read-only")};
}

bool agreesToRestore(const CommandContext& context)
{
    return agreesOnTerminal(
        context, RestoreText::tr("Restore this? Type yes and press Enter. Anything else changes nothing."));
}

/// Of the deleted ones that come back.
PlanRequest enablingOf(const std::vector<DeletedRow>& rows)
{
    PlanRequest request;
    request.kind = PlanKind::Enable;
    for (const DeletedRow& row : rows) {
        if (row.change == DeletedRow::Change::Deleted && !row.obstacle && !row.name.isEmpty())
            request.names.push_back(row.name);
    }
    return request;
}

bool hasDeleted(const std::vector<DeletedRow>& rows)
{
    return std::ranges::any_of(rows, [](const DeletedRow& row) { return row.change == DeletedRow::Change::Deleted; });
}

/// Enables the restored rows, each with a new instance of its name, by a plan that is shown and agreed to as any other.
/// The rows are back by now: whatever else comes of it is a part.
int giveInstances(
    const CommandContext& context, const WorkspaceAccess& access, ChangeResult restored, const PlanRequest& request,
    const Consent& consent)
{
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    const MadePlan made = PlanMaker(access).make(request, limits);
    if (!context.json)
        printMadePlan(context, made);
    const bool asks = !consent.isGiven() && !made.verdict.isRefused() && made.plan.tally().changed > 0;
    const auto agreed = asks && !agreesToRestore(context)
                            ? Result<AgreedPlan>(std::unexpected(notEnabled()))
                            : AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, consent.text);
    PrintedItems observer(context);
    const PauseControl pauseControl;
    ChangeResult enabled = agreed ? PlanApplication(access).apply(*agreed, observer, pauseControl, limits)
                                  : refusedPlan(made.plan, agreed.error());
    restored.error = enabled.error;
    restored.outcome = enabled.outcome == OperationOutcome::Done ? enabled.outcome : OperationOutcome::Partial;
    restored.isOpen = enabled.isOpen;
    if (!enabled.items.empty())
        restored.items = std::move(enabled.items);
    if (enabled.outcome != OperationOutcome::Partial) // which names it already
        nameTheRest(restored, commandAgain(made.plan.request).section(QLatin1Char(' '), 1));
    return tellChange(context, restored);
}

int tell(const CommandContext& context, const ChangeResult& result)
{
    if (!context.json) {
        for (const ChangeItem& item : result.items)
            printChange(context, item);
    }
    if (const QString follows = whatFollowsUndo(result); !follows.isEmpty())
        context.printError(terminalText(follows));
    return tellChange(context, result);
}

} // namespace

int runRestore(const CommandContext& context, const RestoreOptions& options)
{
    const auto session = WorkspaceSession::open(context.workspace);
    if (!session)
        return context.fail(session.error());
    const WorkspaceAccess& access = (*session)->access();
    RowRestore restoring(access);
    auto rows = restoring.buriedBy(OperationId::fromString(options.operation));
    if (!rows)
        return context.fail(rows.error(), rows.error().kind == ErrorKind::NotFound ? 4 : 1);
    if (access.readOnly)
        return context.fail(readOnlyRestore(), 4);
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    restoring.judge(*rows, limits);
    const bool allStay = std::ranges::all_of(*rows, [](const DeletedRow& row) { return row.obstacle.has_value(); });
    if (allStay) {
        show(context, *rows, options.withInstance);
        context.printError(RestoreText::tr("None of it can be undone."));
        return 4;
    }
    const PlanRequest enabling = enablingOf(*rows);
    const bool isEnabling = options.withInstance && hasDeleted(*rows);
    const bool areBack = std::ranges::all_of(*rows, [](const DeletedRow& row) { return row.obstacle || row.isBack; });
    if (areBack && !isEnabling) {
        show(context, *rows, options.withInstance);
        context.printError(RestoreText::tr("What can be undone is as it was already, so nothing was written."));
        return std::ranges::all_of(*rows, &DeletedRow::isBack) ? 0 : 4;
    }
    const bool isGiven = options.consent.isGiven();
    const bool asks = !isGiven && !options.consent.dryRun && !context.json && canAskOnTerminal();
    if (!isGiven || !context.json)
        show(context, *rows, options.withInstance);
    if (!isGiven && !(asks && agreesToRestore(context))) {
        if (!options.consent.dryRun)
            context.printError(RestoreText::tr("Nothing was changed. To restore this, run it again with --yes."));
        return 2;
    }
    // With an instance it makes sense only where the stores can be read: nothing is begun that cannot go on.
    if (isEnabling) {
        const MadePlan before = PlanMaker(access).make(enabling, limits);
        if (before.verdict.isRefused())
            return tellChange(context, refusedPlan(before.plan, *before.verdict.refusal({})));
    }
    ChangeResult result = restoring.restore(*rows, limits);
    if (!isEnabling || result.outcome != OperationOutcome::Done) {
        nameTheRest(result, QStringLiteral("journal restore ") + shellWord(options.operation));
        return tell(context, result);
    }
    return giveInstances(context, access, std::move(result), enabling, options.consent);
}

} // namespace steward
