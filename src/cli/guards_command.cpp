#include "cli/guards_command.h"

#include "cli/terminal_question.h"
#include "cli/terminal_text.h"
#include "domain/unknown_value.h"
#include "local/system_console.h"
#include "stores/guard_script.h"
#include "stores/guards_port.h"
#include "workflows/guards/guards_apply.h"
#include "workflows/guards/guards_json.h"
#include "workflows/session/session.h"

#include <QCoreApplication>

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

void printPart(const Console& console, const GuardStatus& status)
{
    const bool isOpen = status.state != GuardState::Stands && isOptional(status.part);
    console.print(
        QStringLiteral("  %1 %2").arg(isOpen ? QStringLiteral("·") : sign(status.state), guardPartTitle(status.part)));
    if (!status.lacks.isEmpty())
        console.print(QStringLiteral("      ") + status.lacks);
    if (status.obstacle && !isOpen)
        console.print(QStringLiteral("      → ") + terminalText(status.obstacle->sentence));
    if (status.obstacle)
        console.explain(*status.obstacle);
}

void printDuplicates(const Console& console, const GuardsReport& report)
{
    if (report.duplicates.empty())
        return;
    console.print({});
    console.print(GuardsText::tr("Organizations with more than one active row:"));
    OrganizationId organization;
    for (const DuplicateRow& row : report.duplicates) {
        if (row.organizationId != organization)
            console.print(QStringLiteral("  ") + row.organizationId.toString());
        organization = row.organizationId;
        console.print(QStringLiteral("    %1  %2").arg(row.id.toString(), terminalText(row.instanceName)));
    }
}

void printReport(const Console& console, const GuardsReport& report)
{
    console.print(console.title);
    //: %1 is a database's name, %2 a role of it
    console.print(GuardsText::tr("Database %1, as %2").arg(terminalText(report.database), terminalText(report.role)));
    console.print({});
    for (const GuardStatus& status : report.parts)
        printPart(console, status);
    printDuplicates(console, report);
    if (!report.losesExecute.isEmpty()) {
        console.print({});
        //: %1 lists roles of the database
        console.print(GuardsText::tr("These roles lose the right to call the save function: %1.")
                          .arg(terminalText(report.losesExecute.join(QStringLiteral(", ")))));
    }
}

void printPlan(const Console& console, const GuardsPlan& plan)
{
    printReport(console, plan.report);
    console.print({});
    if (!plan.changes()) {
        console.print(GuardsText::tr("There is nothing to add now."));
        return;
    }
    console.print(GuardsText::tr("Will be added:"));
    for (const GuardPart part : plan.missing)
        console.print(QStringLiteral("  ") + guardPartTitle(part));
    if (std::ranges::find(plan.missing, GuardPart::SaveFunction) == plan.missing.end())
        return;
    if (plan.report.everybodyMayExecute)
        console.print(
            GuardsText::tr("Today everybody may call the save function. Only the roles named here keep that right."));
    //: %1 lists roles of the database
    console.print(GuardsText::tr("Keeps the right to call the save function: %1.")
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

int tellResult(const Console& console, const GuardsResult& result)
{
    if (console.json) {
        console.printJson(guardsResultJson(result));
    } else {
        console.print({});
        for (const GuardsItem& item : result.items) {
            console.print(QStringLiteral("  %1: %2").arg(guardPartTitle(item.part), resultText(item)));
            if (item.error)
                console.print(QStringLiteral("      → ") + terminalText(item.error->sentence));
            if (item.error)
                console.explain(*item.error);
        }
    }
    if (result.error)
        console.printError(*result.error);
    if (result.outcome == OperationOutcome::Partial && !result.isOpen)
        console.printError(GuardsText::tr("Once that is settled, run: steward-cli guards apply"));
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

/// What the plan comes to without being applied; nothing: it is to be applied.
std::optional<int> codeWithoutApplying(const Console& console, const GuardsPlan& plan, const Consent& consent)
{
    const bool isAsked = !consent.dryRun && !consent.isGiven() && plan.changes();
    const bool canAsk = isAsked && !console.json && canAskOnTerminal();
    if (!console.json)
        printPlan(console, plan);
    if (plan.changes() ? consent.isGiven() || (canAsk && agreesToDoThis(console)) : !consent.dryRun)
        return {};
    if (console.json)
        console.printJson(guardsPlanJson(plan));
    if (isAsked) {
        console.printError(canAsk ? GuardsText::tr("Nothing was changed.") : nothingWithoutYes());
    }
    return plan.report.allStand() ? 0 : 2;
}

int applyWith(const Console& console, const GuardsApplyRequest& request, const Session& session)
{
    const auto port = session.stores->makeGuards();
    GuardsApply guards(
        *port, session.journal.get(),
        {guardsKind(), session.profileId, session.workstation, GuardsText::tr("Add the database guards")});
    const auto plan = guards.plan(request.keepExecute, CallContext::within(readingTime, console.stop));
    if (!plan)
        return tellResult(console, {.error = plan.error()});
    if (const auto code = codeWithoutApplying(console, *plan, request.consent))
        return *code;
    return tellResult(console, guards.apply(*plan, CallContext::within(writingTime, console.stop)));
}

} // namespace

int runGuardsStatus(const ProfileContext& profile, const Console& console)
{
    const auto report =
        profile.stores->makeGuards()->inspect(defaultKeptRoles(), CallContext::within(readingTime, console.stop));
    if (console.json)
        console.printJson(guardsStatusJson(report));
    if (!report) {
        console.printError(report.error());
        return 1;
    }
    if (!console.json)
        printReport(console, *report);
    return report->allStand() ? 0 : 2;
}

int runGuardsSql(const Console& console, const StoreNames& names)
{
    const QByteArray script = GuardScript(names, defaultKeptRoles()).whole();
    if (!console.json) {
        console.out->write(script);
        return 0;
    }
    const QJsonObject document{{QStringLiteral("version"), 1}, {QStringLiteral("sql"), QString::fromUtf8(script)}};
    console.printJson(document);
    return 0;
}

int runGuardsApply(const ProfileContext& profile, const Console& console, const GuardsApplyRequest& request)
{
    if (profile.readOnly && !request.consent.dryRun)
        return tellResult(console, {.error = readOnlyError()});
    if (!mayBegin(profile.role, guardsKind()) && !request.consent.dryRun)
        return tellResult(console, {.error = administratorsOnly()});
    if (request.consent.dryRun || (!request.consent.isGiven() && !canAskOnTerminal()))
        return applyWith(console, request, Session::reading(profile));
    const auto session = Session::open(profile);
    if (!session)
        return tellResult(console, {.error = session.error()});
    return applyWith(console, request, *session);
}

} // namespace steward
