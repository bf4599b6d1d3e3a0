#pragma once

#include "stores/limits.h"
#include "workflows/creation/creation_request.h"
#include "workflows/engine/change_result.h"
#include "workflows/engine/workflow_observer.h"
#include "workflows/engine/workspace_access.h"

#include <chrono>

namespace steward {

/// The seven steps of WORKFLOWS, "Creation", in their order: the indices of WorkflowObserver.
enum class CreationStep : quint8 { Check, Claim, Create, Prove, Tell, Warm, Verify };

/// Waits and deadlines; the defaults are the rules', tests shorten them.
struct CreationTimes {
    std::chrono::milliseconds reading{120'000};     ///< for the check's reading of the three stores
    std::chrono::milliseconds call{30'000};         ///< for one call of a store
    std::chrono::milliseconds lookForLost{30'000};  ///< before an unanswered create counts as not made
    std::chrono::milliseconds betweenProofs{2'000}; ///< at least
    std::chrono::milliseconds proving{30'000};      ///< until the instance has to be in list and memory
    std::chrono::milliseconds removal{60'000};      ///< until a deletion has to be proven
    std::chrono::milliseconds betweenLooks{500};    ///< the first pause; it grows
};

struct CreationResult : ChangeResult {
    CreationCheck check;         ///< what stood in the way, where it was refused
    std::vector<QString> undone; ///< what was taken back, in words
    std::vector<QString> left;   ///< what is left and why, in words
    QUuid integrationId;
    std::vector<QString> warnings; ///< "No worker heard …"
};

/// Creates one instance for one organization, claim before create, proves it, and takes everything back where it cannot
/// be done. Blocks; on a worker thread. Nobody's double click, second desk or crash makes two of it.
class Creation final {
    Q_DISABLE_COPY_MOVE(Creation)

public:
    explicit Creation(WorkspaceAccess access, CreationTimes times = {});

    /// Step 1 alone, changing nothing: for a dry run and the dialog.
    CreationCheck check(const CreationRequest& request, const Limits& limits);
    /// All seven steps.
    CreationResult create(const CreationRequest& request, WorkflowObserver& observer, const Limits& limits);

private:
    const WorkspaceAccess m_access;
    const CreationTimes m_times;
};

} // namespace steward
