#pragma once

#include "domain/plans/breakers.h"
#include "domain/plans/planner.h"
#include "support/fleet_builder.h"

#include <QStringList>

namespace steward::test {

/// Plans over a fleet on stores for development, in the profile "here".
Plan planned(const Fleet& fleet, PlanRequest request);
/// "delete", "a", "b": names as bytes.
PlanRequest requestFor(PlanKind kind, const std::vector<QByteArray>& names = {});

/// The item of a name; the test fails without it.
const PlanItem& itemAt(const Plan& plan, const QByteArray& name);
/// "delete-instance delete-row drop-entry tell-removed": what is done to a name, in its order.
QString stepsAt(const Plan& plan, const QByteArray& name);
/// The reasons why a name is left: "protected".
QString leftAt(const Plan& plan, const QByteArray& name);
/// What the one group of a plan is left for; empty where it is cleaned.
QString groupLeft(const Plan& plan);
QString breakersOf(const Fleet& fleet, const Plan& plan, BreakerFacts facts = {});

/// Facts of the profile "here", for development.
BreakerFacts factsHere();

/// The six instances of one organization and its one row (DOMAIN, "What goes wrong" 2): the third holds the session,
/// the fourth shows a QR code, the row names the first.
Fleet sixInstances();
QByteArray sixth(int number); ///< the name of the number-th, from 1

} // namespace steward::test
