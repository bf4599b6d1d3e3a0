#include "stores/system_paths.h"

#include <QDir>

#ifdef Q_OS_WIN
#include <windows.h>
#endif

namespace steward {

bool isRemoteDrive([[maybe_unused]] const QString& root)
{
#ifdef Q_OS_WIN
    return GetDriveTypeW(reinterpret_cast<const wchar_t*>(QDir::toNativeSeparators(root).utf16())) == DRIVE_REMOTE;
#else
    return false;
#endif
}

QString roamingFolder()
{
#ifdef Q_OS_WIN
    return QDir::fromNativeSeparators(qEnvironmentVariable("APPDATA"));
#else
    return {};
#endif
}

} // namespace steward
