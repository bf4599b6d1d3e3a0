#pragma once

#include "app/screenshots/screenshot_scenes.h"

#include <vector>

namespace steward {

/// The page of instances as its mockups show it.
std::vector<NamedScene> instanceScenes();

} // namespace steward
