#include "workflows/creation/creation_errors.h"

#include "domain/token_digest.h"
#include "workflows/writes/row_image_notes.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct CreationErrorText {
    Q_DECLARE_TR_FUNCTIONS(steward::Creation)
};

} // namespace

Error rowGoneError()
{
    return {
        ErrorKind::NotFound,
        CreationErrorText::tr("The row that this instance was for is not there any more. Read again."),
        QStringLiteral("row to finish not found")};
}

Error rowTakenError()
{
    return {
        ErrorKind::Rejected,
        CreationErrorText::tr("Somebody took or removed the organization's row while its instance was being created. "
                              "Read again and see who works there."),
        QStringLiteral("the claimed row is not ours any more")};
}

Error nameTakenError()
{
    return {
        ErrorKind::NameInUse,
        CreationErrorText::tr("The server says that this name is taken, although it does not list it: another client "
                              "name has it. Choose another name, or ask the server's administrator."),
        QStringLiteral("create: status 403")};
}

Error nothingMadeError(const Error& answered)
{
    Error error = answered;
    error.sentence =
        //: %1 is a sentence that says what the server answered
        CreationErrorText::tr("%1 Steward looked for it then: the server neither lists nor runs the instance, so none "
                              "was created.")
            .arg(answered.sentence);
    return error;
}

Error otherNameError(const InstanceName& made)
{
    return {
        ErrorKind::Rejected,
        //: %1 is an instance's name
        CreationErrorText::tr(
            "The server created the instance under another name, %1, so it is taken back. Choose another name.")
            .arg(made.text()),
        QStringLiteral("the 201 names another instance than was asked for")};
}

Error notKnownError()
{
    return {
        ErrorKind::OutcomeUnknown,
        CreationErrorText::tr("The server did not say whether it created the instance, and does not answer now. Once "
                              "it can be reached again, finish this from the journal."),
        QStringLiteral("create: outcome unknown")};
}

Error vanishedError()
{
    return {
        ErrorKind::NotFound,
        CreationErrorText::tr("The server said “created” but does not have the instance. Somebody may have created one "
                              "of the same name just then; try again."),
        QStringLiteral("created, and not in list and memory")};
}

Error otherInstanceError()
{
    return {
        ErrorKind::Rejected,
        CreationErrorText::tr("Somebody created another instance of the same name just then. Read again."),
        QStringLiteral("another id is listed under the name")};
}

Error cacheDiffersError()
{
    return {
        ErrorKind::BadAnswer,
        CreationErrorText::tr(
            "The cache entries were written, but the cache has something else. Check the cache with the doctor."),
        QStringLiteral("cache entries differ from what was written")};
}

Error webhookDiffersError()
{
    return {
        ErrorKind::BadAnswer,
        CreationErrorText::tr("The server did not keep the webhook, so nobody would receive the messages. Ask the "
                              "server's administrator."),
        QStringLiteral("webhook/find differs from what create was told")};
}

Error takenMeanwhileError(const QString& winner)
{
    return {
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        CreationErrorText::tr("Somebody else was faster: %1 is there now. Read again.").arg(winner),
        QStringLiteral("claim refused")};
}

Error interruptedError()
{
    return {
        ErrorKind::Stopped,
        CreationErrorText::tr(
            "The creation was interrupted while it was being taken back. Steward takes back the rest now."),
        QStringLiteral("interrupted while taking back")};
}

Error readOnlyCreationError()
{
    return {
        ErrorKind::ReadOnlyProfile,
        CreationErrorText::tr(
            "This profile is read only, so nothing was created. Use a profile that may change the stores."),
        QStringLiteral("the profile is read-only")};
}

JournalStep claimStep(const CreationRecord& record)
{
    const CreationRequest& request = record.request;
    JournalStep step{JournalAction::Claim, request.name.text()};
    step.before.add(QStringLiteral("organization_id"), request.organizationId);
    step.before.add(QStringLiteral("organization_name"), record.organizationName);
    step.before.add(QStringLiteral("clinic_id"), request.clinicId);
    step.before.add(QStringLiteral("instance_name"), QString::fromUtf8(request.name.utf8()));
    if (request.expectedPhone)
        step.before.add(QStringLiteral("expected_phone"), request.expectedPhone->text());
    if (record.listedAt)
        step.before.add(QStringLiteral("listed_at"), static_cast<qint64>(record.listedAt->time_since_epoch().count()));
    if (record.finishing) {
        step.before.add(QStringLiteral("finish_row"), request.finishRow);
        step.before.add(QStringLiteral("had_cache_entries"), record.hadCacheEntries);
        step.before.add(
            QStringLiteral("row"), QString::fromUtf8(RowImageNotes::withoutSecrets(*record.finishing).json));
    }
    return step;
}

void noteClaim(const ClaimAnswer& answer, JournalFields& after)
{
    after.add(QStringLiteral("claimed"), answer.claimed.has_value());
    if (!answer.claimed)
        return;
    after.add(QStringLiteral("integration_id"), answer.claimed->row.id);
    after.add(QStringLiteral("webhook_token"), TokenDigest::of(answer.claimed->row.webhookToken));
    after.add(QStringLiteral("row"), QString::fromUtf8(RowImageNotes::withoutSecrets(answer.claimed->after).json));
}

} // namespace steward
