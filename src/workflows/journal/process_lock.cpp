#include "workflows/journal/process_lock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

struct LockText {
    Q_DECLARE_TR_FUNCTIONS(steward::ProcessLock)
};

constexpr unsigned long pollMilliseconds = 2;

Error failure(const QString& path, const QString& why)
{
    return Error{
        ErrorKind::LocalFailure,
        //: %1 is a file's path
        LockText::tr("The file %1 could not be locked. Check whether the disk is full and whether you may write there.")
            .arg(QDir::toNativeSeparators(path)),
        QStringLiteral("lock %1: %2").arg(path, why)};
}

#ifdef Q_OS_WIN

/// Nothing: held. A file that is opened without sharing is the lock, and is free when its process has ended.
Result<std::optional<qintptr>> openLocked(const QString& path, bool create)
{
    const HANDLE handle = CreateFileW(
        reinterpret_cast<const wchar_t*>(QDir::toNativeSeparators(path).utf16()), GENERIC_READ | GENERIC_WRITE, 0,
        nullptr, create ? OPEN_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle != INVALID_HANDLE_VALUE)
        return reinterpret_cast<qintptr>(handle);
    const DWORD code = GetLastError();
    if (code == ERROR_SHARING_VIOLATION)
        return std::nullopt;
    return std::unexpected(failure(path, QString::number(code)));
}

void closeLock(qintptr handle)
{
    CloseHandle(reinterpret_cast<HANDLE>(handle));
}

#else

/// Nothing: held. Not fcntl's locks: those are lost when the process closes any descriptor of the file.
Result<std::optional<qintptr>> openLocked(const QString& path, bool create)
{
    const int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0);
    const int descriptor = ::open(QFile::encodeName(path).constData(), flags, 0600);
    if (descriptor < 0)
        return std::unexpected(failure(path, QString::fromLocal8Bit(std::strerror(errno))));
    int answer = 0;
    do {
        answer = ::flock(descriptor, LOCK_EX | LOCK_NB);
    } while (answer != 0 && errno == EINTR);
    if (answer == 0)
        return descriptor;
    const int code = errno;
    ::close(descriptor);
    if (code == EWOULDBLOCK)
        return std::nullopt;
    return std::unexpected(failure(path, QString::fromLocal8Bit(std::strerror(code))));
}

void closeLock(qintptr handle)
{
    ::close(static_cast<int>(handle));
}

#endif

} // namespace

Result<std::optional<ProcessLock>> ProcessLock::tryTake(const QString& path)
{
    const Result<std::optional<qintptr>> handle = openLocked(path, true);
    if (!handle)
        return std::unexpected(handle.error());
    if (!*handle)
        return std::nullopt;
    return ProcessLock(**handle);
}

Result<ProcessLock> ProcessLock::take(const QString& path, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    while (true) {
        Result<std::optional<ProcessLock>> lock = tryTake(path);
        if (!lock)
            return std::unexpected(lock.error());
        if (*lock)
            return std::move(**lock);
        if (deadline.hasExpired()) {
            return std::unexpected(Error{
                ErrorKind::TimedOut,
                LockText::tr("Another Steward keeps the journal busy. Try again, or close the other one."),
                QStringLiteral("lock %1: held").arg(path)});
        }
        QThread::msleep(pollMilliseconds);
    }
}

Result<bool> ProcessLock::isHeld(const QString& path)
{
    if (!QFile::exists(path))
        return false;
    const Result<std::optional<qintptr>> handle = openLocked(path, false);
    if (!handle) {
        if (!QFile::exists(path)) // its holder finished in between
            return false;
        return std::unexpected(handle.error());
    }
    if (!*handle)
        return true;
    closeLock(**handle);
    return false;
}

ProcessLock::~ProcessLock()
{
    if (m_handle != noHandle)
        closeLock(m_handle);
}

} // namespace steward
