#include "workflows/creation/pairing_reset.h"

#include "wording/plan_text.h"
#include "wording/skip_words.h"
#include "workflows/base/store_ports.h"
#include "workflows/base/waiting.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/creation/creation_undo.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/execute/apply_errors.h"
#include "workflows/execute/resumed_state.h"
#include "workflows/journal/journal.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/read/plan_json.h"
#include "workflows/read/plan_maker.h"
#include "workflows/read/unquiet_names.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_deletion.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ResetText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingReset)
};

// The deletion is not cut short once it was asked for: what is asked goes.
constexpr std::chrono::minutes timeToProve{5};
const QString planKey = QStringLiteral("plan");
const QString passedBreakersKey = QStringLiteral("passed");

Error no(ErrorKind kind, const QString& sentence)
{
    return {kind, sentence, QStringLiteral("reset refused")};
}

/// What the plan itself leaves, and what this way of resetting needs beside it.
std::optional<Error> refusalOf(const MadePlan& made)
{
    if (made.verdict.isRefused() || made.plan.items.empty())
        return made.verdict.refusal({});
    const PlanItem& item = made.plan.items.front();
    if (!item.left.empty()) {
        return no(
            item.isLeft(SkipReason::NotFound) ? ErrorKind::NotFound : ErrorKind::Rejected,
            sentenceOf(item.left.front()));
    }
    if (item.seen.rows.size() != 1) {
        return no(
            ErrorKind::Rejected, ResetText::tr("Several rows name this instance, so it is not clear for which to "
                                               "create it again. See its problems first."));
    }
    return {};
}

CreationResult refusedWith(const InstanceName& name, const OrganizationId& organization, const Error& error)
{
    CreationResult result;
    result.operation = resetKind();
    result.items.push_back({.instanceName = name, .organizationId = organization, .error = error});
    result.error = error;
    return result;
}

/// Asked to go, and not proven gone: stays in the journal, where resume looks again.
CreationResult leftStanding(const InstanceName& name, const OrganizationId& organization, const Error& trouble)
{
    CreationResult result = refusedWith(name, organization, trouble);
    result.leaveOpen();
    result.items.front().server = StoreOutcome::StillThere;
    result.items.front().database = result.items.front().cache = StoreOutcome::Kept;
    result.left.push_back(trouble.sentence);
    return result;
}

/// Proven gone, and whether anything of it was created again is not known: for the next look.
CreationResult goneAndOpen(const InstanceName& name, const OrganizationId& organization, const Error& trouble)
{
    CreationResult result = refusedWith(name, organization, trouble);
    result.leaveOpen();
    result.items.front().server = StoreOutcome::Gone;
    result.items.front().database = result.items.front().cache = StoreOutcome::Unknown;
    result.left.push_back(trouble.sentence);
    return result;
}

/// Nothing was deleted.
CreationResult
refusedAndEnded(WorkflowRun& run, const InstanceName& name, const OrganizationId& organization, const Error& error)
{
    CreationResult result = refusedWith(name, organization, error);
    if (const auto finished = run.finish(OperationOutcome::Refused); !finished)
        result.leaveOpen();
    return result;
}

/// The instance stays as it is, but for its webhook, which a later look makes whole.
CreationResult keptAndOpen(const InstanceName& name, const OrganizationId& organization, const Error& trouble)
{
    CreationResult result = leftStanding(name, organization, trouble);
    result.items.front().server = StoreOutcome::Kept;
    return result;
}

/// Nothing was sent, so there is nothing to say but that it has ended.
CreationResult endedUnsent(WorkflowRun& run, const InstanceName& name, const OrganizationId& organization)
{
    CreationResult result;
    result.operation = resetKind();
    result.items.push_back({.instanceName = name, .organizationId = organization});
    result.outcome = OperationOutcome::Refused;
    if (const auto finished = run.finish(result.outcome); !finished)
        result.leaveOpen(finished.error());
    return result;
}

CreationRecord recordOf(const ResetPlan& plan)
{
    CreationRecord record;
    record.request.organizationId = plan.item.organizationId;
    record.request.name = plan.name;
    record.request.finishRow = plan.item.seen.rows.front().id;
    record.organizationName = plan.organizationName;
    record.hadCacheEntries = !plan.item.seen.entries.empty();
    return record;
}

/// The plan with its one item, for whoever resumes.
Plan planOf(const ResetPlan& reset)
{
    Plan plan;
    plan.request.kind = PlanKind::ResetPairing;
    plan.request.names = {reset.name};
    plan.items.push_back(reset.item);
    return plan;
}

