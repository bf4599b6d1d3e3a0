#include "app/work/background_runner.h"

#include <algorithm>

namespace steward {

BackgroundRunner::~BackgroundRunner()
{
    for (Job& job : m_jobs)
        job.stop.request_stop();
    for (Job& job : m_jobs)
        job.thread.join();
}

std::stop_source BackgroundRunner::run(Work work)
{
    joinEnded();
    Job& job = m_jobs.emplace_back();
    job.thread = std::thread([&job, work = std::move(work)]() mutable {
        work(job.stop.get_token());
        work = {}; // what it holds goes before anybody is told that it ended
        job.done = true;
    });
    return job.stop;
}

int BackgroundRunner::running() const
{
    return static_cast<int>(std::count_if(m_jobs.begin(), m_jobs.end(), [](const Job& job) { return !job.done; }));
}

void BackgroundRunner::joinEnded()
{
    m_jobs.remove_if([](Job& job) {
        if (!job.done)
            return false;
        job.thread.join();
        return true;
    });
}

} // namespace steward
