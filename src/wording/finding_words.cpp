#include "wording/finding_words.h"

#include "wording/filled.h"
#include "wording/value_titles.h"

#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

struct CauseLine {
    FindingCause cause;
    /// A letter a piece of evidence: k a key, n what may be none, s how many more there are than the names that follow,
    /// w why it cannot be read, c a connection state as the server says it, % the number of %n, . as it is.
    const char* evidence;
    const char* context;
    const char* sentence;
};

constexpr std::array<CauseLine, findingCauseCount> causeLines{{
    //: %1 is a number of instances, %2 an organization, %3 how many of them are connected, %4 names of the others
    {FindingCause::SeveralInstances, "...s", "steward::DuplicateRules",
     QT_TRANSLATE_NOOP("steward::DuplicateRules", "%2 has %1 instances, %3 of them connected. The others are %4.")},
    //: %1 is an organization, %2 the number of its enabled rows, %3 what they name
    {FindingCause::SeveralRows, "..s", "steward::DuplicateRules",
     QT_TRANSLATE_NOOP(
         "steward::DuplicateRules", "%1 has %2 active rows in the database, and only one is allowed: %3.")},
    //: %1 is a phone number, %2 names of instances
    {FindingCause::PhoneConnectedTwice, ".s", "steward::DuplicateRules",
     QT_TRANSLATE_NOOP("steward::DuplicateRules", "The phone %1 is connected here and at %2.")},
    //: %1 is a phone number, %2 names of instances
    {FindingCause::NumberInSeveralRows, ".s", "steward::DuplicateRules",
     QT_TRANSLATE_NOOP("steward::DuplicateRules", "The number %1 is in this row and in the active row of %2.")},
    //: %1 is a connection state of the server's list, such as "connected"
    {FindingCause::ListedNotRun, "c", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP(
         "steward::ConnectionRules", "The server lists it (%1) but does not run it, so it does not work.")},
    {FindingCause::RunWithoutState, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP(
         "steward::ConnectionRules",
         "The server does not list it. Asked by name, the server knows it but says no state.")},
    //: %1 is a connection state of the server's memory, such as "connected"
    {FindingCause::RunNotListed, "c", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "The server runs it (%1) but does not list it.")},
    //: %1 is a connection state of the server, such as "connected"
    {FindingCause::ListedWithoutRow, "c", "steward::DatabaseRules",
     QT_TRANSLATE_NOOP("steward::DatabaseRules", "The server lists it (%1), but no row in the database names it.")},
    //: %1 is an organization, %2 a status text such as "active"
    {FindingCause::RowWithoutInstance, "", "steward::DatabaseRules",
     QT_TRANSLATE_NOOP(
         "steward::DatabaseRules", "%1 has an active row for it (status %2), but it is not on the server: neither the "
                                   "list nor the memory knows it.")},
    //: %1 is "the entry of the instance" or "the entry of the token abcd…"
    {FindingCause::EntryWithoutRow, "k", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "The cache has %1, but no active row names the instance.")},
    //: %1 is "the entry of the token abcd…"
    {FindingCause::TokenWithoutRow, "k", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "The cache has %1, but no active row has this token.")},
    //: %1 is which cache entry, %2 and %3 are organizations
    {FindingCause::EntryOfOrganization, "kn", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "In the cache, %1 names the organization %2. The row names %3.")},
    //: %1 is which cache entry, %2 and %3 are a clinic's id or "none"
    {FindingCause::EntryOfClinic, "knn", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "In the cache, %1 names the clinic %2. The row names %3.")},
    //: %1 is which cache entry, %2 and %3 are phone numbers
    {FindingCause::EntryOfNumber, "k", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "In the cache, %1 has the number %2. The row has %3.")},
    //: %1 is which cache entry, %2 is why it cannot be read
    {FindingCause::EntryUnreadable, "kw", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "In the cache, %1 cannot be read: %2.")},
    //: %1 is which cache entry
    {FindingCause::EntryWithoutExpiry, "k", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "In the cache, %1 never expires.")},
    //: %1 is a connection state such as "connected", %2 a status text such as "pending"
    {FindingCause::StatusDiffers, "c", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "On the server it is %1, but the status in its row is %2.")},
    {FindingCause::ListedClosedRunOpen, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP(
         "steward::ConnectionRules",
         "The server lists it as disconnected but runs it as connected, asked twice. After a restart "
         "its phone may have to be paired again.")},
    //: %1 and %2 are phone numbers
    {FindingCause::OtherThanExpected, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "The connected phone is %1. Expected is %2.")},
    //: %1 and %2 are phone numbers
    {FindingCause::OtherThanInRow, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "The connected phone is %1, but its row says %2.")},
    //: %1 and %2 are organizations
    {FindingCause::NameOfOrganization, "", "steward::DatabaseRules",
     QT_TRANSLATE_NOOP(
         "steward::DatabaseRules", "Its name contains the ID of the organization %1, but its row belongs to %2.")},
    //: %1 is a phone number
    {FindingCause::NumberNotConnected, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "It was paired with %1, but no phone is connected now.")},
    {FindingCause::NothingConnected, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "It was connected once, but no phone is connected now.")},
    {FindingCause::WaitsForPhone, "%", "steward::ConnectionRules",
     QT_TRANSLATE_N_NOOP("steward::ConnectionRules", "It has waited for a phone for %n minute(s).")},
    //: %1 is a status text such as "disabled"
    {FindingCause::ConnectedThoughOff, "", "steward::ConnectionRules",
     QT_TRANSLATE_NOOP("steward::ConnectionRules", "Its phone is connected, but its row is switched off (status %1).")},
    //: %1 is an organization
    {FindingCause::RowWithoutName, "", "steward::DatabaseRules",
     QT_TRANSLATE_NOOP("steward::DatabaseRules", "An active row of %1 does not say which instance it means.")},
    //: %1 is the name, which may be empty or one or two dots
    {FindingCause::NoAddress, "", "steward::DatabaseRules",
     QT_TRANSLATE_NOOP("steward::DatabaseRules", "No address can reach an instance named “%1”.")},
    {FindingCause::NoWebhook, "", "steward::WebhookRule",
     QT_TRANSLATE_NOOP("steward::WebhookRule", "It has no webhook, so nobody receives its messages.")},
    {FindingCause::WebhookOff, "", "steward::WebhookRule",
     QT_TRANSLATE_NOOP("steward::WebhookRule", "Its webhook is off, so nobody receives its messages.")},
    //: %1 is an address with its secret part cut off
    {FindingCause::WebhookElsewhere, "", "steward::WebhookRule",
     QT_TRANSLATE_NOOP("steward::WebhookRule", "Its webhook goes to %1, which is not this row's address.")},
    //: %1 is names of events, such as "MESSAGES_UPSERT, SEND_MESSAGE"
    {FindingCause::EventsMissing, "", "steward::WebhookRule",
     QT_TRANSLATE_NOOP("steward::WebhookRule", "Its webhook does not send %1, so messages are missed.")},
    {FindingCause::EntryMissing, "", "steward::CacheRules",
     QT_TRANSLATE_NOOP(
         "steward::CacheRules", "The server lists it and its row is active, but it has no cache entry yet.")},
    //: %1 is a number of outgoing messages, %2 a number of failed messages
    {FindingCause::MessagesLeft, "", "steward::CacheRules",
     QT_TRANSLATE_NOOP("steward::CacheRules", "Its queues still hold %1 outgoing and %2 failed messages.")},
}};

