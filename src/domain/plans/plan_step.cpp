#include "domain/plans/plan_step.h"

#include "domain/word_table.h"

namespace steward {
namespace {

constexpr WordTable<StepAction, stepActionCount> actionWords{{
    "quiet-webhook", "log-out",       "delete-instance",    "create-instance",      "set-webhook",  "restart-instance",
    "point-row",     "insert-row",    "write-row",          "enable-row",           "disable-row",  "delete-row",
    "protect-row",   "unprotect-row", "write-entry",        "drop-entry",           "set-lifetime", "clear-residue",
    "tell-added",    "tell-removed",  "protect-in-profile", "unprotect-in-profile",
}};

constexpr WordTable<PlanPlace, 5> placeWords{{"server", "database", "cache", "workers", "profile"}};

} // namespace

QString stepActionWord(StepAction action)
{
    return actionWords.of(action);
}

std::optional<StepAction> stepActionFromWord(QStringView word)
{
    return actionWords.from(word);
}

PlanPlace placeOf(StepAction action)
{
    switch (action) {
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::DeleteInstance:
    case StepAction::CreateInstance:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
        return PlanPlace::Server;
    case StepAction::PointRow:
    case StepAction::InsertRow:
    case StepAction::WriteRow:
    case StepAction::EnableRow:
    case StepAction::DisableRow:
    case StepAction::DeleteRow:
    case StepAction::ProtectRow:
    case StepAction::UnprotectRow:
        return PlanPlace::Database;
    case StepAction::WriteEntry:
    case StepAction::DropEntry:
    case StepAction::SetLifetime:
    case StepAction::ClearResidue:
        return PlanPlace::Cache;
    case StepAction::TellAdded:
    case StepAction::TellRemoved:
        return PlanPlace::Workers;
    case StepAction::ProtectInProfile:
    case StepAction::UnprotectInProfile:
        return PlanPlace::Profile;
    }
    return PlanPlace::Server; // unknown: it is refused where it would be done
}

QString placeWord(PlanPlace place)
{
    return placeWords.of(place);
}

StepSign PlanStep::sign() const
{
    switch (action) {
    case StepAction::DeleteInstance:
    case StepAction::DeleteRow:
    case StepAction::DropEntry:
    case StepAction::ClearResidue:
    case StepAction::TellRemoved:
    case StepAction::UnprotectInProfile:
        return StepSign::Remove;
    case StepAction::CreateInstance:
    case StepAction::InsertRow:
    case StepAction::TellAdded:
    case StepAction::ProtectInProfile:
        return StepSign::Add;
    case StepAction::WriteEntry:
        return before.isEmpty() ? StepSign::Add : StepSign::Change;
    case StepAction::QuietWebhook:
    case StepAction::LogOut:
    case StepAction::SetWebhook:
    case StepAction::RestartInstance:
    case StepAction::PointRow:
    case StepAction::WriteRow:
    case StepAction::EnableRow:
    case StepAction::DisableRow:
    case StepAction::ProtectRow:
    case StepAction::UnprotectRow:
    case StepAction::SetLifetime:
        break;
    }
    return StepSign::Change;
}

bool PlanStep::isSameWrite(const PlanStep& other) const
{
    return action == other.action && instance == other.instance && rowId == other.rowId && keyKind == other.keyKind &&
           token == other.token;
}

} // namespace steward
