#include "domain/plans/plan_step.h"

#include "domain/value_table.h"
#include "domain/word_table.h"

namespace steward {
namespace {

constexpr WordTable<StepAction, stepActionCount> actionWords{{
    "quiet-webhook", "log-out",       "delete-instance",    "create-instance",      "set-webhook",  "restart-instance",
    "point-row",     "insert-row",    "write-row",          "enable-row",           "disable-row",  "delete-row",
    "protect-row",   "unprotect-row", "write-entry",        "drop-entry",           "set-lifetime", "clear-residue",
    "tell-added",    "tell-removed",  "protect-in-profile", "unprotect-in-profile",
}};

struct StepTraits {
    StepAction action;
    PlanPlace place;
    StepSign sign;
    bool takesAway = false;
};

constexpr StepTraits stepTraits[]{
    {StepAction::QuietWebhook, PlanPlace::Server, StepSign::Change},
    {StepAction::LogOut, PlanPlace::Server, StepSign::Change, true},
    {StepAction::DeleteInstance, PlanPlace::Server, StepSign::Remove, true},
    {StepAction::CreateInstance, PlanPlace::Server, StepSign::Add},
    {StepAction::SetWebhook, PlanPlace::Server, StepSign::Change},
    {StepAction::RestartInstance, PlanPlace::Server, StepSign::Change},
    {StepAction::PointRow, PlanPlace::Database, StepSign::Change},
    {StepAction::InsertRow, PlanPlace::Database, StepSign::Add},
    {StepAction::WriteRow, PlanPlace::Database, StepSign::Change},
    {StepAction::EnableRow, PlanPlace::Database, StepSign::Change},
    {StepAction::DisableRow, PlanPlace::Database, StepSign::Change, true},
    {StepAction::DeleteRow, PlanPlace::Database, StepSign::Remove, true},
    {StepAction::ProtectRow, PlanPlace::Database, StepSign::Change},
    {StepAction::UnprotectRow, PlanPlace::Database, StepSign::Change},
    {StepAction::WriteEntry, PlanPlace::Cache, StepSign::Change},
    {StepAction::DropEntry, PlanPlace::Cache, StepSign::Remove, true},
    {StepAction::SetLifetime, PlanPlace::Cache, StepSign::Change},
    {StepAction::ClearResidue, PlanPlace::Cache, StepSign::Remove, true},
    {StepAction::TellAdded, PlanPlace::Workers, StepSign::Add},
    {StepAction::TellRemoved, PlanPlace::Workers, StepSign::Remove},
    {StepAction::ProtectInProfile, PlanPlace::Profile, StepSign::Add},
    {StepAction::UnprotectInProfile, PlanPlace::Profile, StepSign::Remove},
};
static_assert(isTableOf(stepTraits, &StepTraits::action, StepAction::UnprotectInProfile));

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
    const StepTraits* traits = lineIn(stepTraits, action);
    return traits ? traits->place : PlanPlace::Server; // unknown: it is refused where it would be done
}

bool takesAway(StepAction action)
{
    const StepTraits* traits = lineIn(stepTraits, action);
    return !traits || traits->takesAway;
}

QString placeWord(PlanPlace place)
{
    return placeWords.of(place);
}

StepSign PlanStep::sign() const
{
    if (action == StepAction::WriteEntry && before.isEmpty())
        return StepSign::Add;
    const StepTraits* traits = lineIn(stepTraits, action);
    return traits ? traits->sign : StepSign::Change;
}

bool PlanStep::isSameWrite(const PlanStep& other) const
{
    return action == other.action && instance == other.instance && rowId == other.rowId && keyKind == other.keyKind &&
           token == other.token;
}

} // namespace steward
