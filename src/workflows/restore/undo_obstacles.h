#pragma once

#include "stores/call_context.h"
#include "workflows/restore/changed_rows.h"
#include "workflows/session/session.h"

#include <optional>
#include <vector>

namespace steward {

class DatabasePort;
class RowReading;

/// Why rows would stay as they are, were what an operation did to them taken back now (WORKFLOWS, "Undo"). Changes
/// nothing in the stores. Blocks.
class UndoObstacles final {
    Q_DISABLE_COPY_MOVE(UndoObstacles)

public:
    explicit UndoObstacles(const Session& session)
        : m_session(session)
    {
    }

    /// Looks at what stands now: each row has its `obstacle`, or none, and its images the secrets that the journal
    /// does not hold. One that has an obstacle already keeps it.
    void find(std::vector<DeletedRow>& rows, const CallContext& limits) const;

private:
    void findOfChanged(DatabasePort& database, std::vector<DeletedRow>& rows, const CallContext& limits) const;
    void findOfDeleted(DatabasePort& database, std::vector<DeletedRow>& rows, const CallContext& limits) const;
    void findOfInstances(std::vector<DeletedRow>& rows, const CallContext& limits) const;
    Result<void> showHidden(RowReading& database, DeletedRow& row, const CallContext& limits) const;

    const Session& m_session;
};

/// What the database is asked to do about a row that stands.
RowChangeUndo undoOf(const DeletedRow& row, const ChangeAuthor& author, bool onlyLooks);
/// Why the database leaves the row, or would; nothing: it does not.
std::optional<Error> obstacleIn(const ChangeUndone& looked);
/// A status that was active is not given back, which is said.
std::optional<Error> statusLeft(const ChangeUndone& undone);
/// Another row has the id of a deleted one.
Error anotherRowStands();

} // namespace steward
