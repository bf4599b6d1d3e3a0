#pragma once

#include "domain/error.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace steward {

/// The whole file, which may be a pipe; an error where it cannot be read or is longer than `limit` bytes, and soon
/// where it has no end. `isRightBegin`: looked at once the first bytes are there; false: it is not read further.
Result<QByteArray> readLimitedFile(
    const QString& path, qint64 limit, const std::function<bool(const QByteArray& begin)>& isRightBegin = {});

} // namespace steward
