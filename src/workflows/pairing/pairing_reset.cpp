#include "workflows/pairing/pairing_reset.h"

#include "domain/plans/plan_text.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/creation/creation_journey.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/deletion/server_removal.h"
#include "workflows/engine/store_ports.h"
#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"
#include "workflows/planning/plan_maker.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct ResetText {
    Q_DECLARE_TR_FUNCTIONS(steward::PairingReset)
};

// The deletion is not cut short once it was asked for: what is asked goes.
constexpr std::chrono::minutes timeToProve{5};

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
            item.isLeft(LeftReason::NotFound) ? ErrorKind::NotFound : ErrorKind::Rejected, item.left.front().because);
    }
    if (item.seen.rows.size() != 1) {
        return no(
            ErrorKind::Rejected,
            ResetText::tr("Several rows name this instance, so it cannot be created again for one of them. Look at its "
                          "findings first."));
    }
    return {};
}

CreationResult refusedWith(const InstanceName& name, const QUuid& organization, const Error& error)
{
    CreationResult result;
    result.operation = resetKind();
    result.items.push_back({.instanceName = name, .organizationId = organization, .error = error});
    result.error = error;
    return result;
}

/// Asked to go, and not proven gone: stays in the journal, where resume looks again.
CreationResult leftStanding(const InstanceName& name, const QUuid& organization, const Error& trouble)
{
    CreationResult result = refusedWith(name, organization, trouble);
    result.outcome = OperationOutcome::Partial;
    result.items.front().server = StoreOutcome::StillThere;
    result.items.front().database = result.items.front().cache = StoreOutcome::Kept;
    result.left.push_back(trouble.sentence);
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

JournalStep planStep(const CreationRecord& record)
{
    JournalStep step{Store::Server, QStringLiteral("reset"), record.request.name.text(), {}};
    step.before.add(QStringLiteral("instance_name"), QString::fromUtf8(record.request.name.utf8()));
    step.before.add(QStringLiteral("organization_id"), record.request.organizationId);
    step.before.add(QStringLiteral("organization_name"), record.organizationName);
    step.before.add(QStringLiteral("finish_row"), record.request.finishRow);
    step.before.add(QStringLiteral("had_cache_entries"), record.hadCacheEntries);
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
    record.request.organizationId = QUuid::fromString(text("organization_id"));
    record.request.finishRow = QUuid::fromString(text("finish_row"));
    record.organizationName = text("organization_name");
    record.hadCacheEntries = before.value(QStringLiteral("had_cache_entries")).toBool();
    return record;
}

} // namespace

QString resetKind()
{
    return QStringLiteral("reset-pairing");
}

PairingReset::PairingReset(WorkspaceAccess access, CreationTimes times)
    : m_access(std::move(access))
    , m_times(times)
{
}

ResetPlan PairingReset::plan(const InstanceName& name, const Limits& limits)
{
    PlanRequest request;
    request.kind = PlanKind::ResetPairing;
    request.names = {name};
    const MadePlan made = PlanMaker(m_access).make(request, limits);
    ResetPlan plan;
    plan.name = name;
    plan.verdict = made.verdict;
    plan.refusal = refusalOf(made);
    if (plan.refusal)
        return plan;
    plan.item = made.plan.items.front();
    const auto names = [&made](const QUuid& id) { return made.audit->organizationName(id); };
    plan.organizationName = names(plan.item.organizationId);
    plan.lines = itemLines(plan.item, names);
    return plan;
}

