#pragma once

#include "stores/store_factory.h"
#include "workflows/writes/server_removal.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace steward {

class RemovalWatch;
class SentGate;
class Steering;
struct StorePorts;

/// One instance that is to go.
struct RemovalRequest {
    InstanceName name;
    bool logsOutFirst = false; ///< the server's version deletes no open instance (EVOLUTION_API 5.8)
    QuietNeed need = QuietNeed::WherePossible;
    /// Asked on the sending thread just before the first request, with ports of that thread's own: why it is not to be
    /// sent; nothing: it is. Empty: nothing is asked.
    std::function<std::optional<Error>(StorePorts& ports, const Limits& limits)> mayGo;
    QByteArray item; ///< the plan's, for the journal
};

struct RemovalAnswer {
    bool wasSent = false;       ///< a request went out that deletes
    bool wasAbsent = false;     ///< the server said 404
    bool hasTouched = false;    ///< a request went out that logs out
    bool isRefused = false;     ///< it stays
    bool isStillThere = false;  ///< and was looked at
    std::optional<Error> error; ///< why it was not sent, or was refused, or that its answer was lost

    /// It was asked to go, or perhaps was: only a look at the server tells.
    bool mayBeGoing() const;
};

/// Asks a server to delete many at once, over a few connections: more only lengthen its backlog. Every thread has ports
/// of its own; the journal is written on the caller's thread alone: all intents before the first call, a sent record
/// before each, the results after the last. What comes of it
/// is for ServerRemoval::prove() to tell. Blocks.
class RemovalPool final {
    Q_DISABLE_COPY_MOVE(RemovalPool)

public:
    using Webhook = Result<std::optional<WebhookSettings>>;

    RemovalPool(
        const StoreFactory& stores, WorkflowRun& run, const RemovalTimes& times, int connections,
        const Steering& steering)
        : m_stores(stores)
        , m_run(run)
        , m_times(times)
        , m_connections(connections)
        , m_steering(steering)
    {
    }

    /// The webhooks as they are set, in the order asked: what the server would wait for, and what a tombstone keeps.
    std::vector<Webhook> webhooks(const std::vector<InstanceName>& names, const Limits& limits);
    /// In the order asked. `webhooks`: of these names. `watch` is told of each that may be going, as soon as it may.
    std::vector<RemovalAnswer>
    ask(const std::vector<RemovalRequest>& requests, const std::vector<Webhook>& webhooks, RemovalWatch& watch,
        const Limits& limits);

private:
    struct Task;
    void send(StorePorts& ports, Task& task, SentGate& gate, const Limits& limits) const;
    void quietenAll(std::vector<Task>& tasks, const Limits& limits);
    std::optional<Result<void>>
    quieten(StorePorts& ports, Task& task, SentGate& gate, qint64 step, const Limits& limits) const;
    bool mayBegin(StorePorts& ports, Task& task, const Limits& limits) const;
    bool logOut(ServerPort& server, Task& task, const Limits& limits) const;
    void wakeThoseThatStay(std::vector<Task>& tasks, const Limits& limits);
    Result<qint64> announce(std::vector<Task*>& tasks);
    void conclude(const std::vector<Task*>& tasks);
    void sendAll(std::vector<Task*> tasks, RemovalWatch& watch, const Limits& limits);

    const StoreFactory& m_stores;
    WorkflowRun& m_run;
    const RemovalTimes m_times;
    const int m_connections;
    const Steering& m_steering;
};

} // namespace steward
