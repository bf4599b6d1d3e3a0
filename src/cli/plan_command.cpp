#include "cli/plan_command.h"

#include "cli/question_progress.h"
#include "cli/terminal_text.h"
#include "domain/visible_text.h"
#include "wording/plan_text.h"
#include "workflows/read/plan_json.h"
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

void complainAbout(const Console& console, const BreakerVerdict& verdict)
{
    for (const TrippedBreaker& tripped : verdict.tripped)
        console.printError(terminalText(tripped.because));
    if (verdict.confirm && !verdict.isRefused()) {
        //: %1 is a name or a number, to be typed exactly so
        console.printError(PlanText::tr("To apply it, type: %1").arg(typeableText(*verdict.confirm)));
    }
}

} // namespace

void printPlanItself(const Console& console, const MadePlan& made)
{
    console.print(console.title);
    printStores(console, *made.audit);
    console.print({});
    if (made.plan.items.empty() && made.verdict.isRefused())
        return; // whether there is something to do is not known
    const auto names = [&made](const OrganizationId& id) { return made.audit->organizationName(id); };
    tellPlan(made.plan, names, [&console](const QString& line) { console.print(terminalText(line)); });
}

void printMadePlan(const Console& console, const MadePlan& made)
{
    printPlanItself(console, made);
    complainAbout(console, made.verdict);
}

int runPlan(const ProfileContext& profile, const Console& console, const PlanOptions& options)
{
    const Session session = Session::reading(profile); // so nothing is recorded
    QuestionProgress progress(console);
    const PlanMaker maker(session, &progress);
    const MadePlan made = maker.make(options.request, {QDeadlineTimer(QDeadlineTimer::Forever), console.stop});
    if (console.json) {
        writePlanJson(made.plan, [&console](const QByteArray& part) { console.out->write(part); });
        complainAbout(console, made.verdict);
    } else {
        printMadePlan(console, made);
    }
    // What cannot be applied as it was meant is not kept for it either.
    const auto notSaved = [&](const std::optional<Error>& error) {
        if (error)
            console.printError(*error);
        if (!options.outFile.isEmpty())
            console.printError(PlanText::tr("The plan was not saved."));
        return 1;
    };
    if (const auto trouble = made.plan.items.trouble())
        return notSaved(trouble);
    if (!made.audit->allStoresRead())
        return notSaved({}); // which store it is was said
    if (const auto unknown = unknownNames(made, session, {QDeadlineTimer::Forever, console.stop}))
        return notSaved(unknown);
    if (!options.outFile.isEmpty()) {
        if (const auto saved = savePlan(options.outFile, made.plan); !saved) {
            console.printError(saved.error());
            return 1;
        }
        //: %1 is a file
        console.printError(PlanText::tr("The plan is saved in %1; “apply” with this file does it.")
                               .arg(terminalText(options.outFile)));
    }
    if (made.verdict.isRefused())
        return 4;
    return made.plan.tally().changed > 0 ? 2 : 0;
}

} // namespace steward
