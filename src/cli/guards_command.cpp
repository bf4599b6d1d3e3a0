#include "cli/guards_command.h"

#include "cli/terminal_question.h"
#include "cli/terminal_text.h"
#include "domain/unknown_value.h"
#include "local/system_console.h"
#include "stores/guard_script.h"
#include "stores/guards_port.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/guards/guards_json.h"
#include "workflows/journal/journal.h"

#include <QCoreApplication>
#include <QSysInfo>

#include <algorithm>

namespace steward {
namespace {

struct GuardsText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsCommand)
};

constexpr std::chrono::seconds readingTime{120};
constexpr std::chrono::minutes writingTime{30}; // an index waits for every older transaction

QString sign(GuardState state)
{
    return state == GuardState::Stands ? QStringLiteral("✓") : QStringLiteral("✗");
}

void printPart(const CommandContext& context, const GuardStatus& status)
{
    const bool isOpen = status.state != GuardState::Stands && isOptional(status.part);
    context.print(
        QStringLiteral("  %1 %2").arg(isOpen ? QStringLiteral("·") : sign(status.state), guardPartTitle(status.part)));
    if (!status.lacks.isEmpty())
        context.print(QStringLiteral("      ") + status.lacks);
    if (status.obstacle && !isOpen)
        context.print(QStringLiteral("      → ") + terminalText(status.obstacle->sentence));
    if (status.obstacle)
        context.explain(*status.obstacle);
}

void printDuplicates(const CommandContext& context, const GuardsReport& report)
{
    if (report.duplicates.empty())
        return;
    context.print({});
    context.print(GuardsText::tr("Organizations with more than one active row:"));
    OrganizationId organization;
    for (const DuplicateRow& row : report.duplicates) {
        if (row.organizationId != organization)
            context.print(QStringLiteral("  ") + row.organizationId.toString());
        organization = row.organizationId;
        context.print(QStringLiteral("    %1  %2").arg(row.id.toString(), terminalText(row.instanceName)));
    }
}

void printReport(const CommandContext& context, const GuardsReport& report)
{
    context.print(context.workspaceTitle);
    //: %1 is a database's name, %2 a role of it
    context.print(GuardsText::tr("Database %1, as %2").arg(terminalText(report.database), terminalText(report.role)));
    context.print({});
    for (const GuardStatus& status : report.parts)
        printPart(context, status);
    printDuplicates(context, report);
    if (!report.losesExecute.isEmpty()) {
        context.print({});
        //: %1 lists roles of the database
        context.print(GuardsText::tr("These roles lose the right to call the save function: %1.")
                          .arg(terminalText(report.losesExecute.join(QStringLiteral(", ")))));
    }
}

void printPlan(const CommandContext& context, const GuardsPlan& plan)
{
    printReport(context, plan.report);
    context.print({});
    if (!plan.changes()) {
        context.print(GuardsText::tr("There is nothing to add now."));
        return;
    }
    context.print(GuardsText::tr("Will be added:"));
    for (const GuardPart part : plan.missing)
        context.print(QStringLiteral("  ") + guardPartTitle(part));
    if (std::ranges::find(plan.missing, GuardPart::SaveFunction) == plan.missing.end())
        return;
    if (plan.report.everybodyMayExecute)
        context.print(
            GuardsText::tr("Today everybody may call the save function. Only the roles named here keep that right."));
    //: %1 lists roles of the database
    context.print(GuardsText::tr("Keeps the right to call the save function: %1.")
                      .arg(terminalText(plan.keepExecute.join(QStringLiteral(", ")))));
}

QString resultText(const GuardsItem& item)
{
    switch (item.outcome) {
    case GuardsItem::Outcome::Written:
        return GuardsText::tr("added");
    case GuardsItem::Outcome::Kept:
        return GuardsText::tr("was there already");
    case GuardsItem::Outcome::Failed:
        return GuardsText::tr("NOT added");
    case GuardsItem::Outcome::Skipped:
        return GuardsText::tr("left as it was");
    case GuardsItem::Outcome::Unknown:
        return GuardsText::tr("not known");
    }
    return unknownText();
}

