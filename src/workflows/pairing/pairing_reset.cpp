#include "workflows/pairing/pairing_reset.h"

#include "workflows/audit_reader.h"
#include "workflows/creation/creation_errors.h"
#include "workflows/creation/creation_journey.h"
#include "workflows/creation/creation_resume.h"
#include "workflows/deletion/server_removal.h"
#include "workflows/engine/store_ports.h"
#include "workflows/engine/workflow_run.h"
#include "workflows/journal/journal.h"

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

std::optional<Error> unread(const Audit& audit)
{
    const Snapshot& snapshot = audit.snapshot();
    for (const std::optional<Error>* error :
         {&snapshot.server.error, &snapshot.database.error, &snapshot.cache.error}) {
        if (*error)
            return **error;
    }
    if (!audit.allStoresRead())
        return no(ErrorKind::LocalFailure, ResetText::tr("A store was not read, so nothing is changed. Read again."));
    return {};
}

std::optional<Error> troubleWith(const AuditRow* row)
{
    if (!row || !row->server)
        return no(
            ErrorKind::NotFound,
            ResetText::tr("The server has no such instance, so there is nothing to reset. Create it instead."));
    if (!row->isPhone())
        return no(ErrorKind::Rejected, ResetText::tr("This instance is not paired with a phone."));
    if (row->memory != MemoryState::Close && row->memory != MemoryState::Connecting)
        return no(
            ErrorKind::Rejected,
            row->memory == MemoryState::Open
                ? ResetText::tr("The instance is connected. A reset would unlink its phone, so it is not done.")
                : ResetText::tr("Whether the instance is connected is not known now, so it is not reset. Try again."));
    if (row->integrations.size() != 1 || !row->integrations.front()->enabled)
        return no(
            ErrorKind::Rejected,
            ResetText::tr("Not exactly one enabled row names this instance, so it cannot be created again for it. Look "
                          "at its findings first."));
    if (row->integrations.front()->isProtected)
        return no(ErrorKind::Rejected, ResetText::tr("This instance is protected. Take the protection away first."));
    return {};
}

CreationResult refusedWith(const ResetPlan& plan, const Error& error)
{
    CreationResult result;
    result.operation = resetKind();
    result.items.push_back({.instanceName = plan.name, .organizationId = plan.organizationId, .error = error});
    result.error = error;
    return result;
}

JournalStep planStep(const ResetPlan& plan)
{
    JournalStep step{Store::Server, QStringLiteral("reset"), plan.name.text(), {}};
    step.before.add(QStringLiteral("instance_name"), QString::fromUtf8(plan.name.utf8()));
    step.before.add(QStringLiteral("organization_id"), plan.organizationId);
    step.before.add(QStringLiteral("organization_name"), plan.organizationName);
    step.before.add(QStringLiteral("server_id"), plan.serverId);
    step.before.add(QStringLiteral("finish_row"), plan.rowId);
    step.before.add(QStringLiteral("had_cache_entries"), plan.hadCacheEntries);
    return step;
}

ResetPlan planFrom(const JournaledStep& step)
{
    const auto id = [&step](const char* field) {
        return QUuid::fromString(step.before.value(QLatin1String(field)).toString());
    };
    ResetPlan plan;
    plan.name = InstanceName::fromText(step.before.value(QStringLiteral("instance_name")).toString());
    plan.organizationId = id("organization_id");
    plan.organizationName = step.before.value(QStringLiteral("organization_name")).toString();
    plan.serverId = id("server_id");
    plan.rowId = id("finish_row");
    plan.hadCacheEntries = step.before.value(QStringLiteral("had_cache_entries")).toBool();
    return plan;
}

} // namespace

QString resetKind()
{
    return QStringLiteral("reset-pairing");
}

QStringList ResetPlan::lines() const
{
    return {//: %1 is an instance's name
            ResetText::tr("− server: delete %1, and prove that it is gone").arg(name.text()),
            //: %1 is an instance's name
            ResetText::tr("+ server: create %1 again, with its webhook, and prove that it stays").arg(name.text()),
            ResetText::tr("~ database: the row and its token stay"),
            ResetText::tr("~ cache: both entries are written anew"), ResetText::tr("~ workers: told that it is there")};
}

