#include "cli/apply_command.h"

#include "cli/plan_command.h"
#include "cli/question_progress.h"
#include "cli/terminal_question.h"
#include "cli/terminal_text.h"
#include "domain/unknown_value.h"
#include "domain/visible_text.h"
#include "local/system_console.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/read/plan_json.h"
#include "workflows/read/saved_plan.h"
#include "workflows/read/unknown_names.h"
#include "workflows/writes/worker_notifier.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ApplyText {
    Q_DECLARE_TR_FUNCTIONS(steward::ApplyCommand)
};

QString outcomeText(StoreOutcome outcome)
{
    switch (outcome) {
    case StoreOutcome::Gone:
        return ApplyText::tr("gone");
    case StoreOutcome::Absent:
        return ApplyText::tr("was not there");
    case StoreOutcome::Written:
        return ApplyText::tr("written");
    case StoreOutcome::Kept:
        return ApplyText::tr("kept");
    case StoreOutcome::StillThere:
        return ApplyText::tr("STILL THERE");
    case StoreOutcome::Failed:
        return ApplyText::tr("FAILED");
    case StoreOutcome::Skipped:
        return ApplyText::tr("left as it was");
    case StoreOutcome::Unknown:
        return ApplyText::tr("not known");
    }
    return unknownText();
}

QString workersText(const std::optional<WorkersOutcome>& workers)
{
    if (!workers)
        return ApplyText::tr("not told");
    if (workers->pending)
        return ApplyText::tr("notice pending, nobody heard it yet");
    if (!workers->receivers)
        return ApplyText::tr("told");
    //: %n is the number of worker processes that heard a message
    return ApplyText::tr("%n heard it", nullptr, static_cast<int>(*workers->receivers));
}

/// What is typed on the terminal; nothing: it is left.
std::optional<QString> askForAgreement(const Console& console, const std::optional<QString>& confirm)
{
    if (!confirm)
        return agreesToDoThis(console) ? std::optional(QString()) : std::nullopt;
    const auto typed = askOnTerminal(
        console,
        //: %1 is a name or a number, to be typed exactly so
        ApplyText::tr("To do this, type %1 and press Enter. Anything else changes nothing.")
            .arg(typeableText(*confirm)));
    return typed && isTypedAs(*typed, *confirm) ? typed : std::nullopt;
}

int refuse(const Console& console, const PlanRequest& request, const Error& error)
{
    ChangeResult result;
    result.operation = planKindWord(request.kind);
    result.error = error;
    return tellChange(console, result);
}

/// An error before there was anything to agree to.
int fail(const Console& console, const PlanRequest& request, const Error& error)
{
    ChangeResult result;
    result.operation = planKindWord(request.kind);
    result.outcome = OperationOutcome::Failed;
    result.error = error;
    return tellChange(console, result);
}

} // namespace

void PrintedItems::itemEnded(const QByteArray&, const ChangeItem& change)
{
    if (!m_console.json)
        printChange(m_console, change);
}

void printChange(const Console& console, const ChangeItem& item)
{
    //: %1 is an instance's name, %2 to %5 what came of it in each place: "gone", "written", "3 heard it"
    console.print(ApplyText::tr("%1: server %2, row %3, cache %4, workers %5")
                      .arg(
                          terminalText(item.instanceName.text()), outcomeText(item.server), outcomeText(item.database),
                          outcomeText(item.cache), workersText(item.workers)));
    if (item.error)
        console.print(QStringLiteral("    → ") + terminalText(item.error->sentence));
    if (item.error)
        console.explain(*item.error);
}

int tellChange(const Console& console, const ChangeResult& result)
{
    if (console.json)
        writeChangeResult(result, [&console](const QByteArray& part) { console.out->write(part); });
    if (result.error)
        console.printError(*result.error);
    const bool isUnheard =
        std::ranges::any_of(result.items, [](const ChangeItem& item) { return item.workers && item.workers->pending; });
    if (isUnheard && !console.json)
        console.printError(nobodyHeardSentence());
    return result.exitCode();
}

