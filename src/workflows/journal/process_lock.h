#pragma once

#include "domain/error.h"

#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace steward {

/// A lock file that the system frees when the process that holds it ends, however it ends. Two locks on one file keep
/// each other out, within one process too. May be used from any thread.
class ProcessLock final {
    Q_DISABLE_COPY(ProcessLock)

public:
    /// Makes the file where it is missing. Nothing: somebody alive holds it.
    static Result<std::optional<ProcessLock>> tryTake(const QString& path);
    /// Waits; ErrorKind::TimedOut where it was held all the time.
    static Result<ProcessLock> take(const QString& path, std::chrono::milliseconds timeout);
    /// True while somebody alive holds it. Makes no file.
    static Result<bool> isHeld(const QString& path);

    ProcessLock(ProcessLock&& other) noexcept
        : m_handle(std::exchange(other.m_handle, noHandle))
    {
    }
    ProcessLock& operator=(ProcessLock&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~ProcessLock();

private:
    static constexpr qintptr noHandle = -1;
    explicit ProcessLock(qintptr handle)
        : m_handle(handle)
    {
    }

    qintptr m_handle; ///< a file descriptor, a HANDLE on Windows
};

} // namespace steward
