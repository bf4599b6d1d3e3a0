#pragma once

#include <QByteArray>
#include <QFile>

#include <expected>
#include <optional>

namespace steward {

// Files that somebody names, which may be pipes.

/// Opened without waiting for whoever writes at a pipe's other end.
bool openAtOnce(QFile& file, const QString& path);
/// Waits until there is something to read, or the end; false: the time is over. On Windows a file always has.
bool isReadable(const QFile& file, int milliseconds);
/// At most so many bytes, empty at the end; nothing where it has to be asked again. The error is the system's word for
/// it.
std::expected<std::optional<QByteArray>, QString> readPiece(QFile& file, qint64 most);

} // namespace steward