namespace {

/// Refused, or nothing to do: the command ends here, and nothing that was not shown is done.
PlanAgreement ended(const Console& console, const ChangeResult& result)
{
    return {tellChange(console, result), {}};
}

PlanAgreement agreed(const Console& console, const MadePlan& made, const std::optional<QString>& typed)
{
    auto agreement = AgreedPlan::from(std::make_shared<const Plan>(made.plan), made.verdict, typed);
    if (!agreement)
        return ended(console, refusedPlan(made.plan, agreement.error()));
    return {0, std::move(*agreement)};
}

PlanAgreement notAgreed(const Console& console, const QString& sentence)
{
    console.printError(sentence);
    return {2, {}};
}

void writePlan(const Console& console, const Plan& plan)
{
    writePlanJson(plan, [&console](const QByteArray& part) { console.out->write(part); });
}

} // namespace

PlanAgreement agreeOnPlan(const Console& console, const MadePlan& made, const Consent& consent)
{
    const bool changes = made.plan.tally().changed > 0;
    const bool isTold =
        made.verdict.isRefused() || (changes && consent.isGiven() && made.verdict.refusal(consent.text));
    if (!console.json)
        (isTold ? printPlanItself : printMadePlan)(console, made);
    if (made.verdict.isRefused())
        return ended(console, refusedPlan(made.plan, *made.verdict.refusal({})));
    if (const auto trouble = made.plan.items.trouble())
        return ended(console, refusedPlan(made.plan, *trouble));
    const bool isDocument = console.json && (consent.dryRun || (changes && !consent.isGiven()));
    if (isDocument)
        writePlan(console, made.plan);
    if (consent.dryRun)
        return {changes ? 2 : planWithoutSteps(made.plan, made.plan, *made.audit).exitCode(), {}};
    if (!changes)
        return ended(console, planWithoutSteps(made.plan, made.plan, *made.audit));
    if (consent.isGiven())
        return agreed(console, made, consent.text);
    if (console.json || !canAskOnTerminal()) {
        return notAgreed(
            console, made.verdict.confirm
                         ? ApplyText::tr("Nothing was changed. To do this, run it again with --confirm and the text.")
                         : nothingWithoutYes());
    }
    const auto typed = askForAgreement(console, made.verdict.confirm);
    return typed ? agreed(console, made, typed) : notAgreed(console, ApplyText::tr("Nothing was changed."));
}

int runApply(const ProfileContext& profile, const Console& console, const ApplyOptions& options)
{
    std::optional<Plan> saved;
    if (!options.file.isEmpty()) {
        Result<Plan> read = readSavedPlan(options.file, console.stop);
        if (!read)
            return console.fail(read.error(), read.error().kind == ErrorKind::Rejected ? 4 : 1);
        saved = std::move(*read);
    }
    const auto session = options.consent.dryRun ? Session::reading(profile) : Session::open(profile);
    if (!session)
        return refuse(console, saved ? saved->request : options.request, session.error());
    const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), console.stop};
    QuestionProgress progress(console);
    const PlanMaker maker(*session, &progress);
    MadePlan made = saved ? maker.makeAgain(*saved, limits) : maker.make(options.request, limits);
    const auto unknown = unknownNames(made, *session, limits, saved ? &*saved : nullptr);
    saved.reset();
    if (unknown)
        return fail(console, made.plan.request, *unknown);
    const PlanAgreement agreement = agreeOnPlan(console, made, options.consent);
    if (!agreement.plan)
        return agreement.code;
    made = {}; // the stores are read anew, and a large reading is large
    PrintedItems observer(console);
    const PauseControl pauseControl;
    const ChangeResult result = PlanApplication(*session).apply(*agreement.plan, observer, pauseControl, limits);
    return tellChange(console, result);
}

} // namespace steward
