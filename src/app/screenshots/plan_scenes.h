#pragma once

#include "app/screenshots/screenshot_scenes.h"

namespace steward {

/// Duplicates, plan, run and result, as steps of one page.
std::vector<NamedScene> planScenes();

} // namespace steward
