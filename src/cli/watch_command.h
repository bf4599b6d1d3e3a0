#pragma once

#include "cli/console.h"
#include "local/history/alerts.h"
#include "workflows/live/reading_pace.h"

namespace steward {

class DataDirectory;

struct WatchOptions {
    QString view;    ///< a view's word or the title of a saved one; empty: every row
    QString program; ///< gets each change on its standard input; empty: none
    ReadingPace::Settings pace;
    std::chrono::milliseconds startPause{5000}; ///< before a store that was not read at start is read once more
};

/// Reads again and again until it is stopped, and tells each change once, on a line. 1: a store stays unread at start,
/// or nobody reads what is told.
int runWatch(
    const ProfileContext& profile, const Console& console, const WatchOptions& options, const DataDirectory& directory);

/// One line of --json (CONTRACT).
QJsonObject alertJson(const Alert& alert);

} // namespace steward
