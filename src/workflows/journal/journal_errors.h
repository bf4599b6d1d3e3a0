#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_chain.h"

#include <QString>

namespace steward {

/// The journal's errors, with the folder or file in the sentence. `detail` is for the log.
Error journalDamaged(const QString& folder, const ChainDamage& damage);
Error journalUnreadable(const QString& path, const QString& detail);
Error journalNotWritten(const QString& path, const QString& detail);

} // namespace steward
