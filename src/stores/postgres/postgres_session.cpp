#include "stores/postgres/postgres_session.h"

#include "stores/system_locale.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace steward {
namespace {

using namespace std::chrono_literals;

// A statement looks at its limits every 20 ms; it is waited for a little, since it knows best what became of it.
constexpr auto grace = 80ms;

} // namespace

struct PostgresSession::Job {
    enum class Phase { Opening, Working, Committing };

    CallContext limits;
    std::function<void(PostgresConnection&)> work;
    // The rest is guarded by the workstation's mutex.
    Phase phase = Phase::Opening;
    bool done = false;
    bool abandoned = false;
    std::optional<Error> failure; ///< why work was not begun
};

/// What the caller and the thread share; the thread keeps it alive when the caller has left.
struct PostgresSession::Desk {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::shared_ptr<Job> job;
    bool idle = true;
    bool quit = false;
    bool finished = false;

    void serve(const DatabaseSettings& settings);
    void perform(Job& job, PostgresConnection& connection);
    bool beginWork(Job& job, std::optional<Error> failure);
    bool enterCommit(Job& job);
    void report(Job& job, bool isIdle);
};

struct PostgresSession::Thread {
    std::shared_ptr<Desk> workstation = std::make_shared<Desk>();
    std::thread thread;
};

void PostgresSession::Desk::serve(const DatabaseSettings& settings)
{
    {
        const EnglishMessages english;
        PostgresConnection connection(settings);
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return quit || job; });
            if (quit)
                break;
            const std::shared_ptr<Job> current = std::move(job);
            job.reset();
            lock.unlock();
            perform(*current, connection);
            lock.lock();
        }
        lock.unlock();
    }
    const std::lock_guard lock(mutex);
    finished = true;
    changed.notify_all();
}

void PostgresSession::Desk::perform(Job& current, PostgresConnection& connection)
{
    const Result<void> opened = connection.open(current.limits);
    if (!beginWork(current, opened ? std::nullopt : std::optional(opened.error())))
        return;
    connection.start({current.limits, [this, &current] { return enterCommit(current); }});
    current.work(connection);
    current.work = {}; // what it holds belongs to the caller's call
    connection.start({});
    report(current, !connection.isDoomed());
    if (connection.isDoomed()) {
        connection.abort();
        report(current, true);
    }
}

bool PostgresSession::Desk::beginWork(Job& current, std::optional<Error> failure)
{
    const std::lock_guard lock(mutex);
    if (!current.abandoned && !failure) {
        current.phase = Job::Phase::Working;
        return true;
    }
    current.failure = std::move(failure);
    current.done = true;
    idle = true;
    changed.notify_all();
    return false;
}

bool PostgresSession::Desk::enterCommit(Job& current)
{
    const std::lock_guard lock(mutex);
    if (current.abandoned || current.limits.stopped())
        return false;
    current.phase = Job::Phase::Committing;
    return true;
}

void PostgresSession::Desk::report(Job& current, bool isIdle)
{
    const std::lock_guard lock(mutex);
    current.done = true;
    idle = isIdle;
    changed.notify_all();
}

PostgresSession::PostgresSession(DatabaseSettings settings)
    : m_settings(std::move(settings))
{
}

PostgresSession::~PostgresSession()
{
    stopThread(100ms);
}

void PostgresSession::startThread()
{
    if (m_thread) {
        const std::lock_guard lock(m_thread->workstation->mutex);
        if (m_thread->workstation->idle)
            return;
    }
    stopThread(0ms); // still busy with closing what was ended
    m_thread = std::make_unique<Thread>();
    m_thread->thread =
        std::thread([workstation = m_thread->workstation, settings = m_settings] { workstation->serve(settings); });
}

void PostgresSession::stopThread(std::chrono::milliseconds timeout)
{
    if (!m_thread)
        return;
    const auto thread = std::move(m_thread);
    std::unique_lock lock(thread->workstation->mutex);
    thread->workstation->quit = true;
    thread->workstation->changed.notify_all();
    const bool finished =
        thread->workstation->changed.wait_for(lock, timeout, [&] { return thread->workstation->finished; });
    lock.unlock();
    if (finished)
        thread->thread.join();
    else
        thread->thread.detach(); // it holds the workstation, and closes its connection when it can
}

std::optional<Error> PostgresSession::run(const CallContext& limits, std::function<void(PostgresConnection&)> work)
{
    if (limits.stopped())
        return stoppedError();
    if (limits.expired())
        return databaseTimedOutError(QStringLiteral("deadline passed before the call"));
    startThread();
    const auto job = std::make_shared<Job>();
    job->limits = limits;
    job->work = std::move(work);
    auto failure = waitFor(job);
    if (job->abandoned)
        stopThread(0ms);
    return failure;
}

std::optional<Error> PostgresSession::waitFor(const std::shared_ptr<Job>& job)
{
    Desk& workstation = *m_thread->workstation;
    const CallContext& limits = job->limits;
    const auto done = [&] { return job->done; };
    std::unique_lock lock(workstation.mutex);
    workstation.job = job;
    workstation.idle = false;
    workstation.changed.notify_all();
    if (limits.deadline.isForever())
        workstation.changed.wait(lock, limits.stop, done);
    else
        workstation.changed.wait_for(
            lock, limits.stop, std::chrono::milliseconds(limits.deadline.remainingTime()), done);
    if (!job->done && job->phase != Job::Phase::Opening)
        workstation.changed.wait_for(lock, grace, done);
    if (job->done)
        return job->failure;
    job->abandoned = true; // from here on it can neither begin nor commit
    if (job->phase == Job::Phase::Committing)
        return databaseError(ErrorKind::OutcomeUnknown, QStringLiteral("left while waiting for COMMIT's answer"));
    return limits.stopped() ? stoppedError() : databaseTimedOutError(QStringLiteral("deadline passed"));
}

} // namespace steward
