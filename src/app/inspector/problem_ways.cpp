#include "app/inspector/problem_ways.h"

#include <QCoreApplication>

namespace steward {
namespace {

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

bool isChange(ProblemWay way)
{
    switch (way) {
    case ProblemWay::Repair:
    case ProblemWay::UsePhone:
    case ProblemWay::Create:
    case ProblemWay::Clean:
    case ProblemWay::Pair:
    case ProblemWay::Reset:
    case ProblemWay::Assign:
    case ProblemWay::NameRow:
    case ProblemWay::Enable:
    case ProblemWay::Unlink:
        return true;
    case ProblemWay::ShowGroup:
    case ProblemWay::CopySteps:
        return false;
    }
    return true;
}

QString obstacleOf(ProblemWay way, const StandingObstacles& obstacles)
{
    if (!isChange(way))
        return {};
    return way == ProblemWay::Pair ? obstacles.making : obstacles.plans;
}

} // namespace steward
