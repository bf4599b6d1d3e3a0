#pragma once

#include "stores/call_context.h"
#include "stores/connection_settings.h"
#include "stores/postgres/postgres_connection.h"

#include <functional>
#include <memory>
#include <optional>

namespace steward {

/// A connection on a thread of its own, so that a caller can leave within 100 ms although opening one blocks. What it
/// left behind closes itself when it can; the next call gets a new thread and connection. A connection that broke is
/// opened again by the next call. One caller at a time.
///
/// Looked for, and not found: a way without threads that are left alone, and without the gate (postgres_connection.cpp)
/// at which they wait when the process ends. QPSQL opens by PQconnectdb(), which no one can end before its
/// connect_timeout, 2 s at least. PQconnectStart() resolves the host's name by getaddrinfo() all the same, which takes
/// 5 s and more where a name server is silent, and QHostInfo does that on a pool that is waited for at the end. So a
/// stop within 100 ms needs a thread that may be left in there.
class PostgresSession final {
public:
    explicit PostgresSession(DatabaseSettings settings);
    ~PostgresSession();
    Q_DISABLE_COPY_MOVE(PostgresSession)

    /// Runs `work` on the connection's thread, after opening it where needed, and waits for it. The caller may leave
    /// before `work` ends, so it holds everything by value and touches nothing of the caller's.
    template<class T>
    Result<T> call(const CallContext& limits, std::function<Result<T>(PostgresConnection&)> work)
    {
        const auto answer = std::make_shared<std::optional<Result<T>>>();
        const auto failure =
            run(limits, [answer, work = std::move(work)](PostgresConnection& c) { answer->emplace(work(c)); });
        if (failure)
            return std::unexpected(*failure);
        return std::move(**answer);
    }

private:
    struct Job;
    struct Desk;

    std::optional<Error> run(const CallContext& limits, std::function<void(PostgresConnection&)> work);
    std::optional<Error> waitFor(const std::shared_ptr<Job>& job);
    void startThread();
    void stopThread(std::chrono::milliseconds timeout);

    DatabaseSettings m_settings;
    struct Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace steward
