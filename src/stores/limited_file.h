#pragma once

#include "domain/error.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <stop_token>

namespace steward {

/// How a file is read that somebody names.
struct FileReading {
    qint64 limit = 0; ///< bytes
    /// Looked at once the first bytes are there; false: it is not read further.
    std::function<bool(const QByteArray& begin)> isRightBegin = {};
    std::stop_token stop = {};
    /// How long a pipe may say nothing: one at whose other end nobody is would be waited for without end.
    std::chrono::milliseconds silence = std::chrono::minutes(2);
};

/// `why`: what the system says.
Error fileUnread(const QString& path, const QString& why);

/// The whole file, which may be a pipe; an error where it cannot be read or is longer than the limit, and soon where it
/// has no end.
Result<QByteArray> readLimitedFile(const QString& path, const FileReading& reading);

} // namespace steward
