#include "workflows/journal/sent_gate.h"

#include "workflows/journal/workflow_run.h"

#include <thread>
#include <utility>

namespace steward {

void SentGate::serve(const std::function<void()>& work)
{
    m_isDone = false;
    const std::jthread working([&] {
        work();
        const std::lock_guard lock(m_mutex);
        m_isDone = true;
        m_changed.notify_all();
    });
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isDone || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        writeWhatWaits(lock);
    }
}

void SentGate::writeWhatWaits(std::unique_lock<std::mutex>& lock)
{
    const std::vector<qint64> steps = std::exchange(m_waiting, {});
    ++m_round;
    lock.unlock();
    const Result<void> written = m_run.announceSent(steps);
    lock.lock();
    m_written = m_round;
    if (!written && !m_trouble)
        m_trouble = written.error();
    m_changed.notify_all();
}

Result<void> SentGate::pass(const std::vector<qint64>& steps)
{
    std::unique_lock lock(m_mutex);
    m_waiting.insert(m_waiting.end(), steps.begin(), steps.end());
    const quint64 round = m_round;
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return m_written > round; });
    return m_trouble ? Result<void>(std::unexpected(*m_trouble)) : Result<void>();
}

} // namespace steward
