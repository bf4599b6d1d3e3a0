#include "domain/plans/plan_facts.h"

#include <QCoreApplication>

#include <array>

namespace steward {
namespace {

struct LeftLine {
    LeftReason reason;
    const char* sentence; ///< %1 is the subject; none: it is made where the reason arises
};

constexpr std::array leftLines{
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::Protected,
        QT_TRANSLATE_NOOP("steward::LeftOut", "%1 is protected. Take its protection away first, if that is meant.")},
    //: %1 is the name of an instance
    LeftLine{LeftReason::Ignored, QT_TRANSLATE_NOOP("steward::LeftOut", "%1 is one that the profile leaves alone.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OtherKind,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 is not a phone (WHATSAPP-BAILEYS). It is never chosen; delete it by name, if that is meant.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::TwoOrganizations,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "Rows of two organizations name %1. Find out whose it is, and let the other's row name "
                                "its own instance (on the command line: repair --row ID --set-name NAME).")},
    //: %1 is the name of another instance
    LeftLine{
        LeftReason::SharedRow,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "Its row also names %1, which the server has or may have. Let the row name one alone "
                                "(on the command line: repair --row ID --set-name NAME), or choose both.")},
    //: %1 is a name that may be empty or one or two dots
    LeftLine{
        LeftReason::UnreachableName,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "No address of the server reaches an instance named \"%1\". Tell the server's "
                                "administrator: \"Please delete the instance with exactly this name from the table "
                                "Instance of the Evolution API's database, then restart the server.\"")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::Ghost,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1 stands in the server's database only. Tell the server's administrator: \"Please "
                                "restart the Evolution API server; if the instance is then still without a state, "
                                "delete it from the table Instance of its database.\"")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::Unlisted,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 answers by its name, and the server's list does not show it. Tell the server's administrator: \"Please "
            "look in the table Instance of the Evolution API's database under which clientName this instance stands; "
            "if it is this server's, restart the server.\"")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NotConcluded,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server's list does not show %1, and the server did not say, asked by its name, "
                                "whether it has it. So nothing is concluded. Try again when it answers.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::MemoryUnknown,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server did not say whether %1 is connected. Try again when it answers.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::WebhookUnknown,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server did not say where %1 sends its messages. Try again when it answers.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::ListAndMemoryDisagree,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server's list and its memory disagree about %1. Wait a minute and read again; if "
                                "it stays so, ask the server's administrator.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::StateMismatch,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server's list says that %1 is closed, and its memory that it is open. Its row "
                                "stays as it is: restart the instance on the server, then read again.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::SeveralOpen, QT_TRANSLATE_NOOP(
                                     "steward::LeftOut", "Two or more are connected, %1 among them. Find out which one "
                                                         "the clinic uses, and disable or delete the others by name.")},
    //: %1 is the name of an organization or a number
    LeftLine{
        LeftReason::NoneOpen,
        QT_TRANSLATE_NOOP("steward::LeftOut", "None of %1 is connected. Pick the one to keep, then clean again.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::PickNotConnected,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1 is the connected one, and another was picked. Pick the connected one, or unlink it "
                                "first (on the command line: unlink NAME).")},
    //: %1 is the name of an organization or a number
    LeftLine{
        LeftReason::SeveralPicks, QT_TRANSLATE_NOOP("steward::LeftOut", "More than one of %1 was picked. Pick one.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::RowsDisabled,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The row of %1 is disabled. Enable it first, or delete the instances by name.")},
    //: %1 is a phone number
    LeftLine{
        LeftReason::SeveralOrganizations,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The number %1 stands at instances of several organizations. Find out whose it is, and "
                                "delete the others by name.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OnlyConnected, QT_TRANSLATE_NOOP(
                                       "steward::LeftOut", "%1 is the only connected instance of its organization. "
                                                           "Repair it by name to disconnect it, or enable it.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::ChooseOrganization,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "Nothing tells whose %1 is. Give it an organization (in the window: Give It an "
                                "Organization; on the command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an organization
    LeftLine{
        LeftReason::OrganizationHasRow,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 already has an enabled row for another instance. Disable that one or clean its duplicates first.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::SeveralRows,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "Several rows name %1, disabled ones among them. Ask the database's administrator to "
                                "remove those that are not wanted, or delete %1 by name.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NoRow,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "No row names %1. Give it an organization (in the window: Give It an Organization; on "
                                "the command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an instance
    LeftLine{LeftReason::NotFound, QT_TRANSLATE_NOOP("steward::LeftOut", "No store knows %1. Check the name.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OddEntry,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "What the server lists of %1 is odd (see the notes of the audit), so nothing is "
                                "concluded about it. Ask the server's administrator to put it right.")},
    //: %1 is the name of an instance or an organization
    LeftLine{
        LeftReason::CleanFirst,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1 has duplicates. Clean them up first: that also puts row, cache and webhook right "
                                "(in the window: Clean Duplicates; on the command line: clean).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::AdoptFirst,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1 is listed, and no row names it. Repair that one first: it then gets this row.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OtherName,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 is listed, no row names it, and it has the number, or the name but for spaces and letter case, of a "
            "row without an instance. If it is the same one, repair %1 by name: that points the row at it.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::WasConnected,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server has no instance %1, and its row was connected once. Enable it by name to "
                                "create the instance anew, or delete it by name to remove the row.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NoWebhookAddress,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The profile has no webhook address, so none can be set for %1. Enter it in the "
                                "profile's settings (command line: STEWARD_WEBHOOK_URL), then repair again.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::PairAgain,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 has lost its phone. Pair it again with the phone at hand (on the command line: pair NAME).")},
    LeftLine{
        LeftReason::StoresDoNotMatch,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The stores do not seem to belong together, so nothing is chosen for removal. Check "
                                "the profile, or choose it by name.")},
    //: %1 is the name of an instance, or words for a row without one
    LeftLine{
        LeftReason::PersonDecides,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "What is right for %1 only a person can tell. Look at it, then give it an organization "
                                "(in the window: Give It an Organization; on the command line: repair NAME "
                                "--organization UUID), or enable, disable or delete it by name.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::Connected,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1 is connected, so there is no pairing to reset. To link another phone, unlink this "
                                "one first (on the command line: unlink NAME).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OddConfig,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "The row of %1 holds a config that is not a JSON object, and Steward does not write into that. Ask the "
            "database's administrator to put it right; deleting and disabling go on.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::Changed,
        QT_TRANSLATE_NOOP("steward::LeftOut", "%1 is not as the plan showed it. Make the plan again.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::KeeperChanged,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "%1, which was to be kept, is not as the plan showed it. Make the plan again.")},
    LeftLine{LeftReason::NameTrouble, nullptr},
    LeftLine{LeftReason::HeldBack, nullptr},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::SharedPhone,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "The number of %1 is in use at another instance too. Find out which one the clinic uses, and disable or "
            "delete the other (on the command line: disable NAME or delete NAME).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::DecideOrganization,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The name of %1 carries another organization than its row. Find out whose it is, and "
                                "give it that organization (on the command line: repair NAME --organization UUID).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OrganizationInName,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "The row of %1 belongs to that organization already. The other one stands in the name, which cannot be "
            "changed: to be rid of it, create an instance with a new name and delete this one.")},
    //: %1 is an id
    LeftLine{
        LeftReason::NoSuchOrganization,
        QT_TRANSLATE_NOOP("steward::LeftOut", "The database has no organization %1. Check the id.")},
    //: %1 is a row's id
    LeftLine{
        LeftReason::NamelessRow,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The row %1 names no instance. Let it name one, or remove it (on the command line: "
                                "repair --row %1 --set-name NAME, or repair --row %1 --remove).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::OtherPhoneLinked,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 is linked with another phone than the expected one, so nothing of that phone is written. Unlink it and "
            "pair the right phone (on the command line: unlink NAME, then pair NAME). If this phone is the right one, "
            "say so (on the command line: repair NAME --use-phone).")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::PhoneUnknown,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "%1 is connected, and the server does not say with which number. Try again in a minute.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NotConnected,
        QT_TRANSLATE_NOOP("steward::LeftOut", "No phone is linked to %1, so there is none to use or to unlink.")},
    //: %1 is a row's id
    LeftLine{
        LeftReason::RowNotFound,
        QT_TRANSLATE_NOOP("steward::LeftOut", "No whatsapp/evolution row has the id %1. Check the id.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::RowDisabled, QT_TRANSLATE_NOOP("steward::LeftOut", "The row of %1 is disabled. Enable it first.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::RowNamesListed,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The row names %1, which the server has. Such a row goes with its instance alone: "
                                "delete %1 by name, if that is meant.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::RowNamesUnknown,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut",
            "It is not proven that %1 is gone from the server, so its row stays. Try again in some minutes.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NameTaken,
        QT_TRANSLATE_NOOP("steward::LeftOut", "Another row names %1 already. Choose another name.")},
    //: %1 is the name of an instance
    LeftLine{
        LeftReason::NotListed,
        QT_TRANSLATE_NOOP(
            "steward::LeftOut", "The server does not list %1, so no row is made to name it. Check the name.")},
};

/// One for each reason, in the reasons' order: one that is added without its sentence does not compile.
constexpr bool hasAllInOrder()
{
    for (size_t place = 0; place < leftLines.size(); ++place) {
        if (leftLines[place].reason != static_cast<LeftReason>(place))
            return false;
    }
    return leftLines.size() == static_cast<size_t>(leftReasonCount);
}
static_assert(hasAllInOrder());

} // namespace

LeftOut leftBecause(LeftReason reason, const QString& subject, std::optional<FindingCode> finding)
{
    const auto place = static_cast<size_t>(reason);
    const char* text = place < leftLines.size() ? leftLines[place].sentence : nullptr;
    QString sentence = QCoreApplication::translate("steward::LeftOut", text);
    // not arg(): a name may hold "%1" itself, and one sentence has none
    sentence.replace(QStringLiteral("%1"), subject);
    return {reason, finding, sentence};
}

} // namespace steward
