#pragma once

#include <QString>

namespace steward {

/// To the disk itself, on macOS past the drive's own cache. `descriptor` is one of an open file that was flushed.
bool syncFile(int descriptor);
/// A renamed file is safe only when its folder is on the disk.
bool syncFolder(const QString& folder);

} // namespace steward
