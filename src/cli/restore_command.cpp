#include "cli/restore_command.h"

#include "cli/apply_command.h"
#include "cli/terminal_text.h"
#include "workflows/applying/plan_application.h"
#include "workflows/deletion/restoring.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/workspace_session.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace steward {
namespace {

struct RestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestoreCommand)
};

/// What would come of the row.
QString undoWord(const BuriedRow& row)
{
    if (row.obstacle)
        return QStringLiteral("left");
    switch (row.change) {
    case BuriedRow::Change::Deleted:
        return QStringLiteral("restore");
    case BuriedRow::Change::Changed:
        return QStringLiteral("give-back");
    case BuriedRow::Change::Inserted:
        break;
    }
    return QStringLiteral("remove");
}

void show(const CommandContext& context, const std::vector<BuriedRow>& rows, bool withInstance)
{
    if (context.json) {
        QJsonArray items;
        for (const BuriedRow& row : rows) {
            items.append(QJsonObject{
                {QStringLiteral("integration_id"), row.id.toString(QUuid::WithoutBraces)},
                {QStringLiteral("instance_name"), row.name.text()},
                {QStringLiteral("organization_id"), row.organizationId.toString(QUuid::WithoutBraces)},
                {QStringLiteral("change"), undoWord(row)},
                {QStringLiteral("parts"), QJsonArray::fromStringList(row.parts)},
                {QStringLiteral("error"), row.obstacle ? QJsonValue(row.obstacle->sentence) : QJsonValue()}});
        }
        const QJsonObject document{
            {QStringLiteral("version"), 1},
            {QStringLiteral("operation"), restoringKind()},
            {QStringLiteral("with_instance"), withInstance},
            {QStringLiteral("items"), items}};
        context.out->write(QJsonDocument(document).toJson(QJsonDocument::Indented));
        return;
    }
    context.print(context.workspaceTitle);
    bool hasDeleted = false;
    for (const BuriedRow& row : rows) {
        context.print(QStringLiteral("  ") + terminalText(undoLine(row)));
        if (row.obstacle) {
            context.print(QStringLiteral("    → ") + terminalText(row.obstacle->sentence));
            continue;
        }
        hasDeleted = hasDeleted || row.change == BuriedRow::Change::Deleted;
        if (withInstance && row.change == BuriedRow::Change::Deleted) {
            //: %1 is an instance's name
            context.print(RestoreText::tr("  + a new instance %1 on the server; then the row is enabled")
                              .arg(terminalText(row.name.text())));
        }
    }
    if (hasDeleted)
        context.print(RestoreText::tr("The WhatsApp session cannot come back: the phone has to be linked anew."));
}

bool agrees(const CommandContext& context)
{
    context.print(RestoreText::tr("Restore this? Type yes and press Enter; anything else leaves everything as it is."));
    QFile in;
    return in.open(stdin, QIODevice::ReadOnly) && in.readLine().trimmed() == "yes";
}

/// Enables the restored rows, each with a new instance of its name.
ChangeResult giveInstances(
    const CommandContext& context, const WorkspaceAccess& access, const std::vector<BuriedRow>& rows,
    const Consent& consent)
{
    PlanRequest request;
    request.kind = PlanKind::Enable;
    for (const BuriedRow& row : rows) {
        if (row.change == BuriedRow::Change::Deleted && !row.obstacle && !row.name.isEmpty())
            request.names.push_back(row.name);
    }
    const Limits limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    const MadePlan made = PlanMaker(access).make(request, limits);
    ApplyObserver silent;
    const Steering steering;
    return PlanApplication(access).apply(made.plan, consent.text, silent, steering, limits);
}

int tell(const CommandContext& context, const ChangeResult& result)
{
    if (!context.json) {
        for (const ChangeItem& item : result.items)
            printChange(context, item);
    }
    return tellChange(context, result);
}

} // namespace

int runRestore(const CommandContext& context, const RestoreOptions& options)
{
    const auto session = WorkspaceSession::open(context.workspace);
    if (!session) {
        context.complain(session.error());
        return 1;
    }
    const WorkspaceAccess& access = (*session)->access();
    Restoring restoring(access);
    auto rows = restoring.buriedBy(QUuid::fromString(options.operation));
    if (!rows) {
        context.complain(rows.error());
        return rows.error().kind == ErrorKind::NotFound ? 4 : 1;
    }
    if (access.readOnly) {
        context.complain(RestoreText::tr("This profile only reads, so nothing was restored."));
        return 4;
    }
    restoring.judge(*rows, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
    const bool allStay = std::ranges::all_of(*rows, [](const BuriedRow& row) { return row.obstacle.has_value(); });
    if (allStay) {
        show(context, *rows, options.withInstance);
        context.complain(RestoreText::tr("Nothing of it can be undone."));
        return 4;
    }
    const bool isGiven = options.consent.isGiven();
    const bool asks = !isGiven && !options.consent.dryRun && !context.json && canAskOnTerminal();
    if (!isGiven || !context.json)
        show(context, *rows, options.withInstance);
    if (!isGiven && !(asks && agrees(context))) {
        if (!options.consent.dryRun)
            context.complain(RestoreText::tr("Nothing was changed. Add --yes to restore this."));
        return 2;
    }
    ChangeResult result = restoring.restore(*rows, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
    const bool hasDeleted =
        std::ranges::any_of(*rows, [](const BuriedRow& row) { return row.change == BuriedRow::Change::Deleted; });
    if (!options.withInstance || !hasDeleted || result.outcome != OperationOutcome::Done)
        return tell(context, result);
    result = giveInstances(context, access, *rows, options.consent);
    result.operation = restoringKind();
    if (result.outcome == OperationOutcome::Refused)
        result.outcome = OperationOutcome::Partial; // the rows are back
    return tell(context, result);
}

} // namespace steward
