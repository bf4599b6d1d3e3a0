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

namespace steward {
namespace {

struct RestoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::RestoreCommand)
};

void show(const CommandContext& context, const std::vector<BuriedRow>& rows, bool withInstance)
{
    if (context.json) {
        QJsonArray items;
        for (const BuriedRow& row : rows) {
            items.append(QJsonObject{
                {QStringLiteral("integration_id"), row.id.toString(QUuid::WithoutBraces)},
                {QStringLiteral("instance_name"), row.name.text()},
                {QStringLiteral("organization_id"), row.organizationId.toString(QUuid::WithoutBraces)}});
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
    for (const BuriedRow& row : rows) {
        //: %1 is a row's id, %2 an instance's name
        context.print(RestoreText::tr("  + row %1 of %2, disabled, with a new token")
                          .arg(row.id.toString(QUuid::WithoutBraces), terminalText(row.name.text())));
        if (withInstance) {
            //: %1 is an instance's name
            context.print(RestoreText::tr("  + a new instance %1 on the server; then the row is enabled")
                              .arg(terminalText(row.name.text())));
        }
    }
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
    const CommandContext& context, const WorkspaceAccess& access, const ChangeResult& restored, const Consent& consent)
{
    PlanRequest request;
    request.kind = PlanKind::Enable;
    for (const ChangeItem& item : restored.items) {
        if (!item.error && !item.instanceName.isEmpty())
            request.names.push_back(item.instanceName);
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
    const auto rows = restoring.buriedBy(QUuid::fromString(options.operation));
    if (!rows) {
        context.complain(rows.error());
        return rows.error().kind == ErrorKind::NotFound ? 4 : 1;
    }
    if (access.readOnly) {
        context.complain(RestoreText::tr("This profile only reads, so nothing was restored."));
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
    if (!options.withInstance || result.outcome != OperationOutcome::Done)
        return tell(context, result);
    result = giveInstances(context, access, result, options.consent);
    result.operation = restoringKind();
    if (result.outcome == OperationOutcome::Refused)
        result.outcome = OperationOutcome::Partial; // the rows are back
    return tell(context, result);
}

} // namespace steward
