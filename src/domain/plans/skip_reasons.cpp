#include "domain/plans/plan_facts.h"

#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

struct SkipLine {
    SkipReason reason;
    const char* sentence; ///< %1 is the subject; none: it is made where the reason arises
};

constexpr std::array leftLines{
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::Protected, QT_TRANSLATE_NOOP("steward::Skipped", "%1 is protected. Remove the protection first.")},
    //: %1 is the name of an instance
    SkipLine{SkipReason::Ignored, QT_TRANSLATE_NOOP("steward::Skipped", "The profile says to leave %1 alone.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OtherKind,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "%1 is no WHATSAPP-BAILEYS instance, so Steward leaves it alone. To delete it, name it.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::TwoOrganizations,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Rows of two organizations name %1. Find out whose it is, then let the other row name "
                                "its own instance (on the command line: repair --row ID --set-name NAME).")},
    //: %1 is the name of another instance
    SkipLine{
        SkipReason::SharedRow,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Its row also names %1, which is or may be on the server. Let the row name only one of "
                                "them (on the command line: repair --row ID --set-name NAME), or choose both.")},
    //: %1 is a name that may be empty or one or two dots
    SkipLine{
        SkipReason::UnreachableName,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "No address can reach an instance named “%1”. Tell the server's administrator: “Delete the instance with "
            "exactly this name from the table Instance of the Evolution API's database, then restart the server.”")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::Ghost,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "The server lists %1 but does not run it. Tell the server's administrator: “Restart the Evolution API "
            "server. If the instance still has no state then, delete it from the table Instance of its database.”")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::Unlisted,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server runs %1 but does not list it. Tell the server's administrator: “See which "
                                "clientName this instance has in the table Instance of the Evolution API's database. "
                                "If it is this server's, restart the server.”")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NotConcluded, QT_TRANSLATE_NOOP(
                                      "steward::Skipped", "The server does not list %1, and did not say whether it "
                                                          "runs it. Nothing is concluded; try again when it answers.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::MemoryUnknown,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server did not say whether %1 is connected. Try again when it answers.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::WebhookUnknown,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server did not say which webhook %1 has. Try again when it answers.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::ListAndMemoryDisagree,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server lists %1 with one state and runs it with another. Wait a minute and read "
                                "again. If they still differ, ask the server's administrator.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::StateMismatch,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server lists %1 as disconnected but runs it connected. Its row is left as it is: "
                                "restart the instance on the server, then read again.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::SeveralOpen,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Two or more are connected, %1 among them. Find out which one the clinic uses, then "
                                "disable or delete the others by name.")},
    //: %1 is the name of an organization or a number
    SkipLine{
        SkipReason::NoneOpen,
        QT_TRANSLATE_NOOP("steward::Skipped", "None of %1 is connected. Choose the one to keep, then clean up again.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::PickNotConnected,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "You chose another one, but %1 is connected. Choose that one, or unlink its phone "
                                "first (on the command line: unlink NAME).")},
    //: %1 is the name of an organization or a number
    SkipLine{
        SkipReason::SeveralPicks, QT_TRANSLATE_NOOP("steward::Skipped", "You chose more than one of %1. Choose one.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::RowsDisabled,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The row of %1 is switched off. Enable it first, or delete the instances by name.")},
    //: %1 is a phone number
    SkipLine{
        SkipReason::SeveralOrganizations,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Several organizations have an instance with the number %1. Find out whose it is, then "
                                "delete the others by name.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OnlyConnected, QT_TRANSLATE_NOOP(
                                       "steward::Skipped", "%1 is the only connected instance of its organization. "
                                                           "Enable it, or repair it by name to unlink its phone.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::ChooseOrganization,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Nothing says whose %1 is. Assign an organization (in the window: Assign "
                                "organization…; on the command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an organization
    SkipLine{
        SkipReason::OrganizationHasRow,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "%1 already has an active row for another instance. Disable that one or clean up the duplicates first.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::SeveralRows,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Several rows name %1, some of them switched off. Ask the database's administrator to "
                                "remove the unwanted ones, or delete %1 by name.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NoRow,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "No row names %1. Assign an organization (in the window: Assign organization…; on the "
                                "command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NotFound,
        QT_TRANSLATE_NOOP("steward::Skipped", "No store knows an instance named %1. Check the name.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OddEntry,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "What the server lists of %1 is damaged, so nothing is concluded about it. The audit "
                                "says what is wrong: ask the server's administrator to correct it.")},
    //: %1 is the name of an instance or an organization
    SkipLine{
        SkipReason::CleanFirst,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "%1 has duplicates. Clean them up first: that also repairs row, cache and webhook (in "
                                "the window: Clean up…; on the command line: clean).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::AdoptFirst,
        QT_TRANSLATE_NOOP("steward::Skipped", "No row names %1. Repair that instance first: it is given this row.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OtherName,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "No row names %1, but a row without an instance has its number, or almost its name. If "
                                "they belong together, repair %1 by name: the row is given this instance.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::WasConnected,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The server has no instance %1, but its row was connected once. Enable it by name to "
                                "create the instance, or delete it by name to remove the row.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NoWebhookAddress,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The profile has no webhook address, so none can be set for %1. Enter one in the "
                                "profile (command line: STEWARD_WEBHOOK_URL), then repair again.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::PairAgain, QT_TRANSLATE_NOOP(
                                   "steward::Skipped", "The phone of %1 is not connected any more. Pair it again with "
                                                       "the phone at hand (on the command line: pair NAME).")},
    SkipLine{
        SkipReason::StoresDoNotMatch, QT_TRANSLATE_NOOP(
                                          "steward::Skipped", "The stores do not seem to belong together, so nothing "
                                                              "is removed. Check the profile, or name the instance.")},
    //: %1 is the name of an instance, or words for a row without one
    SkipLine{
        SkipReason::PersonDecides,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Steward cannot decide what is right for %1. Assign its organization (command line: "
                                "repair NAME --organization UUID), or enable, disable or delete it.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::Connected,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "%1 is connected, so its pairing needs no reset. To pair another phone, unlink this "
                                "one first (on the command line: unlink NAME).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OddConfig,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "The column config of the row of %1 holds no JSON object, so Steward does not write there. Ask the "
            "database's administrator to correct it. Deleting and disabling still work.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::Changed,
        QT_TRANSLATE_NOOP("steward::Skipped", "%1 has changed since the plan was made. Make the plan again.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::SurvivorChanged,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "%1 was to be kept, but has changed since the plan was made. Make the plan again.")},
    SkipLine{SkipReason::NameTrouble, nullptr},
    SkipLine{SkipReason::HeldBack, nullptr},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::SharedPhone,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Another instance has the number of %1 too. Find out which one the clinic uses, then "
                                "disable or delete the other (on the command line: disable NAME or delete NAME).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::DecideOrganization,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "The name of %1 and its row point to different organizations. Find out whose it is, then assign that "
            "organization (on the command line: repair NAME --organization UUID).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OrganizationInName,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The row of %1 already belongs to this organization. Only the name points to the other "
                                "one and cannot be changed: create an instance with a new name and delete this one.")},
    //: %1 is an id
    SkipLine{
        SkipReason::NoSuchOrganization,
        QT_TRANSLATE_NOOP("steward::Skipped", "The database has no organization with the ID %1. Check the ID.")},
    //: %1 is a row's id
    SkipLine{
        SkipReason::NamelessRow,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The row %1 does not say which instance it means. Name one, or remove the row (on the "
                                "command line: repair --row %1 --set-name NAME, or repair --row %1 --remove).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::OtherPhoneLinked,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "Another phone than the expected one is connected to %1, so its number is not written. "
                                "Unlink it and pair the right phone (on the command line: unlink NAME, then pair "
                                "NAME), or use this phone (repair NAME --use-phone).")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::PhoneUnknown,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "%1 is connected, but the server does not say with which number. Try again in a minute.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NotConnected,
        QT_TRANSLATE_NOOP("steward::Skipped", "No phone is connected to %1, so there is none to use or to unlink.")},
    //: %1 is a row's id
    SkipLine{
        SkipReason::RowNotFound,
        QT_TRANSLATE_NOOP("steward::Skipped", "There is no whatsapp/evolution row with the ID %1. Check the ID.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::RowDisabled,
        QT_TRANSLATE_NOOP("steward::Skipped", "The row of %1 is switched off. Enable it first.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::RowNamesListed,
        QT_TRANSLATE_NOOP(
            "steward::Skipped", "The row names %1, which is on the server, so it can only be removed together with it. "
                                "To do that, delete %1 by name.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::RowNamesUnknown,
        QT_TRANSLATE_NOOP(
            "steward::Skipped",
            "The server may still have %1, so its row is left as it is. Try again in a few minutes.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NameTaken,
        QT_TRANSLATE_NOOP("steward::Skipped", "Another row already names %1. Choose another name.")},
    //: %1 is the name of an instance
    SkipLine{
        SkipReason::NotListed,
        QT_TRANSLATE_NOOP("steward::Skipped", "The server does not list %1, so no row can name it. Check the name.")},
};

/// One for each reason, in the reasons' order: one that is added without its sentence does not compile.
constexpr bool hasAllInOrder()
{
    for (size_t place = 0; place < leftLines.size(); ++place) {
        if (leftLines[place].reason != static_cast<SkipReason>(place))
            return false;
    }
    return leftLines.size() == static_cast<size_t>(leftReasonCount);
}
static_assert(hasAllInOrder());

} // namespace

Skipped leftBecause(SkipReason reason, const QString& subject, std::optional<FindingCode> finding)
{
    const auto place = static_cast<size_t>(reason);
    const char* text = place < leftLines.size() ? leftLines[place].sentence : nullptr;
    QString sentence = QCoreApplication::translate("steward::Skipped", text);
    // not arg(): a name may hold "%1" itself, and one sentence has none
    sentence.replace(QStringLiteral("%1"), subject);
    return {reason, finding, sentence};
}

} // namespace steward
