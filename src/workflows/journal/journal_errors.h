#pragma once

#include "domain/error.h"

#include <QString>

namespace steward {

/// The journal's errors, with the folder or file in the sentence. `detail` is for the log.
Error journalDamaged(const QString& folder, const QString& detail);
Error journalUnreadable(const QString& path, const QString& detail);
Error journalNotWritten(const QString& path, const QString& detail);

} // namespace steward
