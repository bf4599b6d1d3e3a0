#pragma once

#include "domain/audit/finding.h"
#include "domain/ids.h"
#include "domain/plans/plan_state.h"
#include "domain/plans/plan_step.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace steward {

/// Why something is not done, or is for the person to do.
enum class SkipReason : quint8 {
    Protected,
    Ignored,
    OtherKind,        ///< not WHATSAPP-BAILEYS
    TwoOrganizations, ///< rows of two organizations name it
    SharedRow,        ///< its row names another listed instance too
    UnreachableName,  ///< for the server's administrator
    Ghost,            ///< for the server's administrator
    Unlisted,         ///< it answers by its name, and the list does not show it: for the server's administrator
    NotConcluded,     ///< not listed, and without its second witness
    MemoryUnknown,    ///< connectionState was not answered
    WebhookUnknown,   ///< webhook/find was not answered
    ListAndMemoryDisagree,
    StateMismatch, ///< the list says close and the memory open, asked twice: nothing is written to its row
    SeveralOpen,
    NoneOpen,         ///< and nobody picked the survivor
    PickNotConnected, ///< another member is the connected one
    SeveralPicks,
    RowsDisabled,         ///< the survivor's rows are all disabled
    SeveralOrganizations, ///< a group by phone
    OnlyConnected,        ///< the organization's only connected instance
    ChooseOrganization,
    OrganizationHasRow, ///< another instance stands in its enabled row
    SeveralRows,
    NoRow,
    NotFound,
    OddEntry,         ///< the server lists it in an odd way: nothing is concluded about it
    CleanFirst,       ///< duplicates: for a cleaning
    AdoptFirst,       ///< an instance without a row waits for this one
    OtherName,        ///< an instance under another name seems to be this row's, or this instance's row seems to be one
    WasConnected,     ///< a row without an instance that was connected once: create it, or remove the row
    NoWebhookAddress, ///< the profile has none
    PairAgain,        ///< for whoever holds the phone
    StoresDoNotMatch, ///< nothing is chosen for removal while the stores do not seem to belong together
    PersonDecides,
    Connected,       ///< a pairing is not reset while it is open
    OddConfig,       ///< the row's config is no object, and would have to be written to
    Changed,         ///< since the plan was made
    SurvivorChanged, ///< the group's survivor is not as it was
    NameTrouble,     ///< no instance is made again under its name
    HeldBack,        ///< the server may still clean up by its name
    // What only a person decides, and how.
    SharedPhone,        ///< its number is at another instance too
    DecideOrganization, ///< the name says another organization than the row
    OrganizationInName, ///< the row says so already, and the name cannot be changed
    NoSuchOrganization,
    NamelessRow,
    OtherPhoneLinked, ///< than the one that was expected
    PhoneUnknown,     ///< connected, and the server does not say with which number
    NotConnected,
    RowNotFound,
    RowDisabled,
    RowNamesListed, ///< what the row names stands on the server
    RowNamesUnknown,
    NameTaken, ///< another row names it
    NotListed,
    // Of what a person wants set or restarted.
    NotOnServer,
    NoTokenForWebhook, ///< the address asks for one, and no row of it has one
    NoWebhookYet,      ///< and no address was chosen
    NotToRestart,      ///< not connected: the server restarts nothing else
};
constexpr int leftReasonCount = static_cast<int>(SkipReason::NotToRestart) + 1;
QString leftReasonWord(SkipReason reason);
std::optional<SkipReason> leftReasonFromWord(QStringView word);

/// Its sentence, why and the next step, is made in src/wording.
struct Skipped {
    SkipReason reason = SkipReason::PersonDecides;
    std::optional<FindingCode> finding = {}; ///< repair: what is not mended
    QString subject = {};                    ///< whom or what it is about
    std::vector<Difference> changes = {};    ///< Changed: what is another than it was, as far as it is told
    /// The sentence where it is said elsewhere: by a plan's document, or by whoever refuses a name.
    QString told = {};

    /// What is said of it is no part of what it is.
    bool operator==(const Skipped& other) const { return reason == other.reason && finding == other.finding; }
};
inline Skipped leftBecause(SkipReason reason, const QString& subject, std::optional<FindingCode> finding = {})
{
    return {reason, finding, subject};
}

/// What a deletion takes for good; the WhatsApp session cannot come back either. −1: not known.
struct Loss {
    std::optional<PhoneNumber> phone;
    QString profileName;    ///< of the linked device
    bool connected = false; ///< by list or memory
    bool isPhone = true;    ///< else a channel of another kind, which has no phone to be linked anew
    qint64 messages = -1;
    qint64 contacts = -1;
    qint64 chats = -1;
    qint64 undelivered = -1; ///< of the residue, where it is cleared
    bool operator==(const Loss&) const = default;
};

enum class ItemTask : quint8 {
    Delete,
    Keep,
    Repair,
    Disable,
    Enable,
    Protect,
    Unprotect,
    ResetPairing,
    Unlink,
    SetWebhook,
    Restart
};
QString itemTaskWord(ItemTask task);
std::optional<ItemTask> itemTaskFromWord(QStringView word);

/// What is done to one instance (or to one row or key that leads to no name).
struct PlanItem {
    ItemTask task = ItemTask::Delete;
    QByteArray identity;               ///< AuditRow::identity()
    InstanceName name;                 ///< empty where the identity is a row or a key
    OrganizationId organizationId;     ///< null where none is known
    std::optional<int> group;          ///< clean: index in Plan::groups
    std::vector<FindingCode> findings; ///< repair: those that the steps mend
    SeenState seen;
    std::vector<PlanStep> steps; ///< in their order; none and nothing left: there is nothing to do
    std::vector<Skipped> left;
    Loss loss;

    /// Nothing: no step.
    void add(std::optional<PlanStep> step);
    void add(std::vector<PlanStep> more);
    void leave(SkipReason reason, const QString& subject);
    bool has(StepAction action) const;
    /// It deletes or disconnects: the instance, a row, or the messages left behind.
    bool isDestructive() const;
    bool isLeft(SkipReason reason) const;
    bool operator==(const PlanItem&) const = default;
};

/// How much a plan does, counted item by item: a plan need not be in memory for its summary.
struct PlanTally {
    qint64 items = 0;
    qint64 changed = 0;              ///< items with a step
    qint64 destructive = 0;          ///< items that delete or disconnect
    qint64 connectedDestructive = 0; ///< of them connected phones
    qint64 connectedChannels = 0;    ///< of them connected, and no phones
    qint64 left = 0;                 ///< items of which something is left to a person
    std::map<StepAction, qint64> steps;
    InstanceName firstChanged; ///< what the typed text is where there is one
    InstanceName firstDestructive;
    InstanceName firstDeleted; ///< of the instances that are deleted on the server
    QByteArray firstChangedIdentity;
    QByteArray firstDestructiveIdentity;

    void add(const PlanItem& item);
    qint64 count(StepAction action) const;
};

} // namespace steward
