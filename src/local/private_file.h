#pragma once

#include "domain/error.h"

#include <QByteArray>
#include <QString>

namespace steward {

/// Files that only their owner may read (0600).
class PrivateFile final {
public:
    /// Replaces the file as a whole or leaves it as it was.
    static Result<void> write(const QString& path, const QByteArray& content);
    /// The whole file; an error where it is longer than `limit` bytes.
    static Result<QByteArray> read(const QString& path, qint64 limit);
    /// Makes the folder with 0700 where it is missing (its parents as usual); one that is there keeps its rights.
    static Result<void> makeFolder(const QString& path);
};

} // namespace steward
