#include "cli/plan_command.h"

#include "cli/question_progress.h"
#include "cli/terminal_text.h"
#include "domain/plans/plan_json.h"
#include "domain/plans/plan_text.h"
#include "domain/visible_text.h"
#include "workflows/read/plan_maker.h"
#include "workflows/read/saved_plan.h"
#include "workflows/read/unknown_names.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct PlanText {
    Q_DECLARE_TR_FUNCTIONS(steward::PlanCommand)
};

void printPlan(const CommandContext& context, const MadePlan& made)
{
    context.print(context.workspaceTitle);
    printStores(context, *made.audit);
    context.print({});
    const auto names = [&made](const OrganizationId& id) { return made.audit->organizationName(id); };
    tellPlan(made.plan, names, [&context](const QString& line) { context.print(terminalText(line)); });
}

void complainAbout(const CommandContext& context, const BreakerVerdict& verdict)
{
    for (const TrippedBreaker& tripped : verdict.tripped)
        context.printError(terminalText(tripped.because));
    if (verdict.confirm && !verdict.isRefused()) {
        //: %1 is a name or a number, to be typed exactly so
        context.printError(PlanText::tr("To apply it, type: %1").arg(typeableText(*verdict.confirm)));
    }
}

} // namespace

void printMadePlan(const CommandContext& context, const MadePlan& made)
{
    printPlan(context, made);
    complainAbout(context, made.verdict);
}

int runPlan(const CommandContext& context, const PlanOptions& options)
{
    WorkspaceParts parts = context.workspace;
    parts.changesNothing = true; // so nothing is recorded
    const auto session = WorkspaceSession::open(parts);
    if (!session)
        return context.fail(session.error());
    QuestionProgress progress(context);
    const PlanMaker maker((*session)->access(), &progress);
    const MadePlan made = maker.make(options.request, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
    if (context.json) {
        writePlanJson(made.plan, [&context](const QByteArray& part) { context.out->write(part); });
        complainAbout(context, made.verdict);
    } else {
        printMadePlan(context, made);
    }
    const auto saved = options.outFile.isEmpty() ? Result<void>() : savePlan(options.outFile, made.plan);
    if (!saved) {
        context.printError(saved.error());
        return 1;
    }
    if (const auto trouble = made.plan.items.trouble()) {
        context.printError(*trouble);
        return 1;
    }
    if (!made.audit->allStoresRead())
        return 1;
    if (const auto unknown = unknownNames(made, (*session)->access(), {QDeadlineTimer::Forever, context.stop})) {
        context.printError(terminalText(unknown->sentence));
        return 1;
    }
    if (made.verdict.isRefused())
        return 4;
    return made.plan.tally().changed > 0 ? 2 : 0;
}

} // namespace steward
