#pragma once

#include "domain/error.h"

#include <QString>

namespace steward {

/// Where a folder stands, as far as it decides whether a journal may live there.
struct StorageFacts {
    QString path;          ///< absolute, symbolic links followed as far as it exists
    QByteArray fileSystem; ///< "ext4", "nfs4", …; empty where the system does not say
    QString device;        ///< on Windows a volume or a share
    QString roamingFolder; ///< Windows copies it between computers; empty where there is none
    bool isRemote = false; ///< the system calls the drive a network drive

    static StorageFacts of(const QString& folder);
};

/// An error with words for a network or roaming folder: SQLite's WAL needs memory that all its processes share, and
/// locks that hold (WORKFLOWS, "Journal").
Result<void> checkJournalStorage(const StorageFacts& facts);

} // namespace steward
