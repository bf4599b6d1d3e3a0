#pragma once

#include "domain/audit/finding.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/plans/plan_state.h"
#include "domain/plans/plan_step.h"

#include <QByteArray>
#include <QString>
#include <QUuid>

#include <map>
#include <optional>
#include <vector>

namespace steward {

class Audit;

enum class PlanKind : quint8 {
    Delete,
    Clean,
    Repair,
    Disable,
    Enable,
    Protect,
    Unprotect,
    Replace, ///< a deletion that a creation follows
    ResetPairing,
};
QString planKindWord(PlanKind kind); ///< "reset-pairing"
std::optional<PlanKind> planKindFromWord(QStringView word);

/// What the person asked for: all that is needed to compute the plan anew.
struct PlanRequest {
    PlanKind kind = PlanKind::Delete;
    /// The instances meant. Clean: not used. Repair: none is every instance.
    std::vector<InstanceName> names;
    /// Repair only: AuditRow::identity() of rows and keys that lead to no name, chosen one by one.
    std::vector<QByteArray> others;
    std::vector<QUuid> organizations;    ///< clean: none is all
    std::vector<InstanceName> keep;      ///< clean: the keepers that the person picked
    std::vector<FindingCode> findings;   ///< repair: none is all
    std::map<InstanceName, QUuid> adopt; ///< repair: the organization chosen for an instance without a row
    bool withResidue = false;            ///< delete, clean: ticked by the person
    bool operator==(const PlanRequest&) const = default;
};

/// Why something is not done, or is for the person to do.
enum class LeftReason : quint8 {
    Protected,
    Ignored,
    OtherKind,        ///< not WHATSAPP-BAILEYS
    TwoOrganizations, ///< rows of two organizations name it
    SharedRow,        ///< its row names another listed instance too
    UnreachableName,  ///< for the server's administrator
    Ghost,            ///< for the server's administrator
    MemoryUnknown,    ///< connectionState was not answered
    WebhookUnknown,   ///< webhook/find was not answered
    ListAndMemoryDisagree,
    SeveralOpen,
    NoneOpen,         ///< and nobody picked the keeper
    PickNotConnected, ///< another member is the connected one
    SeveralPicks,
    RowsDisabled,         ///< the keeper's rows are all disabled
    SeveralOrganizations, ///< a group by phone
    OnlyConnected,        ///< the organization's only connected instance
    ChooseOrganization,
    OrganizationHasRow, ///< another instance stands in its enabled row
    SeveralRows,
    NoRow,
    NotFound,
    CleanFirst,       ///< duplicates: for a cleaning
    AdoptFirst,       ///< an instance without a row waits for this one
    PairAgain,        ///< for whoever holds the phone
    StoresDoNotMatch, ///< nothing is chosen for removal while the stores do not seem to belong together
    PersonDecides,
    Connected,     ///< a pairing is not reset while it is open
    Changed,       ///< since the plan was made
    KeeperChanged, ///< the group's keeper is not as it was
};
QString leftReasonWord(LeftReason reason);
std::optional<LeftReason> leftReasonFromWord(QStringView word);

struct LeftOut {
    LeftReason reason = LeftReason::PersonDecides;
    std::optional<FindingCode> finding; ///< repair: what is not mended
    QString because;                    ///< translated: why, and the next step
    bool operator==(const LeftOut&) const = default;
};

/// What a deletion takes for good; the WhatsApp session cannot come back either. −1: not known.
struct Loss {
    std::optional<PhoneNumber> phone;
    QString profileName;    ///< of the linked device
    bool connected = false; ///< by list or memory
    qint64 messages = -1;
    qint64 contacts = -1;
    qint64 chats = -1;
    qint64 undelivered = -1; ///< of the residue, where it is cleared
    bool operator==(const Loss&) const = default;
};

enum class ItemTask : quint8 { Delete, Keep, Repair, Disable, Enable, Protect, Unprotect, ResetPairing };
QString itemTaskWord(ItemTask task);
std::optional<ItemTask> itemTaskFromWord(QStringView word);

/// What is done to one instance (or to one row or key that leads to no name).
struct PlanItem {
    ItemTask task = ItemTask::Delete;
    QByteArray identity;               ///< AuditRow::identity()
    InstanceName name;                 ///< empty where the identity is a row or a key
    QUuid organizationId;              ///< null where none is known
    int group = -1;                    ///< clean: index in Plan::groups
    std::vector<FindingCode> findings; ///< repair: those that the steps mend
    SeenState seen;
    std::vector<PlanStep> steps; ///< in their order; none and nothing left: there is nothing to do
    std::vector<LeftOut> left;
    Loss loss;

    bool has(StepAction action) const;
    /// It deletes or disconnects: the instance, a row, or the messages left behind.
    bool isDestructive() const;
    bool isLeft(LeftReason reason) const;
    bool operator==(const PlanItem&) const = default;
};

/// One group of duplicates, with what a person needs to agree to its keeper or to decide.
struct PlanGroup {
    QUuid organizationId;             ///< null for a group by phone
    std::optional<PhoneNumber> phone; ///< a group by phone
    std::vector<InstanceName> members;
    std::optional<InstanceName> keeper; ///< the one kept, else the one proposed
    bool isPicked = false;              ///< by the person
    QString score;                      ///< one line (translated): why this keeper
    std::optional<LeftOut> left;        ///< the group is left as it is
    bool operator==(const PlanGroup&) const = default;
};

/// How much a plan does, counted item by item: a plan need not be in memory for its summary.
struct PlanTally {
    qint64 items = 0;
    qint64 changed = 0;              ///< items with a step
    qint64 destructive = 0;          ///< items that delete or disconnect
    qint64 connectedDestructive = 0; ///< of them connected
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

/// Ordered steps per instance, as computed from one audit. What its file says is for the reader: when it is applied,
/// everything is computed anew (see reconcile()).
struct Plan {
    PlanRequest request;
    QString profileId;
    Environment environment = Environment::Production;
    Timestamp takenAt{};
    std::vector<PlanGroup> groups; ///< clean only
    std::vector<PlanItem> items;
    std::optional<QString> confirm; ///< the text to be typed; set from the breakers' verdict

    PlanKind kind() const { return request.kind; }
    PlanTally tally() const;
    const PlanItem* find(const QByteArray& identity) const;
    bool operator==(const Plan&) const = default;
};

/// The plan computed anew, less what the shown one did not show: an item that has changed since, or would be written to
/// otherwise, is left with its reason (LeftReason::Changed), and with it a group whose keeper has changed. What is not
/// planned any more stands in it without steps: done already, or left with its reason. `now`: what the fresh one was
/// computed from.
Plan reconcile(const Plan& shown, Plan fresh, const Audit& now);

/// The keeper of the item's group; nothing where it has none.
std::optional<InstanceName> keeperOf(const Plan& plan, const PlanItem& item);

/// The item's counted state as a later audit has it, to be compared with item.seen: with its rows that do not name it
/// yet, or do not any more. One that names the group's keeper by now has gone from it as planned.
SeenState seenAgain(const Audit& audit, const PlanItem& item, const std::optional<InstanceName>& keeper = std::nullopt);

/// Refused where the plan was made for other stores.
Result<void> checkBelongs(const Plan& plan, const QString& profileId, Environment environment);

} // namespace steward
