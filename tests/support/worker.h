#pragma once

#include <QDeadlineTimer>
#include <QThread>

#include <future>
#include <memory>
#include <type_traits>

namespace steward::rig {

/// Runs the callable on a fresh thread and gives its result (the stores' ports refuse the main thread). The caller
/// waits; what the callable throws is thrown here.
template<class Callable>
std::invoke_result_t<Callable> onWorker(Callable&& callable)
{
    std::packaged_task<std::invoke_result_t<Callable>()> task(std::forward<Callable>(callable));
    auto future = task.get_future();
    const std::unique_ptr<QThread> thread(QThread::create([&task] { task(); }));
    thread->start();
    thread->wait();
    return future.get();
}

/// Asks until it is true or the time is over; whether it became true.
template<class Predicate>
bool eventually(Predicate&& predicate, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    while (!predicate()) {
        if (deadline.hasExpired())
            return predicate();
        QThread::msleep(5);
    }
    return true;
}

} // namespace steward::rig
