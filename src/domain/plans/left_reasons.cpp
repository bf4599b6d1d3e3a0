#include "domain/plans/plan_facts.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct LeftText {
    Q_DECLARE_TR_FUNCTIONS(steward::LeftOut)
};

/// What stands in the way of the cleaning of a group.
QString groupSentence(LeftReason reason)
{
    switch (reason) {
    case LeftReason::MemoryUnknown:
        //: %1 is the name of an instance
        return LeftText::tr("The server did not say whether %1 is connected. Try again when it answers.");
    case LeftReason::ListAndMemoryDisagree:
        //: %1 is the name of an instance
        return LeftText::tr("The server's list and its memory disagree about %1. Wait a minute and read again; if it "
                            "stays so, ask the server's administrator.");
    case LeftReason::SeveralOpen:
        //: %1 is the name of an instance
        return LeftText::tr("Two or more are connected, %1 among them. Find out which one the clinic uses, and "
                            "disable or delete the others by name.");
    case LeftReason::NoneOpen:
        //: %1 is the name of an organization or a number
        return LeftText::tr("None of %1 is connected. Pick the one to keep, then clean again.");
    case LeftReason::PickNotConnected:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is the connected one, and another was picked. Pick the connected one, or unlink it "
                            "first (on the command line: unlink NAME).");
    case LeftReason::SeveralPicks:
        //: %1 is the name of an organization or a number
        return LeftText::tr("More than one of %1 was picked. Pick one.");
    case LeftReason::RowsDisabled:
        //: %1 is the name of an instance
        return LeftText::tr("The row of %1 is disabled. Enable it first, or delete the instances by name.");
    case LeftReason::SeveralOrganizations:
        //: %1 is a phone number
        return LeftText::tr("The number %1 stands at instances of several organizations. Find out whose it is, and "
                            "delete the others by name.");
    case LeftReason::KeeperChanged:
        //: %1 is the name of an instance
        return LeftText::tr("%1, which was to be kept, is not as the plan showed it. Make the plan again.");
    default:
        return {};
    }
}

