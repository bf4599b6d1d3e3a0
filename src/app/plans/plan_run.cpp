#include "app/plans/plan_run.h"

#include "app/operations/activity_log.h"
#include "app/operations/plan_words.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/plan_application.h"
#include "workflows/execute/plan_results.h"
#include "workflows/writes/worker_notifier.h"

#include <QLocale>

#include <algorithm>

namespace steward {
namespace {

constexpr std::chrono::milliseconds betweenItemsTold{150};
constexpr int fewItems = 5; ///< for which no pace is told

} // namespace

PlanRun::PlanRun(Operation& operation, const std::shared_ptr<const Plan>& plan, OrganizationNames names)
    : QObject(&operation)
    , m_operation(operation)
    , m_plan(plan)
    , m_names(std::move(names))
{
    m_items->setNames(m_names);
    m_items->setPlan(plan);
    m_operation.setChecklist(m_items);
    m_operation.setStage(tr("Reading the three stores once more before the first change…"));
    m_tellTimer.setInterval(betweenItemsTold);
    connect(&m_tellTimer, &QTimer::timeout, this, &PlanRun::tell);
    m_tellTimer.start();
    tell();
}

PlanRun* PlanRun::begin(
    OperationService& operations, const std::shared_ptr<const Plan>& plan, const Result<AgreedPlan>& agreed,
    ApplyTimes times, OrganizationNames names, QDialog* dialog)
{
    const auto pauseControl = std::make_shared<PauseControl>();
    Operation* operation = operations.activities().begin(
        {operationTitle(*plan, names), planKindWord(plan->kind())}, dialog, {tr("S&top after this one"), pauseControl});
    auto* run = new PlanRun(*operation, plan, std::move(names));
    operation->setWork(operations.run<ChangeResult, ApplyEvent>(
        run,
        [plan, agreed, pauseControl,
         times](const Session& session, const OperationService::Tell<ApplyEvent>& tell, const std::stop_token& stop) {
            if (!agreed)
                return refusedPlan(*plan, agreed.error());
            ApplyReporter reporter(tell);
            return PlanApplication(session, times)
                .apply(*agreed, reporter, *pauseControl, {QDeadlineTimer(QDeadlineTimer::Forever), stop});
        },
        [run](const ApplyEvent& event) { run->hear(event); },
        [run](const Result<ChangeResult>& result) { run->end(result); }));
    return run;
}

void PlanRun::hear(const ApplyEvent& event)
{
    m_items->hear(event);
    if (!event.plan)
        return;
    m_operation.setStage({});
    m_since.start();
}

void PlanRun::tell()
{
    m_items->flush();
    m_operation.setProgress(progress());
}

Operation::Progress PlanRun::progress() const
{
    const ApplyModel::Counts& counts = m_items->counts();
    Operation::Progress progress{
        counts.ended - counts.notStarted, counts.all, counts.stillThere + counts.failed + counts.leftOut, countsText()};
    const auto add = [&progress](const Mark& mark, int count, const QString& words) {
        if (count > 0)
            progress.parts.push_back({mark, count, words});
    };
    progress.parts.push_back({{MarkShape::Done, Tone::Good}, counts.done, tr("done and proven")});
    add({MarkShape::Working, Tone::Busy}, counts.working, tr("working"));
    add({MarkShape::Triangle, Tone::Error}, counts.stillThere, tr("still there"));
    add({MarkShape::Triangle, Tone::Error}, counts.failed, tr("not all done"));
    add({MarkShape::Diamond, Tone::Warning}, counts.leftOut, tr("left as it was"));
    add({MarkShape::Dash, Tone::Quiet}, counts.notStarted, tr("not begun"));
    add({MarkShape::Ring, Tone::Quiet}, counts.all - counts.ended - counts.working, tr("waiting"));
    addPace(progress);
    return progress;
}

void PlanRun::addPace(Operation::Progress& progress) const
{
    constexpr double minute = 60'000;
    constexpr qint64 soonest = 1'000; ///< for a pace that means something
    if (m_result || progress.all <= fewItems || progress.ended < 2 || !m_since.isValid() || m_since.elapsed() < soonest)
        return;
    const double pace = progress.ended / (static_cast<double>(m_since.elapsed()) / minute);
    const auto left = std::chrono::seconds(qRound64((progress.all - progress.ended) / pace * 60));
    //: %1 is a number of instances
    progress.pace = tr("%1 a minute").arg(QLocale().toString(pace, 'f', pace < 10 ? 1 : 0));
    //: %1 is a time such as "3 min"
    progress.left = tr("about %1 left").arg(durationText(left));
}

void PlanRun::end(const Result<ChangeResult>& result)
{
    m_tellTimer.stop();
    m_result = result;
    if (result)
        m_items->finish(*result);
    tell();
    m_operation.end(
        {activityStateOf(result), outcome(), result ? std::optional(report()) : std::nullopt, rest(),
         static_cast<int>(m_items->toBeRetried().size())});
    Q_EMIT ended();
}

StatusList::Line PlanRun::outcome() const
{
    if (!m_result)
        return {};
    const Result<ChangeResult>& result = *m_result;
    const ApplyModel::Counts& counts = m_items->counts();
    StatusList::Line line{{MarkShape::Dot, Tone::Good}, resultSentence(*m_plan, counts), {}, true};
    const bool isDone = result && result->outcome == OperationOutcome::Done;
    if (!isDone) {
        const bool isSaid = counts.done < counts.all;
        line = {
            {MarkShape::Diamond, Tone::Warning},
            isSaid ? resultSentence(*m_plan, counts) : tr("Not all of it is done."),
            {},
            true};
    }
    if (!result || result->outcome == OperationOutcome::Refused)
        line = {{MarkShape::Triangle, Tone::Error}, tr("Nothing was changed."), {}, true};
    // That the rest is to be planned again is a button here, not a command to be typed.
    const bool isLeftInPart = result && result->outcome == OperationOutcome::Partial && !result->isOpen;
    const std::optional<Error> error = result ? result->error : std::optional(result.error());
    if (error && !(isLeftInPart && rest()))
        line.notes << error->sentence;
    const auto isPending = [](const ChangeItem& item) { return item.workers && item.workers->pending; };
    if (result && std::ranges::any_of(result->items, isPending))
        line.notes << nobodyHeardSentence();
    return line;
}

Report PlanRun::report() const
{
    return m_result && *m_result ? reportOf(**m_result, m_names) : Report();
}

QString PlanRun::countsText() const
{
    const ApplyModel::Counts& counts = m_items->counts();
    QStringList parts;
    const auto add = [&parts](int count, const QString& text) {
        if (count > 0)
            parts << text;
    };
    //: %n is how many of a plan's items are done, %1 how many it has
    parts << tr("%n of %1 done", nullptr, counts.done).arg(QLocale().toString(counts.all));
    add(counts.stillThere, tr("%n still there", nullptr, counts.stillThere));
    add(counts.failed, tr("%n not all done", nullptr, counts.failed));
    add(counts.leftOut, tr("%n left as it was", nullptr, counts.leftOut));
    add(counts.notStarted, tr("%n not begun", nullptr, counts.notStarted));
    return parts.join(QStringLiteral("  ·  "));
}

std::optional<PlanRequest> PlanRun::rest() const
{
    const std::vector<PlanItemRef> rest = m_items->toBeRetried();
    return rest.empty() ? std::nullopt : std::optional(requestAgain(m_plan->request, rest));
}

} // namespace steward