struct TitleLine {
    FindingCode code;
    const char* title;
    const char* repair;
};

constexpr std::array<TitleLine, findingCodeCount> titleLines{{
    {FindingCode::DuplicateInstance, QT_TRANSLATE_NOOP("steward::Finding", "Duplicate"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the instance that works and delete the others.")},
    {FindingCode::DuplicateIntegration, QT_TRANSLATE_NOOP("steward::Finding", "Extra row"),
     QT_TRANSLATE_NOOP("steward::Finding", "Clean up: keep the row of the instance that works and remove the others.")},
    {FindingCode::DuplicatePhone, QT_TRANSLATE_NOOP("steward::Finding", "Same phone"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Decide which instance keeps the number, then disable or delete the other.")},
    {FindingCode::GhostInstance, QT_TRANSLATE_NOOP("steward::Finding", "Ghost"),
     QT_TRANSLATE_NOOP("steward::Finding", "Ask the server's administrator for a restart. Only that helps.")},
    {FindingCode::UnlistedInstance, QT_TRANSLATE_NOOP("steward::Finding", "Hidden"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Ask the server's administrator why the server runs it but does not list it.")},
    {FindingCode::OrphanedInstance, QT_TRANSLATE_NOOP("steward::Finding", "No row"),
     QT_TRANSLATE_NOOP("steward::Finding", "Assign an organization: Steward writes a row for it.")},
    {FindingCode::OrphanedIntegration, QT_TRANSLATE_NOOP("steward::Finding", "No instance"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "If its instance runs under another name, assign that one. Otherwise create the instance, "
                             "or remove the row.")},
    {FindingCode::StaleCache, QT_TRANSLATE_NOOP("steward::Finding", "Leftover cache"),
     QT_TRANSLATE_NOOP("steward::Finding", "Drop the entry.")},
    {FindingCode::CacheMismatch, QT_TRANSLATE_NOOP("steward::Finding", "Cache differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: write the entry again from the row.")},
    {FindingCode::UnreadableCache, QT_TRANSLATE_NOOP("steward::Finding", "Cache unreadable"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Repair: write the entry again from the row, or drop it where there is no row.")},
    {FindingCode::CacheWithoutExpiry, QT_TRANSLATE_NOOP("steward::Finding", "Never expires"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: give the entry a time left.")},
    {FindingCode::StatusDrift, QT_TRANSLATE_NOOP("steward::Finding", "Status differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: write the server's state to the row.")},
    {FindingCode::StateMismatch, QT_TRANSLATE_NOOP("steward::Finding", "States differ"),
     QT_TRANSLATE_NOOP("steward::Finding", "Restart the instance on the server. Until then its row is left as it is.")},
    {FindingCode::PhoneMismatch, QT_TRANSLATE_NOOP("steward::Finding", "Phone differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Use this phone: write the connected number to the row.")},
    {FindingCode::OrganizationMismatch, QT_TRANSLATE_NOOP("steward::Finding", "Organization differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Decide which organization it belongs to.")},
    {FindingCode::ConnectionLost, QT_TRANSLATE_NOOP("steward::Finding", "Connection lost"),
     QT_TRANSLATE_NOOP("steward::Finding", "Pair the phone again.")},
    {FindingCode::StuckPairing, QT_TRANSLATE_NOOP("steward::Finding", "Pairing stuck"),
     QT_TRANSLATE_NOOP(
         "steward::Finding", "Reset the pairing: delete the instance and create it again under the same name.")},
    {FindingCode::DisabledButConnected, QT_TRANSLATE_NOOP("steward::Finding", "Off but connected"),
     QT_TRANSLATE_NOOP("steward::Finding", "Unlink the phone, or enable the row.")},
    {FindingCode::NamelessIntegration, QT_TRANSLATE_NOOP("steward::Finding", "Row without name"),
     QT_TRANSLATE_NOOP("steward::Finding", "Decide: name its instance, or remove the row.")},
    {FindingCode::UnreachableName, QT_TRANSLATE_NOOP("steward::Finding", "Unusable name"),
     QT_TRANSLATE_NOOP("steward::Finding", "Ask the server's administrator to remove it from the server's database.")},
    {FindingCode::WebhookMismatch, QT_TRANSLATE_NOOP("steward::Finding", "Webhook differs"),
     QT_TRANSLATE_NOOP("steward::Finding", "Repair: set the webhook to the row's address.")},
    {FindingCode::NotCached, QT_TRANSLATE_NOOP("steward::Finding", "Not cached"),
     QT_TRANSLATE_NOOP("steward::Finding", "It fills by itself. To do it now, fill the cache.")},
    {FindingCode::Residue, QT_TRANSLATE_NOOP("steward::Finding", "Leftovers"),
     QT_TRANSLATE_NOOP("steward::Finding", "Look at the messages, then clear the queues.")},
}};

/// One for each, in their order: one that is added without its sentence does not compile.
constexpr bool hasAllInOrder()
{
    for (size_t place = 0; place < causeLines.size(); ++place) {
        if (causeLines[place].cause != static_cast<FindingCause>(place))
            return false;
    }
    for (size_t place = 0; place < titleLines.size(); ++place) {
        if (titleLines[place].code != static_cast<FindingCode>(place))
            return false;
    }
    return true;
}
static_assert(hasAllInOrder());

QString keyText(const QString& token)
{
    if (token.isEmpty())
        return QCoreApplication::translate("steward::CacheRules", "the entry of the instance");
    //: %1 is the first characters of a webhook token
    return filled(QCoreApplication::translate("steward::CacheRules", "the entry of the token %1"), {token});
}

QString unreadableText(const QString& why, const QString& type)
{
    if (why == QLatin1String("not-json"))
        return QCoreApplication::translate("steward::CacheRules", "its value is not JSON");
    if (why == QLatin1String("not-object"))
        return QCoreApplication::translate("steward::CacheRules", "its value is JSON, but no object");
    //: %1 is a type of Redis, such as "list"
    return filled(QCoreApplication::translate("steward::CacheRules", "the key has the type %1"), {type});
}

QString connectionText(const QString& word)
{
    const std::optional<Connection> connection = connectionFromWord(word);
    return connection ? connectionTitle(*connection) : word;
}

QString namesText(QStringList names, int others, NameForm form)
{
    if (form == NameForm::Short) {
        for (QString& name : names)
            name = shortName(InstanceName::fromText(name));
    }
    const QString all = names.join(QStringLiteral(", "));
    if (others <= 0)
        return all;
    //: %1 is names of instances, %n how many are not named
    return filled(QCoreApplication::translate("steward::DuplicateRules", "%1 and %n more", nullptr, others), {all});
}

} // namespace

QString sentenceOf(const Finding& finding, NameForm form)
{
    const auto place = static_cast<size_t>(finding.cause);
    if (place >= causeLines.size())
        return {};
    const CauseLine& line = causeLines[place];
    QStringList evidence = finding.evidence;
    int number = -1;
    for (qsizetype each = 0; each < evidence.size() && line.evidence[each] != '\0'; ++each) {
        QString& piece = evidence[each];
        if (line.evidence[each] == 'k')
            piece = keyText(piece);
        else if (line.evidence[each] == 'n' && piece.isEmpty())
            piece = QCoreApplication::translate("steward::CacheRules", "none");
        else if (line.evidence[each] == 's')
            piece = namesText(evidence.mid(each + 1), piece.toInt(), form);
        else if (line.evidence[each] == 'w')
            piece = unreadableText(piece, evidence.value(each + 1));
        else if (line.evidence[each] == 'c')
            piece = connectionText(piece);
        else if (line.evidence[each] == '%')
            number = static_cast<int>(std::min<qint64>(piece.toLongLong(), INT_MAX));
    }
    return filled(QCoreApplication::translate(line.context, line.sentence, nullptr, number), evidence);
}

QString findingTitle(FindingCode code)
{
    return QCoreApplication::translate("steward::Finding", titleLines[static_cast<size_t>(code)].title);
}

QString findingRepair(FindingCode code)
{
    return QCoreApplication::translate("steward::Finding", titleLines[static_cast<size_t>(code)].repair);
}

} // namespace steward
