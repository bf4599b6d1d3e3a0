#include "workflows/applying/plan_application.h"

#include "domain/plans/plan_text.h"
#include "workflows/applying/apply_record.h"
#include "workflows/applying/apply_run.h"
#include "workflows/engine/steering.h"
#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"
#include "workflows/planning/plan_file.h"

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

/// A page of either could not be kept or read: what they say is not to be trusted.
std::optional<Error> troubleOf(const Plan& shown, const Plan& plan)
{
    const auto trouble = shown.items.trouble();
    return trouble ? trouble : plan.items.trouble();
}

/// What a plan leaves by its own choice is no failure; what a person named is, and what was shown to be done and is
/// not.
bool isLeftByDesign(const PlanItem& item, PlanKind kind, const PlanItemIndex& shown)
{
    const bool isChosen = kind == PlanKind::Clean || kind == PlanKind::Repair;
    if (!isChosen || !item.steps.empty())
        return false;
    const PlanItemRef before = shown.find(item.identity);
    return !before || before->steps.empty();
}

/// What the ends of all items come to.
struct Together {
    bool hasWritten = false;
    bool hasTrouble = false;
    bool isOpen = false;

    OperationOutcome outcome() const
    {
        if (!hasTrouble)
            return OperationOutcome::Done;
        return hasWritten ? OperationOutcome::Partial : OperationOutcome::Refused;
    }
};

