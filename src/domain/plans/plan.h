#pragma once

#include "domain/audit/finding.h"
#include "domain/environment.h"
#include "domain/error.h"
#include "domain/ids.h"
#include "domain/plans/plan_items.h"

#include <QByteArray>
#include <QString>

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
    Unlink, ///< log the phone out; instance and row stay
    SetWebhook,
    Restart, ///< the server takes its connection up anew; nothing of it is changed
};
QString planKindWord(PlanKind kind); ///< "reset-pairing"
std::optional<PlanKind> planKindFromWord(QStringView word);

/// A row that a person chose by its id.
struct RowChoice {
    IntegrationId id;
    std::optional<InstanceName> name; ///< it is to name this instance; nothing: it is to be removed
    bool operator==(const RowChoice&) const = default;
};

/// What a person wants instances' webhooks to be; what is empty stays as it is.
struct WebhookChoice {
    QString address; ///< with {webhook_token} or {instance_name}; holds no secret (webhookAddressTrouble())
    std::vector<QString> events;
    bool operator==(const WebhookChoice&) const = default;
};

/// What the person asked for: all that is needed to compute the plan anew.
struct PlanRequest {
    PlanKind kind = PlanKind::Delete;
    /// The instances meant. Clean: not used. Repair: none is every instance.
    std::vector<InstanceName> names;
    /// Repair only: AuditRow::identity() of rows and keys that lead to no name, chosen one by one.
    std::vector<QByteArray> others;
    std::vector<OrganizationId> organizations;    ///< clean: none is all
    std::vector<InstanceName> keep;               ///< clean: the survivors that the person picked
    std::vector<FindingCode> findings;            ///< repair: none is all
    std::map<InstanceName, OrganizationId> adopt; ///< repair: the organization that the person chose for an instance
    std::optional<RowChoice> row;                 ///< repair: this row, and nothing else
    std::optional<WebhookChoice> webhook;         ///< set-webhook only
    bool usePhone = false;     ///< repair: the phone that is linked is the right one, says the person
    bool withWebhooks = false; ///< repair of everything: the webhooks too
    bool withResidue = false;  ///< delete, clean: ticked by the person
    /// A repair that only a person decides: what is left of it was not left by the program's own choice.
    bool isDecision() const { return row || usePhone || !adopt.empty(); }
    bool operator==(const PlanRequest&) const = default;
};

/// Why this survivor. Its line is made in src/wording.
struct SurvivorScore {
    enum class Link : quint8 { No, Perhaps, Proven };
    Link link = Link::No; ///< to a phone
    bool isInRow = false;
    std::optional<PhoneNumber> phone;
    qint64 messages = -1; ///< −1: not known
    bool hasMost = false;
    bool isNewest = false;
    QString told; ///< its line, where a plan's document says it

    /// Said for the reader: nothing depends on it.
    bool operator==(const SurvivorScore&) const { return true; }
};

/// One group of duplicates, with what a person needs to agree to its survivor or to decide.
struct PlanGroup {
    OrganizationId organizationId;    ///< null for a group by phone
    std::optional<PhoneNumber> phone; ///< a group by phone
    std::vector<InstanceName> members;
    std::optional<InstanceName> survivor; ///< the one kept, else the one proposed
    bool isPicked = false;                ///< by the person
    SurvivorScore score;
    std::optional<Skipped> left; ///< the group is left as it is
    bool operator==(const PlanGroup&) const = default;
};

/// Ordered steps per instance, as computed from one audit. What its file says is for the reader: when it is applied,
/// everything is computed anew (see reconcile()).
struct Plan {
    PlanRequest request;
    QString profileId;
    Environment environment = Environment::Production;
    Timestamp takenAt{};
    std::vector<PlanGroup> groups; ///< clean only
    PlanItems items;
    std::optional<QString> confirm; ///< the text to be typed; set from the breakers' verdict

    PlanKind kind() const { return request.kind; }
    const PlanTally& tally() const { return items.tally(); }
    PlanItemRef find(const QByteArray& identity) const { return items.find(identity); }
    bool operator==(const Plan&) const = default;
};

/// The plan computed anew, less what the shown one did not show: an item that has changed since, or would be written to
/// otherwise, is left with its reason (SkipReason::Changed), and with it a group whose survivor has changed. What is
/// not planned any more stands in it without steps: done already, or left with its reason. `now`: what the fresh one
/// was computed from.
Plan reconcile(const Plan& shown, Plan fresh, const Audit& now);

/// The survivor of the item's group; nothing where it has none.
std::optional<InstanceName> survivorOf(const Plan& plan, const PlanItem& item);

/// The item's counted state as a later audit has it, to be compared with item.seen: with its rows that do not name it
/// yet, or do not any more. One that names the group's survivor by now has gone from it as planned.
SeenState
seenAgain(const Audit& audit, const PlanItem& item, const std::optional<InstanceName>& survivor = std::nullopt);

/// Refused where the plan was made for other stores.
Result<void> checkBelongs(const Plan& plan, const QString& profileId, Environment environment);

} // namespace steward
