#include "workflows/pairing/pairing_errors.h"

#include "stores/call_context.h"

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
        PairingErrorText::tr(
            "This profile is read only, so no code was asked for. Use a profile that may change the stores."),
        "the profile is read-only");
}

Error PairingErrors::absent()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr("The server does not list this instance, so there is nothing to pair. Read again, or "
                             "create the instance first."),
        "not listed");
}

Error PairingErrors::notAPhone()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("This kind of instance is not paired with a phone. Choose a WhatsApp (Baileys) instance."),
        "another kind than Baileys");
}

Error PairingErrors::noRow()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr("This instance has no active row, so nobody would receive its messages. Enable its row or "
                             "assign an organization first, then pair."),
        "no enabled row");
}

Error PairingErrors::severalRows()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("Several active rows name this instance, so it is not clear whose phone it gets. Clean up "
                             "first, then pair."),
        "several enabled rows");
}

Error PairingErrors::limitReached()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr("The server has shown its last code. Start again when the phone is at hand."), "QR limit");
}

Error PairingErrors::refused()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("The pairing was ended before a phone was linked: on the phone, or by somebody else. Ask "
                             "for a new code and try again."),
        "closed");
}

Error PairingErrors::noCode()
{
    return error(
        ErrorKind::ConnectionLost,
        PairingErrorText::tr("The server gives no code, probably because it does not reach WhatsApp. Check the "
                             "server's internet connection, then try again."),
        "{\"count\":0}");
}

Error PairingErrors::failed()
{
    return error(
        ErrorKind::ServerError,
        PairingErrorText::tr("The server could not start the pairing and does not say why. Try again. If it happens "
                             "again, reset the pairing or ask for a restart of the server."),
        "error:true with status 200");
}

Error PairingErrors::missingInMemory()
{
    return error(
        ErrorKind::ServerError,
        PairingErrorText::tr("The server lists this instance but does not run it. Wait a minute, in case the server is "
                             "starting. If it stays so, ask for a restart of the server or reset the pairing."),
        "no state in memory");
}

Error PairingErrors::noCharacters()
{
    return error(
        ErrorKind::BadAnswer,
        PairingErrorText::tr("The server gives no characters to type for this number. Check the number and try again, "
                             "or scan the QR code instead."),
        "no pairing code");
}

Error PairingErrors::doesNotClose()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr("Pairing by number starts with the instance disconnected, but it keeps waiting for a "
                             "phone. Wait a minute and try again, or scan the QR code instead."),
        "still connecting after the logout");
}

Error PairingErrors::askedWithoutTrace()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr("Steward asked for a code, but no answer came and no pairing has started. Try again."),
        "connect without an answer, and still closed");
}

Error PairingErrors::timedOut()
{
    return error(
        ErrorKind::TimedOut,
        PairingErrorText::tr("Nobody scanned a code in time. Start again when the phone is at hand."), "time over");
}

Error PairingErrors::lost(const Error& cause)
{
    return {
        cause.kind,
        //: %1 is a sentence that says why
        PairingErrorText::tr("The server cannot be reached any more, so it is not known whether the phone was linked. "
                             "%1 Then look at the instance before you pair it again.")
            .arg(cause.sentence),
        cause.detail};
}

Error PairingErrors::numberUnknown()
{
    return error(
        ErrorKind::NotFound,
        PairingErrorText::tr("The phone is connected, but the server does not know its number yet, so the number was "
                             "not written. Pair this instance again in a minute: that writes it."),
        "open without an ownerJid");
}

QString PairingErrors::numberElsewhere(const PhoneNumber& phone, const std::vector<InstanceName>& others)
{
    QStringList names;
    for (const InstanceName& other : others)
        names << other.text();
    //: %1 is a phone number, %2 lists names of instances
    const QString sentence = PairingErrorText::tr(
        "The phone %1 is also connected to another instance, %2, so messages would be handled twice. Find out which "
        "one the clinic uses, then disable or delete the other (on the command line: disable NAME or delete NAME).");
    return sentence.arg(phone.text(), names.join(QStringLiteral(", ")));
}

Error PairingErrors::otherPhone(const PhoneNumber& connected, const PhoneNumber& expected)
{
    return error(
        ErrorKind::Rejected,
        //: %1 and %2 are phone numbers
        PairingErrorText::tr(
            "This is another phone: %1. Expected is %2, so its number was not written. Unlink it and pair the right "
            "phone (on the command line: unlink NAME, then pair NAME), or use this phone (repair NAME --use-phone).")
            .arg(connected.text(), expected.text()),
        "another phone than expected");
}

Error PairingErrors::otherPhoneNotKept(const PhoneNumber& connected, const PhoneNumber& expected)
{
    return error(
        ErrorKind::Rejected,
        //: %1 and %2 are phone numbers
        PairingErrorText::tr(
            "This is another phone: %1. Expected is %2, so its number was not written. The row could not be told which "
            "one is expected, so the next repair would write it: unlink the phone first (on the command line: unlink "
            "NAME), or use it (repair NAME --use-phone).")
            .arg(connected.text(), expected.text()),
        "another phone than expected, which the row does not say");
}

Error PairingErrors::rowChanged()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr(
            "The phone is connected, but meanwhile the row was switched off, removed, or given another "
            "instance or organization, so the number was not written. Read again."),
        "the row does not name it any more");
}

Error PairingErrors::notWritten(const Error& cause)
{
    return {
        cause.kind,
        //: %1 is a sentence that says why
        PairingErrorText::tr("The phone is connected, but its number was not written everywhere. %1 Pair this instance "
                             "again later: that writes it.")
            .arg(cause.sentence),
        cause.detail};
}

Error PairingErrors::notReadBack()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr("The phone is connected and its number was written, but one of the stores does not show "
                             "it. Read again and look at the instance."),
        "read back otherwise");
}

Error PairingErrors::lostAgain()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr(
            "The phone was connected, but a moment later the server says that it is not any more. Look at Linked "
            "devices on the phone and pair it again. If it is lost again, create an instance under a new name."),
        "linked, and not open at the second look");
}

Error PairingErrors::notUnlinked()
{
    return error(
        ErrorKind::OutcomeUnknown,
        PairingErrorText::tr("The server was asked to log the phone out, but it is still connected. Look again in a "
                             "minute, or remove the device under Linked devices on the phone."),
        "not closed after the logout");
}

Error PairingErrors::leftAsItStands()
{
    return error(
        ErrorKind::Rejected,
        PairingErrorText::tr("The pairing was interrupted before a phone was connected. Pair the instance again."),
        "not open");
}

} // namespace steward
