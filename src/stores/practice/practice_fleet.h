#pragma once

#include "stores/practice/practice_world.h"

#include <QString>

#include <memory>

namespace steward {

/// Where the fleet's webhooks lead; {webhook_token} stands for the row's token.
QString practiceWebhookTemplate();

/// A world with a little over forty organizations, most of them healthy, in which every finding of CONTRACT occurs. Its
/// ids, names and tokens are the same each time; its times are relative to the clock's now.
std::shared_ptr<PracticeWorld> makePracticeFleet(PracticeWorld::Clock clock = PracticeWorld::systemClock);

} // namespace steward
