#include "workflows/planning/plan_maker.h"

#include "domain/plans/planner.h"
#include "stores/server_port.h"
#include "stores/store_factory.h"
#include "workflows/audit_reader.h"
#include "workflows/engine/patience.h"
#include "workflows/planning/own_removals.h"
#include "workflows/snapshot_questions.h"

#include <thread>

namespace steward {
namespace {

constexpr std::chrono::seconds timePerQuestion{20};
constexpr std::chrono::minutes timeForMemory{5};

/// Those whose connectionState is not known yet.
std::vector<InstanceName> notAsked(const Snapshot& snapshot, const std::vector<InstanceName>& names)
{
    std::vector<InstanceName> open;
    for (const InstanceName& name : names) {
        if (!snapshot.memory.contains(name))
            open.push_back(name);
    }
    return open;
}

} // namespace

PlanMaker::PlanMaker(WorkspaceAccess access)
    : m_access(std::move(access))
{
}

std::shared_ptr<const Audit> PlanMaker::read(const PlanRequest& request, const Limits& limits) const
{
    AuditRequest reading;
    reading.withResidue = true; // what is lost with it is told, ticked or not
    AuditProgress silent;
    auto audit = std::make_shared<const Audit>(
        AuditReader(m_access.stores, m_access.settings).read(reading, silent, limits.stop));
    const PlanQuestions questions = questionsFor(*audit, request);
    if (!audit->allStoresRead() || (questions.memory.empty() && questions.webhooks.empty()))
        return audit;
    auto snapshot = std::make_shared<Snapshot>(audit->snapshot());
    const std::vector<InstanceName> memory = notAsked(*snapshot, questions.memory);
    std::vector<InstanceName> webhooks = questions.webhooks;
    std::erase_if(webhooks, [&snapshot](const InstanceName& name) {
        return !name.isReachable() || snapshot->webhooks.contains(name);
    });
    {
        // Both at once: each fills a part of the snapshot of its own.
        const std::jthread beside([&] { askWebhooks(*snapshot, m_access.stores, webhooks, timePerQuestion, limits); });
        const std::unique_ptr<ServerPort> server = m_access.stores.makeServer();
        if (!memory.empty())
            (void)askMemory(*snapshot, *server, withControls(memory, *audit), oneCall(timeForMemory, limits));
    }
    return std::make_shared<const Audit>(evaluateAudit(std::move(snapshot), m_access.settings));
}

/// What this profile's operations removed is looked up only where it could explain something: the journal is long.
BreakerFacts PlanMaker::facts(const Audit& audit) const
{
    BreakerFacts facts;
    facts.profileId = m_access.profileId;
    facts.environment = m_access.environment;
    facts.readOnly = m_access.readOnly;
    if (!m_access.journalPath.isEmpty() && audit.allStoresRead() && emptyStore(audit, {}))
        facts.removedByUs = ownRemovals({m_access.journalPath}, m_access.profileId);
    return facts;
}

MadePlan PlanMaker::makeAgain(const Plan& shown, const Limits& limits) const
{
    MadePlan made = make(shown.request, limits);
    made.plan = reconcile(shown, std::move(made.plan), *made.audit);
    made.plan.profileId = shown.profileId; // of other stores: refused
    made.plan.environment = shown.environment;
    made.verdict = judge(*made.audit, made.plan, made.facts);
    made.plan.confirm = made.verdict.confirm;
    return made;
}

MadePlan PlanMaker::make(const PlanRequest& request, const Limits& limits) const
{
    MadePlan made;
    made.audit = read(request, limits);
    made.facts = facts(*made.audit);
    planAndJudge(made, request);
    return made;
}

MadePlan PlanMaker::remake(const MadePlan& made, const PlanRequest& request) const
{
    MadePlan other;
    other.audit = made.audit;
    other.facts = made.facts;
    planAndJudge(other, request);
    return other;
}

void PlanMaker::planAndJudge(MadePlan& made, const PlanRequest& request) const
{
    PlanContext context{m_access.profileId, m_access.environment, m_access.settings};
    context.removedByUs = made.facts.removedByUs;
    made.plan = makePlan(*made.audit, request, context);
    made.verdict = judge(*made.audit, made.plan, made.facts);
    made.plan.confirm = made.verdict.confirm;
}

} // namespace steward
