#include "stores/system_sync.h"

#ifdef Q_OS_WIN
#include <QDir>

#include <io.h>
#include <windows.h>
#else
#include <QFile>

#include <fcntl.h>
#include <unistd.h>
#endif

namespace steward {

#ifdef Q_OS_WIN

bool syncFile(int descriptor)
{
    return ::_commit(descriptor) == 0;
}

bool syncFolder(const QString& folder)
{
    const HANDLE handle = CreateFileW(
        reinterpret_cast<const wchar_t*>(QDir::toNativeSeparators(folder).utf16()), GENERIC_WRITE,
        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS,
        nullptr);
    const DWORD opened = GetLastError();
    if (handle == INVALID_HANDLE_VALUE) // who may not flush it leaves that to the file system's own log
        return opened == ERROR_ACCESS_DENIED;
    const bool flushed = FlushFileBuffers(handle) != 0;
    const DWORD code = GetLastError();
    CloseHandle(handle);
    // A file system that knows no flushing of folders keeps a log of its own.
    return flushed || code == ERROR_ACCESS_DENIED || code == ERROR_INVALID_FUNCTION || code == ERROR_INVALID_HANDLE;
}

#else

bool syncFile(int descriptor)
{
#ifdef Q_OS_MACOS
    return ::fcntl(descriptor, F_FULLFSYNC) != -1;
#else
    return ::fsync(descriptor) == 0;
#endif
}

bool syncFolder(const QString& folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = syncFile(descriptor);
    ::close(descriptor);
    return synced;
}

#endif

} // namespace steward
