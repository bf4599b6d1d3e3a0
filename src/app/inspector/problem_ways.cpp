#include "app/inspector/problem_ways.h"

#include "domain/value_table.h"

#include <QCoreApplication>

namespace steward {
namespace {

struct WayTraits {
    ProblemWay way;
    Icon icon;
    bool isChange;
    bool isForAll = false;
};

constexpr WayTraits wayTraits[]{
    {ProblemWay::Repair, Icon::Wrench, true, true},   {ProblemWay::UsePhone, Icon::Wrench, true},
    {ProblemWay::Create, Icon::Plus, true},           {ProblemWay::Clean, Icon::CopyCheck, true, true},
    {ProblemWay::ShowGroup, Icon::ListFilter, false}, {ProblemWay::Pair, Icon::QrCode, true, true},
    {ProblemWay::Reset, Icon::QrCode, true},          {ProblemWay::Assign, Icon::Building, true},
    {ProblemWay::NameRow, Icon::Hash, true},          {ProblemWay::Enable, Icon::Plug, true},
    {ProblemWay::Unlink, Icon::LinkOff, true},        {ProblemWay::CopySteps, Icon::Copy, false},
};
static_assert(isTableOf(wayTraits, &WayTraits::way, ProblemWay::CopySteps));

struct WayText {
    Q_DECLARE_TR_FUNCTIONS(steward::InspectorPanel)
};

ProblemButton repairButton()
{
    return {ProblemWay::Repair, WayText::tr("Repair…")};
}

} // namespace

std::vector<ProblemButton> waysOf(FindingCode code)
{
    switch (code) {
    case FindingCode::DuplicateInstance:
    case FindingCode::DuplicateIntegration:
        return {{ProblemWay::Clean, WayText::tr("Clean up…"), true}, {ProblemWay::ShowGroup, WayText::tr("Show all")}};
    case FindingCode::DuplicatePhone:
        return {{ProblemWay::ShowGroup, WayText::tr("Show all with this phone")}};
    case FindingCode::StateMismatch:
    case FindingCode::GhostInstance:
    case FindingCode::UnlistedInstance:
    case FindingCode::UnreachableName:
        return {{ProblemWay::CopySteps, WayText::tr("Copy for the administrator")}};
    case FindingCode::ConnectionLost:
        return {{ProblemWay::Pair, WayText::tr("Pair again…")}};
    case FindingCode::StuckPairing:
        return {{ProblemWay::Reset, WayText::tr("Reset pairing…")}};
    case FindingCode::DisabledButConnected:
        return {{ProblemWay::Enable, WayText::tr("Enable…")}, {ProblemWay::Unlink, WayText::tr("Unlink phone…")}};
    case FindingCode::OrphanedInstance:
    case FindingCode::OrganizationMismatch:
        return {{ProblemWay::Assign, WayText::tr("Assign organization…")}};
    case FindingCode::NamelessIntegration:
        return {{ProblemWay::NameRow, WayText::tr("Choose its instance…")}};
    case FindingCode::PhoneMismatch:
        return {{ProblemWay::UsePhone, WayText::tr("Use this phone…")}};
    case FindingCode::StaleCache:
        return {{ProblemWay::Repair, WayText::tr("Drop entry…")}};
    case FindingCode::NotCached:
        return {{ProblemWay::Repair, WayText::tr("Fill cache…")}};
    case FindingCode::Residue:
        return {{ProblemWay::Repair, WayText::tr("Clear…")}};
    case FindingCode::OrphanedIntegration:
        return {{ProblemWay::Create, WayText::tr("Create it…")}, repairButton()};
    case FindingCode::CacheMismatch:
    case FindingCode::UnreadableCache:
    case FindingCode::CacheWithoutExpiry:
    case FindingCode::StatusDrift:
    case FindingCode::WebhookMismatch:
        return {repairButton()};
    }
    return {};
}

Icon iconOf(ProblemWay way)
{
    const WayTraits* traits = lineIn(wayTraits, way);
    return traits ? traits->icon : Icon::Info;
}

bool isChange(ProblemWay way)
{
    const WayTraits* traits = lineIn(wayTraits, way);
    return !traits || traits->isChange;
}

bool isForAll(ProblemWay way)
{
    const WayTraits* traits = lineIn(wayTraits, way);
    return traits && traits->isForAll;
}

QString obstacleOf(ProblemWay way, const StandingObstacles& obstacles)
{
    if (!isChange(way))
        return {};
    return way == ProblemWay::Pair ? obstacles.making : obstacles.plans;
}

} // namespace steward