/// `endsStanding`: what was looked for twice has its name, "still there", and is for a person.
Together takeEnds(ChangeResult& result, const ItemEnds& ends, const Plan& plan, const Plan& shown, bool endsStanding)
{
    Together together;
    const PlanItemIndex shownItems(shown.items);
    result.items.reserve(plan.items.size());
    for (size_t place = 0; place < plan.items.size(); ++place) {
        const PlanItemRef item = plan.items.at(place);
        ChangeItem change = ends.change(place, *item);
        const bool isStanding = endsStanding && change.server == StoreOutcome::StillThere;
        const bool isOpen = ends.isOpen(place) && !isStanding;
        const bool isTrouble = change.error && !isLeftByDesign(*item, shown.kind(), shownItems);
        together.isOpen = together.isOpen || isOpen;
        together.hasWritten = together.hasWritten || ends.hasWritten(place);
        together.hasTrouble = together.hasTrouble || isOpen || isTrouble;
        result.items.push_back(std::move(change));
    }
    return together;
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

/// The items of a plan that is gone on with, in the order in which they are done.
class ResumedItems final {
public:
    ResumedItems(const AppliedSoFar& soFar, const PlanItems& fresh)
        : m_soFar(soFar)
        , m_fresh(fresh)
        , m_begunGroups(groupsBegun(soFar))
    {
        const PlanItemIndex shown(soFar.plan.items);
        const PlanItemIndex planned(fresh);
        for (size_t place = 0; place < fresh.size(); ++place) {
            const PlanItemRef item = fresh.at(place);
            const auto before = shown.placeOf(item->identity);
            const PlanItemRef shownItem = before ? soFar.plan.items.at(*before) : PlanItemRef();
            const bool isKnownOne = shownItem && isKnown(*shownItem);
            // The groups are the shown plan's, so their numbers are too.
            add(isKnownOne ? *shownItem : *item, shownItem ? shownItem->group : -1, isKnownOne,
                isKnownOne ? *before : place);
        }
        for (size_t place = 0; place < soFar.plan.items.size(); ++place) {
            const PlanItemRef item = soFar.plan.items.at(place);
            if (isKnown(*item) && !planned.placeOf(item->identity))
                add(*item, item->group, true, place);
        }
        // Keepers before what goes with their group.
        std::ranges::stable_sort(m_order, {}, [](const Entry& entry) { return std::pair(entry.group, entry.rank); });
    }

    PlanItems items() const
    {
        PlanItems items = m_fresh.emptyOnes();
        for (const Entry& entry : m_order) {
            PlanItem item = *(entry.isShown ? m_soFar.plan.items : m_fresh).at(entry.place);
            item.group = entry.group;
            items.push_back(std::move(item));
        }
        return items;
    }

private:
    struct Entry {
        int group = -1;
        quint8 rank = 0;
        bool isShown = false; ///< as it was shown, else as it is planned now
        size_t place = 0;
    };

    /// Begun or ended: it is done as it was shown.
    bool isKnown(const PlanItem& shown) const
    {
        return m_soFar.begun.contains(shown.identity) || m_soFar.ended.contains(shown.identity) ||
               m_begunGroups.contains(shown.group);
    }
    void add(const PlanItem& item, int group, bool isShown, size_t place)
    {
        m_order.push_back({group, static_cast<quint8>(item.task == ItemTask::Keep ? 0 : 1), isShown, place});
    }

    const AppliedSoFar& m_soFar;
    const PlanItems& m_fresh;
    const std::set<int> m_begunGroups;
    std::vector<Entry> m_order;
};

/// What was begun is done as it was shown, whatever a plan of now would say of it.
Plan resumed(const AppliedSoFar& soFar, Plan fresh, const Audit& now)
{
    Plan plan = reconcile(soFar.plan, std::move(fresh), now);
    plan.groups = soFar.plan.groups;
    plan.items = ResumedItems(soFar, plan.items).items();
    return plan;
}

ChangeResult finished(WorkflowRun& run, const ApplyRun& applied, const Plan& plan, const Plan& shown, bool endsStanding)
{
    ChangeResult result = resultOf(shown);
    const Together together = takeEnds(result, applied.ends(), plan, shown, endsStanding);
    result.outcome = together.outcome();
    result.error = applied.trouble();
    if (!result.error)
        result.error = plan.items.trouble();
    const bool isStopped = result.error && result.error->kind == ErrorKind::Stopped;
    if (together.isOpen || (result.error && !isStopped)) {
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
    MadePlan fresh = PlanMaker(m_access).make(shown.request, limits, &shown);
    const Plan plan = reconcile(shown, std::move(fresh.plan), *fresh.audit);
    if (const auto trouble = troubleOf(shown, plan))
        return refusedWith(shown, *trouble);
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
        applied.run(std::exchange(fresh.audit, {}), begunAt, limits);
        return finished(*unrecorded, applied, plan, shown, true);
    }
    auto run = WorkflowRun::begin(
        m_access.journal, {applyKind(plan.kind()), m_access.profileId, m_access.desk, applyTitle(plan)});
    if (!run)
        return refusedWith(shown, run.error());
    if (const auto noted = ApplyRecord::notePlan(*run, plan); !noted)
        return refusedWith(shown, noted.error());
    ApplyRun applied(m_access, m_times, *run, plan, nothing, observer, steering);
    applied.run(std::exchange(fresh.audit, {}), begunAt, limits);
    return finished(*run, applied, plan, shown, false);
}

ChangeResult
PlanApplication::resume(WorkflowRun& run, const JournalEntry& entry, ApplyObserver& observer, const Limits& limits)
{
    auto soFar = readApplied(m_access.journal->folder(), entry.id, pagingOf(m_access));
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
    MadePlan fresh = PlanMaker(m_access).make(soFar->plan.request, limits, &soFar->plan);
    const Plan plan = resumed(*soFar, std::move(fresh.plan), *fresh.audit);
    const BreakerVerdict verdict = judge(*fresh.audit, plan, fresh.facts);
    const bool isRefused = !fresh.audit->allStoresRead() || m_access.readOnly;
    if (isRefused) {
        result = refusedWith(plan, verdict.refusal({}).value_or(Error{}));
        result.outcome = OperationOutcome::Partial;
        return result;
    }
    if (const auto trouble = troubleOf(soFar->plan, plan)) {
        result = refusedWith(plan, *trouble);
        result.outcome = OperationOutcome::Partial;
        return result;
    }
    observer.planKnown(plan);
    const Steering free;
    ApplyRun applied(m_access, m_times, run, plan, *soFar, observer, free);
    applied.run(std::exchange(fresh.audit, {}), begunAt, limits);
    return finished(run, applied, plan, soFar->plan, true);
}

} // namespace steward
