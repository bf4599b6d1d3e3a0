#pragma once

#include "stores/limits.h"
#include "stores/row_changes.h"
#include "workflows/engine/change_result.h"
#include "workflows/engine/workspace_access.h"
#include "workflows/journal/journal_reader.h"

#include <vector>

namespace steward {

class WorkflowRun;

/// A deleted row as its tombstone keeps it.
struct BuriedRow {
    RowImage image;
    QUuid id;
    QUuid organizationId;
    InstanceName name; ///< empty where it named none
};

/// A reading of the journal that puts into `rows` what the operation's tombstones hold.
JournalReading readingOfBuried(const QUuid& operation, std::vector<BuriedRow>& rows);

/// Brings rows back that a deletion of this journal took: same id, a new token, disabled (WORKFLOWS, "Deletion").
/// They are enabled together with a new instance, by a plan of the kind Enable. Only adds. Blocks.
class Restoring final {
    Q_DISABLE_COPY_MOVE(Restoring)

public:
    explicit Restoring(WorkspaceAccess access)
        : m_access(std::move(access))
    {
    }

    /// What an operation of this profile has buried. NotFound where there is no such operation, or nothing in it.
    Result<std::vector<BuriedRow>> buriedBy(const QUuid& operation) const;
    /// Each by itself; one that stands again already is done.
    ChangeResult restore(const std::vector<BuriedRow>& rows, const Limits& limits);
    /// For one that was interrupted: what stands again is told, and the operation ends with it.
    ChangeResult resume(WorkflowRun& run, const JournalTrail& trail, const Limits& limits);

private:
    const WorkspaceAccess m_access;
};

QString restoringKind(); ///< the journal's word: "restore"

} // namespace steward
