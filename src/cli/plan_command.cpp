#include "cli/plan_command.h"

#include "cli/terminal_text.h"
#include "domain/plans/plan_json.h"
#include "domain/plans/plan_text.h"
#include "workflows/planning/plan_maker.h"

#include <QCoreApplication>
#include <QSaveFile>

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
    const auto names = [&made](const QUuid& id) { return made.audit->organizationName(id); };
    tellPlan(made.plan, names, [&context](const QString& line) { context.print(terminalText(line)); });
}

void complainAbout(const CommandContext& context, const BreakerVerdict& verdict)
{
    for (const TrippedBreaker& tripped : verdict.tripped)
        context.complain(terminalText(tripped.because));
    if (verdict.confirm && !verdict.isRefused()) {
        //: %1 is a name or a number, to be typed exactly so
        context.complain(
            PlanText::tr("To apply it, this text has to be typed: %1").arg(terminalText(*verdict.confirm)));
    }
}

/// False: the file could not be written.
bool save(const CommandContext& context, const QString& path, const Plan& plan)
{
    QSaveFile file(path);
    bool isWritten = file.open(QIODevice::WriteOnly);
    if (isWritten)
        writePlanJson(plan, [&](const QByteArray& part) { isWritten = isWritten && file.write(part) == part.size(); });
    if (isWritten && !plan.items.trouble() && file.commit())
        return true;
    //: %1 is a file's name, %2 why it could not be written
    context.complain(PlanText::tr("The plan could not be written to %1: %2")
                         .arg(terminalText(path), terminalText(file.errorString())));
    return false;
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
    if (!session) {
        context.complain(session.error());
        return 1;
    }
    const PlanMaker maker((*session)->access());
    const MadePlan made = maker.make(options.request, {QDeadlineTimer(QDeadlineTimer::Forever), context.stop});
    if (context.json) {
        writePlanJson(made.plan, [&context](const QByteArray& part) { context.out->write(part); });
        complainAbout(context, made.verdict);
    } else {
        printMadePlan(context, made);
    }
    if (!options.outFile.isEmpty() && !save(context, options.outFile, made.plan))
        return 1;
    if (const auto trouble = made.plan.items.trouble()) {
        context.complain(*trouble);
        return 1;
    }
    if (made.verdict.isRefused())
        return 4;
    return made.plan.tally().changed > 0 ? 2 : 0;
}

} // namespace steward