PairingReset::PairingReset(WorkspaceAccess access, CreationTimes times)
    : m_access(std::move(access))
    , m_times(times)
{
}

ResetPlan PairingReset::plan(const InstanceName& name, const Limits& limits)
{
    AuditRequest reading;
    reading.timePerStore = m_times.reading;
    reading.alsoAskMemory = {name};
    AuditProgress silent;
    const Audit audit = AuditReader(m_access.stores, m_access.settings).read(reading, silent, limits.stop);
    ResetPlan plan;
    plan.name = name;
    const AuditRow* row = audit.find(name);
    plan.refusal = unread(audit);
    if (!plan.refusal)
        plan.refusal = troubleWith(row);
    if (plan.refusal)
        return plan;
    plan.organizationId = row->integrations.front()->organizationId;
    plan.organizationName = audit.organizationName(plan.organizationId);
    plan.serverId = row->server->id;
    plan.rowId = row->integrations.front()->id;
    plan.hadCacheEntries = row->inCache == Presence::Present;
    return plan;
}

CreationResult PairingReset::reset(const ResetPlan& plan, WorkflowObserver& observer, const Limits& limits)
{
    QStringList titles = creationStepTitles();
    titles[0] = ResetText::tr("Delete it on the server, and prove that it is gone");
    observer.stepsKnown(titles);
    observer.stepChanged(0, StepState::Running, {});
    if (m_access.readOnly)
        return refusedWith(plan, readOnlyCreationError());
    const ResetPlan now = this->plan(plan.name, limits);
    if (now.refusal)
        return refusedWith(plan, *now.refusal);
    if (now.serverId != plan.serverId || now.rowId != plan.rowId || now.organizationId != plan.organizationId)
        return refusedWith(
            plan, no(ErrorKind::Rejected, ResetText::tr("It has changed since it was shown. Read again and look.")));
    //: %1 is an organization's name
    const QString title = ResetText::tr("Reset the pairing of %1").arg(plan.organizationName);
    auto run = WorkflowRun::begin(m_access.journal, {resetKind(), m_access.profileId, m_access.desk, title});
    if (!run)
        return refusedWith(plan, run.error());
    const auto noted = run->write<void>(planStep(now), [] { return Result<void>(); });
    if (!noted)
        return refusedWith(plan, noted.error());
    if (const auto trouble = proveGone(*run, plan.name, true, Limits::within(timeToProve))) {
        observer.stepChanged(0, StepState::Failed, trouble->sentence);
        CreationResult result = refusedWith(plan, *trouble);
        result.outcome = OperationOutcome::Partial;
        result.items.front().server = StoreOutcome::StillThere;
        result.items.front().database = result.items.front().cache = StoreOutcome::Kept;
        result.left.push_back(trouble->sentence);
        return result; // stays in the journal: resume looks again
    }
    observer.stepChanged(0, StepState::Done, {});
    return createAgain(*run, now, observer, limits);
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
PairingReset::createAgain(WorkflowRun& run, const ResetPlan& plan, WorkflowObserver& observer, const Limits& limits)
{
    CreationRecord record;
    record.request.organizationId = plan.organizationId;
    record.request.name = plan.name;
    record.request.finishRow = plan.rowId;
    record.organizationName = plan.organizationName;
    record.hadCacheEntries = plan.hadCacheEntries;
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
    const ResetPlan plan = trail.empty() ? ResetPlan() : planFrom(trail.front());
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
        CreationResult result = refusedWith(plan, interruptedError());
        if (const auto finished = run.finish(OperationOutcome::Refused); !finished)
            result.outcome = OperationOutcome::Partial;
        return result;
    }
    if (const auto trouble = proveGone(run, plan.name, false, limits)) {
        CreationResult result = refusedWith(plan, *trouble);
        result.outcome = OperationOutcome::Partial;
        result.left.push_back(trouble->sentence);
        return result;
    }
    return createAgain(run, plan, observer, limits);
}

} // namespace steward
