#include "wording/skip_words.h"

#include "domain/query/instance_state.h"
#include "wording/filled.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace steward {
namespace {

/// Other: an organization, a number or an id, which may read like an instance's name.
enum class Subject : quint8 { Instance, Other };

struct SkipLine {
    SkipReason reason;
    const char* sentence; ///< %1 is the subject; none: it is told by whoever leaves it
    Subject subject = Subject::Instance;
};

constexpr std::array<SkipLine, leftReasonCount> leftLines{{
    //: %1 is the name of an instance
    {SkipReason::Protected, QT_TRANSLATE_NOOP("steward::Skipped", "%1 is protected. Remove the protection first.")},
    //: %1 is the name of an instance
    {SkipReason::Ignored, QT_TRANSLATE_NOOP("steward::Skipped", "The profile says to leave %1 alone.")},
    //: %1 is the name of an instance
    {SkipReason::OtherKind,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "%1 is no WHATSAPP-BAILEYS instance, so Steward leaves it alone. To delete it, name it.")},
    //: %1 is the name of an instance
    {SkipReason::TwoOrganizations,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Rows of two organizations name %1. Find out whose it is, then let the other row name its "
                             "own instance (on the command line: repair --row ID --set-name NAME).")},
    //: %1 is the name of another instance
    {SkipReason::SharedRow,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Its row also names %1, which is or may be on the server. Let the row name only one of "
                             "them (on the command line: repair --row ID --set-name NAME), or choose both.")},
    //: %1 is a name that may be empty or one or two dots
    {SkipReason::UnreachableName,
     QT_TRANSLATE_NOOP(
         "steward::Skipped",
         "No address can reach an instance named “%1”. Tell the server's administrator: “Delete the instance with "
         "exactly this name from the table Instance of the Evolution API's database, then restart the server.”")},
    //: %1 is the name of an instance
    {SkipReason::Ghost,
     QT_TRANSLATE_NOOP(
         "steward::Skipped",
         "The server lists %1 but does not run it. Tell the server's administrator: “Restart the Evolution API server. "
         "If the instance still has no state then, delete it from the table Instance of its database.”")},
    //: %1 is the name of an instance
    {SkipReason::Unlisted,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server runs %1 but does not list it. Tell the server's administrator: “See which "
                             "clientName this instance has in the table Instance of the Evolution API's database. If "
                             "it is this server's, restart the server.”")},
    //: %1 is the name of an instance
    {SkipReason::NotConcluded, QT_TRANSLATE_NOOP(
                                   "steward::Skipped", "The server does not list %1, and did not say whether it runs "
                                                       "it. Nothing is concluded; try again when it answers.")},
    //: %1 is the name of an instance
    {SkipReason::MemoryUnknown,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server did not say whether %1 is connected. Try again when it answers.")},
    //: %1 is the name of an instance
    {SkipReason::WebhookUnknown,
     QT_TRANSLATE_NOOP("steward::Skipped", "The server did not say which webhook %1 has. Try again when it answers.")},
    //: %1 is the name of an instance
    {SkipReason::ListAndMemoryDisagree,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server lists %1 with one state and runs it with another. Wait a minute and read "
                             "again. If they still differ, ask the server's administrator.")},
    //: %1 is the name of an instance
    {SkipReason::StateMismatch,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server lists %1 as disconnected but runs it connected. Its row is left as it is: "
                             "restart the instance on the server, then read again.")},
    //: %1 is the name of an instance
    {SkipReason::SeveralOpen, QT_TRANSLATE_NOOP(
                                  "steward::Skipped", "Two or more are connected, %1 among them. Find out which one "
                                                      "the clinic uses, then disable or delete the others by name.")},
    //: %1 is the name of an organization or a number
    {SkipReason::NoneOpen,
     QT_TRANSLATE_NOOP("steward::Skipped", "None of %1 is connected. Choose the one to keep, then clean up again."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::PickNotConnected,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "You chose another one, but %1 is connected. Choose that one, or unlink its phone first "
                             "(on the command line: unlink NAME).")},
    //: %1 is the name of an organization or a number
    {SkipReason::SeveralPicks, QT_TRANSLATE_NOOP("steward::Skipped", "You chose more than one of %1. Choose one."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::RowsDisabled,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The row of %1 is switched off. Enable it first, or delete the instances by name.")},
    //: %1 is a phone number
    {SkipReason::SeveralOrganizations,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Several organizations have an instance with the number %1. Find out whose it is, then "
                             "delete the others by name."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::OnlyConnected, QT_TRANSLATE_NOOP(
                                    "steward::Skipped", "%1 is the only connected instance of its organization. Enable "
                                                        "it, or repair it by name to unlink its phone.")},
    //: %1 is the name of an instance
    {SkipReason::ChooseOrganization,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Nothing says whose %1 is. Assign an organization (in the window: Assign organization…; "
                             "on the command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an organization
    {SkipReason::OrganizationHasRow,
     QT_TRANSLATE_NOOP(
         "steward::Skipped",
         "%1 already has an active row for another instance. Disable that one or clean up the duplicates first."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::SeveralRows,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Several rows name %1, some of them switched off. Ask the database's administrator to "
                             "remove the unwanted ones, or delete %1 by name.")},
    //: %1 is the name of an instance
    {SkipReason::NoRow,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "No row names %1. Assign an organization (in the window: Assign organization…; on the "
                             "command line: repair NAME --organization UUID), or delete it.")},
    //: %1 is the name of an instance
    {SkipReason::NotFound,
     QT_TRANSLATE_NOOP("steward::Skipped", "No store knows an instance named %1. Check the name.")},
    //: %1 is the name of an instance
    {SkipReason::OddEntry,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "What the server lists of %1 is damaged, so nothing is concluded about it. The audit says "
                             "what is wrong: ask the server's administrator to correct it.")},
    //: %1 is the name of an instance or an organization
    {SkipReason::CleanFirst,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "%1 has duplicates. Clean them up first: that also repairs row, cache and webhook (in the "
                             "window: Clean up…; on the command line: clean).")},
    //: %1 is the name of an instance
    {SkipReason::AdoptFirst,
     QT_TRANSLATE_NOOP("steward::Skipped", "No row names %1. Repair that instance first: it is given this row.")},
    //: %1 is the name of an instance
    {SkipReason::OtherName,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "No row names %1, but a row without an instance has its number, or almost its name. If "
                             "they belong together, repair %1 by name: the row is given this instance.")},
    //: %1 is the name of an instance
    {SkipReason::WasConnected,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server has no instance %1, but its row was connected once. Enable it by name to "
                             "create the instance, or delete it by name to remove the row.")},
    //: %1 is the name of an instance
    {SkipReason::NoWebhookAddress,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The profile has no webhook address, so none can be set for %1. Enter one in the profile "
                             "(command line: STEWARD_WEBHOOK_URL), then repair again.")},
    //: %1 is the name of an instance
    {SkipReason::PairAgain, QT_TRANSLATE_NOOP(
                                "steward::Skipped", "The phone of %1 is not connected any more. Pair it again with the "
                                                    "phone at hand (on the command line: pair NAME).")},
    {SkipReason::StoresDoNotMatch,
     QT_TRANSLATE_NOOP(
         "steward::Skipped",
         "The stores do not seem to belong together, so nothing is removed. Check the profile, or name the instance.")},
    //: %1 is the name of an instance, or words for a row without one
    {SkipReason::PersonDecides,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Steward cannot decide what is right for %1. Assign its organization (command line: "
                             "repair NAME --organization UUID), or enable, disable or delete it.")},
    //: %1 is the name of an instance
    {SkipReason::Connected,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "%1 is connected, so its pairing needs no reset. To pair another phone, unlink this one "
                             "first (on the command line: unlink NAME).")},
    //: %1 is the name of an instance
    {SkipReason::OddConfig,
     QT_TRANSLATE_NOOP(
         "steward::Skipped",
         "The column config of the row of %1 holds no JSON object, so Steward does not write there. Ask the database's "
         "administrator to correct it. Deleting and disabling still work.")},
    //: %1 is the name of an instance
    {SkipReason::Changed,
     QT_TRANSLATE_NOOP("steward::Skipped", "%1 has changed since the plan was made. Make the plan again.")},
    //: %1 is the name of an instance
    {SkipReason::SurvivorChanged,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "%1 was to be kept, but has changed since the plan was made. Make the plan again.")},
    {SkipReason::NameTrouble, nullptr},
    {SkipReason::HeldBack, nullptr},
    //: %1 is the name of an instance
    {SkipReason::SharedPhone,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Another instance has the number of %1 too. Find out which one the clinic uses, then "
                             "disable or delete the other (on the command line: disable NAME or delete NAME).")},
    //: %1 is the name of an instance
    {SkipReason::DecideOrganization,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The name of %1 and its row point to different organizations. Find out whose it is, then "
                             "assign that organization (on the command line: repair NAME --organization UUID).")},
    //: %1 is the name of an instance
    {SkipReason::OrganizationInName,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The row of %1 already belongs to this organization. Only the name points to the other "
                             "one and cannot be changed: create an instance with a new name and delete this one.")},
    //: %1 is an id
    {SkipReason::NoSuchOrganization,
     QT_TRANSLATE_NOOP("steward::Skipped", "The database has no organization with the ID %1. Check the ID."),
     Subject::Other},
    //: %1 is a row's id
    {SkipReason::NamelessRow,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The row %1 does not say which instance it means. Name one, or remove the row (on the "
                             "command line: repair --row %1 --set-name NAME, or repair --row %1 --remove)."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::OtherPhoneLinked,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "Another phone than the expected one is connected to %1, so its number is not written. "
                             "Unlink it and pair the right phone (on the command line: unlink NAME, then pair NAME), "
                             "or use this phone (repair NAME --use-phone).")},
    //: %1 is the name of an instance
    {SkipReason::PhoneUnknown,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "%1 is connected, but the server does not say with which number. Try again in a minute.")},
    //: %1 is the name of an instance
    {SkipReason::NotConnected,
     QT_TRANSLATE_NOOP("steward::Skipped", "No phone is connected to %1, so there is none to use or to unlink.")},
    //: %1 is a row's id
    {SkipReason::RowNotFound,
     QT_TRANSLATE_NOOP("steward::Skipped", "There is no whatsapp/evolution row with the ID %1. Check the ID."),
     Subject::Other},
    //: %1 is the name of an instance
    {SkipReason::RowDisabled, QT_TRANSLATE_NOOP("steward::Skipped", "The row of %1 is switched off. Enable it first.")},
    //: %1 is the name of an instance
    {SkipReason::RowNamesListed, QT_TRANSLATE_NOOP(
                                     "steward::Skipped", "The row names %1, which is on the server, so it can only be "
                                                         "removed together with it. To do that, delete %1 by name.")},
    //: %1 is the name of an instance
    {SkipReason::RowNamesUnknown,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The server may still have %1, so its row is left as it is. Try again in a few minutes.")},
    //: %1 is the name of an instance
    {SkipReason::NameTaken,
     QT_TRANSLATE_NOOP("steward::Skipped", "Another row already names %1. Choose another name.")},
    //: %1 is the name of an instance
    {SkipReason::NotListed,
     QT_TRANSLATE_NOOP("steward::Skipped", "The server does not list %1, so no row can name it. Check the name.")},
    //: %1 is the name of an instance
    {SkipReason::NotOnServer,
     QT_TRANSLATE_NOOP("steward::Skipped", "The server has no instance %1, so nothing of it can be set or restarted.")},
    //: %1 is the name of an instance
    {SkipReason::NoTokenForWebhook,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "The address needs a token, and %1 has no active row with one. Assign an organization "
                             "first, or choose an address without {webhook_token}.")},
    //: %1 is the name of an instance
    {SkipReason::NoWebhookYet,
     QT_TRANSLATE_NOOP("steward::Skipped", "%1 has no webhook address yet. Choose an address too.")},
    //: %1 is the name of an instance
    {SkipReason::NotToRestart,
     QT_TRANSLATE_NOOP(
         "steward::Skipped", "No phone is connected to %1, and the server restarts only what is connected. Pair it.")},
}};

