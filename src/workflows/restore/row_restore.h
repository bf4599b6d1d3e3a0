#pragma once

#include "stores/call_context.h"
#include "workflows/restore/changed_rows.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"

#include <vector>

namespace steward {

class DatabasePort;
class WorkflowRun;

/// Takes back what one operation of this journal did to rows (WORKFLOWS, "Undo"): a changed row gets its old content, a
/// deleted one comes back disabled with its id and a new token, an inserted one goes. Only where nothing that counts
/// has changed since, else it says what differs. Deleted ones are enabled together with a new instance, by a plan of
/// the kind Enable. Blocks.
class RowRestore final {
    Q_DISABLE_COPY_MOVE(RowRestore)

public:
    explicit RowRestore(Session session)
        : m_session(std::move(session))
    {
    }

    /// What an operation of this profile did to rows. NotFound where there is no such operation, or nothing in it.
    Result<std::vector<DeletedRow>> archivedBy(const OperationId& operation) const;
    /// Looks at what stands now, and says of each row why it would stay (`obstacle`). Changes nothing. One that has an
    /// obstacle already keeps it: what was shown to stay is not done because of a later look.
    void judge(std::vector<DeletedRow>& rows, const CallContext& limits) const;
    /// Each by itself, looked at again just before; one that is back already is done.
    ChangeResult restore(std::vector<DeletedRow> rows, const CallContext& limits);
    /// For one that was interrupted: what is back is told, and the operation ends with it.
    ChangeResult resume(WorkflowRun& run, const JournalTrail& trail, const CallContext& limits);

private:
    ChangeItem
    takeBack(DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const CallContext& limits) const;
    ChangeItem restoreDeleted(
        DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
        const CallContext& limits) const;
    ChangeItem undoChange(
        DatabasePort& database, WorkflowRun& run, const DeletedRow& row, const ChangeAuthor& author,
        const CallContext& limits) const;

    const Session m_session;
    int m_toWrite = 0; ///< rows, by the operation
};

QString restoringKind(); ///< the journal's word: "restore"

/// Where a row is back: that the workers were told, and the command by which the cache follows. Empty: none is.
QString whatFollowsUndo(const ChangeResult& result);

/// What comes of a row, for the person: one line, plain text.
QString undoLine(const DeletedRow& row);

} // namespace steward
