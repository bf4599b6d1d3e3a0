#include "workflows/journal/journal_action.h"

#include <algorithm>
#include <iterator>

namespace steward {
namespace {

struct Known {
    JournalAction action;
    Store store;
    const char* word;
    const char* earlier = ""; ///< the word of an earlier version
};

constexpr Known actions[] = {
    {JournalAction::QuietWebhook, Store::Server, "calm-webhook", "quiet-webhook"},
    {JournalAction::WakeWebhook, Store::Server, "wake-webhook"},
    {JournalAction::LogOut, Store::Server, "log-out", "logout"},
    {JournalAction::DeleteInstance, Store::Server, "delete", "delete-instance"},
    {JournalAction::CreateInstance, Store::Server, "create", "create-instance"},
    {JournalAction::SetWebhook, Store::Server, "set-webhook"},
    {JournalAction::RestartInstance, Store::Server, "restart"},
    {JournalAction::Connect, Store::Server, "connect"},
    {JournalAction::Claim, Store::Database, "claim"},
    {JournalAction::UndoClaim, Store::Database, "undo-claim"},
    {JournalAction::PointRow, Store::Database, "point-row"},
    {JournalAction::InsertRow, Store::Database, "insert-row"},
    {JournalAction::WriteRow, Store::Database, "write-row"},
    {JournalAction::EnableRow, Store::Database, "enable-row"},
    {JournalAction::DisableRow, Store::Database, "disable-row"},
    {JournalAction::DeleteRow, Store::Database, "delete-row"},
    {JournalAction::ProtectRow, Store::Database, "protect-row"},
    {JournalAction::UnprotectRow, Store::Database, "unprotect-row"},
    {JournalAction::RecordPairing, Store::Database, "record-pairing"},
    {JournalAction::RestoreRow, Store::Database, "restore-row"},
    {JournalAction::UndoRow, Store::Database, "undo-row"},
    {JournalAction::RenewLease, Store::Database, "renew-lease"},
    {JournalAction::EndLease, Store::Database, "end-lease"},
    {JournalAction::MakeGuard, Store::Database, "make-guard"},
    {JournalAction::WriteEntry, Store::Cache, "write-entry"},
    {JournalAction::DropEntry, Store::Cache, "drop-entry", "remove-entries"},
    {JournalAction::SetLifetime, Store::Cache, "set-lifetime"},
    {JournalAction::ClearResidue, Store::Cache, "clear-residue"},
    {JournalAction::TellWorkers, Store::Cache, "tell-workers"},
    {JournalAction::TellKept, Store::Cache, "tell-kept"},
    {JournalAction::Plan, Store::Database, "plan"},
    {JournalAction::BeginItem, Store::Database, "begin-item"},
    {JournalAction::ProvenGone, Store::Server, "proven-gone"},
    {JournalAction::EndItem, Store::Database, "end-item"},
    {JournalAction::PairingSubject, Store::Database, "pairing-subject"},
    {JournalAction::Reset, Store::Server, "reset"},
    {JournalAction::Replace, Store::Database, "replace"},
    {JournalAction::RoomMade, Store::Database, "room-made"},
};

consteval bool areWhole()
{
    for (size_t place = 0; place < std::size(actions); ++place) {
        if (static_cast<size_t>(actions[place].action) != place)
            return false;
    }
    return std::size(actions) == static_cast<size_t>(JournalAction::RoomMade) + 1;
}
static_assert(areWhole(), "each action has its line, in the order of the enumeration");

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

} // namespace steward
