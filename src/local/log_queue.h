#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace steward {

/// Lines on their way to a file, written by a thread of its own, so that whoever logs never waits for a disk. Its end
/// writes what is left. Any thread.
class LogQueue final {
    Q_DISABLE_COPY_MOVE(LogQueue)

public:
    /// `dropped`: how many lines before this one were dropped.
    using Write = std::function<void(const QByteArray& line, qint64 dropped)>;
    static constexpr size_t longest = 10'000; ///< lines; what comes while so many wait for a hanging disk is dropped

    explicit LogQueue(Write write);
    ~LogQueue();

    /// What is added while a line is written, by its writing, is dropped: it would never end.
    void add(const QByteArray& line);
    /// Waits until all that was added before is written.
    void flush();

private:
    struct Line {
        QByteArray text;
        qint64 dropped = 0;
    };
    bool isOwnThread() const { return std::this_thread::get_id() == m_thread.get_id(); }
    void run();

    const Write m_write;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Line> m_lines;
    qint64 m_dropped = 0;
    bool m_isWriting = false;
    bool m_isEnding = false;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace steward