int tellResult(const CommandContext& context, const GuardsResult& result)
{
    if (context.json) {
        context.printJson(guardsResultJson(result));
    } else {
        context.print({});
        for (const GuardsItem& item : result.items) {
            context.print(QStringLiteral("  %1: %2").arg(guardPartTitle(item.part), resultText(item)));
            if (item.error)
                context.print(QStringLiteral("      → ") + terminalText(item.error->sentence));
            if (item.error)
                context.explain(*item.error);
        }
    }
    if (result.error)
        context.printError(*result.error);
    if (result.outcome == OperationOutcome::Partial && !result.isOpen)
        context.printError(GuardsText::tr("Once that is settled, run: steward-cli guards apply"));
    return result.exitCode();
}

Error readOnlyError()
{
    return {
        ErrorKind::ReadOnlyProfile,
        GuardsText::tr("This profile is read only, so nothing was changed. Use a profile that may change the database, "
                       "or give the SQL of “steward-cli guards sql” to the tables' owner."),
        QStringLiteral("the profile is read-only")};
}

bool agreesToGuards(const CommandContext& context)
{
    return agreesOnTerminal(
        context, GuardsText::tr("Do this? Type yes and press Enter. Anything else changes nothing."));
}

/// What the plan comes to without being applied; nothing: it is to be applied.
std::optional<int> codeWithoutApplying(const CommandContext& context, const GuardsPlan& plan, const Consent& consent)
{
    const bool isAsked = !consent.dryRun && !consent.isGiven() && plan.changes();
    const bool canAsk = isAsked && !context.json && canAskOnTerminal();
    if (!context.json)
        printPlan(context, plan);
    if (plan.changes() ? consent.isGiven() || (canAsk && agreesToGuards(context)) : !consent.dryRun)
        return {};
    if (context.json)
        context.printJson(guardsPlanJson(plan));
    if (isAsked) {
        context.printError(
            canAsk ? GuardsText::tr("Nothing was changed.")
                   : GuardsText::tr("Nothing was changed. To do this, run it again with --yes."));
    }
    return plan.report.allStand() ? 0 : 2;
}

int applyWith(const CommandContext& context, const GuardsApplyRequest& request, Journal* journal)
{
    const auto port = context.stores->makeGuards();
    GuardsApply guards(
        *port, journal,
        {QStringLiteral("guards-apply"), request.profileId, QSysInfo::machineHostName(),
         GuardsText::tr("Add the database guards")});
    const auto plan = guards.plan(request.keepExecute, CallContext::within(readingTime, context.stop));
    if (!plan)
        return tellResult(context, {.error = plan.error()});
    if (const auto code = codeWithoutApplying(context, *plan, request.consent))
        return *code;
    return tellResult(context, guards.apply(*plan, CallContext::within(writingTime, context.stop)));
}

} // namespace

int runGuardsStatus(const CommandContext& context)
{
    const auto report =
        context.stores->makeGuards()->inspect(defaultKeptRoles(), CallContext::within(readingTime, context.stop));
    if (context.json)
        context.printJson(guardsStatusJson(report));
    if (!report) {
        context.printError(report.error());
        return 1;
    }
    if (!context.json)
        printReport(context, *report);
    return report->allStand() ? 0 : 2;
}

int runGuardsSql(const CommandContext& context, const StoreNames& names)
{
    const QByteArray script = GuardScript(names, defaultKeptRoles()).whole();
    if (!context.json) {
        context.out->write(script);
        return 0;
    }
    const QJsonObject document{{QStringLiteral("version"), 1}, {QStringLiteral("sql"), QString::fromUtf8(script)}};
    context.printJson(document);
    return 0;
}

int runGuardsApply(const CommandContext& context, const GuardsApplyRequest& request)
{
    if (request.readOnly && !request.consent.dryRun)
        return tellResult(context, {.error = readOnlyError()});
    if (request.consent.dryRun || (!request.consent.isGiven() && !canAskOnTerminal()))
        return applyWith(context, request, nullptr);
    const auto journal = Journal::open(request.journalPath);
    if (!journal)
        return tellResult(context, {.error = journal.error()});
    return applyWith(context, request, journal->get());
}

} // namespace steward
