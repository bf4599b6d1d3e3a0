#include "cli/restore_command.h"

#include "cli/apply_command.h"
#include "cli/plan_command.h"
#include "cli/rest_command.h"
#include "cli/terminal_question.h"
#include "cli/terminal_text.h"
#include "domain/shell_word.h"
#include "local/system_console.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/restore/row_restore.h"
#include "workflows/session/session.h"

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

void show(const Console& console, const std::vector<DeletedRow>& rows, bool withInstance)
{
    if (console.json) {
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
        console.printJson(document);
        return;
    }
    console.print(console.title);
    bool hasDeleted = false;
    for (const DeletedRow& row : rows) {
        console.print(QStringLiteral("  ") + terminalText(undoLine(row)));
        if (row.obstacle) {
            console.print(QStringLiteral("    → ") + terminalText(row.obstacle->sentence));
            continue;
        }
        hasDeleted = hasDeleted || (row.change == DeletedRow::Change::Deleted && !row.isBack);
        if (withInstance && row.change == DeletedRow::Change::Deleted) {
            //: %1 is an instance's name
            console.print(RestoreText::tr("  + a new instance %1 on the server; then the row is switched on")
                              .arg(terminalText(row.name.text())));
        }
    }
    if (hasDeleted)
        console.print(RestoreText::tr("The WhatsApp session does not come back: the phone has to be paired again."));
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

bool agreesToRestore(const Console& console)
{
    return agreesOnTerminal(
        console, RestoreText::tr("Restore this? Type yes and press Enter. Anything else changes nothing."));
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
    const Console& console, const Session& session, ChangeResult restored, const PlanRequest& request,
    const Consent& consent)
{
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    const MadePlan made = PlanMaker(session).make(request, limits);
    const bool asks = !consent.isGiven() && !made.verdict.isRefused() && made.plan.tally().changed > 0;
    const bool isTold = !asks && made.verdict.refusal(consent.text);
    if (!console.json)
        (isTold ? printPlanItself : printMadePlan)(console, made);
    const auto agreed = asks && !agreesToRestore(console)
                            ? Result<AgreedPlan>(std::unexpected(notEnabled()))
                            : AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, consent.text);
    PrintedItems observer(console);
    const PauseControl pauseControl;
    ChangeResult enabled = agreed ? PlanApplication(session).apply(*agreed, observer, pauseControl, limits)
                                  : refusedPlan(made.plan, agreed.error());
    restored.error = enabled.error;
    restored.outcome = enabled.outcome == OperationOutcome::Done ? enabled.outcome : OperationOutcome::Partial;
    restored.isOpen = enabled.isOpen;
    if (!enabled.items.empty())
        restored.items = std::move(enabled.items);
    if (enabled.outcome != OperationOutcome::Partial) // which names it already
        nameTheRest(restored, commandAgain(made.plan.request).section(QLatin1Char(' '), 1));
    return tellChange(console, restored);
}

int tell(const Console& console, const ChangeResult& result)
{
    if (!console.json) {
        for (const ChangeItem& item : result.items)
            printChange(console, item);
    }
    if (const QString follows = whatFollowsUndo(result); !follows.isEmpty())
        console.printError(terminalText(follows));
    return tellChange(console, result);
}

} // namespace

int runRestore(const ProfileContext& profile, const Console& console, const RestoreOptions& options)
{
    const auto session = Session::open(profile);
    if (!session)
        return console.fail(session.error());
    RowRestore restoring(*session);
    auto rows = restoring.archivedBy(OperationId::fromString(options.operation));
    if (!rows)
        return console.fail(rows.error(), rows.error().kind == ErrorKind::NotFound ? 4 : 1);
    if (session->readOnly)
        return console.fail(readOnlyRestore(), 4);
    if (!mayBegin(session->role, restoringKind()))
        return console.fail(administratorsOnly(), 4);
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    restoring.judge(*rows, limits);
    const bool allStay = std::ranges::all_of(*rows, [](const DeletedRow& row) { return row.obstacle.has_value(); });
    if (allStay) {
        show(console, *rows, options.withInstance);
        console.printError(RestoreText::tr("None of it can be undone."));
        return 4;
    }
    const PlanRequest enabling = enablingOf(*rows);
    const bool isEnabling = options.withInstance && hasDeleted(*rows);
    const bool areBack = std::ranges::all_of(*rows, [](const DeletedRow& row) { return row.obstacle || row.isBack; });
    if (areBack && !isEnabling) {
        show(console, *rows, options.withInstance);
        console.printError(RestoreText::tr("What can be undone is as it was already, so nothing was written."));
        return std::ranges::all_of(*rows, &DeletedRow::isBack) ? 0 : 4;
    }
    const bool isGiven = options.consent.isGiven();
    const bool asks = !isGiven && !options.consent.dryRun && !console.json && canAskOnTerminal();
    if (!isGiven || !console.json)
        show(console, *rows, options.withInstance);
    if (!isGiven && !(asks && agreesToRestore(console))) {
        if (!options.consent.dryRun)
            console.printError(RestoreText::tr("Nothing was changed. To restore this, run it again with --yes."));
        return 2;
    }
    // With an instance it makes sense only where the stores can be read: nothing is begun that cannot go on.
    if (isEnabling) {
        const MadePlan before = PlanMaker(*session).make(enabling, limits);
        if (before.verdict.isRefused())
            return tellChange(console, refusedPlan(before.plan, *before.verdict.refusal({})));
    }
    ChangeResult result = restoring.restore(*rows, limits);
    if (!isEnabling || result.outcome != OperationOutcome::Done) {
        nameTheRest(result, QStringLiteral("journal restore ") + shellWord(options.operation));
        return tell(console, result);
    }
    return giveInstances(console, *session, std::move(result), enabling, options.consent);
}

} // namespace steward
