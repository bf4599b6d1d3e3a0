#pragma once

#include "stores/cache_port.h"
#include "stores/call_context.h"
#include "workflows/creation/creation.h"
#include "workflows/creation/creation_record.h"
#include "workflows/writes/server_deletion.h"

namespace steward {

class WorkflowRun;
struct StorePorts;

/// What taking back has come to.
struct UndoReport {
    StoreOutcome server = StoreOutcome::Absent;
    StoreOutcome database = StoreOutcome::Absent;
    StoreOutcome cache = StoreOutcome::Absent;
    std::optional<WorkersOutcome> workers;
    std::vector<QString> undone; ///< in words
    std::vector<QString> left;   ///< in words, each with its reason
    std::optional<Error> error;  ///< what kept it from its end; resume tries again

    /// All three stores are as before.
    bool isWhole() const { return left.empty() && !error; }
};

/// Takes a creation back, in the order server, row, cache keys, workers, each only where it is still as we left it, and
/// each proven (WORKFLOWS, "Undo"). May be run again and again. Blocks.
class CreationUndo final {
    Q_DISABLE_COPY_MOVE(CreationUndo)

public:
    CreationUndo(
        const Session& session, const CreationTimes& times, StorePorts& ports, WorkflowRun& run,
        const CreationRecord& record)
        : m_session(session)
        , m_times(times)
        , m_ports(ports)
        , m_run(run)
        , m_record(record)
    {
    }

    UndoReport undo(const CallContext& limits);

private:
    /// False: the rest waits, or stays.
    bool undoServer(const CallContext& limits);
    enum class Whose : quint8 { Ours, Anothers, Unknown };
    bool undoInstance(const ServerInstance& instance, const ServerListing& listing, const CallContext& limits);
    Result<Whose> whoseIs(const ServerInstance& instance, const CallContext& limits);
    Result<bool> isConnected(const ServerInstance& instance, const CallContext& limits);
    bool removeInstance(const InstanceName& name, const ServerListing& listing, const CallContext& limits);
    bool proveAbsent(const std::vector<InstanceName>& names, const ServerListing& listing, const CallContext& limits);
    bool proveGone(const InstanceName& name, const ServerListing& listing, const CallContext& limits);
    Result<std::optional<RowImage>> imageToGiveBack(const CallContext& limits);
    bool undoRow(const CallContext& limits);
    bool undoCache(const CallContext& limits);
    Result<bool> isTokenNobodys(const CallContext& limits);
    Result<std::vector<CacheKey>> keysLeft(const CallContext& limits);
    bool undoNews(const CallContext& limits);
    bool fail(StoreOutcome& outcome, const Error& error);

    const Session& m_session;
    const CreationTimes& m_times;
    StorePorts& m_ports;
    WorkflowRun& m_run;
    const CreationRecord& m_record;
    UndoReport m_report;
    bool m_rowIsAnothers = false;
};

ServerDeletionTimes serverDeletionTimesOf(const CreationTimes& times);

} // namespace steward
