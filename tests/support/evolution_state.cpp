#include "support/evolution_state.h"

namespace steward::rig {

EvolutionState::EvolutionState(const EvolutionOptions& options)
{
    m_parts.behaviour.apiKey = options.apiKey;
    m_parts.behaviour.version = options.version;
}

std::optional<HttpFault> EvolutionState::takeFault(const HttpRequest& request)
{
    for (HttpFault& fault : m_parts.faults) {
        if (!fault.method.isEmpty() && fault.method != request.method)
            continue;
        if (!request.target.startsWith(fault.pathPrefix) || fault.times == 0)
            continue;
        if (fault.skip > 0) {
            --fault.skip;
            continue;
        }
        if (fault.times > 0)
            --fault.times;
        return fault;
    }
    return std::nullopt;
}

EvolutionState::Reaction EvolutionState::react(const HttpRequest& request)
{
    const QMutexLocker lock(&m_mutex);
    m_parts.requests.push_back(request);
    const bool asksState = request.target.startsWith("/instance/connectionState/");
    const auto latency = asksState ? m_parts.stateLatency.value_or(m_parts.latency) : m_parts.latency;
    Reaction reaction{.fault = takeFault(request), .delay = latency, .keepAlive = m_parts.keepAlive};
    if (!reaction.fault || reaction.fault->carriedOut) {
        EvolutionRoutes routes(m_parts.instances, m_parts.behaviour);
        reaction.answer = routes.answer(request);
        if (!m_parts.sentTwice.isEmpty() && request.path().startsWith(m_parts.sentTwice))
            reaction.answer = routes.answer(request);
    }
    reaction.answer.date = m_parts.instances.now();
    reaction.answer.tellsDate = m_parts.tellsDate;
    reaction.delay += std::chrono::milliseconds(reaction.answer.delayMs);
    if (reaction.fault && reaction.fault->kind == HttpFault::Kind::Delay)
        reaction.delay += reaction.fault->delay;
    return reaction;
}

void EvolutionState::workBegan()
{
    const int now = ++m_inWork;
    int before = m_peak;
    while (now > before && !m_peak.compare_exchange_weak(before, now)) {
    }
}

} // namespace steward::rig