/// What only somebody else can mend.
QString helpSentence(LeftReason reason)
{
    switch (reason) {
    case LeftReason::UnreachableName:
        //: %1 is a name that may be empty or one or two dots
        return LeftText::tr(
            "No address of the server reaches an instance named \"%1\". Tell the server's administrator: "
            "\"Please delete the instance with exactly this name from the table Instance of the "
            "Evolution API's database, then restart the server.\"");
    case LeftReason::OddEntry:
        //: %1 is the name of an instance
        return LeftText::tr("What the server lists of %1 is odd (see the notes of the audit), so nothing is concluded "
                            "about it. Ask the server's administrator to put it right.");
    case LeftReason::Unlisted:
        //: %1 is the name of an instance
        return LeftText::tr(
            "%1 answers by its name, and the server's list does not show it. Tell the server's administrator: \"Please "
            "look in the table Instance of the Evolution API's database under which clientName this instance stands; "
            "if "
            "it is this server's, restart the server.\"");
    case LeftReason::NotConcluded:
        //: %1 is the name of an instance
        return LeftText::tr(
            "The server's list does not show %1, and the server did not say, asked by its name, whether it has it. So "
            "nothing is concluded. Try again when it answers.");
    case LeftReason::StateMismatch:
        //: %1 is the name of an instance
        return LeftText::tr(
            "The server's list says that %1 is closed, and its memory that it is open. Its row stays as "
            "it is: restart the instance on the server, then read again.");
    case LeftReason::WasConnected:
        //: %1 is the name of an instance
        return LeftText::tr(
            "The server has no instance %1, and its row was connected once. Enable it by name to create "
            "the instance anew, or delete it by name to remove the row.");
    case LeftReason::NoWebhookAddress:
        //: %1 is the name of an instance
        return LeftText::tr("The profile has no webhook address, so none can be set for %1. Enter it in the profile's "
                            "settings (command line: STEWARD_WEBHOOK_URL), then repair again.");
    case LeftReason::WebhookUnknown:
        //: %1 is the name of an instance
        return LeftText::tr("The server did not say where %1 sends its messages. Try again when it answers.");
    case LeftReason::Ghost:
        //: %1 is the name of an instance
        return LeftText::tr(
            "%1 stands in the server's database only. Tell the server's administrator: \"Please restart "
            "the Evolution API server; if the instance is then still without a state, delete it from "
            "the table Instance of its database.\"");
    case LeftReason::PairAgain:
        //: %1 is the name of an instance
        return LeftText::tr("%1 has lost its phone. Pair it again with the phone at hand (on the command line: pair "
                            "NAME).");
    case LeftReason::CleanFirst:
        //: %1 is the name of an instance or an organization
        return LeftText::tr(
            "%1 has duplicates. Clean them up first: that also puts row, cache and webhook right (in the "
            "window: Clean Duplicates; on the command line: clean).");
    case LeftReason::AdoptFirst:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is listed, and no row names it. Repair that one first: it then gets this row.");
    case LeftReason::OtherName:
        //: %1 is the name of an instance
        return LeftText::tr(
            "%1 is listed, no row names it, and it has the number, or the name but for spaces and letter "
            "case, of a row without an instance. If it is the same one, repair %1 by name: that points "
            "the row at it.");
    case LeftReason::PersonDecides:
        //: %1 is the name of an instance, or words for a row without one
        return LeftText::tr("What is right for %1 only a person can tell. Look at it, then give it an "
                            "organization (in the window: Give It an Organization; on the command line: repair NAME "
                            "--organization UUID), or enable, disable or delete it by name.");
    case LeftReason::ChooseOrganization:
        //: %1 is the name of an instance
        return LeftText::tr("Nothing tells whose %1 is. Give it an organization (in the window: Give It an "
                            "Organization; on the command line: repair NAME --organization UUID), or delete it.");
    case LeftReason::OnlyConnected:
        //: %1 is the name of an instance
        return LeftText::tr(
            "%1 is the only connected instance of its organization. Repair it by name to disconnect it, or enable it.");
    case LeftReason::StoresDoNotMatch:
        return LeftText::tr("The stores do not seem to belong together, so nothing is chosen for removal. Check the "
                            "profile, or choose it by name.");
    default:
        return {};
    }
}

/// What only a person decides, with the way to do it in the window and on the command line.
QString decisionSentence(LeftReason reason)
{
    switch (reason) {
    case LeftReason::SharedPhone:
        //: %1 is the name of an instance
        return LeftText::tr("The number of %1 is in use at another instance too. Find out which one the clinic uses, "
                            "and disable or delete the other (on the command line: disable NAME or delete NAME).");
    case LeftReason::DecideOrganization:
        //: %1 is the name of an instance
        return LeftText::tr("The name of %1 carries another organization than its row. Find out whose it is, and give "
                            "it that organization (on the command line: repair NAME --organization UUID).");
    case LeftReason::OrganizationInName:
        //: %1 is the name of an instance
        return LeftText::tr("The row of %1 belongs to that organization already. The other one stands in the name, "
                            "which cannot be changed: to be rid of it, create an instance with a new name and delete "
                            "this one.");
    case LeftReason::NoSuchOrganization:
        //: %1 is an id
        return LeftText::tr("The database has no organization %1. Check the id.");
    case LeftReason::NamelessRow:
        //: %1 is a row's id
        return LeftText::tr("The row %1 names no instance. Let it name one, or remove it (on the command line: repair "
                            "--row %1 --set-name NAME, or repair --row %1 --remove).");
    case LeftReason::OtherPhoneLinked:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is linked with another phone than the expected one, so nothing of that phone is "
                            "written. Unlink it and pair the right phone (on the command line: unlink NAME, then pair "
                            "NAME). If this phone is the right one, say so (on the command line: repair NAME "
                            "--use-phone).");
    case LeftReason::PhoneUnknown:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is connected, and the server does not say with which number. Try again in a minute.");
    case LeftReason::NotConnected:
        //: %1 is the name of an instance
        return LeftText::tr("No phone is linked to %1, so there is none to use or to unlink.");
    default:
        return {};
    }
}

