#include "cli/apply_command.h"

#include "cli/plan_command.h"
#include "cli/terminal_text.h"
#include "domain/plans/plan_json.h"
#include "workflows/applying/plan_application.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/worker_news.h"

#include <QCoreApplication>
#include <QFile>

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
        return ApplyText::tr("absent");
    case StoreOutcome::Written:
        return ApplyText::tr("written");
    case StoreOutcome::Kept:
        return ApplyText::tr("kept");
    case StoreOutcome::StillThere:
        return ApplyText::tr("STILL THERE");
    case StoreOutcome::Failed:
        return ApplyText::tr("FAILED");
    case StoreOutcome::Skipped:
        return ApplyText::tr("left out");
    case StoreOutcome::Unknown:
        return ApplyText::tr("not known");
    }
    Q_UNREACHABLE();
}

QString workersText(const std::optional<WorkersOutcome>& workers)
{
    if (!workers)
        return ApplyText::tr("not told");
    if (workers->pending)
        return ApplyText::tr("waiting, nobody listens");
    if (!workers->receivers)
        return ApplyText::tr("told");
    //: %n is the number of worker processes that heard a message
    return ApplyText::tr("%n heard it", nullptr, static_cast<int>(*workers->receivers));
}

QByteArray typedLine()
{
    QFile in;
    return in.open(stdin, QIODevice::ReadOnly) ? in.readLine().trimmed() : QByteArray();
}

/// What is typed on the terminal; nothing: it is left.
std::optional<QString> askOnTerminal(const CommandContext& context, const std::optional<QString>& confirm)
{
    context.print({});
    if (!confirm) {
        context.print(ApplyText::tr("Apply this? Type yes and press Enter; anything else leaves everything as it is."));
        return typedLine() == "yes" ? std::optional(QString()) : std::nullopt;
    }
    //: %1 is a name or a number, to be typed exactly so
    context.print(ApplyText::tr("To apply this, type %1 and press Enter; anything else leaves everything as it is.")
                      .arg(terminalText(*confirm)));
    const QString typed = QString::fromUtf8(typedLine());
    return typed == *confirm ? std::optional(typed) : std::nullopt;
}

Result<Plan> readPlan(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::unexpected(Error{
            ErrorKind::LocalFailure,
            //: %1 is a file's name, %2 why it could not be read
            ApplyText::tr("The plan could not be read from %1: %2").arg(path, file.errorString()),
            QStringLiteral("plan file")});
    }
    return planFromJson(file.readAll());
}

int refuse(const CommandContext& context, const PlanRequest& request, const Error& error)
{
    ChangeResult result;
    result.operation = planKindWord(request.kind);
    result.error = error;
    return tellChange(context, result);
}

} // namespace

void PrintedItems::itemEnded(const QByteArray&, const ChangeItem& change)
{
    if (!m_context.json)
        printChange(m_context, change);
}

void printChange(const CommandContext& context, const ChangeItem& item)
{
    //: %1 is an instance's name, %2 to %5 what came of it in each place: "gone", "written", "3 heard it"
    context.print(ApplyText::tr("%1: server %2, row %3, cache %4, workers %5")
                      .arg(
                          terminalText(item.instanceName.text()), outcomeText(item.server), outcomeText(item.database),
                          outcomeText(item.cache), workersText(item.workers)));
    if (item.error)
        context.print(QStringLiteral("    → ") + terminalText(item.error->sentence));
    if (item.error)
        context.explain(*item.error);
}

int tellChange(const CommandContext& context, const ChangeResult& result)
{
    if (context.json)
        writeChangeResult(result, [&context](const QByteArray& part) { context.out->write(part); });
    if (result.error)
        context.complain(*result.error);
    const bool isUnheard =
        std::ranges::any_of(result.items, [](const ChangeItem& item) { return item.workers && item.workers->pending; });
    if (isUnheard && !context.json)
        context.complain(nobodyHeardSentence());
    return result.exitCode();
}

PlanAgreement agreeOnPlan(const CommandContext& context, const MadePlan& made, const Consent& consent)
{
    const bool changes = made.plan.tally().changed > 0;
    const bool isRefused = made.verdict.isRefused();
    const bool isAnswered = consent.isGiven() || (!changes && !consent.dryRun);
    const bool asks = !isRefused && changes && !isAnswered && !consent.dryRun && !context.json && canAskOnTerminal();
    if (!context.json)
        printMadePlan(context, made);
    else if (!isRefused && !isAnswered)
        writePlanJson(made.plan, [&context](const QByteArray& part) { context.out->write(part); });
    if (isRefused)
        return {}; // the application says why, in its own document
    if (consent.dryRun)
        return {changes ? 2 : 0, {}};
    if (isAnswered)
        return {{}, consent.text};
    if (!asks) {
        context.complain(
            made.verdict.confirm ? ApplyText::tr("Nothing was changed. Add --confirm with the text to apply this.")
                                 : ApplyText::tr("Nothing was changed. Add --yes to apply this."));
        return {2, {}};
    }
    const auto typed = askOnTerminal(context, made.verdict.confirm);
    if (typed)
        return {{}, typed};
    context.complain(ApplyText::tr("Nothing was changed."));
    return {2, {}};
}

int runApply(const CommandContext& context, const ApplyOptions& options)
{
    std::optional<Plan> saved;
    if (!options.file.isEmpty()) {
        Result<Plan> read = readPlan(options.file);
        if (!read) {
            context.complain(read.error());
            return 1;
        }
        saved = std::move(*read);
    }
    WorkspaceParts parts = context.workspace;
    parts.changesNothing = options.consent.dryRun;
    const auto session = WorkspaceSession::open(parts);
    if (!session)
        return refuse(context, saved ? saved->request : options.request, session.error());
    const WorkspaceAccess& access = (*session)->access();
    const Limits limits{QDeadlineTimer(QDeadlineTimer::Forever), context.stop};
    MadePlan made =
        saved ? PlanMaker(access).makeAgain(*saved, limits) : PlanMaker(access).make(options.request, limits);
    const PlanAgreement agreement = agreeOnPlan(context, made, options.consent);
    if (agreement.code)
        return *agreement.code;
    PrintedItems observer(context);
    const Steering steering;
    const Plan& shown = saved ? *saved : made.plan;
    made.audit.reset(); // the stores are read anew, and a large reading is large
    return tellChange(context, PlanApplication(access).apply(shown, agreement.typed, observer, steering, limits));
}

} // namespace steward
