#include "workflows/execute/plan_resume.h"

#include "domain/plans/breakers.h"
#include "domain/plans/store_trouble.h"
#include "workflows/base/pause_control.h"
#include "workflows/execute/apply_ending.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/apply_frame.h"
#include "workflows/execute/apply_run.h"
#include "workflows/execute/plan_results.h"
#include "workflows/execute/resumed_items.h"
#include "workflows/execute/resumed_state.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/plan_file.h"

#include <algorithm>
#include <utility>

namespace steward {
namespace {

bool removes(const PlanItem& item)
{
    return item.isDestructive() || item.has(StepAction::DropEntry);
}

QString becauseOf(const std::vector<TrippedBreaker>& tripped)
{
    QStringList sentences;
    for (const TrippedBreaker& each : tripped)
        sentences << each.because;
    return sentences.join(QLatin1Char(' '));
}

/// It stays in the journal.
ChangeResult leftOpen(const Plan& plan, const Error& error, OperationOutcome outcome)
{
    ChangeResult result = refusedPlan(plan, error);
    result.outcome = outcome;
    result.isOpen = outcome == OperationOutcome::Partial;
    return result;
}

} // namespace

ChangeResult PlanResume::goOn(ApplyObserver& observer, const CallContext& limits)
{
    ChangeResult result;
    result.operation = m_entry.task.kind;
    auto resumeState = readApplied(m_session.journal->folder(), m_entry.id, pagingOf(m_session));
    if (!resumeState) {
        result.leaveOpen(resumeState.error());
        return result;
    }
    if (!resumeState->isComplete) { // killed before anything was written
        if (const auto noted = m_run.finish(OperationOutcome::Refused); !noted)
            result.leaveOpen(noted.error());
        return result;
    }
    m_resumeState = std::move(*resumeState);
    takeSurvivorsAgain(m_resumeState);
    m_readAt = ItemProofs::Clock::now();
    MadePlan fresh = PlanMaker(m_session).make(m_resumeState.plan.request, limits, &m_resumeState.plan);
    const Plan plan = resumedPlan(m_resumeState, fresh.plan, *fresh.audit);
    const Plan rest = restOf(plan);
    if (const auto stopped = hindrance(fresh, rest))
        return leftOpen(plan, *stopped, OperationOutcome::Refused);
    if (const auto trouble = troubleOf(m_resumeState.plan, plan))
        return leftOpen(plan, *trouble, OperationOutcome::Partial);
    if (!rest.items.empty()) // else all of it has come to its end
        m_resumeState.refusal = trippedSince(fresh, rest);
    return goOnWith(std::move(fresh), plan, observer, limits);
}

ChangeResult PlanResume::goOnWith(MadePlan fresh, const Plan& plan, ApplyObserver& observer, const CallContext& limits)
{
    const bool hasToEnd = std::ranges::any_of(plan.items, [&](const PlanItem& item) {
        const ItemTrail* trail = m_resumeState.trailOf(item.identity);
        return trail && !m_resumeState.ended.contains(item.identity) && hasHappened(item, *trail, *fresh.audit);
    });
    observer.planKnown(plan);
    const PauseControl free;
    ApplyRun applied(m_session, m_times, m_run, plan, m_resumeState, observer, free);
    applied.run(std::exchange(fresh.audit, {}), m_readAt, limits);
    ChangeResult result = finishedApplying(m_frame, m_run, applied, plan, m_resumeState.plan, true);
    if (m_resumeState.refusal && !hasToEnd && !applied.trouble()) {
        result.outcome = OperationOutcome::Refused;
        result.isOpen = false;
        result.error = m_resumeState.refusal;
    }
    return result;
}

/// What has no end yet and something to do.
Plan PlanResume::restOf(const Plan& plan) const
{
    Plan rest = plan;
    rest.items = plan.items.emptyOnes();
    for (const PlanItem& item : plan.items) {
        if (!item.steps.empty() && !m_resumeState.ended.contains(item.identity))
            rest.items.push_back(item);
    }
    return rest;
}

/// Why nothing at all is done now: it passes by itself, or another profile is the right one.
std::optional<Error> PlanResume::hindrance(const MadePlan& fresh, const Plan& rest) const
{
    if (const auto belongs = checkBelongs(m_resumeState.plan, m_session.profileId, m_session.environment); !belongs)
        return belongs.error();
    std::vector<TrippedBreaker> tripped = judge(*fresh.audit, rest, fresh.facts).tripped;
    std::erase_if(tripped, [](const TrippedBreaker& each) {
        return isPassable(each.code) || each.code == BreakerCode::Protected;
    });
    if (!tripped.empty()) {
        const bool isReadOnly = tripped.front().code == BreakerCode::ReadOnlyProfile;
        return Error{
            isReadOnly ? ErrorKind::ReadOnlyProfile : ErrorKind::Rejected, becauseOf(tripped),
            breakerWord(tripped.front().code)};
    }
    if (!std::ranges::any_of(rest.items, removes))
        return {};
    // Beside what this operation itself has deleted.
    const auto suspect = suspectList(*fresh.audit, factsWithSent(fresh.facts).removedByUs);
    if (!suspect)
        return {};
    return ApplyErrors::listIsShort(*suspect, commandAgain(m_frame, m_resumeState.plan.request));
}

bool PlanResume::isRemovalSent(const InstanceName& name) const
{
    const ItemTrail* trail = name.isEmpty() ? nullptr : m_resumeState.trailOf("name:" + name.utf8());
    return trail && (trail->isRemovalSent || trail->isProvenGone);
}

/// What this operation has asked to go explains an empty store as what was proven gone does.
BreakerFacts PlanResume::factsWithSent(const BreakerFacts& facts) const
{
    BreakerFacts known = facts;
    known.removedByUs = [this, proven = facts.removedByUs](Store store, const InstanceName& name) {
        return isRemovalSent(name) || (proven && proven(store, name));
    };
    return known;
}

/// The breakers that no typed text has passed: what was not begun is not begun then.
std::optional<Error> PlanResume::trippedSince(const MadePlan& fresh, const Plan& rest) const
{
    std::vector<TrippedBreaker> tripped = judge(*fresh.audit, rest, factsWithSent(fresh.facts)).tripped;
    for (const TrippedBreaker& each : judge(*fresh.audit, fresh.plan, fresh.facts).tripped) {
        if (each.code == BreakerCode::Protected)
            tripped.push_back(each);
    }
    std::erase_if(tripped, [this](const TrippedBreaker& each) {
        // That the list is short was judged without what this operation has deleted.
        return each.code == BreakerCode::StoresDoNotMatch || m_resumeState.passed.contains(breakerWord(each.code));
    });
    if (tripped.empty())
        return {};
    return ApplyErrors::trippedSince(becauseOf(tripped), commandAgain(m_frame, m_resumeState.plan.request));
}

} // namespace steward
