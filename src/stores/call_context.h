#pragma once

#include "domain/error.h"

#include <QDeadlineTimer>

#include <chrono>
#include <stop_token>

namespace steward {

/// How long a port's call may take, and who may end it early. A call returns within 100 ms of a stop.
struct CallContext {
    QDeadlineTimer deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    std::stop_token stop;

    static CallContext within(std::chrono::milliseconds time, std::stop_token stop = {})
    {
        return {QDeadlineTimer(time), std::move(stop)};
    }
    bool stopped() const { return stop.stop_requested(); }
    bool expired() const { return deadline.hasExpired(); }
    /// Milliseconds to wait for the next event: at most `slice`, less when the deadline is near, never negative.
    int slice(int slice = 20) const;
};

/// How long a store is read, by the audit and by the doctor: one whose list is slow is slow, and not away.
constexpr std::chrono::seconds timeToReadAStore{120};

/// Error values for the two ways in which CallContext end a call.
Error stoppedError();
Error timedOutError(const QString& store, const QString& detail);

/// Asserts (in every build) that the caller is not the GUI thread: a port's calls do I/O and wait.
void assertWorkerThread();

} // namespace steward
