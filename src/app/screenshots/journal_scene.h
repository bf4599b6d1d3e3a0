#pragma once

#include "app/screenshots/screenshot_scenes.h"

namespace steward {

/// The journal's page as its mockup shows it: three days of work, one operation interrupted.
NamedScene journalScene();

} // namespace steward