JournalStep planStep(const CreationRecord& record, const ResetPlan& plan, bool wasTyped)
{
    JournalStep step{JournalAction::Reset, record.request.name.text()};
    step.before.add(QStringLiteral("instance_name"), QString::fromUtf8(record.request.name.utf8()));
    step.before.add(QStringLiteral("organization_id"), record.request.organizationId);
    step.before.add(QStringLiteral("organization_name"), record.organizationName);
    step.before.add(QStringLiteral("finish_row"), record.request.finishRow);
    step.before.add(QStringLiteral("had_cache_entries"), record.hadCacheEntries);
    step.before.add(planKey, QString::fromUtf8(compactPlanJson(planOf(plan))));
    QStringList passed;
    for (const TrippedBreaker& each : wasTyped ? plan.verdict.tripped : std::vector<TrippedBreaker>())
        passed << breakerWord(each.code);
    step.before.add(passedBreakersKey, passed);
    return step;
}

CreationRecord recordFrom(const JournalTrail& trail)
{
    CreationRecord record;
    if (trail.empty())
        return record;
    const QJsonObject& before = trail.front().before;
    const auto text = [&before](const char* field) { return before.value(QLatin1String(field)).toString(); };
    record.request.name = InstanceName::fromText(text("instance_name"));
    record.request.organizationId = OrganizationId::fromString(text("organization_id"));
    record.request.finishRow = IntegrationId::fromString(text("finish_row")).orNone();
    record.organizationName = text("organization_name");
    record.hadCacheEntries = before.value(QStringLiteral("had_cache_entries")).toBool();
    return record;
}

/// The reset of which the creation was the second half: the instance that stood there is gone.
CreationResult wholeOf(CreationResult created)
{
    created.operation = resetKind();
    if (created.outcome != OperationOutcome::Done && !created.isOpen) {
        created.outcome = OperationOutcome::Partial;
        const QString left = ResetText::tr("The instance was deleted but could not be created again. Its row is still "
                                           "there: create the missing instance for it.");
        created.error = created.error.value_or(Error{ErrorKind::Stopped, left, QStringLiteral("created no more")});
        created.left.push_back(left);
    }
    return created;
}

} // namespace

QString resetKind()
{
    return QStringLiteral("reset-pairing");
}

PairingReset::PairingReset(Session session, CreationTimes times)
    : m_session(std::move(session))
    , m_times(times)
{
}

ResetPlan PairingReset::plan(const InstanceName& name, const CallContext& limits)
{
    PlanRequest request;
    request.kind = PlanKind::ResetPairing;
    request.names = {name};
    const MadePlan made = PlanMaker(m_session).make(request, limits);
    ResetPlan plan;
    plan.name = name;
    plan.verdict = made.verdict;
    plan.refusal = refusalOf(made);
    if (!plan.refusal)
        plan.refusal = unquietRefusal(m_session, name);
    if (plan.refusal)
        return plan;
    plan.item = made.plan.items.front();
    const auto names = [&made](const OrganizationId& id) { return made.audit->organizationName(id); };
    plan.organizationName = names(plan.item.organizationId);
    plan.lines = itemLines(plan.item, names);
    if (made.verdict.confirm)
        plan.confirmation = confirmationFor(*made.verdict.confirm, made.plan, *made.audit);
    return plan;
}

