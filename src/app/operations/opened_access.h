#pragma once

#include "local/store_set.h"
#include "workflows/engine/workspace_access.h"

#include <memory>

namespace steward {

/// What a workflow works with, opened from a set of stores: journal and outbox beside the stores themselves. Made and
/// used on one worker thread; opening blocks.
class OpenedAccess final {
    Q_DISABLE_COPY_MOVE(OpenedAccess)

public:
    /// Nothing is opened in practice, which keeps no journal. An error where the journal cannot be written: nothing
    /// may be changed then.
    static Result<std::unique_ptr<OpenedAccess>> open(const StoreSet& stores);
    ~OpenedAccess();

    const WorkspaceAccess& access() const { return m_access; }

private:
    OpenedAccess(const StoreSet& stores, std::unique_ptr<Journal> journal);

    const std::shared_ptr<const StoreFactory> m_stores;
    const std::unique_ptr<Journal> m_journal;
    const WorkspaceAccess m_access;
};

} // namespace steward
