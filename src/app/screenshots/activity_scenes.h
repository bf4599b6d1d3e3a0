#pragma once

#include "app/screenshots/screenshot_scenes.h"

namespace steward {

/// The window with its activity panel: nothing done yet, some running, several ended.
std::vector<NamedScene> activityScenes();

} // namespace steward
