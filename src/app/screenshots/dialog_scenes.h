#pragma once

#include "app/screenshots/screenshot_scenes.h"

namespace steward {

/// The dialogs of an opened workspace, each as it stands after its first answers.
std::vector<NamedScene> dialogScenes();

} // namespace steward
