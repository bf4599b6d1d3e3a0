#pragma once

#include <QString>
#include <QStringList>

namespace steward {

// What an administrator has set for everybody on this computer, and who may have written it.

/// Where it may lie; the first that is there counts. The first place is the system's own, which no variable moves.
QStringList managedSettingsPaths();

enum class ManagedFile : quint8 {
    Absent,
    Sound,     ///< of an administrator, and nobody else may change it or put another one in its place
    Untrusted, ///< somebody else's, or others may change it
    Unreadable ///< no file, a link that leads nowhere, or it cannot be told whose it is
};
ManagedFile managedFileAt(const QString& path);

} // namespace steward
