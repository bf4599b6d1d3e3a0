#include "workflows/creation/creation_resume.h"

#include "workflows/creation/creation_journey.h"
#include "workflows/journal/workflow_run.h"
#include "workflows/outbox/outbox.h"

#include <QCoreApplication>
#include <QStringList>

namespace steward {
namespace {

struct CreationResumeText {
    Q_DECLARE_TR_FUNCTIONS(steward::Resume)
};

QUuid idIn(const QJsonObject& fields, const QString& name)
{
    return QUuid::fromString(fields.value(name).toString());
}

void takeClaim(const JournaledStep& step, CreationRecord& record)
{
    const QJsonObject& before = step.before;
    record.isClaimAnnounced = true;
    record.request.organizationId = idIn(before, QStringLiteral("organization_id"));
    record.organizationName = before.value(QStringLiteral("organization_name")).toString();
    record.request.clinicId = idIn(before, QStringLiteral("clinic_id"));
    record.request.name = InstanceName::fromText(before.value(QStringLiteral("instance_name")).toString());
    record.request.expectedPhone = PhoneNumber::fromText(before.value(QStringLiteral("expected_phone")).toString());
    record.request.finishRow = idIn(before, QStringLiteral("finish_row"));
    record.hadCacheEntries = before.value(QStringLiteral("had_cache_entries")).toBool();
    if (!record.request.finishRow.isNull())
        record.finishing = record.before = RowImage{before.value(QStringLiteral("row")).toString().toUtf8()};
    if (before.contains(QLatin1String("listed_at")))
        record.listedAt = Timestamp(std::chrono::milliseconds(before.value(QLatin1String("listed_at")).toInteger()));
    if (!step.after.value(QStringLiteral("claimed")).toBool())
        return;
    record.isClaimed = true;
    record.integrationId = idIn(step.after, QStringLiteral("integration_id"));
    const QString digest = step.after.value(QStringLiteral("webhook_token")).toString();
    record.tokenSha256 = digest.section(QLatin1Char(':'), 1).toLatin1();
}

void takeCreate(const JournaledStep& step, CreationRecord& record)
{
    if (!record.createAnnouncedAt) // of the first, should it have been made again
        record.createAnnouncedAt = step.announcedAt;
    record.isCreateAnswered = step.outcome == StepOutcome::Done;
    // A refusal is looked into like a lost answer, and whether it was the journal does not say.
    record.isCreateLost = step.outcome == StepOutcome::Unknown || step.outcome == StepOutcome::Failed;
    record.madeName = InstanceName::fromText(step.after.value(QStringLiteral("made_name")).toString());
    record.serverId = idIn(step.after, QStringLiteral("server_id"));
}

/// What taking a creation back consists of, in this version's words and in those of the versions before.
bool isUndoing(const QString& action)
{
    static const QStringList actions{QStringLiteral("undo-claim"),    QStringLiteral("remove-entries"),
                                     QStringLiteral("delete"),        QStringLiteral("log-out"),
                                     QStringLiteral("logout"),        QStringLiteral("calm-webhook"),
                                     QStringLiteral("quiet-webhook"), QStringLiteral("wake-webhook")};
    return actions.contains(action);
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
        if (step.action == tellingKeptAction())
            continue; // of an earlier operation
        const bool isRemoved = step.before.value(QStringLiteral("channel")) == QLatin1String("removed");
        if (step.action == QLatin1String("claim"))
            takeClaim(step, record);
        else if (step.action == QLatin1String("create"))
            takeCreate(step, record);
        else if (step.action == QLatin1String("tell-workers") && !isRemoved)
            record.isTellAnnounced = true;
        else if (step.action == QLatin1String("write-entry"))
            record.isWarmAnnounced = true;
        else if (isUndoing(step.action) || isRemoved)
            record.isUndoing = true;
        else
            record.unknownAction = step.action;
    }
    return record;
}

CreationResult resumeCreation(
    const WorkspaceAccess& access, const CreationTimes& times, WorkflowRun& run, const JournalEntry& entry,
    WorkflowObserver& observer, const Limits& limits, bool isSecondHalf)
{
    CreationRecord record = creationRecordOf(entry.trail);
    if (!record.unknownAction.isEmpty())
        return leftForPerson(entry);
    record.isSecondHalf = isSecondHalf;
    // An earlier version noted nothing of what it sent: a create without an answer is never made again.
    if (!entry.tellsSent && record.createAnnouncedAt && !record.isCreateAnswered && !record.isCreateRefused)
        record.isCreateLost = true;
    observer.stepsKnown(creationStepTitles());
    return CreationJourney(access, times, run, std::move(record), observer).goOn(limits);
}

} // namespace steward