CreationResult PairingReset::reset(
    const ResetPlan& plan, const std::optional<QString>& typed, WorkflowObserver& observer, const Limits& limits)
{
    QStringList titles = creationStepTitles();
    titles[0] = ResetText::tr("Delete it on the server, and prove that it is gone");
    observer.stepsKnown(titles);
    observer.stepChanged(0, StepState::Running, {});
    const QUuid organization = plan.item.organizationId;
    const ResetPlan now = this->plan(plan.name, limits);
    if (now.refusal)
        return refusedWith(plan.name, organization, *now.refusal);
    if (!changedSince(plan.item.seen, now.item.seen, Strength::BeforeFirstStep).empty()) {
        const QString changed = ResetText::tr("It has changed since it was shown. Read again and look.");
        return refusedWith(plan.name, organization, no(ErrorKind::Rejected, changed));
    }
    if (const auto unpassed = now.verdict.refusal(typed))
        return refusedWith(plan.name, organization, *unpassed);
    //: %1 is an organization's name
    const QString title = ResetText::tr("Reset the pairing of %1").arg(now.organizationName);
    auto run = WorkflowRun::begin(m_access.journal, {resetKind(), m_access.profileId, m_access.desk, title});
    if (!run)
        return refusedWith(plan.name, organization, run.error());
    CreationRecord record = recordOf(now);
    if (const auto noted = run->write<void>(planStep(record), [] { return Result<void>(); }); !noted)
        return refusedWith(plan.name, organization, noted.error());
    if (const auto trouble = proveGone(*run, plan.name, true, Limits::within(timeToProve))) {
        observer.stepChanged(0, StepState::Failed, trouble->sentence);
        return leftStanding(plan.name, organization, *trouble);
    }
    observer.stepChanged(0, StepState::Done, {});
    return createAgain(*run, std::move(record), observer, limits);
}

std::optional<Error>
PairingReset::proveGone(WorkflowRun& run, const InstanceName& name, bool asks, const Limits& limits)
{
    const auto server = m_access.stores.makeServer();
    RemovalTimes times;
    times.call = m_times.call;
    times.proving = m_times.removal;
    times.firstPause = m_times.betweenLooks;
    ServerRemoval removal(*server, run, times);
    if (asks) {
        const auto asked = removal.ask(name, limits);
        if (!asked && stepOutcomeOf(asked.error()) == StepOutcome::Failed)
            return asked.error();
    }
    const RemovalProof proof = removal.prove({name}, limits).at(name);
    return proof.verdict == RemovalVerdict::Gone ? std::nullopt : proof.error;
}

CreationResult
PairingReset::createAgain(WorkflowRun& run, CreationRecord record, WorkflowObserver& observer, const Limits& limits)
{
    CreationResult result =
        CreationJourney(m_access, m_times, run, std::move(record), observer).goAhead(Limits{limits.deadline, {}});
    result.operation = resetKind();
    if (result.outcome != OperationOutcome::Done) {
        // The instance is gone, which is half of what was asked for.
        result.outcome = OperationOutcome::Partial;
        result.left.push_back(ResetText::tr("The instance was deleted and could not be created again. Its row stays: "
                                            "\"finish\" creates the instance for it."));
    }
    return result;
}

CreationResult
PairingReset::resume(WorkflowRun& run, const JournalTrail& trail, WorkflowObserver& observer, const Limits& limits)
{
    CreationRecord record = recordFrom(trail);
    const InstanceName name = record.request.name;
    const QUuid organization = record.request.organizationId;
    const auto claim =
        std::ranges::find_if(trail, [](const JournaledStep& step) { return step.action == QLatin1String("claim"); });
    if (claim != trail.end()) {
        CreationResult result =
            resumeCreation(m_access, m_times, run, JournalTrail(claim, trail.end()), observer, limits);
        result.operation = resetKind();
        return result;
    }
    const bool wasAsked =
        std::ranges::any_of(trail, [](const JournaledStep& step) { return step.action == QLatin1String("delete"); });
    if (!wasAsked) { // killed before anything was deleted
        CreationResult result = refusedWith(name, organization, interruptedError());
        if (const auto finished = run.finish(OperationOutcome::Refused); !finished)
            result.outcome = OperationOutcome::Partial;
        return result;
    }
    if (const auto trouble = proveGone(run, name, false, limits))
        return leftStanding(name, organization, *trouble);
    return createAgain(run, std::move(record), observer, limits);
}

} // namespace steward
