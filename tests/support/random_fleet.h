#pragma once

#include "support/fleet_builder.h"

#include <QRandomGenerator>

namespace steward::test {

/// A small fleet in which names, organizations, numbers and tokens meet often: few of each, hostile ones among them.
/// What a store cannot hold twice (a name in the list, a key, an id) is there once.
Fleet randomFleet(QRandomGenerator& random);

/// The same content as the stores could answer it another time.
void shuffle(Fleet& fleet, QRandomGenerator& random);

} // namespace steward::test
