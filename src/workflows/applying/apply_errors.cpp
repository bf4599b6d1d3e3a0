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
        ApplyText::tr("Another row stands by now: %1. Nothing was written for this one. Read again and look.")
            .arg(standing),
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

bool ApplyErrors::isLasting(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Rejected:
    case ErrorKind::NameInUse:
    case ErrorKind::NotFound:
    case ErrorKind::UnreachableName:
        return true;
    default:
        return false;
    }
}

} // namespace steward
