#pragma once

#include "domain/ids.h"
#include "domain/plans/plan_state.h"
#include "domain/store_records.h"

#include <QString>

#include <optional>
#include <vector>

namespace steward {

/// Where a step changes something. Workers are told through the cache; the profile is a file of this workstation.
enum class PlanPlace : quint8 { Server, Database, Cache, Workers, Profile };

enum class StepSign : quint8 { Add, Change, Remove };

/// What a step does. An item's steps stand in the order in which they are done.
enum class StepAction : quint8 {
    QuietWebhook, ///< webhook/set without the events for which the server would wait, and then clean up by name
    LogOut,
    DeleteInstance,
    CreateInstance, ///< under the name of the item
    SetWebhook,     ///< to the template's URL with the row's token; found first, read back after
    RestartInstance,
    PointRow,   ///< the row names this instance, under the current key alone, and carries the lease while cleaning
    InsertRow,  ///< an enabled row with a new token
    WriteRow,   ///< status, number, the number that is expected
    EnableRow,  ///< the claim of a creation, on this row
    DisableRow, ///< enabled=false, status disabled
    DeleteRow,
    ProtectRow,
    UnprotectRow,
    WriteEntry, ///< SETEX with the cache's lifetime, from the row
    DropEntry,
    SetLifetime,  ///< EXPIRE
    ClearResidue, ///< streams and rate limiter of the instance
    TellAdded,
    TellRemoved,
    ProtectInProfile,
    UnprotectInProfile,
};
constexpr int stepActionCount = static_cast<int>(StepAction::UnprotectInProfile) + 1;

QString stepActionWord(StepAction action); ///< "delete-row"
std::optional<StepAction> stepActionFromWord(QStringView word);
PlanPlace placeOf(StepAction action);
/// What is there before is gone or off afterwards. One that is not known may do so.
bool takesAway(StepAction action);
QString placeWord(PlanPlace place); ///< "server", "database", "cache", "workers", "profile"

/// What is there before a step, or is to be there after it; only what the step is about is set.
struct StepValues {
    std::optional<InstanceName> instanceName;
    std::optional<OrganizationId> organizationId;
    std::optional<ClinicId> clinicId; ///< null: none
    std::optional<bool> enabled;
    std::optional<QString> status;
    std::optional<PhoneNumber> phone;
    std::optional<PhoneNumber> expectedPhone; ///< config.expected_phone
    std::optional<bool> isProtected;
    std::optional<Connection> connection;
    std::optional<QString> displayName;
    std::optional<QString> webhook; ///< masked
    std::vector<QString> webhookEvents;
    std::optional<qint64> ttlSeconds;
    std::optional<qint64> messages; ///< of a residue: in the queue of outgoing messages

    bool isEmpty() const { return *this == StepValues(); }
    bool operator==(const StepValues&) const = default;
};

/// One write: what, where, and what is there now. Holds no secret.
struct PlanStep {
    StepAction action = StepAction::DropEntry;
    InstanceName instance; ///< on the server, of an instance key, of a residue, for the workers and the profile
    std::optional<IntegrationId> rowId; ///< database; nothing for a row that is yet to be made
    CacheKeyKind keyKind = CacheKeyKind::Instance;
    std::optional<TokenKey> token; ///< token key; nothing there: the token of the row that is yet to be made
    StepValues before;             ///< empty: nothing is there
    StepValues after;

    PlanPlace place() const { return placeOf(action); }
    StepSign sign() const;
    /// The same write at the same place, whatever the values.
    bool isSameWrite(const PlanStep& other) const;
    bool operator==(const PlanStep&) const = default;
};

} // namespace steward
