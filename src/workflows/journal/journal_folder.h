#pragma once

#include "domain/ids.h"

#include <QString>

#include <chrono>

namespace steward {

/// The files of a journal.
struct JournalFolder {
    QString path; ///< <data directory>/journal
    /// How long one process waits for the others' commits.
    static constexpr std::chrono::seconds timeout{30};

    QString databasePath() const { return path + QStringLiteral("/journal.sqlite"); }
    /// SQLite's rollback journal: only until the database is a WAL one.
    QString rollbackPath() const { return databasePath() + QStringLiteral("-journal"); }
    QString headPath() const { return path + QStringLiteral("/head"); }
    /// Held around a commit and the head's writing, so that at most one record is beyond the head.
    QString lockPath() const { return path + QStringLiteral("/journal.lock"); }
    QString operationsPath() const { return path + QStringLiteral("/operations"); }
    /// Held by the process to which the operation belongs.
    QString operationLockPath(const OperationId& operation) const
    {
        return operationsPath() + QLatin1Char('/') + operation.toString() + QStringLiteral(".lock");
    }
};

} // namespace steward
