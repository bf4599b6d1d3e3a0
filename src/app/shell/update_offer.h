#pragma once

class QWidget;

namespace steward {

class BackgroundRunner;
class WindowSettings;

/// Where the program was built with a key for it (STEWARD_UPDATE_KEY): the part of the About page that looks for newer
/// versions. Null elsewhere: such a program looks for none.
QWidget* makeUpdatePanel(BackgroundRunner& runner, WindowSettings& settings);

} // namespace steward
