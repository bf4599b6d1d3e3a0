#include "workflows/applying/apply_record.h"

#include "domain/plans/plan_json.h"
#include "workflows/applying/item_end.h"
#include "workflows/deletion/tombstone.h"
#include "workflows/engine/workflow_run.h"

#include <algorithm>

namespace steward {
namespace {

constexpr size_t part = 500;
const QString prefix = QStringLiteral("apply-");
const QString planAction = QStringLiteral("plan");
const QString endAction = QStringLiteral("end-item");

constexpr StoreOutcome allOutcomes[] = {StoreOutcome::Gone,    StoreOutcome::Absent,     StoreOutcome::Written,
                                        StoreOutcome::Kept,    StoreOutcome::StillThere, StoreOutcome::Failed,
                                        StoreOutcome::Skipped, StoreOutcome::Unknown};

StoreOutcome outcomeFrom(const QJsonValue& word)
{
    const auto found = std::ranges::find_if(
        allOutcomes, [&word](StoreOutcome outcome) { return storeOutcomeWord(outcome) == word.toString(); });
    return found == std::end(allOutcomes) ? StoreOutcome::Unknown : *found;
}

JournalStep endStep(const ItemEnd& end)
{
    JournalStep step{Store::Database, endAction, end.item->name.text(), {}};
    addIdentity(step.before, end.item->identity);
    step.before.add(QStringLiteral("server"), storeOutcomeWord(end.change.server))
        .add(QStringLiteral("database"), storeOutcomeWord(end.change.database))
        .add(QStringLiteral("cache"), storeOutcomeWord(end.change.cache));
    if (end.change.workers) {
        step.before.add(QStringLiteral("told"), true).add(QStringLiteral("pending"), end.change.workers->pending);
        if (end.change.workers->receivers)
            step.before.add(QStringLiteral("receivers"), *end.change.workers->receivers);
    }
    if (end.change.error) {
        step.before.add(QStringLiteral("error"), errorWord(end.change.error->kind))
            .add(QStringLiteral("sentence"), end.change.error->sentence);
    }
    return step;
}

ChangeItem changeFrom(const QJsonObject& json)
{
    ChangeItem change;
    change.server = outcomeFrom(json.value(QLatin1String("server")));
    change.database = outcomeFrom(json.value(QLatin1String("database")));
    change.cache = outcomeFrom(json.value(QLatin1String("cache")));
    if (json.contains(QLatin1String("told"))) {
        change.workers = WorkersOutcome{{}, json.value(QLatin1String("pending")).toBool()};
        if (json.contains(QLatin1String("receivers")))
            change.workers->receivers = json.value(QLatin1String("receivers")).toInteger();
    }
    if (json.contains(QLatin1String("error"))) {
        change.error = Error{
            ErrorKind::Rejected, json.value(QLatin1String("sentence")).toString(),
            json.value(QLatin1String("error")).toString()};
    }
    return change;
}

} // namespace

Result<void> ApplyRecord::notePlan(WorkflowRun& run, const Plan& plan)
{
    Plan head = plan;
    head.items.clear();
    for (size_t first = 0; first == 0 || first < plan.items.size(); first += part) {
        const size_t last = std::min(plan.items.size(), first + part);
        head.items.assign(
            plan.items.begin() + static_cast<qsizetype>(first), plan.items.begin() + static_cast<qsizetype>(last));
        JournalStep step{Store::Database, planAction, planKindWord(plan.kind()), {}};
        step.before.add(QStringLiteral("plan"), QString::fromUtf8(planJson(head)))
            .add(QStringLiteral("is_last"), last == plan.items.size());
        if (const auto noted = run.note({step}); !noted)
            return noted;
    }
    return {};
}

Result<void> ApplyRecord::noteBegin(WorkflowRun& run, const PlanItem& item)
{
    JournalStep step{Store::Database, beginItemAction(), item.name.text(), {}};
    addIdentity(step.before, item.identity);
    return run.note({step});
}

QString ApplyRecord::endItemAction()
{
    return endAction;
}

Result<void> ApplyRecord::noteEnds(WorkflowRun& run, const std::vector<const ItemEnd*>& ends)
{
    std::vector<JournalStep> steps;
    for (const ItemEnd* end : ends)
        steps.push_back(endStep(*end));
    return steps.empty() ? Result<void>() : run.note(steps);
}

Result<AppliedSoFar> appliedSoFar(const JournalTrail& trail)
{
    AppliedSoFar soFar;
    bool isFirst = true;
    for (const JournaledStep& step : trail) {
        if (step.action == planAction) {
            Result<Plan> read = planFromJson(step.before.value(QLatin1String("plan")).toString().toUtf8());
            if (!read)
                return std::unexpected(read.error());
            if (isFirst)
                soFar.plan = std::move(*read);
            else
                std::ranges::move(read->items, std::back_inserter(soFar.plan.items));
            isFirst = false;
            soFar.isComplete = step.before.value(QLatin1String("is_last")).toBool();
        } else if (step.action == beginItemAction()) {
            soFar.begun.insert(identityIn(step.before));
        } else if (step.action == endAction) {
            soFar.ended.insert(identityIn(step.before), changeFrom(step.before));
        }
    }
    return soFar;
}

QString applyKind(PlanKind kind)
{
    return prefix + planKindWord(kind);
}

bool isApplyKind(const QString& kind)
{
    return kind.startsWith(prefix) && planKindFromWord(QStringView(kind).mid(prefix.size())).has_value();
}

} // namespace steward
