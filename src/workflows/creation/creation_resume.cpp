#include "workflows/creation/creation_resume.h"

#include "stores/database_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"
#include "workflows/creation/creation_workflow.h"
#include "workflows/journal/workflow_run.h"

#include <QCoreApplication>

#include <algorithm>

namespace steward {
namespace {

struct CreationResumeText {
    Q_DECLARE_TR_FUNCTIONS(steward::Resume)
};

/// False: it was answered with what is not a claim.
bool takeClaim(const JournaledStep& step, CreationRecord& record)
{
    const QJsonObject& before = step.before;
    record.reach(CreationPhase::Claiming);
    record.request.organizationId = OrganizationId::fromJson(before.value(QLatin1String("organization_id")));
    record.organizationName = before.value(QStringLiteral("organization_name")).toString();
    record.request.clinicId = ClinicId::fromJson(before.value(QLatin1String("clinic_id"))).orNone();
    record.request.name = InstanceName::fromText(before.value(QStringLiteral("instance_name")).toString());
    record.request.expectedPhone = PhoneNumber::fromText(before.value(QStringLiteral("expected_phone")).toString());
    record.request.finishRow = IntegrationId::fromJson(before.value(QLatin1String("finish_row"))).orNone();
    record.hadCacheEntries = before.value(QStringLiteral("had_cache_entries")).toBool();
    if (record.request.finishRow)
        record.finishing = RowImage{before.value(QStringLiteral("row")).toString().toUtf8()};
    if (before.contains(QLatin1String("listed_at")))
        record.listedAt = Timestamp(std::chrono::milliseconds(before.value(QLatin1String("listed_at")).toInteger()));
    if (!step.after.value(QStringLiteral("claimed")).toBool())
        return true;
    const auto digest = TokenDigest::fromText(step.after.value(QStringLiteral("webhook_token")).toString());
    if (digest)
        record.claim = {IntegrationId::fromJson(step.after.value(QLatin1String("integration_id"))), *digest};
    return digest.has_value();
}

void takeCreate(const JournaledStep& step, CreationRecord& record)
{
    // A refusal is looked into like a lost answer, and whether it was the journal does not say.
    record.answer = !step.outcome                        ? CreateAnswer::None
                    : *step.outcome == StepOutcome::Done ? CreateAnswer::Made
                                                         : CreateAnswer::Lost;
    record.madeName = InstanceName::fromText(step.after.value(QStringLiteral("made_name")).toString());
    record.serverId = InstanceId::fromJson(step.after.value(QLatin1String("server_id"))).orNone();
}

/// What a creation does forward, it does after `before`, and not while it is taken back.
bool reaches(CreationRecord& record, CreationPhase before, CreationPhase next)
{
    if (!record.has(before) || record.isUndoing)
        return false;
    record.reach(next);
    return true;
}

/// False: a creation has no such step, or not there, or not one that is known.
bool takeStep(const JournaledStep& step, CreationRecord& record)
{
    const bool isRemoved = step.before.value(QStringLiteral("channel")) == QLatin1String("removed");
    switch (partsOf(step.action).creation) {
    case CreationPart::Claim:
        return record.phase == CreationPhase::NotStarted && takeClaim(step, record);
    case CreationPart::Create:
        // Made again where it was cut before its answer, and nothing was told of it.
        if (record.answer != CreateAnswer::None || record.has(CreationPhase::Telling) ||
            !reaches(record, CreationPhase::Claiming, CreationPhase::Creating))
            return false;
        takeCreate(step, record);
        return true;
    case CreationPart::Telling:
        if (!isRemoved)
            return reaches(record, CreationPhase::Creating, CreationPhase::Telling);
        record.isUndoing = true;
        return record.has(CreationPhase::Claiming);
    case CreationPart::Entry:
        return reaches(record, CreationPhase::Telling, CreationPhase::Warming);
    case CreationPart::Undo:
        record.isUndoing = true;
        return record.has(CreationPhase::Claiming);
    case CreationPart::Apart:
        return true;
    case CreationPart::None:
        break;
    }
    return false;
}

/// A claim that never came to be, or a deletion that made room once more.
bool comesBeforeAnother(const JournaledStep& step)
{
    constexpr JournalAction actions[] = {
        JournalAction::Claim, JournalAction::QuietWebhook, JournalAction::LogOut, JournalAction::DeleteInstance,
        JournalAction::WakeWebhook};
    return std::ranges::find(actions, step.action) != std::end(actions);
}

/// Left as it is for a person: nothing is undone by guess.
CreationResult leftForPerson(const JournalEntry& entry)
{
    CreationResult result;
    result.operation = entry.task.kind;
    result.leaveOpen(
        {ErrorKind::LocalFailure,
         CreationResumeText::tr("This was begun by another version of Steward, which has to bring it to its end."),
         QStringLiteral("unknown step")});
    return result;
}

} // namespace

CreationRecord creationRecordOf(const JournalTrail& trail)
{
    CreationRecord record;
    for (const JournaledStep& step : trail) {
        if (takeStep(step, record))
            continue;
        record.phase = CreationPhase::Unknown;
        break;
    }
    return record;
}

JournalTrail ofLastTime(JournalTrail trail)
{
    const auto last = std::ranges::find(trail.rbegin(), trail.rend(), JournalAction::Claim, &JournaledStep::action);
    if (last == trail.rend())
        return trail;
    const auto from = last.base() - 1;
    if (std::all_of(trail.begin(), from, comesBeforeAnother))
        trail.erase(trail.begin(), from);
    return trail;
}

Result<bool> isCreationStarted(
    const Session& session, const CreationTimes& times, const WorkflowRun& run, const JournalTrail& trail,
    const CallContext& limits)
{
    const CreationRecord record = creationRecordOf(trail);
    if (record.phase == CreationPhase::NotStarted)
        return false;
    // What is not known is for resumeCreation() to leave alone.
    const bool isOpenClaim = record.phase == CreationPhase::Claiming && !record.claim && !record.isUndoing;
    if (!isOpenClaim)
        return true;
    const auto claimed = session.stores->makeDatabase()->claimOf(run.id(), oneCall(times.call, limits));
    if (!claimed)
        return std::unexpected(claimed.error());
    return claimed->has_value();
}

CreationResult resumeCreation(
    const Session& session, const CreationTimes& times, WorkflowRun& run, const JournalEntry& entry,
    WorkflowObserver& observer, const CallContext& limits, bool isSecondHalf)
{
    CreationRecord record = creationRecordOf(entry.trail);
    if (record.phase == CreationPhase::Unknown)
        return leftForPerson(entry);
    record.isSecondHalf = isSecondHalf;
    // An earlier version noted nothing of what it sent: a create without an answer is never made again.
    if (!entry.tellsSent && record.has(CreationPhase::Creating) && record.answer == CreateAnswer::None)
        record.answer = CreateAnswer::Lost;
    observer.stepsKnown(creationStepTitles());
    return CreationWorkflow(session, times, run, std::move(record), observer).resume(limits);
}

} // namespace steward
