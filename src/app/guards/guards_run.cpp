#include "app/guards/guards_run.h"

#include "app/guards/guard_lines.h"
#include "app/operations/activity_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::seconds planTime{120};
constexpr std::chrono::minutes writingTime{30}; // an index waits for every older transaction

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(steward::GuardsPage)
};

bool losesMore(const GuardsReport& shown, const GuardsReport& now)
{
    return std::ranges::any_of(
        now.losesExecute, [&shown](const QString& role) { return !shown.losesExecute.contains(role); });
}

/// Something would be added of which nobody was told.
bool addsMore(const GuardsReport& shown, const GuardsPlan& plan)
{
    const std::vector<GuardPart> told = makeableGuards(shown);
    return std::ranges::any_of(
        plan.missing, [&told](GuardPart part) { return std::ranges::find(told, part) == told.end(); });
}

GuardsAttempt attempt(const AgreedGuards& agreed, const Session& session, const std::stop_token& stop)
{
    const auto port = agreed.asWhom->makeGuards();
    const QString title = RunText::tr("Add the database guards");
    GuardsApply guards(*port, session.journal.get(), {guardsKind(), session.profileId, session.workstation, title});
    const auto plan = guards.plan(agreed.keptRoles, CallContext::within(planTime, stop));
    if (!plan)
        return {{}, {.error = plan.error()}};
    if (losesMore(agreed.shown, plan->report) || addsMore(agreed.shown, *plan))
        return {plan->report, {}};
    return {{}, guards.apply(*plan, CallContext::within(writingTime, stop))};
}

std::vector<ChecklistModel::Row> rowsOf(const std::vector<GuardLine>& lines, bool hasEnded)
{
    std::vector<ChecklistModel::Row> rows;
    for (const StatusList::Line& line : checklistLines(lines))
        rows.push_back({line, {}, hasEnded});
    return rows;
}

void endOperation(StepOperation& told, const GuardsReport& shown, const Result<GuardsAttempt>& attempt)
{
    Result<ChangeResult> whole;
    QString sentence = RunText::tr("Not all guards were added.");
    if (!attempt) {
        whole = std::unexpected(attempt.error());
    } else if (attempt->lookAgain) {
        whole->outcome = OperationOutcome::Refused;
        sentence = RunText::tr("Nothing was added: it is not as it was shown any more.");
    } else {
        whole->outcome = attempt->result.outcome;
        whole->error = attempt->result.error;
        told.setRows(rowsOf(endedLines(shown, attempt->result), true));
    }
    const Operation::State state = activityStateOf(whole);
    if (state == Operation::State::Done)
        sentence = RunText::tr("The guards are added and read back.");
    StatusList::Line line{activityMark(state), sentence, {}, true};
    if (const std::optional<Error> error = whole ? whole->error : std::optional(whole.error()))
        line.notes << error->sentence;
    const bool isTold = attempt && !attempt->result.items.empty();
    told.end(state, {line}, isTold ? std::optional(reportOf(attempt->result)) : std::nullopt);
}

} // namespace

QPointer<StepOperation> addGuards(
    OperationService& operations, const AgreedGuards& agreed, QObject* asker,
    std::function<void(const Result<GuardsAttempt>&)> ended)
{
    QPointer<StepOperation> told = StepOperation::begin(
        operations.activities(), {RunText::tr("Add the database guards"), guardsKind()}, nullptr,
        {.stopWords = RunText::tr("S&top"), .again = GuardsAgain{}});
    told->setRows(rowsOf(plannedLines(agreed.shown), false));
    told->operation().setWork(operations.run<GuardsAttempt, std::monostate>(
        told,
        [agreed](const Session& session, const OperationService::Tell<std::monostate>&, const std::stop_token& stop) {
            return attempt(agreed, session, stop);
        },
        [](const std::monostate&) {},
        [told, asker = QPointer<QObject>(asker), shown = agreed.shown,
         ended = std::move(ended)](const Result<GuardsAttempt>& came) {
            endOperation(*told, shown, came);
            if (asker)
                ended(came);
        }));
    return told;
}

} // namespace steward
