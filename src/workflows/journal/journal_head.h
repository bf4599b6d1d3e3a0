#pragma once

#include "domain/error.h"
#include "workflows/journal/journal_chain.h"

namespace steward {

/// The second file: number and hash of the last record, written after each commit. It tells when SQLite has lost
/// records that it does not miss (WORKFLOWS, "Journal").
class JournalHead final {
public:
    /// A missing file is number 0; one that is no head is an error.
    static Result<ChainEnd> read(const QString& path);
    /// Replaces the file as a whole; on the disk when it returns.
    static Result<void> write(const QString& path, const ChainEnd& end);
};

} // namespace steward
