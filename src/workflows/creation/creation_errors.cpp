#include "workflows/creation/creation_errors.h"

#include "domain/token_digest.h"
#include "workflows/engine/row_image_notes.h"

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
        CreationErrorText::tr("The row that was to be finished is not there any more. Read again."),
        QStringLiteral("row to finish not found")};
}

Error rowTakenError()
{
    return {
        ErrorKind::Rejected,
        CreationErrorText::tr(
            "Another program took or removed the organization's row while its instance was made. Read "
            "again and look who works there."),
        QStringLiteral("the claimed row is not ours any more")};
}

Error nameTakenError()
{
    return {
        ErrorKind::NameInUse,
        CreationErrorText::tr(
            "The server says that the name is in use, although the check found it free: it belongs to "
            "another client name on that server's database. Choose another name, or ask the server's "
            "administrator."),
        QStringLiteral("create: status 403")};
}

Error otherNameError(const InstanceName& made)
{
    return {
        ErrorKind::Rejected,
        //: %1 is an instance's name
        CreationErrorText::tr("The server made the instance under another name, %1, so it is taken back. Choose "
                              "another name.")
            .arg(made.text()),
        QStringLiteral("the 201 names another instance than was asked for")};
}

Error notKnownError()
{
    return {
        ErrorKind::OutcomeUnknown,
        CreationErrorText::tr(
            "The server did not say whether it made the instance, and it cannot be looked up now. It is "
            "in the journal: once the server can be reached again, let Steward bring it to its end."),
        QStringLiteral("create: outcome unknown")};
}

Error vanishedError()
{
    return {
        ErrorKind::NotFound,
        CreationErrorText::tr(
            "The server said that it made the instance, and then did not have it. Somebody may have made "
            "one of the same name at that moment. Try again."),
        QStringLiteral("created, and not in list and memory")};
}

Error otherInstanceError()
{
    return {
        ErrorKind::Rejected,
        CreationErrorText::tr(
            "Another instance stands under the same name: somebody made one at that moment. Read again."),
        QStringLiteral("another id is listed under the name")};
}

Error cacheDiffersError()
{
    return {
        ErrorKind::BadAnswer,
        CreationErrorText::tr("The cache entries did not read back as they were written. Look at the cache with the "
                              "doctor."),
        QStringLiteral("cache entries differ from what was written")};
}

Error webhookDiffersError()
{
    return {
        ErrorKind::BadAnswer,
        CreationErrorText::tr(
            "The server did not keep the instance's webhook, so nobody would hear its messages. Ask the "
            "server's administrator."),
        QStringLiteral("webhook/find differs from what create was told")};
}

Error takenMeanwhileError(const QString& winner)
{
    return {
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        CreationErrorText::tr("Somebody else was faster: %1 stands there now. Read again.").arg(winner),
        QStringLiteral("claim refused")};
}

Error interruptedError()
{
    return {
        ErrorKind::Stopped,
        CreationErrorText::tr("The creation was interrupted while it was being taken back; now it is taken back."),
        QStringLiteral("interrupted while taking back")};
}

Error readOnlyCreationError()
{
    return {
        ErrorKind::ReadOnlyProfile,
        CreationErrorText::tr("This profile only reads, so nothing is created. Choose one that may change the stores."),
        QStringLiteral("the profile is read-only")};
}

JournalStep claimStep(const CreationRecord& record)
{
    const CreationRequest& request = record.request;
    JournalStep step{Store::Database, QStringLiteral("claim"), request.name.text(), {}};
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
