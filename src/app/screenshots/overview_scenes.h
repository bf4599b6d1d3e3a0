#pragma once

#include "app/screenshots/screenshot_scenes.h"

#include <vector>

namespace steward {

/// The overview as its mockups show it, with a past of two weeks.
std::vector<NamedScene> overviewScenes();

} // namespace steward
