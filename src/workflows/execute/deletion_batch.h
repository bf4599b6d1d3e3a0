#pragma once

#include "domain/audit/audit.h"
#include "domain/plans/plan.h"
#include "workflows/execute/apply_observer.h"
#include "workflows/execute/apply_times.h"
#include "workflows/execute/item_result.h"
#include "workflows/execute/item_trail.h"
#include "workflows/session/session.h"
#include "workflows/writes/server_deletion_pool.h"

#include <set>
#include <vector>

namespace steward {

class RowDeletion;
class PauseControl;
class WorkflowRun;
struct StorePorts;

/// One item of the task Delete.
struct DeletionTarget {
    PlanItemRef item;
    QuietNeed need = QuietNeed::WherePossible;
    /// See ServerDeletionRequest, which has `lastLook` too.
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)> mayGo;
    const ItemTrail* trail = nullptr; ///< what an earlier run sent for it; null: nothing
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)> lastLook = {};
};

/// Deletes many instances in the ruled order: server, proven, then rows, cache keys, workers (WORKFLOWS, "Deletion").
/// What is still there, or not known to be gone, keeps its row, its entries and its workers. Blocks.
class DeletionBatch final {
    Q_DISABLE_COPY_MOVE(DeletionBatch)

public:
    /// As they were read when the plan was computed anew.
    using KnownWebhooks = QHash<InstanceName, std::optional<WebhookSettings>>;

    DeletionBatch(
        const Session& session, StorePorts& ports, WorkflowRun& run, const ApplyTimes& times,
        const PauseControl& pauseControl, ApplyObserver& observer, const KnownWebhooks& webhooks)
        : m_session(session)
        , m_ports(ports)
        , m_run(run)
        , m_times(times)
        , m_pauseControl(pauseControl)
        , m_observer(observer)
        , m_known(webhooks)
    {
    }

    /// In the order given. `now`: the reading just before, whole. What `isWritten` is proven by a later reading.
    std::vector<ItemResult>
    run(const std::vector<DeletionTarget>& targets, const Audit& now, const CallContext& limits);

private:
    enum class OnServer : quint8 {
        NotAsked,
        Listed,
        SentBefore, ///< asked to go by an earlier run, and not listed any more
    };
    struct Entry {
        const DeletionTarget* target = nullptr;
        OnServer onServer = OnServer::NotAsked;
        ServerDeletionPool::Webhook webhook = std::nullopt; ///< of one that the server lists
        ItemResult end;
        bool goesOn = true;             ///< to its next part
        bool isHalf = false;            ///< a store refused its part; the others do theirs all the same
        std::set<IntegrationId> spared; ///< rows that have changed since: they and their entries stay
    };
    void leaveOthers(const Audit& now);
    Result<void> archive(const Audit& now, const CallContext& limits);
    void readWebhooks(const CallContext& limits);
    void askServer(const Audit& now, const CallContext& limits);
    void takeAnswer(Entry& entry, const ServerDeletionAnswer& answer);
    void takeProofs(const std::map<InstanceName, ServerDeletionProof>& proofs);
    void removeRows(const Audit& now, const CallContext& limits);
    static void takeRow(Entry& entry, const IntegrationId& id, const RowDeletion& removal);
    void removeKeys(const Audit& now, const CallContext& limits);
    void clearResidue(const CallContext& limits);
    void tellWorkers(const CallContext& limits);
    static void fail(Entry& entry, StoreOutcome ChangeItem::*store, const Error& error);
    void failGoing(StoreOutcome ChangeItem::*store, const Error& error);
    std::vector<Entry*> going();
    std::vector<Entry*> going(OnServer onServer);

    const Session& m_session;
    StorePorts& m_ports;
    WorkflowRun& m_run;
    const ApplyTimes& m_times;
    const PauseControl& m_pauseControl;
    ApplyObserver& m_observer;
    const KnownWebhooks& m_known;
    std::vector<Entry> m_entries;
};

} // namespace steward
