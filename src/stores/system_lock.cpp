#include "stores/system_lock.h"

#ifdef Q_OS_WIN
#include <QDir>

#include <windows.h>
#else
#include <QFile>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace steward {

#ifdef Q_OS_WIN

// A file that is opened without sharing is the lock.
std::expected<std::optional<qintptr>, QString> openLockedFile(const QString& path, bool create)
{
    const HANDLE handle = CreateFileW(
        reinterpret_cast<const wchar_t*>(QDir::toNativeSeparators(path).utf16()), GENERIC_READ | GENERIC_WRITE, 0,
        nullptr, create ? OPEN_ALWAYS : OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle != INVALID_HANDLE_VALUE)
        return reinterpret_cast<qintptr>(handle);
    const DWORD code = GetLastError();
    if (code == ERROR_SHARING_VIOLATION)
        return std::nullopt;
    return std::unexpected(QString::number(code));
}

void closeLockedFile(qintptr handle)
{
    CloseHandle(reinterpret_cast<HANDLE>(handle));
}

#else

// Not fcntl's locks: those are lost when the process closes any descriptor of the file.
std::expected<std::optional<qintptr>, QString> openLockedFile(const QString& path, bool create)
{
    const int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0);
    const int descriptor = ::open(QFile::encodeName(path).constData(), flags, 0600);
    if (descriptor < 0)
        return std::unexpected(QString::fromLocal8Bit(std::strerror(errno)));
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
    return std::unexpected(QString::fromLocal8Bit(std::strerror(code)));
}

void closeLockedFile(qintptr handle)
{
    ::close(static_cast<int>(handle));
}

#endif

} // namespace steward
