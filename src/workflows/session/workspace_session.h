#pragma once

#include "domain/error.h"
#include "workflows/session/workspace_access.h"

#include <memory>
#include <vector>

namespace steward {

/// Of what a session is made.
struct WorkspaceParts {
    std::shared_ptr<const StoreFactory> stores;
    StoreNames names;
    AuditSettings settings;
    QString profileId;
    QString journalPath; ///< empty: nothing may be changed
    bool readOnly = false;
    Environment environment = Environment::Production;
    std::function<Result<void>(const InstanceName&, bool)> protectInProfile; ///< see WorkspaceAccess
    bool changesNothing = false;                                             ///< then the journal is only read
    size_t mostItemsInMemory = ItemPaging::usual;                            ///< see WorkspaceAccess
};

/// The stores of a profile with their journal and outbox opened, for the time of one operation. Opening blocks. Made
/// and used on one worker thread.
class WorkspaceSession final {
    Q_DISABLE_COPY_MOVE(WorkspaceSession)

public:
    /// An error: the journal cannot be written, and nothing may be changed.
    static Result<std::unique_ptr<WorkspaceSession>> open(const WorkspaceParts& parts);
    ~WorkspaceSession();

    const WorkspaceAccess& access() const { return m_access; }
    /// The journal's operations that were begun in it; empty where there is no journal.
    std::vector<OperationId> begun() const;

private:
    WorkspaceSession(const WorkspaceParts& parts, std::unique_ptr<Journal> journal, std::unique_ptr<Outbox> outbox);

    const std::shared_ptr<const StoreFactory> m_stores;
    const std::unique_ptr<Journal> m_journal;
    const std::unique_ptr<Outbox> m_outbox;
    const WorkspaceAccess m_access;
};

/// Who sits here, as the journal and the other workstations know it.
QString thisWorkstation();

} // namespace steward
