#include "workflows/pairing/pairing_errors.h"

#include "stores/limits.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct PairingErrorText {
    Q_DECLARE_TR_FUNCTIONS(steward::Pairing)
};

Error error(ErrorKind kind, const QString& sentence, const char* detail)
{
    return {kind, sentence, QStringLiteral("pairing: ") + QLatin1String(detail)};
}

} // namespace

Error PairingErrors::readOnly()
{
    return error(
        ErrorKind::ReadOnlyProfile,
        PairingErrorText::tr("This profile only reads, so no code was asked for. Choose a profile that may change."),
        "the profile is read-only");
}

Error PairingErrors::absent()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr(
            "The server's list shows no instance of this name, so there is nothing to pair. Read the list again, or "
            "create the instance first."),
        "not listed");
}

Error PairingErrors::notAPhone()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("This instance is of a kind that no phone is paired with. Choose a WhatsApp (Baileys) "
                             "instance."),
        "another kind than Baileys");
}

Error PairingErrors::noRow()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr(
            "No enabled integration names this instance, so nobody would receive its messages. Create or "
            "enable the integration first, then pair."),
        "no enabled row");
}

Error PairingErrors::severalRows()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "Several enabled integrations name this instance, so it is not clear whose phone it is to be. "
            "Clean the duplicates first, then pair."),
        "several enabled rows");
}

Error PairingErrors::limitReached()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr(
            "The server's last code has expired without being scanned. Have the phone at hand, then ask "
            "for new codes."),
        "QR limit");
}

Error PairingErrors::refused()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("The connection was closed before the phone was linked: refused on the phone, or ended by "
                             "somebody else. Ask for a new code and try again."),
        "closed");
}

Error PairingErrors::noCode()
{
    return error(
        ErrorKind::ConnectionLost,
        PairingErrorText::tr(
            "The server gives no code: it probably does not reach WhatsApp. Check the server's internet "
            "connection, then try again."),
        "{\"count\":0}");
}

Error PairingErrors::failed()
{
    return error(
        ErrorKind::ServerError,
        PairingErrorText::tr("The server could not start the pairing and does not say why. Try again; if it stays so, "
                             "reset the pairing or have the server restarted."),
        "error:true with status 200");
}

Error PairingErrors::missingInMemory()
{
    return error(
        ErrorKind::ServerError,
        PairingErrorText::tr(
            "The server lists this instance but does not run it. Wait a minute in case the server is just "
            "starting; if it stays so, have the server restarted or reset the pairing."),
        "no state in memory");
}

Error PairingErrors::noCharacters()
{
    return error(
        ErrorKind::BadAnswer,
        PairingErrorText::tr(
            "The server gave no characters to type for this number. Check the number and try again, or "
            "scan the QR code instead."),
        "no pairing code");
}

Error PairingErrors::doesNotClose()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr(
            "Pairing by number needs the instance closed first, and it stays connecting. Wait a minute "
            "and try again, or scan the QR code instead."),
        "still connecting after the logout");
}

Error PairingErrors::askedWithoutTrace()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr("A code was asked for, but the server's answer did not come and no pairing has begun. Try "
                             "again."),
        "connect without an answer, and still closed");
}

Error PairingErrors::timedOut()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr(
            "Nobody scanned a code in the time given. Have the phone at hand, then ask for new codes."),
        "time over");
}

Error PairingErrors::lost(const Error& cause)
{
    return {
        cause.kind,
        //: %1 is a sentence that says why
        PairingErrorText::tr(
            "The server is not reached any more, so it is not known whether the phone was linked. %1 Then "
            "look at the instance before you pair again.")
            .arg(cause.sentence),
        cause.detail};
}

Error PairingErrors::numberUnknown()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr(
            "The phone is linked, but the server does not tell its number yet, so it was not written to "
            "the database. Pair this instance again in a minute: that writes the number."),
        "open without an ownerJid");
}

QString PairingErrors::numberElsewhere(const PhoneNumber& phone, const std::vector<InstanceName>& others)
{
    QStringList names;
    for (const InstanceName& other : others)
        names << other.text();
    //: %1 is a phone number, %2 lists names of instances
    const QString sentence = PairingErrorText::tr(
        "The phone %1 is connected at another instance too: %2. WhatsApp messages would be handled twice. Find out "
        "which one the clinic uses, and disable or delete the other (on the command line: disable NAME or delete "
        "NAME).");
    return sentence.arg(phone.text(), names.join(QStringLiteral(", ")));
}

Error PairingErrors::otherPhone(const PhoneNumber& connected, const PhoneNumber& expected)
{
    return error(
        ErrorKind::Rejected,
        //: %1 and %2 are phone numbers
        PairingErrorText::tr(
            "The phone %1 was linked, but %2 is expected for this clinic, so its number was written "
            "nowhere. Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME). "
            "If this phone is the right one, say so (on the command line: repair NAME --use-phone).")
            .arg(connected.text(), expected.text()),
        "another phone than expected");
}

Error PairingErrors::rowChanged()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "The phone is linked, but meanwhile the integration was disabled, removed or given another "
            "instance, so its number was not written. Read the list again."),
        "the row does not name it any more");
}

Error PairingErrors::notWritten(const Error& cause)
{
    return {
        cause.kind,
        //: %1 is a sentence that says why
        PairingErrorText::tr(
            "The phone is linked, but its number was not written everywhere. %1 Pair this instance again "
            "later: that writes the number.")
            .arg(cause.sentence),
        cause.detail};
}

Error PairingErrors::notReadBack()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr(
            "The phone is linked and its number was written, but a store reads otherwise. Read the list "
            "again and see what it says of this instance."),
        "read back otherwise");
}

Error PairingErrors::lostAgain()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr(
            "The phone was linked and its number was written, but a moment later the server says that it is not "
            "connected any more. Look at the phone's linked devices, then pair it again; if it is lost again, create "
            "an "
            "instance under a new name."),
        "linked, and not open at the second look");
}

Error PairingErrors::changedSinceShown()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "Another phone is linked by now than the one that was shown, so nothing was unlinked. Read the "
            "list again and look."),
        "another phone is linked");
}

Error PairingErrors::isProtected()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "This instance is protected, so its phone is not unlinked. Take the protection away first."),
        "protected");
}

Error PairingErrors::notUnlinked()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr(
            "The phone was told to unlink, but the instance does not show as closed. Look at it again in a "
            "minute, or unlink Steward's device on the phone."),
        "not closed after the logout");
}

Error PairingErrors::leftAsItStands()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "The pairing was interrupted before a phone was linked. Nothing has to be undone; pair the "
            "instance again."),
        "not open");
}

} // namespace steward
