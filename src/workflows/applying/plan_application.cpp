#include "workflows/applying/plan_application.h"

#include "domain/plans/plan_text.h"
#include "workflows/applying/apply_record.h"
#include "workflows/applying/apply_run.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/workflow_run.h"

#include <QSet>

#include <algorithm>
#include <set>

namespace steward {
namespace {

ChangeResult resultOf(const Plan& plan)
{
    ChangeResult result;
    result.operation = planKindWord(plan.kind());
    return result;
}

ChangeResult refusedWith(const Plan& plan, const Error& error)
{
    ChangeResult result = resultOf(plan);
    for (const PlanItem& item : plan.items) {
        if (!item.steps.empty())
            result.items.push_back({.instanceName = item.name, .organizationId = item.organizationId, .error = error});
    }
    result.error = error;
    return result;
}

/// What a plan leaves by its own choice is no failure; what a person named is, and what was shown to be done and is
/// not.
bool isLeftByDesign(const PlanItem& item, PlanKind kind, const QSet<QByteArray>& toDo)
{
    const bool isChosen = kind == PlanKind::Clean || kind == PlanKind::Repair;
    return isChosen && item.steps.empty() && !toDo.contains(item.identity);
}

QSet<QByteArray> shownToBeDone(const Plan& shown)
{
    QSet<QByteArray> toDo;
    for (const PlanItem& item : shown.items) {
        if (!item.steps.empty())
            toDo.insert(item.identity);
    }
    return toDo;
}

OperationOutcome outcomeOf(const std::vector<ItemEnd>& ends, const Plan& shown)
{
    bool hasWritten = false;
    bool hasTrouble = false;
    const QSet<QByteArray> toDo = shownToBeDone(shown);
    for (const ItemEnd& end : ends) {
        hasWritten = hasWritten || end.hasWritten;
        hasTrouble = hasTrouble || end.isOpen || (end.change.error && !isLeftByDesign(*end.item, shown.kind(), toDo));
    }
    if (!hasTrouble)
        return OperationOutcome::Done;
    return hasWritten ? OperationOutcome::Partial : OperationOutcome::Refused;
}

/// A keeper has to be proven, and its lease taken, before anything further of its group goes.
void takeKeepersAgain(AppliedSoFar& soFar)
{
    std::set<int> unfinished;
    for (const PlanItem& item : soFar.plan.items) {
        if (item.group >= 0 && item.task == ItemTask::Delete && !item.steps.empty() &&
            !soFar.ended.contains(item.identity))
            unfinished.insert(item.group);
    }
    for (const PlanItem& item : soFar.plan.items) {
        const auto ended = soFar.ended.constFind(item.identity);
        if (item.task == ItemTask::Keep && unfinished.contains(item.group) && ended != soFar.ended.cend() &&
            !ended->error)
            soFar.ended.erase(ended);
    }
}

/// Groups whose keeper was taken by the earlier run: a plan of now sees its row as changed, by our own hand.
std::set<int> groupsBegun(const AppliedSoFar& soFar)
{
    std::set<int> groups;
    for (const PlanItem& item : soFar.plan.items) {
        if (item.task == ItemTask::Keep && item.group >= 0 && soFar.begun.contains(item.identity))
            groups.insert(item.group);
    }
    return groups;
}

/// What was begun is done as it was shown, whatever a plan of now would say of it.
Plan resumed(const AppliedSoFar& soFar, Plan fresh, const Audit& now)
{
    const std::set<int> begunGroups = groupsBegun(soFar);
    Plan plan = reconcile(soFar.plan, std::move(fresh), now);
    for (const PlanItem& shown : soFar.plan.items) {
        const bool isKnown = soFar.begun.contains(shown.identity) || soFar.ended.contains(shown.identity) ||
                             begunGroups.contains(shown.group);
        if (!isKnown)
            continue;
        const auto found = std::ranges::find(plan.items, shown.identity, &PlanItem::identity);
        if (found == plan.items.end())
            plan.items.push_back(shown);
        else
            *found = shown;
    }
    plan.groups = soFar.plan.groups;
    for (PlanItem& item : plan.items) { // the groups are the shown plan's, so their numbers are too
        const PlanItem* shown = soFar.plan.find(item.identity);
        item.group = shown ? shown->group : -1;
    }
    // Keepers before what goes with their group.
    std::ranges::stable_sort(plan.items, {}, [](const PlanItem& item) {
        return std::pair(item.group, item.task == ItemTask::Keep ? 0 : 1);
    });
    return plan;
}

ChangeResult finished(WorkflowRun& run, ApplyRun& applied, const Plan& shown, bool endsStanding)
{
    std::vector<ItemEnd> ends = applied.takeEnds();
    for (ItemEnd& end : ends) {
        // Looked for twice: it has its name, "still there", and is for a person.
        if (endsStanding && end.change.server == StoreOutcome::StillThere)
            end.isOpen = false;
    }
    ChangeResult result = resultOf(shown);
    result.outcome = outcomeOf(ends, shown);
    const bool isOpen = applied.trouble() || std::ranges::any_of(ends, [](const ItemEnd& end) { return end.isOpen; });
    for (ItemEnd& end : ends)
        result.items.push_back(std::move(end.change));
    if (applied.trouble())
        result.error = applied.trouble();
    const bool stopped = applied.trouble() && applied.trouble()->kind == ErrorKind::Stopped;
    if (isOpen && !(stopped && std::ranges::none_of(ends, &ItemEnd::isOpen))) {
        result.outcome = OperationOutcome::Partial;
        return result;
    }
    if (const auto noted = run.finish(result.outcome); !noted) {
        result.outcome = OperationOutcome::Partial;
        result.error = noted.error();
    }
    return result;
}

} // namespace

QString applyTitle(const Plan& plan)
{
    const QString summary = summaryLine(plan.tally());
    return summary.left(1).toUpper() + summary.mid(1);
}

PlanApplication::PlanApplication(WorkspaceAccess access, ApplyTimes times)
    : m_access(std::move(access))
    , m_times(times)
{
}

ChangeResult PlanApplication::apply(
    const Plan& shown, const std::optional<QString>& typed, ApplyObserver& observer, const Steering& steering,
    const Limits& limits)
{
    if (const auto belongs = checkBelongs(shown, m_access.profileId, m_access.environment); !belongs)
        return refusedWith(shown, belongs.error());
    const auto begunAt = ItemProofs::Clock::now();
    const MadePlan fresh = PlanMaker(m_access).make(shown.request, limits);
    const Plan plan = reconcile(shown, fresh.plan, *fresh.audit);
    const BreakerVerdict verdict = judge(*fresh.audit, plan, fresh.facts);
    // The text was asked for what was shown; less of it is left by now, perhaps.
    const std::optional<QString> asked = judge(*fresh.audit, shown, fresh.facts).confirm;
    const bool wasTyped = typed && (typed == asked || typed == verdict.confirm);
    if (const auto refusal = verdict.refusal(wasTyped ? verdict.confirm : std::nullopt))
        return refusedWith(shown, *refusal);
    observer.planKnown(plan);
    AppliedSoFar nothing;
    if (plan.tally().changed == 0) {
        auto unrecorded = WorkflowRun::begin(nullptr, {});
        ApplyRun applied(m_access, m_times, *unrecorded, plan, nothing, observer, steering);
        applied.run(fresh.audit, begunAt, limits);
        return finished(*unrecorded, applied, shown, true);
    }
    auto run = WorkflowRun::begin(
        m_access.journal, {applyKind(plan.kind()), m_access.profileId, m_access.desk, applyTitle(plan)});
    if (!run)
        return refusedWith(shown, run.error());
    if (const auto noted = ApplyRecord::notePlan(*run, plan); !noted)
        return refusedWith(shown, noted.error());
    ApplyRun applied(m_access, m_times, *run, plan, nothing, observer, steering);
    applied.run(fresh.audit, begunAt, limits);
    return finished(*run, applied, shown, false);
}

ChangeResult
PlanApplication::resume(WorkflowRun& run, const JournalEntry& entry, ApplyObserver& observer, const Limits& limits)
{
    auto soFar = appliedSoFar(entry.trail);
    ChangeResult result;
    result.operation = entry.task.kind;
    if (!soFar) {
        result.outcome = OperationOutcome::Partial;
        result.error = soFar.error();
        return result;
    }
    if (!soFar->isComplete) { // killed before anything was written
        const auto noted = run.finish(OperationOutcome::Refused);
        result.outcome = noted ? OperationOutcome::Refused : OperationOutcome::Partial;
        return result;
    }
    takeKeepersAgain(*soFar);
    const auto begunAt = ItemProofs::Clock::now();
    const MadePlan fresh = PlanMaker(m_access).make(soFar->plan.request, limits);
    const Plan plan = resumed(*soFar, fresh.plan, *fresh.audit);
    const BreakerVerdict verdict = judge(*fresh.audit, plan, fresh.facts);
    const bool isRefused = !fresh.audit->allStoresRead() || m_access.readOnly;
    if (isRefused) {
        result = refusedWith(plan, verdict.refusal({}).value_or(Error{}));
        result.outcome = OperationOutcome::Partial;
        return result;
    }
    observer.planKnown(plan);
    const Steering free;
    ApplyRun applied(m_access, m_times, run, plan, *soFar, observer, free);
    applied.run(fresh.audit, begunAt, limits);
    return finished(run, applied, soFar->plan, true);
}

} // namespace steward
