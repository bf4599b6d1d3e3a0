#pragma once

#include "app/screenshots/screenshot_scenes.h"

#include <vector>

namespace steward {

/// The settings' sections, one picture each.
std::vector<NamedScene> settingsScenes();

} // namespace steward
