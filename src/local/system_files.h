#pragma once

#include <QFile>
#include <QString>

namespace steward {

// Whose a file is. On Windows the folder decides: what is made in it has its list of who may do what.

/// Opens it to append at its end; a link that somebody has put there is not followed. Made where it is missing, for its
/// owner alone.
bool openToAppend(QFile& file, const QString& path);
/// Makes a folder in one that is there, for its owner alone (and on Windows for the system and its administrators).
bool makeOwnFolder(const QString& path);
/// True where somebody else than its owner (and, on Windows, the system and its administrators) may change what is in
/// it, or where that cannot be told.
bool othersMayChange(const QString& folder);

} // namespace steward
