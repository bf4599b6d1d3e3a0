#include "workflows/live/hint_listener.h"

#include "stores/hint_port.h"
#include "stores/store_factory.h"
#include "workflows/base/waiting.h"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace steward {
namespace {

/// Nobody would say anything there, as far as the store and these rights go.
bool isInVain(const Error& error)
{
    return isOneOf(
        error.kind, ErrorKind::NotFound, ErrorKind::TransactionPooler, ErrorKind::NoRightToRead, ErrorKind::Rejected);
}

} // namespace

HintListener::HintListener(const StoreFactory& stores, Tell tell, Pauses pauses)
    : m_stores(stores)
    , m_tell(std::move(tell))
    , m_pauses(pauses)
{
}

HintListener::HintListener(const StoreFactory& stores, Tell tell)
    : HintListener(stores, std::move(tell), Pauses())
{
}

void HintListener::run(const std::stop_token& stop)
{
    const std::vector<std::unique_ptr<HintPort>> ports = m_stores.makeHints();
    std::mutex telling;
    const auto listen = [&](HintPort& port) {
        const CallContext limits{QDeadlineTimer(QDeadlineTimer::Forever), stop};
        Backoff pauses(m_pauses.first, m_pauses.longest);
        bool listens = false;
        const auto tellListening = [&](bool isListening) {
            const std::lock_guard lock(telling);
            if (std::exchange(listens, isListening) != isListening && m_tell.listening)
                m_tell.listening(port.store(), isListening);
        };
        const HintPort::Ear ear{
            [&] {
                pauses = Backoff(m_pauses.first, m_pauses.longest);
                tellListening(true);
            },
            [&] {
                const std::lock_guard lock(telling);
                m_tell.heard(port.store());
            }};
        while (!stop.stop_requested()) {
            const Error why = port.listen(ear, limits);
            tellListening(false);
            waitFor(isInVain(why) ? m_pauses.nobody : pauses.next(), limits);
        }
    };
    std::vector<std::jthread> threads;
    threads.reserve(ports.size());
    for (const std::unique_ptr<HintPort>& port : ports)
        threads.emplace_back([&listen, &port] { listen(*port); });
}

} // namespace steward
