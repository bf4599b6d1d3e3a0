#include "app/operations/undo_offer.h"

#include "app/operations/standing_obstacles.h"

#include <algorithm>

namespace steward {

void askWhatCanBeUndone(
    OperationService& operations, const OperationId& operation, QObject* asker,
    std::function<void(const std::vector<DeletedRow>&)> heard)
{
    if (!StandingObstacles::of(operations.stores()).plans.isEmpty() || operations.stores().journalPath.isEmpty())
        return heard({});
    using Rows = std::vector<DeletedRow>;
    operations.ask<Result<Rows>>(
        asker,
        [operation](const ProfileContext& stores, const std::stop_token&) -> Result<Rows> {
            ChangedRows changed(operation);
            JournalReading reading = changed.reading();
            reading.ours = operation;
            reading.part = TrailPart{0, 1}; // its steps are not shown here
            const Result<JournalContent> content = readJournal({stores.journalPath}, reading);
            if (!content)
                return std::unexpected(content.error());
            return content->damage ? Rows() : changed.rows();
        },
        [heard = std::move(heard)](const Result<Rows>& rows) { heard(rows.value_or(Rows())); });
}

bool hasDeleted(const std::vector<DeletedRow>& rows)
{
    return std::ranges::any_of(rows, [](const DeletedRow& row) { return row.change == DeletedRow::Change::Deleted; });
}

} // namespace steward
