#pragma once

#include "domain/instance_name.h"

#include <QRandomGenerator>

#include <vector>

namespace steward::test {

/// Names that break careless programs: glob, quotes, slashes, %, line breaks, HTML, right-to-left marks, emoji, 255
/// characters, __proto__ …
std::vector<InstanceName> hostileNames();

/// `count` different ones, those above first, the others put together from pieces of them at random.
std::vector<InstanceName> fuzzedNames(int count, QRandomGenerator& random);

} // namespace steward::test
