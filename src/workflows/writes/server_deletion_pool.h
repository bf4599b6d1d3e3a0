#pragma once

#include "stores/store_factory.h"
#include "workflows/writes/quieting.h"
#include "workflows/writes/server_deletion.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace steward {

class SentGate;
class PauseControl;
struct StorePorts;

/// One instance that is to go.
struct ServerDeletionRequest {
    InstanceName name;
    bool logsOutFirst = false; ///< the server's version deletes no open instance (EVOLUTION_API 5.8)
    QuietNeed need = QuietNeed::WherePossible;
    /// Asked on the sending thread just before a deletion's first request, with ports of that thread's own: why it is
    /// not to be sent; nothing: it is. Empty: nothing is asked.
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)> mayGo;
    QByteArray item; ///< the plan's, for the journal
    /// As it is set; none of an instance that is gone.
    Result<std::optional<WebhookSettings>> webhook = std::nullopt;
    Quietness earlier = {}; ///< what an earlier run of the operation took out of its webhook and did not add again
    bool mayBeOpen = true;
    /// The same, and not asked again before a second deletion: the first one has perhaps logged it out.
    std::function<std::optional<Error>(StorePorts& ports, const CallContext& limits)> lastLook = {};
};

struct ServerDeletionAnswer {
    bool wasSent = false;       ///< a request went out that deletes
    bool wasAbsent = false;     ///< the server said 404
    bool hasTouched = false;    ///< a request went out that logs out, or did
    bool isRefused = false;     ///< it stays
    bool isStillThere = false;  ///< and was looked at
    std::optional<Error> error; ///< why it was not sent, or was refused, or that its answer was lost

    /// It was asked to go, or perhaps was: only a look at the server tells.
    bool mayBeGoing() const;
};

/// Asks a server to delete many at once, over a few connections: more only lengthen its backlog. Every thread has ports
/// of its own; the journal is written on the caller's thread alone: all intents before the first call, a sent record
/// before each, the results after the last. What comes of it
/// is for ServerDeletion::prove() to tell. Blocks.
class ServerDeletionPool final {
    Q_DISABLE_COPY_MOVE(ServerDeletionPool)

public:
    using Webhook = Result<std::optional<WebhookSettings>>;

    ServerDeletionPool(
        const StoreFactory& stores, WorkflowRun& run, const ServerDeletionTimes& times, int connections,
        const PauseControl& pauseControl)
        : m_stores(stores)
        , m_run(run)
        , m_times(times)
        , m_connections(connections)
        , m_pauseControl(pauseControl)
    {
    }

    /// The webhooks as they are set, in the order asked: what the server would wait for, and what a tombstone keeps.
    /// None of an instance that is gone by both witnesses.
    std::vector<Webhook> webhooks(const std::vector<InstanceName>& names, const CallContext& limits);
    /// Told of each that may be going, as soon as it may, on any thread.
    using Going = std::function<void(const InstanceName&)>;
    /// In the order asked.
    std::vector<ServerDeletionAnswer>
    ask(const std::vector<ServerDeletionRequest>& requests, const Going& going, const CallContext& limits);

private:
    struct Task;
    void send(StorePorts& ports, Task& task, SentGate& gate, const CallContext& limits) const;
    void quietenAll(std::vector<Task>& tasks, const CallContext& limits);
    std::optional<Result<void>>
    quieten(StorePorts& ports, Task& task, SentGate& gate, qint64 step, const CallContext& limits) const;
    bool mayBegin(StorePorts& ports, Task& task, const CallContext& limits) const;
    bool logOut(ServerPort& server, Task& task, const CallContext& limits) const;
    void wakeThoseThatStay(std::vector<Task>& tasks, const CallContext& limits);
    Result<qint64> announce(std::vector<Task*>& tasks);
    void conclude(const std::vector<Task*>& tasks);
    void sendAll(std::vector<Task*> tasks, const Going& going, const CallContext& limits);

    const StoreFactory& m_stores;
    WorkflowRun& m_run;
    const ServerDeletionTimes m_times;
    const int m_connections;
    const PauseControl& m_pauseControl;
};

} // namespace steward
