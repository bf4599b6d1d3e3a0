#include "workflows/journal/journal_action.h"

#include "domain/value_table.h"

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

struct Known {
    JournalAction action;
    Store store;
    const char* word;
    ActionParts parts = {};
    const char* earlier = ""; ///< the word of an earlier version
};

constexpr Known actions[] = {
    {JournalAction::QuietWebhook,
     Store::Server,
     "calm-webhook",
     {PlanPart::Webhook, CreationPart::Undo, QuietPart::TakesOut},
     "quiet-webhook"},
    {JournalAction::WakeWebhook,
     Store::Server,
     "wake-webhook",
     {PlanPart::Webhook, CreationPart::Undo, QuietPart::PutsBack}},
    {JournalAction::LogOut, Store::Server, "log-out", {PlanPart::LogOut, CreationPart::Undo}, "logout"},
    {JournalAction::DeleteInstance,
     Store::Server,
     "delete",
     {PlanPart::Removal, CreationPart::Undo, QuietPart::Deletes},
     "delete-instance"},
    {JournalAction::CreateInstance,
     Store::Server,
     "create",
     {PlanPart::Creation, CreationPart::Create},
     "create-instance"},
    {JournalAction::SetWebhook, Store::Server, "set-webhook", {PlanPart::Webhook}},
    {JournalAction::RestartInstance, Store::Server, "restart", {PlanPart::Restart}},
    {JournalAction::Connect, Store::Server, "connect"},
    {JournalAction::Claim, Store::Database, "claim", {PlanPart::None, CreationPart::Claim}},
    {JournalAction::UndoClaim, Store::Database, "undo-claim", {PlanPart::None, CreationPart::Undo}},
    {JournalAction::PointRow, Store::Database, "point-row", {PlanPart::Row}},
    {JournalAction::InsertRow, Store::Database, "insert-row", {PlanPart::Row}},
    {JournalAction::WriteRow, Store::Database, "write-row", {PlanPart::Row}},
    {JournalAction::EnableRow, Store::Database, "enable-row", {PlanPart::Row}},
    {JournalAction::DisableRow, Store::Database, "disable-row", {PlanPart::Row}},
    {JournalAction::DeleteRow, Store::Database, "delete-row", {PlanPart::Row}},
    {JournalAction::ProtectRow, Store::Database, "protect-row", {PlanPart::Row}},
    {JournalAction::UnprotectRow, Store::Database, "unprotect-row", {PlanPart::Row}},
    {JournalAction::RecordPairing, Store::Database, "record-pairing"},
    {JournalAction::RestoreRow, Store::Database, "restore-row"},
    {JournalAction::UndoRow, Store::Database, "undo-row"},
    {JournalAction::TakeLease, Store::Database, "take-lease", {PlanPart::Lease}},
    {JournalAction::RenewLease, Store::Database, "renew-lease", {PlanPart::Lease}},
    {JournalAction::EndLease, Store::Database, "end-lease", {PlanPart::Lease}},
    {JournalAction::MakeGuard, Store::Database, "make-guard"},
    {JournalAction::WriteEntry, Store::Cache, "write-entry", {PlanPart::EntryWritten, CreationPart::Entry}},
    {JournalAction::DropEntry,
     Store::Cache,
     "drop-entry",
     {PlanPart::EntryDropped, CreationPart::Undo},
     "remove-entries"},
    {JournalAction::SetLifetime, Store::Cache, "set-lifetime", {PlanPart::Cache}},
    {JournalAction::ClearResidue, Store::Cache, "clear-residue", {PlanPart::Cache}},
    {JournalAction::TellWorkers, Store::Cache, "tell-workers", {PlanPart::Telling, CreationPart::Telling}},
    {JournalAction::TellKept, Store::Cache, "tell-kept", {PlanPart::Telling, CreationPart::Apart}},
    {JournalAction::Plan, Store::Database, "plan", {PlanPart::Plan}},
    {JournalAction::BeginItem, Store::Database, "begin-item", {PlanPart::Begin}},
    {JournalAction::ProvenGone, Store::Server, "proven-gone", {PlanPart::ProvenGone}},
    {JournalAction::EndItem, Store::Database, "end-item", {PlanPart::End}},
    {JournalAction::PairingSubject, Store::Database, "pairing-subject"},
    {JournalAction::Reset, Store::Server, "reset"},
    {JournalAction::Replace, Store::Database, "replace"},
    {JournalAction::RoomMade, Store::Database, "room-made"},
};
static_assert(isTableOf(actions, &Known::action, JournalAction::RoomMade));

const Known& knownOf(JournalAction action)
{
    return actions[static_cast<size_t>(action)];
}

} // namespace

QString journalActionWord(JournalAction action)
{
    return QString::fromLatin1(knownOf(action).word);
}

std::optional<JournalAction> journalActionFromWord(const QString& word)
{
    const auto* found =
        std::ranges::find_if(actions, [&word](const Known& each) { return word == QLatin1String(each.word); });
    if (found == std::end(actions) && !word.isEmpty())
        found =
            std::ranges::find_if(actions, [&word](const Known& each) { return word == QLatin1String(each.earlier); });
    return found == std::end(actions) ? std::nullopt : std::optional(found->action);
}

Store storeOf(JournalAction action)
{
    return knownOf(action).store;
}

ActionParts partsOf(std::optional<JournalAction> action)
{
    return action ? knownOf(*action).parts : ActionParts();
}

} // namespace steward
