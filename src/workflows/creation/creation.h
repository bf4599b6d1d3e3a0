#pragma once

#include "stores/call_context.h"
#include "workflows/creation/creation_request.h"
#include "workflows/session/change_result.h"
#include "workflows/session/session.h"
#include "workflows/session/workflow_observer.h"

#include <chrono>
#include <vector>

namespace steward {

class WorkflowRun;
struct CreationRecord;

/// The seven steps of WORKFLOWS, "Creation", in their order: the indices of WorkflowObserver.
enum class CreationStep : quint8 { Check, Claim, Create, Prove, Tell, Warm, Verify };

/// Waits and deadlines; the defaults are the rules', tests shorten them.
struct CreationTimes {
    std::chrono::milliseconds reading{120'000};    ///< for the check's reading of the three stores
    std::chrono::milliseconds call{30'000};        ///< for one call of a store
    std::chrono::milliseconds lookForLost{30'000}; ///< before an unanswered create counts as not made
    std::chrono::milliseconds lookAgain{5'000};    ///< after a create that the server refused: at once, then twice more
    std::chrono::milliseconds betweenProofs{2'000}; ///< at least
    std::chrono::milliseconds proving{30'000};      ///< until the instance has to be in list and memory
    std::chrono::milliseconds removal{60'000};      ///< until a deletion has to be proven
    std::chrono::milliseconds secondLook{15'000};   ///< see ServerDeletionTimes
    std::chrono::milliseconds betweenLooks{500};    ///< the first pause; it grows
};

struct CreationResult : ChangeResult {
    CreationCheck check;         ///< what stood in the way, where it was refused
    std::vector<QString> undone; ///< what was taken back, in words
    std::vector<QString> left;   ///< what is left and why, in words
    std::optional<IntegrationId> integrationId;
    std::vector<QString> warnings; ///< "No worker heard …"
};

/// Creates one instance for one organization, claim before create, proves it, and takes everything back where it cannot
/// be done. Blocks; on a worker thread. Nobody's double click, second workstation or crash makes two of it.
class Creation final {
    Q_DISABLE_COPY_MOVE(Creation)

public:
    explicit Creation(Session session, CreationTimes times = {});

    /// Step 1 alone for each, by one reading, changing nothing: for a dry run.
    std::vector<CreationCheck> checkAll(const std::vector<CreationRequest>& requests, const CallContext& limits);
    /// All seven steps. A stop is obeyed by taking back what was done.
    CreationResult create(const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits);
    /// `--if-exists reuse`: as create(), but where exactly one healthy instance of the organization stands, done with
    /// it.
    CreationResult createOrReuse(const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits);

    /// All seven steps in an operation that has made room for it; what is not created ends it in part. Where it cannot
    /// be known yet whether there is room the operation stays open, and so does one that was taken over and is stopped.
    CreationResult createWithin(
        WorkflowRun& run, const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits);

private:
    struct Looked;
    Audit readAll(const std::vector<CreationRequest>& requests, const CallContext& limits);
    std::optional<Error> missingRight(const CallContext& limits) const;
    Looked look(const CreationRequest& request, const CallContext& limits);
    void holdBack(std::vector<CreationCheck>& checks, const std::vector<CreationRequest>& requests) const;
    CreationResult createAfter(
        const Looked& looked, const CreationRequest& request, WorkflowObserver& observer, const CallContext& limits);
    std::optional<CreationResult> refusal(
        const Looked& looked, const CreationRequest& request, WorkflowObserver& observer,
        const CallContext& limits) const;
    CreationResult createLooked(
        WorkflowRun& run, const Looked& looked, CreationRecord record, WorkflowObserver& observer,
        const CallContext& limits);
    const Session m_session;
    const CreationTimes m_times;
};

/// A refusal that is not the line's own (the key, too many requests, a server or something in front of it that fails):
/// the lines after it would meet the same, and are not begun.
bool endsRun(const CreationResult& result);
/// Of such a line.
Error notStartedError(const Error& why);
/// One result for several creations: done where all are, partial where something was written and not all is done.
ChangeResult creationsTogether(const std::vector<CreationResult>& results);

} // namespace steward
