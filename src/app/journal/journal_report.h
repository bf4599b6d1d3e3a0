#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_folder.h"

#include <QByteArray>

namespace steward {

/// The steps of one operation for a file, as CSV or JSON: when, where, what, of what, and what came of it. Holds no
/// token. Blocks: on a worker.
Result<QByteArray> journalReport(const JournalFolder& folder, const OperationId& operation, bool isJson);

} // namespace steward
