#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <list>
#include <stop_token>
#include <thread>

namespace steward {

/// Runs work on threads of their own, so that the GUI thread neither does I/O nor waits. Owned by main and gone last:
/// its end asks all that still runs to stop and waits for it, when no window is left to freeze.
/// GUI thread only.
class BackgroundRunner final {
    Q_DISABLE_COPY_MOVE(BackgroundRunner)

public:
    using Work = std::function<void(std::stop_token)>;

    BackgroundRunner() = default;
    ~BackgroundRunner();

    /// Starts the work at once; the answer stops it.
    std::stop_source run(Work work);
    /// How many have not ended yet.
    int running() const;

private:
    struct Job {
        std::atomic_bool done = false;
        std::stop_source stop;
        std::thread thread;
    };
    void joinEnded();

    std::list<Job> m_jobs;
};

} // namespace steward
