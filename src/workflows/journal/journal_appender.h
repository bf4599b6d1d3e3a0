#pragma once

#include "domain/store_records.h"
#include "workflows/journal/journal_database.h"
#include "workflows/journal/journal_folder.h"

#include <functional>
#include <optional>

namespace steward {

/// Adds records to the chain, one commit each. Refuses a chain that does not fit the head: what was lost would be lost
/// without a trace. Blocks; used on the thread that opened it.
class JournalAppender final {
    Q_DISABLE_COPY_MOVE(JournalAppender)

public:
    static Result<std::unique_ptr<JournalAppender>> open(const JournalFolder& folder);

    /// On the disk, with the head, when it returns.
    Result<void> append(const QByteArray& body);

    /// Forgets the operations that finished before `limit` and the summary before; one new summary record at the
    /// chain's end tells, for each run of numbers that is gone, the last one's hash, from which the chain goes on. Does
    /// nothing where nothing is that old, and in a chain that is not whole.
    Result<void> forgetFinishedBefore(Timestamp limit, Timestamp now);

private:
    JournalAppender(JournalFolder folder, std::unique_ptr<JournalDatabase> database);
    /// Answers the end that the chain has then; nothing: nothing is to be changed.
    using Change = std::function<Result<std::optional<ChainEnd>>(const ChainEnd& end)>;
    /// One commit that no other process comes between, and then the head.
    Result<void> change(const Change& change);
    /// Within the lock: the chain's end, once it fits the head; a head that is one record behind is put right first.
    Result<ChainEnd> currentEnd();
    Result<ChainEnd> insertAfter(const ChainEnd& end, const QByteArray& body);

    const JournalFolder m_folder;
    const std::unique_ptr<JournalDatabase> m_database;
};

} // namespace steward
