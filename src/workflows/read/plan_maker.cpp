#include "workflows/read/plan_maker.h"

#include "domain/plans/planner.h"
#include "workflows/read/audit_reader.h"
#include "workflows/read/own_removals.h"
#include "workflows/read/plan_file.h"
#include "workflows/read/plan_rights.h"
#include "workflows/read/snapshot_questions.h"
#include "workflows/read/unquiet_names.h"

#include <QSet>

#include <algorithm>

namespace steward {
namespace {

/// Those whose connectionState is not known yet.
template<class Known>
std::vector<InstanceName> notYet(const std::vector<InstanceName>& names, const Known& known)
{
    std::vector<InstanceName> open;
    for (const InstanceName& name : names) {
        if (!known.contains(name))
            open.push_back(name);
    }
    return open;
}

std::vector<InstanceName> without(const std::vector<InstanceName>& names, const std::vector<InstanceName>& asked)
{
    return notYet(names, QSet<InstanceName>(asked.begin(), asked.end()));
}

/// What a plan that was shown deletes: gone or not, it takes both witnesses to tell.
void addRemoved(std::vector<InstanceName>& names, const Plan* shown, const Audit& audit)
{
    if (!shown)
        return;
    const QSet<InstanceName> already(names.begin(), names.end());
    for (const PlanItem& item : shown->items) {
        const AuditRow* row = item.name.isEmpty() ? nullptr : audit.find(item.name);
        const bool isListed = row && row->server;
        if (item.steps.empty() || isListed || !item.name.isReachable() || already.contains(item.name))
            continue;
        names.push_back(item.name);
    }
}

bool asksForSecondLook(const Snapshot& snapshot)
{
    if (!snapshot.server.isWhole())
        return false;
    const auto& instances = snapshot.server->instances;
    return std::ranges::any_of(instances, [&snapshot](const ServerInstance& each) {
        return each.connection == Connection::Close && snapshot.memoryOf(each.name) == MemoryState::Open;
    });
}

} // namespace

PlanMaker::PlanMaker(Session session, AuditProgress* progress)
    : m_session(std::move(session))
    , m_progress(progress)
{
}

std::shared_ptr<const Audit>
PlanMaker::read(const PlanRequest& request, const Plan* shown, const CallContext& limits) const
{
    AuditRequest reading;
    reading.withResidue = true; // what is lost with it is told, ticked or not
    reading.onlyMemoryAsked = request.kind != PlanKind::Repair && request.kind != PlanKind::Clean;
    reading.furtherUntil = limits.deadline;
    ServerQuestions asked;
    reading.further = [&](const Audit& audit) {
        asked = questionsFor(audit, request);
        addRemoved(asked.memory, shown, audit);
        if (!asked.memory.empty())
            asked.memory = withControls(std::move(asked.memory), audit);
        return asked;
    };
    AuditProgress silent;
    auto audit = std::make_shared<const Audit>(AuditReader(*m_session.stores, m_session.settings)
                                                   .read(reading, m_progress ? *m_progress : silent, limits.stop));
    if (!audit->allStoresRead())
        return audit;
    // What the answers made questionable.
    const ServerQuestions all = questionsFor(*audit, request);
    const ServerQuestions open{
        notYet(all.memory, audit->snapshot().memory), without(all.webhooks, asked.webhooks), all.onlyHoldingUp};
    const bool isOpen = !open.memory.empty() || !open.webhooks.empty();
    if (!isOpen && !asksForSecondLook(audit->snapshot()))
        return audit;
    auto snapshot = std::make_shared<Snapshot>(audit->snapshot());
    if (isOpen) {
        const auto memory = open.memory.empty() ? open.memory : withControls(open.memory, *audit);
        (void)askServer(*snapshot, *m_session.stores, {memory, open.webhooks, open.onlyHoldingUp}, limits);
    }
    (void)lookAgain(*snapshot, *m_session.stores, m_session.settings.secondLook, limits);
    return std::make_shared<const Audit>(evaluateAudit(std::move(snapshot), m_session.settings));
}

/// What this profile's operations removed is looked up only where it could explain something: the journal is long.
BreakerFacts PlanMaker::facts(const Audit& audit) const
{
    BreakerFacts facts;
    facts.profileId = m_session.profileId;
    facts.environment = m_session.environment;
    facts.readOnly = m_session.readOnly;
    facts.role = m_session.role;
    const bool isOdd = audit.allStoresRead() && (emptyStore(audit, {}) || suspectList(audit, {}));
    if (!m_session.journalPath.isEmpty() && isOdd)
        facts.removedByUs = ownRemovals({m_session.journalPath}, m_session.profileId);
    return facts;
}

MadePlan PlanMaker::makeAgain(const Plan& shown, const CallContext& limits) const
{
    MadePlan made = make(shown.request, limits, &shown);
    made.plan = reconcile(shown, std::move(made.plan), *made.audit);
    made.plan.profileId = shown.profileId; // of other stores: refused
    made.plan.environment = shown.environment;
    made.verdict = judge(*made.audit, made.plan, made.facts);
    made.plan.confirm = made.verdict.confirm;
    return made;
}

MadePlan PlanMaker::make(const PlanRequest& request, const CallContext& limits, const Plan* shown) const
{
    MadePlan made;
    made.audit = read(request, shown, limits);
    made.facts = facts(*made.audit);
    made.heldBack = heldBack(request.kind);
    plan(made, request);
    askRights(made, limits);
    judgeAgain(made);
    return made;
}

MadePlan PlanMaker::remake(const MadePlan& made, const PlanRequest& request) const
{
    MadePlan other;
    other.audit = made.audit;
    other.facts = made.facts; // what it needs beyond that is asked when it is applied
    other.heldBack = made.heldBack;
    plan(other, request);
    judgeAgain(other);
    return other;
}

/// Looked up in the journal only for plans that use a name again.
HeldBack PlanMaker::heldBack(PlanKind kind) const
{
    if (kind != PlanKind::Enable && kind != PlanKind::ResetPairing && kind != PlanKind::Repair)
        return {};
    const auto names = std::make_shared<Result<UnquietNames>>(
        UnquietNames::read(m_session.journalPath, m_session.profileId, currentTime()));
    return [names](const InstanceName& name) -> std::optional<QString> {
        const std::optional<Error> refusal = *names ? (*names)->refusal(name) : std::optional(names->error());
        return refusal ? std::optional(refusal->sentence) : std::nullopt;
    };
}

void PlanMaker::plan(MadePlan& made, const PlanRequest& request) const
{
    PlanContext context{m_session.profileId, m_session.environment, m_session.settings};
    context.removedByUs = made.facts.removedByUs;
    context.paging = pagingOf(m_session);
    context.heldBack = made.heldBack;
    made.plan = makePlan(*made.audit, request, context);
}

/// Where something is to be written: what the stores would refuse is known before the first step.
void PlanMaker::askRights(MadePlan& made, const CallContext& limits) const
{
    made.facts.missingRights.clear();
    const bool isRefused = m_session.readOnly || !mayApplyPlans(m_session.role);
    if (isRefused || !made.audit->allStoresRead() || made.plan.tally().changed == 0)
        return;
    const PlanRights rights = rightsFor(made.plan.kind(), made.plan.tally());
    for (const Error& missing : missingRights(*m_session.stores, rights, limits))
        made.facts.missingRights.push_back(missing.sentence);
}

void PlanMaker::judgeAgain(MadePlan& made) const
{
    made.verdict = judge(*made.audit, made.plan, made.facts);
    made.plan.confirm = made.verdict.confirm;
}

} // namespace steward