CreationResult PairingReset::reset(
    const ResetPlan& plan, const std::optional<QString>& typed, WorkflowObserver& observer, const CallContext& limits)
{
    QStringList titles = creationStepTitles();
    titles[0] = ResetText::tr("Delete the instance on the server and check that it is gone");
    observer.stepsKnown(titles);
    observer.stepChanged(0, StepState::Running, {});
    const OrganizationId organization = plan.item.organizationId;
    const ResetPlan now = this->plan(plan.name, limits);
    if (now.refusal)
        return refusedWith(plan.name, organization, *now.refusal);
    Skipped changed = leftBecause(SkipReason::Changed, plan.name.text());
    changed.changes = changedSince(plan.item.seen, now.item.seen);
    if (!changed.changes.empty())
        return refusedWith(plan.name, organization, ApplyErrors::left(changed));
    if (const auto unpassed = now.verdict.refusal(typed))
        return refusedWith(plan.name, organization, *unpassed);
    //: %1 is an organization's name
    const QString title = ResetText::tr("Reset the pairing of %1").arg(now.organizationName);
    auto run =
        WorkflowRun::begin(m_session.journal.get(), {resetKind(), m_session.profileId, m_session.workstation, title});
    if (!run)
        return refusedWith(plan.name, organization, run.error());
    CreationRecord record = recordOf(now);
    if (const auto noted = run->note({planStep(record, now, typed && typed == now.verdict.confirm)}); !noted)
        return refusedWith(plan.name, organization, noted.error());
    const CallContext unhurried = CallContext::within(timeToProve);
    const StayingInstances staying = stayingBeside(plan.name, unhurried);
    const auto asked = ask(*run, plan.name, {}, unhurried);
    if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed) {
        observer.stepChanged(0, StepState::Failed, asked.error().sentence);
        return refusedAndEnded(*run, plan.name, organization, asked.error());
    }
    if (const auto trouble = proveGone(*run, record, staying, unhurried)) {
        observer.stepChanged(0, StepState::Failed, trouble->sentence);
        return leftStanding(plan.name, organization, *trouble);
    }
    observer.stepChanged(0, StepState::Done, {});
    return createAgain(*run, std::move(record), observer, limits);
}

StayingInstances PairingReset::stayingBeside(const InstanceName& name, const CallContext& limits) const
{
    const auto listing = m_session.stores->makeServer()->list(oneCall(m_times.call, limits));
    return listing ? StayingInstances(*listing, {name}) : StayingInstances();
}

/// It is created again under its name: what cannot be made quiet is not deleted (WORKFLOWS, "Deletion").
Result<Removal>
PairingReset::ask(WorkflowRun& run, const InstanceName& name, const Quietness& earlier, const CallContext& limits)
{
    return ServerDeletion(*m_session.stores, run, serverDeletionTimesOf(m_times))
        .ask(name, QuietNeed::Always, earlier, limits);
}

std::optional<Error> PairingReset::proveGone(
    WorkflowRun& run, CreationRecord& record, const StayingInstances& staying, const CallContext& limits)
{
    const InstanceName& name = record.request.name;
    const ServerDeletionProof proof =
        ServerDeletion(*m_session.stores, run, serverDeletionTimesOf(m_times)).prove({name}, staying, limits).at(name);
    record.listedAt = proof.listedAt;
    return proof.verdict == ServerDeletionVerdict::Gone ? std::nullopt : proof.error;
}

CreationResult PairingReset::createAgain(
    WorkflowRun& run, CreationRecord record, WorkflowObserver& observer, const CallContext& limits)
{
    record.isSecondHalf = true;
    return wholeOf(
        CreationWorkflow(m_session, m_times, run, std::move(record), observer).run(CallContext{limits.deadline, {}}));
}

/// What the journal says of it.
struct PairingReset::Interrupted {
    CreationRecord record;
    std::optional<PlanItem> item; ///< as it was shown; an earlier version did not note it
    QStringList passed;           ///< the breakers that the typed text passed
    ItemTrail trail;              ///< what was sent
    bool isAnswered = false;      ///< the server's answer to the deletion was noted

    static Interrupted of(const JournalEntry& entry)
    {
        Interrupted what;
        what.record = recordFrom(entry.trail);
        what.trail.webhook = quietTrailOf(entry, what.record.request.name);
        what.trail.isOlder = !entry.tellsSent;
        for (const JournaledStep& step : entry.trail) {
            const auto plan = planFromJson(step.before.value(planKey).toString().toUtf8());
            if (plan && !plan->items.empty())
                what.item = plan->items.front();
            for (const QJsonValue word : step.before.value(passedBreakersKey).toArray())
                what.passed << word.toString();
            // An earlier version noted nothing of what it sent: what it announced may have been.
            const bool mayBeSent = step.isSent || !entry.tellsSent;
            const bool isDelete = mayBeSent && step.action == JournalAction::DeleteInstance;
            const bool isLogOut = mayBeSent && step.action == JournalAction::LogOut;
            what.trail.isRemovalSent = what.trail.isRemovalSent || isDelete;
            what.trail.isLogOutSent = what.trail.isLogOutSent || isLogOut;
            what.isAnswered = what.isAnswered || (isDelete && step.outcome == StepOutcome::Done);
        }
        return what;
    }
};

