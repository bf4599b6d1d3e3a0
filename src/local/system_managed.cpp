#include "local/system_managed.h"

#include "local/system_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <array>
#include <memory>

#include <windows.h>

#include <aclapi.h>
#include <shlobj.h>
#else
#include <cerrno>

#include <sys/stat.h>
#endif

namespace steward {
namespace {

const auto fileInFolder = QStringLiteral("/managed.json");

#ifdef Q_OS_WIN

using Descriptor = std::unique_ptr<void, decltype([](void* memory) { LocalFree(memory); })>;

/// The administrators', the system's or the installer's; nobody else may give a file to them.
bool isOfAdministrators(const QString& path)
{
    PSID owner = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    std::wstring name = QDir::toNativeSeparators(path).toStdWString();
    const DWORD code = GetNamedSecurityInfoW(
        name.data(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr, nullptr, &descriptor);
    const Descriptor owned(descriptor);
    if (code != ERROR_SUCCESS || !owner)
        return false;
    if (IsWellKnownSid(owner, WinBuiltinAdministratorsSid) || IsWellKnownSid(owner, WinLocalSystemSid))
        return true;
    std::array<BYTE, SECURITY_MAX_SID_SIZE> room{};
    auto size = static_cast<DWORD>(room.size());
    std::array<wchar_t, 64> domain{};
    auto length = static_cast<DWORD>(domain.size());
    SID_NAME_USE use{};
    return LookupAccountNameW(
               nullptr, L"NT SERVICE\\TrustedInstaller", room.data(), &size, domain.data(), &length, &use) != 0 &&
           EqualSid(owner, room.data()) != 0;
}

ManagedFile lookedAt(const QString& path, bool isFolder)
{
    const DWORD attributes =
        GetFileAttributesW(reinterpret_cast<const wchar_t*>(QDir::toNativeSeparators(path).utf16()));
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        const DWORD code = GetLastError();
        const bool isAbsent = code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
        return isAbsent ? ManagedFile::Absent : ManagedFile::Unreadable;
    }
    if (((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) != isFolder)
        return ManagedFile::Unreadable;
    return isOfAdministrators(path) && !othersMayChange(path) ? ManagedFile::Sound : ManagedFile::Untrusted;
}

#else

ManagedFile lookedAt(const QString& path, bool isFolder)
{
    struct stat found {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return errno == ENOENT || errno == ENOTDIR ? ManagedFile::Absent : ManagedFile::Unreadable;
    if (isFolder ? !S_ISDIR(found.st_mode) : !S_ISREG(found.st_mode))
        return ManagedFile::Unreadable;
    const bool othersMay = (found.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    return found.st_uid == 0 && !othersMay ? ManagedFile::Sound : ManagedFile::Untrusted;
}

#endif

/// A link whose end is missing, a share that is not mounted perhaps: what would be read there is not known.
bool leadsNowhere(const QString& path)
{
    const QFileInfo info(path);
    return info.isSymLink() && !info.exists();
}

} // namespace

QStringList managedSettingsPaths()
{
#if defined(Q_OS_WIN)
    // Not the variable ProgramData, which each person may set.
    PWSTR folder = nullptr;
    const bool isKnown = SUCCEEDED(SHGetKnownFolderPath(FOLDERID_ProgramData, 0, nullptr, &folder));
    const QString path = isKnown ? QDir::fromNativeSeparators(QString::fromWCharArray(folder)) : QString();
    CoTaskMemFree(folder);
    return {(path.isEmpty() ? QStringLiteral("C:/ProgramData") : path) + QStringLiteral("/Steward") + fileInFolder};
#elif defined(Q_OS_MACOS)
    return {QStringLiteral("/Library/Application Support/Steward") + fileInFolder};
#else
    // A variable of the person's may name a further folder, or no longer, and never takes the system's own away.
    QStringList folders{QStringLiteral("/etc/xdg")};
    const QStringList named = qEnvironmentVariable("XDG_CONFIG_DIRS").split(QLatin1Char(':'), Qt::SkipEmptyParts);
    for (const QString& folder : named) {
        if (QDir::isAbsolutePath(folder))
            folders << QDir::cleanPath(folder);
    }
    folders.removeDuplicates();
    for (QString& folder : folders)
        folder += QStringLiteral("/steward") + fileInFolder;
    return folders;
#endif
}

ManagedFile managedFileAt(const QString& path)
{
    const ManagedFile file = lookedAt(path, false);
    if (file == ManagedFile::Absent && (leadsNowhere(path) || leadsNowhere(QFileInfo(path).path())))
        return ManagedFile::Unreadable;
    if (file != ManagedFile::Sound)
        return file;
    // Whoever may change a folder may put another file there: also where a link leads.
    for (const QString& place : {QFileInfo(path).path(), QFileInfo(QFileInfo(path).canonicalFilePath()).path()}) {
        if (const ManagedFile folder = lookedAt(place, true); folder != ManagedFile::Sound)
            return folder == ManagedFile::Untrusted ? ManagedFile::Untrusted : ManagedFile::Unreadable;
    }
    return ManagedFile::Sound;
}

} // namespace steward
