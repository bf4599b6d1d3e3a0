#include "workflows/journal/journal_gaps.h"

#include "workflows/journal/journal_bodies.h"
#include "workflows/journal/journal_database.h"

namespace steward {

Result<ChainGaps> declaredGaps(JournalDatabase& database)
{
    const Result<qint64> missing = database.missingNumbers();
    if (!missing)
        return std::unexpected(missing.error());
    ChainGaps gaps;
    if (*missing == 0)
        return gaps;
    const auto newestFirst = [&gaps](const StoredRecord& record) {
        const std::optional<JournalSummary> summary = journalSummaryOf(record.body);
        if (summary)
            gaps = summary->gaps;
        return !summary;
    };
    if (const Result<void> visited = database.visit(newestFirst, JournalDatabase::Order::NewestFirst); !visited)
        return std::unexpected(visited.error());
    return gaps;
}

} // namespace steward
