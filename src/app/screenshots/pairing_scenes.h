#pragma once

#include "app/screenshots/screenshot_scenes.h"

namespace steward {

/// A new instance, a file of them, and the phones that are paired.
std::vector<NamedScene> pairingScenes();

} // namespace steward
