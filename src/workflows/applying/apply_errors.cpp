#include "workflows/applying/apply_errors.h"

#include "domain/plans/plan_facts.h"

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

Error ApplyErrors::left(const LeftOut& left)
{
    return {ErrorKind::Rejected, left.because, leftReasonWord(left.reason)};
}

Error ApplyErrors::anotherDesk(const RowLease& lease)
{
    const QDateTime until = QDateTime::fromMSecsSinceEpoch(lease.until.time_since_epoch().count()).toLocalTime();
    return error(
        ErrorKind::Rejected,
        //: %1 is the name of a desk (a person and a computer), %2 a time of day
        ApplyText::tr("Another desk is at work on this organization: %1. Nothing of it was changed. Wait until it has "
                      "finished, at the latest until %2.")
            .arg(lease.desk, QLocale().toString(until.time(), QLocale::ShortFormat)),
        "leased by another operation");
}

Error ApplyErrors::leaseLost()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The organization's row does not say any more that this desk cleans it, so this instance was "
                      "left. Read again and look."),
        "lease lost");
}

Error ApplyErrors::keeperNotProven(const QString& keeper)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name
        ApplyText::tr("That %1, which is to stay, works could not be proven at this moment, so this one was left.")
            .arg(keeper),
        "keeper not proven");
}

Error ApplyErrors::rowChanged()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The row has changed since it was read, so it was left as it is. Read again and look."),
        "row changed since");
}

Error ApplyErrors::rowHeld()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("Another table of the database refers to the row, so it cannot be deleted. It was disabled "
                      "instead. Ask the database's administrator to look at it."),
        "foreign key");
}

Error ApplyErrors::rowInTheWay(const QString& standing)
{
    return error(
        ErrorKind::NameInUse,
        //: %1 is an instance's name
        ApplyText::tr("Another row stands by now: %1. The row was left as it is. Read again and look.").arg(standing),
        "a row is in the way");
}

Error ApplyErrors::entryChanged()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The cache entry holds another value by now, so it was left. Read again and look."),
        "entry changed since");
}

Error ApplyErrors::writtenBack()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("Something writes the cache entry back again and again. Ask who looks after the backend to stop "
                      "it, then delete the entry again."),
        "written back");
}

Error ApplyErrors::webhookDiffers()
{
    return error(
        ErrorKind::OutcomeUnknown, ApplyText::tr("The server accepted the webhook and reads otherwise. Try again."),
        "webhook reads otherwise");
}

Error ApplyErrors::notReadBack()
{
    return error(
        ErrorKind::OutcomeUnknown, ApplyText::tr("It was written, but a store reads otherwise. Read again and look."),
        "read back otherwise");
}

Error ApplyErrors::storesUnread()
{
    return error(
        ErrorKind::OutcomeUnknown,
        ApplyText::tr("A store could not be read whole any more, so nothing further was begun."), "store not read");
}

Error ApplyErrors::stopped()
{
    return error(ErrorKind::Stopped, ApplyText::tr("Not begun: it was stopped before."), "stopped");
}

Error ApplyErrors::noProfile()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("No row of the database can carry the protection of this instance, and there is no profile to "
                      "keep it in. Open a profile and protect it there."),
        "no profile");
}

Error ApplyErrors::tokenUnknown()
{
    return error(
        ErrorKind::Rejected, ApplyText::tr("The row has no token by now, so this was left. Read again and look."),
        "token not known");
}

Error ApplyErrors::notConcluded(const QString& name)
{
    return {
        ErrorKind::OutcomeUnknown, leftBecause(LeftReason::NotConcluded, name).because,
        QStringLiteral("not listed, and connectionState does not say that it is absent")};
}

Error ApplyErrors::nameTakenAnew()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("The server lists an instance of that name which was not there when the plan was made. Its row "
                      "and its cache entry belong to that one now and stay as they are. Read again and look."),
        "another instance of that name is listed");
}

Error ApplyErrors::onlyConnected(const QString& name)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name
        ApplyText::tr("%1 is the only connected instance of its organization, so what was interrupted is not gone on "
                      "with here. If it is to go all the same, say so anew.")
            .arg(name),
        "only connected instance");
}

Error ApplyErrors::begunByOlder()
{
    return error(
        ErrorKind::Rejected,
        ApplyText::tr("An earlier version of Steward was interrupted here and did not note what came of it, so it was "
                      "left as it stands now. Read again and look."),
        "begun by an earlier version");
}

Error ApplyErrors::changedInTheMiddle(const QString& name, const QString& because)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is an instance's name, %2 a sentence that says what has changed
        ApplyText::tr("%1 has changed since it was begun, so it was left as it stands now. %2 Read again and look.")
            .arg(name, because),
        "changed since it was begun");
}

Error ApplyErrors::listIsShort(const QString& because, const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is a sentence that says why, %2 a command to be typed
        ApplyText::tr("%1 So nothing of what was interrupted is gone on with; it stays in the journal. Once the "
                      "server lists them again, resume once more, or plan the rest anew: %2")
            .arg(because, command),
        "the server's list is suspect");
}

Error ApplyErrors::trippedSince(const QString& because, const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is one or more sentences that say why, %2 a command to be typed
        ApplyText::tr("%1 That was not so when it was agreed to, so what had not begun is not begun. Plan the rest "
                      "anew: %2")
            .arg(because, command),
        "a breaker trips only now");
}

Error ApplyErrors::leftInPart(const QString& command)
{
    return error(
        ErrorKind::Rejected,
        //: %1 is a command to be typed
        ApplyText::tr("Not all of it was done, and there is nothing to resume. Plan the rest anew: %1").arg(command),
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
