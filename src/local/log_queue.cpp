#include "local/log_queue.h"

#include <utility>

namespace steward {

LogQueue::LogQueue(Write write)
    : m_write(std::move(write))
    , m_thread([this] { run(); })
{
}

LogQueue::~LogQueue()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void LogQueue::add(const QByteArray& line)
{
    if (isOwnThread())
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (m_lines.size() >= longest) {
            ++m_dropped;
            return;
        }
        m_lines.push_back({line, std::exchange(m_dropped, 0)});
    }
    m_changed.notify_all();
}

void LogQueue::flush()
{
    if (isOwnThread())
        return;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_lines.empty() && !m_isWriting; });
}

void LogQueue::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_isEnding || !m_lines.empty(); });
        if (m_lines.empty())
            return;
        const Line line = std::move(m_lines.front());
        m_lines.pop_front();
        m_isWriting = true;
        lock.unlock();
        m_write(line.text, line.dropped);
        lock.lock();
        m_isWriting = false;
        m_changed.notify_all();
    }
}

} // namespace steward
