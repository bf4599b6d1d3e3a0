#pragma once

#include "stores/connection_settings.h"
#include "stores/limits.h"
#include "stores/postgres/postgres_connection.h"

#include <functional>
#include <memory>
#include <optional>

namespace steward {

/// A connection on a thread of its own, so that a caller can leave within 100 ms although opening one blocks. What it
/// left behind closes itself when it can; the next call gets a new thread and connection. A connection that broke is
/// opened again by the next call. One caller at a time.
class PostgresSession final {
public:
    explicit PostgresSession(DatabaseSettings settings);
    ~PostgresSession();
    Q_DISABLE_COPY_MOVE(PostgresSession)

    /// Runs `work` on the connection's thread, after opening it where needed, and waits for it. The caller may leave
    /// before `work` ends, so it holds everything by value and touches nothing of the caller's.
    template<class T>
    Result<T> call(const Limits& limits, std::function<Result<T>(PostgresConnection&)> work)
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

    std::optional<Error> run(const Limits& limits, std::function<void(PostgresConnection&)> work);
    std::optional<Error> waitFor(const std::shared_ptr<Job>& job);
    void employ();
    void dismiss(std::chrono::milliseconds patience);

    DatabaseSettings m_settings;
    struct Thread;
    std::unique_ptr<Thread> m_thread;
};

} // namespace steward
