#pragma once

#include <QString>

class QApplication;

namespace steward {

/// Writes pictures of the windows, in light and dark, at 100 and 150 %, into a folder: NAME-light-100.png, …. Qt takes
/// a scale only at its start, so the program runs itself once for each. The answer is the exit code.
/// `mockups`: a folder whose pictures are put beside those of the same name, as beside-NAME.png; empty: none.
int runScreenshots(const QString& folder, const QString& mockups = {});

/// One of those runs: the scenes in light and dark at the scale that this process was started with.
int writeScreenshots(QApplication& application, const QString& folder, int percent);

/// Which of the two the process is; nothing said: the first.
constexpr auto screenshotPercentVariable = "STEWARD_SCREENSHOT_PERCENT";
/// For whoever works on one page: the beginnings of the names of those that are written, with commas between.
constexpr auto screenshotScenesVariable = "STEWARD_SCREENSHOT_SCENES";

} // namespace steward
