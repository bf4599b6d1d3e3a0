#include "workflows/journal/process_lock.h"

#include "stores/system_lock.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QThread>

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

/// Nothing: held.
Result<std::optional<qintptr>> openLocked(const QString& path, bool create)
{
    const auto handle = openLockedFile(path, create);
    if (!handle)
        return std::unexpected(failure(path, handle.error()));
    return *handle;
}

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

Result<ProcessLock> ProcessLock::take(const QString& path, std::chrono::milliseconds timeout)
{
    const QDeadlineTimer deadline(timeout);
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
    closeLockedFile(**handle);
    return false;
}

ProcessLock::~ProcessLock()
{
    if (m_handle != noHandle)
        closeLockedFile(m_handle);
}

} // namespace steward
