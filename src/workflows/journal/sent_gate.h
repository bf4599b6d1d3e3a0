#pragma once

#include "domain/error.h"

#include <QtGlobal>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

namespace steward {

class WorkflowRun;

/// What calls on several threads pass just before they go out: the journal is written on its own thread alone, and
/// those that wait at the same time share one commit.
class SentGate final {
    Q_DISABLE_COPY_MOVE(SentGate)

public:
    explicit SentGate(WorkflowRun& run)
        : m_run(run)
    {
    }

    /// Runs `work` on a thread of its own, and until it is done writes on this one what passes. On the journal's
    /// thread.
    void serve(const std::function<void()>& work);
    /// Waits until the sent record of these announced steps stands; an error: their call may not go out. From any
    /// thread, while it is served.
    Result<void> pass(const std::vector<qint64>& steps);

private:
    void writeWhatWaits(std::unique_lock<std::mutex>& lock);

    WorkflowRun& m_run;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::vector<qint64> m_waiting;
    quint64 m_round = 0;   ///< which those that wait now belong to
    quint64 m_written = 0; ///< rounds that are over
    std::optional<Error> m_trouble;
    bool m_isDone = false;
};

} // namespace steward
