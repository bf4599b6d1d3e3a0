#pragma once

#include "support/evolution_routes.h"
#include "support/http_fault.h"
#include "support/http_message.h"

#include <QMutex>
#include <QMutexLocker>

#include <atomic>
#include <optional>
#include <utility>
#include <vector>

namespace steward::rig {

/// All that the stand-in's thread and its control share, behind one lock.
class EvolutionState final {
    Q_DISABLE_COPY_MOVE(EvolutionState)

public:
    struct Parts {
        EvolutionInstances instances;
        EvolutionBehaviour behaviour;
        std::vector<HttpFault> faults; ///< skip and times count down
        std::vector<HttpRequest> requests;
        QByteArray sentTwice; ///< paths that begin so: a proxy sends them a second time, and hands on that answer
        bool tellsDate = true;
        std::chrono::milliseconds latency{0};
        std::optional<std::chrono::milliseconds> stateLatency; ///< of connectionState, where it has its own
        std::chrono::milliseconds keepAlive{5000};
    };
    struct Reaction {
        HttpAnswer answer;
        std::optional<HttpFault> fault;
        std::chrono::milliseconds delay{0};
        std::chrono::milliseconds keepAlive{5000};
    };

    explicit EvolutionState(const EvolutionOptions& options);

    /// Notes the request, does what it asks and says how to answer.
    Reaction react(const HttpRequest& request);

    template<class Work>
    decltype(auto) locked(Work&& work)
    {
        const QMutexLocker lock(&m_mutex);
        return std::forward<Work>(work)(m_parts);
    }

    void workBegan();
    void workEnded() { --m_inWork; }
    void connectionAccepted() { ++m_accepted; }
    int peak() const { return m_peak; }
    void resetPeak() { m_peak = 0; }
    int accepted() const { return m_accepted; }

private:
    std::optional<HttpFault> takeFault(const HttpRequest& request);

    QMutex m_mutex;
    Parts m_parts;
    std::atomic<int> m_inWork = 0;
    std::atomic<int> m_peak = 0;
    std::atomic<int> m_accepted = 0;
};

} // namespace steward::rig
