#pragma once

#include "app/operations/standing_obstacles.h"
#include "app/style/icons.h"
#include "domain/audit/audit.h"

#include <QString>

#include <vector>

namespace steward {

/// What a button beside a problem does.
enum class ProblemWay : quint8 {
    Repair,    ///< a plan for this problem
    UsePhone,  ///< a plan: the phone that is linked is the right one
    Create,    ///< a plan: the instance that a row lacks
    Clean,     ///< the organization's duplicates
    ShowGroup, ///< the rows that are in it together
    Pair,
    Reset,
    Assign,  ///< an organization
    NameRow, ///< which instance a row without a name belongs to
    Enable,
    Unlink,
    CopySteps, ///< for whoever looks after the server
};

struct ProblemButton {
    ProblemWay way;
    QString text;
    bool isPrimary = false;
};

/// The first is what the problem is mended by.
std::vector<ProblemButton> waysOf(FindingCode code);
/// It changes something, and is off where nothing may be changed.
bool isChange(ProblemWay way);
/// One plan or one queue does it for all that have the problem. The rest is decided for each by itself.
bool isForAll(ProblemWay way);
Icon iconOf(ProblemWay way);
/// Why it cannot be begun in this workspace; empty: it can.
QString obstacleOf(ProblemWay way, const StandingObstacles& obstacles);

} // namespace steward
