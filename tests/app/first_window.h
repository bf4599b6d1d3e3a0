#pragma once

namespace steward::test {

/// What EveryPageTest runs in a process of its own, on a screen of its own: the window's first start with the text at
/// so many percent. Prints the screen's size and the window's.
constexpr auto firstWindowArgument = "--first-window";
int runFirstWindow(int percent);

} // namespace steward::test