/// Why a row that a person chose by its id stays as it is.
QString rowSentence(LeftReason reason)
{
    switch (reason) {
    case LeftReason::RowNotFound:
        //: %1 is a row's id
        return LeftText::tr("No whatsapp/evolution row has the id %1. Check the id.");
    case LeftReason::RowDisabled:
        //: %1 is the name of an instance
        return LeftText::tr("The row of %1 is disabled. Enable it first.");
    case LeftReason::RowNamesListed:
        //: %1 is the name of an instance
        return LeftText::tr("The row names %1, which the server has. Such a row goes with its instance alone: delete "
                            "%1 by name, if that is meant.");
    case LeftReason::RowNamesUnknown:
        //: %1 is the name of an instance
        return LeftText::tr("It is not proven that %1 is gone from the server, so its row stays. Try again in some "
                            "minutes.");
    case LeftReason::NameTaken:
        //: %1 is the name of an instance
        return LeftText::tr("Another row names %1 already. Choose another name.");
    case LeftReason::NotListed:
        //: %1 is the name of an instance
        return LeftText::tr("The server does not list %1, so no row is made to name it. Check the name.");
    default:
        return decisionSentence(reason);
    }
}

QString sentenceOf(LeftReason reason)
{
    switch (reason) {
    case LeftReason::Protected:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is protected. Take its protection away first, if that is meant.");
    case LeftReason::Ignored:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is one that the profile leaves alone.");
    case LeftReason::OtherKind:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is not a phone (WHATSAPP-BAILEYS). It is never chosen; delete it by name, if that is "
                            "meant.");
    case LeftReason::TwoOrganizations:
        //: %1 is the name of an instance
        return LeftText::tr("Rows of two organizations name %1. Find out whose it is, and let the other's row name "
                            "its own instance (on the command line: repair --row ID --set-name NAME).");
    case LeftReason::SharedRow:
        //: %1 is the name of another instance
        return LeftText::tr("Its row also names %1, which the server has or may have. Let the row name one alone (on "
                            "the command line: repair --row ID --set-name NAME), or choose both.");
    case LeftReason::OrganizationHasRow:
        //: %1 is the name of an organization
        return LeftText::tr("%1 already has an enabled row for another instance. Disable that one or clean its "
                            "duplicates first.");
    case LeftReason::SeveralRows:
        //: %1 is the name of an instance
        return LeftText::tr(
            "Several rows name %1, disabled ones among them. Ask the database's administrator to remove "
            "those that are not wanted, or delete %1 by name.");
    case LeftReason::NoRow:
        //: %1 is the name of an instance
        return LeftText::tr("No row names %1. Give it an organization (in the window: Give It an Organization; on the "
                            "command line: repair NAME --organization UUID), or delete it.");
    case LeftReason::NotFound:
        //: %1 is the name of an instance
        return LeftText::tr("No store knows %1. Check the name.");
    case LeftReason::Connected:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is connected, so there is no pairing to reset. To link another phone, unlink this one "
                            "first (on the command line: unlink NAME).");
    case LeftReason::OddConfig:
        //: %1 is the name of an instance
        return LeftText::tr("The row of %1 holds a config that is not a JSON object, and Steward does not write into "
                            "that. Ask the database's administrator to put it right; deleting and disabling go on.");
    case LeftReason::Changed:
        //: %1 is the name of an instance
        return LeftText::tr("%1 is not as the plan showed it. Make the plan again.");
    default: {
        const QString ofGroup = groupSentence(reason);
        const QString help = ofGroup.isEmpty() ? helpSentence(reason) : ofGroup;
        return help.isEmpty() ? rowSentence(reason) : help;
    }
    }
}

} // namespace

LeftOut leftBecause(LeftReason reason, const QString& subject, std::optional<FindingCode> finding)
{
    QString sentence = sentenceOf(reason);
    sentence.replace(
        QStringLiteral("%1"), subject); // not arg(): a name may hold "%1" itself, and one sentence has none
    return {reason, finding, sentence};
}

} // namespace steward