/// What stands for a text that is not there.
enum class Missing : quint8 { Nothing, Number, Id, Instance };

struct ChangeLine {
    SeenChange change;
    Missing missing;
    const char* sentence; ///< %1 is what was there before, %2 what is there now
};

constexpr std::array<ChangeLine, seenChangeCount> changeLines{{
    {SeenChange::NotListed, Missing::Nothing,
     QT_TRANSLATE_NOOP(
         "steward::PlanState", "The server does not list it any more, and did not say whether it still runs it.")},
    {SeenChange::Gone, Missing::Nothing, QT_TRANSLATE_NOOP("steward::PlanState", "It is not on the server any more.")},
    {SeenChange::Came, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "It is on the server now, and was not before.")},
    {SeenChange::OnlyRun, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "The server still runs it but does not list it any more.")},
    {SeenChange::MadeAnew, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "It was deleted and created again since.")},
    {SeenChange::PhoneConnected, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Somebody has connected a phone since.")},
    {SeenChange::PhoneDisconnected, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its phone has been disconnected since.")},
    //: %1 and %2 are phone numbers or "no number"
    {SeenChange::ServerPhone, Missing::Number,
     QT_TRANSLATE_NOOP("steward::PlanState", "On the server its number was %1 and now is %2.")},
    //: %1 is a row's id
    {SeenChange::RowGone, Missing::Nothing, QT_TRANSLATE_NOOP("steward::PlanState", "The row %1 no longer names it.")},
    //: %1 is a row's id
    {SeenChange::RowCame, Missing::Nothing, QT_TRANSLATE_NOOP("steward::PlanState", "The row %1 names it now.")},
    //: %1 and %2 are ids of organizations
    {SeenChange::RowOrganization, Missing::Id,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its row belonged to the organization %1 and now belongs to %2.")},
    //: %1 and %2 are names of instances
    {SeenChange::RowName, Missing::Instance,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its row named %1 and now names %2.")},
    {SeenChange::Protected, Missing::Nothing, QT_TRANSLATE_NOOP("steward::PlanState", "It has been protected since.")},
    {SeenChange::Unprotected, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its protection has been removed since.")},
    //: %1 and %2 are ids of clinics or "none"
    {SeenChange::RowClinic, Missing::Id,
     QT_TRANSLATE_NOOP("steward::PlanState", "The clinic of its row was %1 and now is %2.")},
    {SeenChange::RowEnabled, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its row has been switched on since.")},
    {SeenChange::RowDisabled, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its row has been switched off since.")},
    //: %1 and %2 are status texts such as "active"
    {SeenChange::RowStatus, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "The status of its row was “%1” and now is “%2”.")},
    //: %1 and %2 are phone numbers or "no number"
    {SeenChange::RowPhone, Missing::Number,
     QT_TRANSLATE_NOOP("steward::PlanState", "The number of its row was %1 and now is %2.")},
    {SeenChange::CacheOrganization, Missing::Nothing,
     QT_TRANSLATE_NOOP("steward::PlanState", "Its cache entry now names another organization.")},
    //: %1 and %2 are phone numbers or "no number"
    {SeenChange::CachePhone, Missing::Number,
     QT_TRANSLATE_NOOP("steward::PlanState", "The number of its cache entry was %1 and now is %2.")},
}};

/// One for each code, in the codes' order: one that is added without its sentence does not compile.
constexpr bool areInOrder(const auto& lines, auto code)
{
    for (size_t place = 0; place < lines.size(); ++place) {
        if (static_cast<size_t>(lines[place].*code) != place)
            return false;
    }
    return true;
}
static_assert(areInOrder(leftLines, &SkipLine::reason));
static_assert(areInOrder(changeLines, &ChangeLine::change));

/// One of these instances by the end of its name; what is none of them as it is given.
QString nameAmong(const QString& given, const std::vector<InstanceName>& shortened)
{
    const auto known = std::ranges::find(shortened, given, &InstanceName::text);
    return known == shortened.end() ? given : shortName(*known);
}

QString textOf(const QString& given, Missing missing, const std::vector<InstanceName>& shortened)
{
    if (!given.isEmpty())
        return missing == Missing::Instance ? nameAmong(given, shortened) : given;
    switch (missing) {
    case Missing::Nothing:
        return {};
    case Missing::Number:
        return QCoreApplication::translate("steward::PlanState", "no number");
    case Missing::Id:
        return QCoreApplication::translate("steward::PlanState", "none");
    case Missing::Instance:
        return QCoreApplication::translate("steward::PlanState", "no instance");
    }
    return {};
}

struct ScoreText {
    Q_DECLARE_TR_FUNCTIONS(steward::Survivor)
};

QString linkText(SurvivorScore::Link link)
{
    switch (link) {
    case SurvivorScore::Link::Proven:
        return ScoreText::tr("connected, and the server runs it");
    case SurvivorScore::Link::Perhaps:
        return ScoreText::tr("perhaps connected");
    case SurvivorScore::Link::No:
        return ScoreText::tr("not connected");
    }
    return {};
}

} // namespace

QString sentenceOf(const Skipped& left, const std::vector<InstanceName>& shortened)
{
    if (!left.told.isEmpty())
        return left.told;
    const auto place = static_cast<size_t>(left.reason);
    if (place >= leftLines.size())
        return {};
    const SkipLine& line = leftLines[place];
    const QString subject = line.subject == Subject::Instance ? nameAmong(left.subject, shortened) : left.subject;
    QStringList sentences{filled(QCoreApplication::translate("steward::Skipped", line.sentence), {subject})};
    for (const Difference& change : left.changes)
        sentences << sentenceOf(change, shortened);
    return sentences.join(QLatin1Char(' '));
}

QString sentenceOf(const Difference& difference, const std::vector<InstanceName>& shortened)
{
    const auto place = static_cast<size_t>(difference.change);
    if (place >= changeLines.size())
        return {};
    const ChangeLine& line = changeLines[place];
    return filled(
        QCoreApplication::translate("steward::PlanState", line.sentence),
        {textOf(difference.before, line.missing, shortened), textOf(difference.after, line.missing, shortened)});
}

QString lineOf(const SurvivorScore& score)
{
    if (!score.told.isEmpty())
        return score.told;
    QStringList reasons{
        linkText(score.link),
        score.isInRow ? ScoreText::tr("named by the row") : ScoreText::tr("not named by the row")};
    //: %1 is a phone number
    reasons << (score.phone ? ScoreText::tr("number %1").arg(score.phone->text()) : ScoreText::tr("no number"));
    const int messages = static_cast<int>(std::min<qint64>(score.messages, INT_MAX));
    if (messages >= 0) {
        reasons
            << (score.hasMost ? ScoreText::tr("%n message(s), the most", nullptr, messages)
                              : ScoreText::tr("%n message(s)", nullptr, messages));
    }
    if (score.isNewest)
        reasons << ScoreText::tr("newest");
    return reasons.join(QStringLiteral(", "));
}

} // namespace steward
