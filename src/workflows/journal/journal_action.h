#pragma once

#include "domain/store_records.h"

#include <QString>

#include <optional>

namespace steward {

/// What a record of the journal is about. Each has one word on disk, which stays; of some an earlier version wrote
/// another, which is read too.
enum class JournalAction : quint8 {
    // Sent to the server.
    QuietWebhook,
    WakeWebhook,
    LogOut,
    DeleteInstance,
    CreateInstance,
    SetWebhook,
    RestartInstance,
    Connect,
    // To the database.
    Claim,
    UndoClaim,
    PointRow,
    InsertRow,
    WriteRow,
    EnableRow,
    DisableRow,
    DeleteRow,
    ProtectRow,
    UnprotectRow,
    RecordPairing,
    RestoreRow,
    UndoRow,
    TakeLease,
    RenewLease,
    EndLease,
    MakeGuard,
    // To the cache.
    WriteEntry,
    DropEntry,
    SetLifetime,
    ClearResidue,
    // To the workers, through the cache.
    TellWorkers,
    TellKept, ///< within another operation, what an earlier one left untold
    // Sent to nobody: what an operation notes for whoever resumes it.
    Plan,
    BeginItem, ///< with what a deleted row is restored from
    ProvenGone,
    EndItem, ///< its before has the identity and what came of each store
    PairingSubject,
    Reset,
    Replace, ///< what is created once there is room
    RoomMade,
};

QString journalActionWord(JournalAction action); ///< "log-out"
/// Nothing: of another version. Whoever goes by it leaves it for a person.
std::optional<JournalAction> journalActionFromWord(const QString& word);
/// Where it is written, or for which store it is noted.
Store storeOf(JournalAction action);

/// What is told by it of a plan's item, or of the plan.
enum class PlanPart : quint8 {
    Webhook,
    LogOut,
    Removal,
    Creation,
    Restart,
    Row,
    Lease, ///< the row is held, and else as it was
    EntryWritten,
    EntryDropped,
    Cache, ///< something else there
    Telling,
    Plan,
    Begin,
    ProvenGone,
    End,
    None, ///< a plan has no such step
};
/// What is told by it of a creation.
enum class CreationPart : quint8 {
    Claim,
    Create,
    Telling,
    Entry,
    Undo,
    Apart, ///< of an earlier operation
    None,  ///< a creation has no such step
};
/// What it is to a webhook that is made quiet.
enum class QuietPart : quint8 { TakesOut, PutsBack, Deletes, None };

/// What an action says to whoever reads back what it was done for.
struct ActionParts {
    PlanPart plan = PlanPart::None;
    CreationPart creation = CreationPart::None;
    QuietPart quiet = QuietPart::None;
};
/// Of one that is not known: nothing.
ActionParts partsOf(std::optional<JournalAction> action);

} // namespace steward