CreationResult
PairingReset::resume(WorkflowRun& run, const JournalEntry& entry, WorkflowObserver& observer, const CallContext& limits)
{
    Interrupted what = Interrupted::of(entry);
    const InstanceName name = what.record.request.name;
    const OrganizationId organization = what.record.request.organizationId;
    JournalEntry creating = entry;
    creating.trail = ofLastTime({firstOf(entry.trail, JournalAction::Claim), entry.trail.end()});
    const auto isStarted = isCreationStarted(m_session, m_times, run, creating.trail, limits);
    if (!isStarted)
        return goneAndOpen(name, organization, isStarted.error());
    if (*isStarted)
        return wholeOf(resumeCreation(m_session, m_times, run, creating, observer, limits, true));
    if (!what.trail.isRemovalSent && !what.trail.isLogOutSent) { // killed before anything was asked to go
        const auto woken = wakeAgain(run, what, limits);
        return woken ? endedUnsent(run, name, organization) : keptAndOpen(name, organization, woken.error());
    }
    PlanRequest request;
    request.kind = PlanKind::ResetPairing;
    request.names = {name};
    const MadePlan now = PlanMaker(m_session).make(request, limits);
    if (!now.audit->allStoresRead())
        return leftStanding(name, organization, now.verdict.refusal({}).value_or(Error{}));
    return resume(run, std::move(what), now, observer, limits);
}

CreationResult PairingReset::resume(
    WorkflowRun& run, Interrupted what, const MadePlan& now, WorkflowObserver& observer, const CallContext& limits)
{
    const InstanceName name = what.record.request.name;
    const OrganizationId organization = what.record.request.organizationId;
    const AuditRow* row = now.audit->find(name);
    const bool isListed = row && row->server;
    const bool isToAsk = isListed && !isGoing(name, what.trail, *now.audit);
    if (const auto left = whyLeft(what, now, isListed, isToAsk)) {
        if (const auto woken = wakeAgain(run, what, limits); !woken)
            return keptAndOpen(name, organization, woken.error());
        CreationResult result = refusedWith(name, organization, *left);
        result.outcome = OperationOutcome::Partial;
        result.left.push_back(left->sentence);
        result.isOpen = !run.finish(result.outcome).has_value();
        return result;
    }
    // Not listed: gone, or on its way.
    const StayingInstances staying = stayingBeside(name, limits);
    if (isToAsk) {
        const auto asked = ask(run, name, what.trail.webhook.taken(), limits);
        if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed)
            return leftStanding(name, organization, asked.error());
    }
    if (const auto trouble = proveGone(run, what.record, staying, limits))
        return leftStanding(name, organization, *trouble);
    return createAgain(run, std::move(what.record), observer, limits);
}

/// The instance stays, so what was taken out of its webhook is added again; not where it may be going, nor to another
/// that has its name by now. An error: it is for the next look.
Result<void> PairingReset::wakeAgain(WorkflowRun& run, const Interrupted& what, const CallContext& limits) const
{
    if (!what.trail.webhook.isToWake() || !what.item || !what.item->seen.server)
        return {};
    const InstanceName& name = what.record.request.name;
    const auto server = m_session.stores->makeServer();
    const auto listing = server->list(oneCall(m_times.call, limits));
    if (!listing)
        return std::unexpected(listing.error());
    const auto found = std::ranges::find(listing->instances, name, &ServerInstance::name);
    if (found == listing->instances.end() || found->id != what.item->seen.server->id)
        return {};
    const ServerDeletionTimes times = serverDeletionTimesOf(m_times);
    return Quieting(*server, run, times).wake(name, what.trail.webhook.taken(), limits);
}

/// It is as it was shown but for what was sent, and what is still to be deleted a reset of now would delete.
std::optional<Error> PairingReset::whyLeft(const Interrupted& what, const MadePlan& now, bool isListed, bool isToAsk)
{
    if (what.trail.isOlder && (isListed || !what.isAnswered))
        return ApplyErrors::startedByOlder();
    const InstanceName& name = what.record.request.name;
    if (what.item) {
        if (const auto because = changedBeside(*what.item, what.trail, *now.audit, {}))
            return ApplyErrors::changedInTheMiddle(name.text(), *because);
    }
    if (!isToAsk)
        return {}; // gone, or on its way: the rest only adds
    if (auto refusal = refusalOf(now))
        return refusal;
    for (const TrippedBreaker& each : now.verdict.tripped) {
        if (!what.passed.contains(breakerWord(each.code)))
            return ApplyErrors::trippedSince(each.because, QStringLiteral("steward-cli reset ") + name.text());
    }
    return {};
}

} // namespace steward
