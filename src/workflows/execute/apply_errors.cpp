#include "workflows/execute/apply_errors.h"

#include "domain/iso_time.h"
#include "domain/plans/plan_facts.h"
#include "wording/skip_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace steward {
namespace {

struct ApplyText {
    Q_DECLARE_TR_FUNCTIONS(steward::ApplyErrors)
};

Error error(ErrorKind kind, const QString& sentence, const char* detail)
{
    return {kind, sentence, QString::fromLatin1(detail)};
}

} // namespace

Error ApplyErrors::left(const Skipped& left)
{
    return {ErrorKind::Rejected, sentenceOf(left), leftReasonWord(left.reason)};
}

Error ApplyErrors::anotherWorkstation(const RowLease& lease)
{
    const QDateTime until = localTime(lease.until);
    return error(
        ErrorKind::Rejected,
        //: %1 is the name of a workstation (a person and a computer), %2 a time of day
        ApplyText::tr("%1 is working on this organization, so nothing of it was changed. Wait until that is done, at "
                      "the latest until %2.")
            .arg(lease.workstation, QLocale().toString(until.time(), QLocale::ShortFormat)),
        "leased by another operation");
}

Error ApplyErrors::leaseLost()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The row no longer says that you are cleaning up this organization, so this instance was left as "
                      "it was. Read again and see who works there."),
        "lease lost");
}

Error ApplyErrors::survivorNotProven(const QString& survivor)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name
        ApplyText::tr(
            "It could not be proven just now that %1, which is kept, still works. This one was left as it was.")
            .arg(survivor),
        "keeper not proven");
}

Error ApplyErrors::rowChanged()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr(
            "The row has changed since the plan was made, so it was left as it was. Read again and look at it."),
        "row changed since");
}

Error ApplyErrors::rowHeld()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("Another table of the database refers to this row, so it cannot be deleted. It was switched off "
                      "instead; ask the database's administrator to look at it."),
        "foreign key");
}

Error ApplyErrors::rowInTheWay(const QString& standing)
{
    return error(
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        ApplyText::tr("There is another row by now: %1. This row was left as it is; read again and look at both.")
            .arg(standing),
        "a row is in the way");
}

Error ApplyErrors::entryChanged()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The cache entry has changed since the plan was made, so it was left as it was. Read again and "
                      "look at it."),
        "entry changed since");
}

Error ApplyErrors::writtenBack()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("A program keeps writing the cache entry back. Ask whoever runs it to stop that, then delete the "
                      "entry again."),
        "written back");
}

Error ApplyErrors::webhookDiffers()
{
    return error(
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("The server said that it set the webhook, but still has another one. Try again."),
        "webhook reads otherwise");
}

Error ApplyErrors::webhookChanged()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The webhook has changed since the plan was made, so it was left as it is now. Read again and "
                      "look at it."),
        "webhook changed since");
}

Error ApplyErrors::restartRefused()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The server refused to restart it, as it does where no phone is connected. Read again and look "
                      "at it."),
        "restart: error with status 200");
}

Error ApplyErrors::notConnectedAgain()
{
    return error(
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("The server was asked to restart it, but does not show it as connected again. Wait a minute and "
                      "read again. If it stays disconnected, pair its phone again."),
        "not open after the restart");
}

Error ApplyErrors::staysConnected(const QString& detail)
{
    return {
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("The server was asked to log the phone out, but does not show it as logged out. Row and cache "
                      "entry were left as they were; try again, and restart the instance or the server if it stays "
                      "so."),
        detail.isEmpty() ? QStringLiteral("not closed after the log-out") : detail};
}

Error ApplyErrors::notReadBack()
{
    return error(
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("It was written, but one of the stores does not show it. Read again and look at it."),
        "read back otherwise");
}

Error ApplyErrors::storesUnread()
{
    return error(
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("A store could not be read completely any more, so nothing further was begun. Read again."),
        "store not read");
}

Error ApplyErrors::stopped()
{
    return error(ErrorKind::Stopped, ApplyText::tr("Not begun, because you stopped before."), "stopped");
}

Error ApplyErrors::noProfile()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("This instance has no row that could say that it is protected, and there is no profile to keep "
                      "it in. Use a profile, then protect it."),
        "no profile");
}

Error ApplyErrors::tokenUnknown()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The row has no token any more, so this was left as it was. Read again and look at it."),
        "token not known");
}

Error ApplyErrors::notConcluded(const QString& name)
{
    return {
        ErrorKind::OutcomeUnknown, sentenceOf(leftBecause(SkipReason::NotConcluded, name)),
        QStringLiteral("not listed, and connectionState does not say that it is absent")};
}

Error ApplyErrors::nameTakenAnew()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The server now lists another instance of this name. Row and cache entry belong to that one and "
                      "were left as they were; read again and look at it."),
        "another instance of that name is listed");
}

Error ApplyErrors::onlyConnected(const QString& name)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name
        ApplyText::tr("%1 is the only connected instance of its organization, so Steward does not finish what was "
                      "interrupted here. To do it anyway, plan it again.")
            .arg(name),
        "only connected instance");
}

Error ApplyErrors::startedByOlder()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("An earlier version of Steward was interrupted here and kept no note of the result, so it was "
                      "left as it is now. Read again and look at it."),
        "begun by an earlier version");
}

Error ApplyErrors::changedInTheMiddle(const QString& name, const QString& because)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name, %2 a sentence that says what has changed
        ApplyText::tr("%1 has changed since it was begun, so it was left as it is now. %2 Read again and look at it.")
            .arg(name, because),
        "changed since it was begun");
}

Error ApplyErrors::listIsShort(const QString& because, const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is a sentence that says why, %2 a command to be typed
        ApplyText::tr("%1 What was interrupted is not finished and stays in the journal. Once the server lists them "
                      "again, resume again, or plan the rest again: %2")
            .arg(because, command),
        "the server's list is suspect");
}

Error ApplyErrors::trippedSince(const QString& because, const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is one or more sentences that say why, %2 a command to be typed
        ApplyText::tr(
            "%1 The plan that you saw did not say so, so what had not begun was not begun. Plan the rest again: %2")
            .arg(because, command),
        "a breaker trips only now");
}

Error ApplyErrors::leftInPart(const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is a command to be typed
        ApplyText::tr("Not all of it was done, and there is nothing to resume. Plan the rest again: %1").arg(command),
        "ended in part");
}

Error ApplyErrors::unknownStep()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("This version of Steward does not know how to do this step, so nothing was sent for it. Take the "
                      "newest version, and plan it anew."),
        "a step that is not known");
}

bool ApplyErrors::isLasting(const Error& error)
{
    return isOneOf(
        error.kind, ErrorKind::Rejected, ErrorKind::NameInUse, ErrorKind::NotFound, ErrorKind::UnreachableName);
}

bool ApplyErrors::isForResume(const Error& error)
{
    return error.kind != ErrorKind::Stopped && !isLasting(error);
}

} // namespace steward
