#include "local/system_files.h"

#include <QDir>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <memory>
#include <vector>

#include <windows.h>

#include <aclapi.h>
#include <sddl.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace steward {
namespace {

constexpr QIODevice::OpenMode appending = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;

#ifdef Q_OS_WIN

using LocalMemory = std::unique_ptr<void, decltype([](void* memory) { LocalFree(memory); })>;

std::wstring nativePath(const QString& path)
{
    return QDir::toNativeSeparators(path).toStdWString();
}

/// The person's own, as text; empty where the system does not tell.
QString ownIdentity()
{
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return {};
    DWORD size = 0;
    GetTokenInformation(token, TokenUser, nullptr, 0, &size);
    std::vector<char> room(size);
    const bool told = size > 0 && GetTokenInformation(token, TokenUser, room.data(), size, &size);
    CloseHandle(token);
    LPWSTR text = nullptr;
    if (!told || !ConvertSidToStringSidW(reinterpret_cast<TOKEN_USER*>(room.data())->User.Sid, &text))
        return {};
    const LocalMemory owned(text);
    return QString::fromWCharArray(text);
}

/// All rights for the person, the system and its administrators, for what is made within too; none from above.
LocalMemory ownDescriptor()
{
    const QString person = ownIdentity();
    if (person.isEmpty())
        return {};
    const QString list = QStringLiteral("D:P(A;OICI;FA;;;%1)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)").arg(person);
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    ConvertStringSecurityDescriptorToSecurityDescriptorW(
        reinterpret_cast<const wchar_t*>(list.utf16()), SDDL_REVISION_1, &descriptor, nullptr);
    return LocalMemory(descriptor);
}

constexpr ACCESS_MASK changing =
    FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD | WRITE_DAC | WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;

/// True where the list lets everybody, everybody who has signed in, or every user of the computer write there; what it
/// forbids them elsewhere is not looked at. By itself: GetEffectiveRightsFromAcl asks a domain, which may not answer.
bool mayBeWrittenBy(PACL list, WELL_KNOWN_SID_TYPE whose)
{
    std::vector<char> room(SECURITY_MAX_SID_SIZE);
    auto size = static_cast<DWORD>(room.size());
    if (!CreateWellKnownSid(whose, nullptr, room.data(), &size))
        return true;
    for (DWORD index = 0; index < list->AceCount; ++index) {
        void* entry = nullptr;
        if (!GetAce(list, index, &entry))
            return true;
        auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
        const BYTE type = allowed->Header.AceType;
        const bool isAllowing = type == ACCESS_ALLOWED_ACE_TYPE || type == ACCESS_ALLOWED_CALLBACK_ACE_TYPE;
        const bool isOfFolder = (allowed->Header.AceFlags & INHERIT_ONLY_ACE) == 0;
        if (isAllowing && isOfFolder && (allowed->Mask & changing) != 0 && EqualSid(room.data(), &allowed->SidStart))
            return true;
    }
    return false;
}

#endif

} // namespace

#ifdef Q_OS_WIN

bool openToAppend(QFile& file, const QString& path)
{
    if (const QFileInfo info(path); info.isSymLink() || info.isJunction())
        return false;
    file.setFileName(path);
    return file.open(appending, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

bool makeOwnFolder(const QString& path)
{
    const LocalMemory descriptor = ownDescriptor();
    if (!descriptor)
        return false;
    SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), descriptor.get(), FALSE};
    return CreateDirectoryW(nativePath(path).c_str(), &attributes) != 0;
}

bool othersMayChange(const QString& folder)
{
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    std::wstring path = nativePath(folder);
    const DWORD code = GetNamedSecurityInfoW(
        path.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr, &list, nullptr, &descriptor);
    const LocalMemory owned(descriptor);
    if (code != ERROR_SUCCESS || !list) // no list at all: everybody may do everything
        return true;
    return mayBeWrittenBy(list, WinWorldSid) || mayBeWrittenBy(list, WinAuthenticatedUserSid) ||
           mayBeWrittenBy(list, WinBuiltinUsersSid);
}

#else

bool openToAppend(QFile& file, const QString& path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    if (file.open(descriptor, appending, QFileDevice::AutoCloseHandle))
        return true;
    ::close(descriptor);
    return false;
}

bool makeOwnFolder(const QString& path)
{
    return QDir().mkdir(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

bool othersMayChange(const QString& folder)
{
    return bool(QFileInfo(folder).permissions() & (QFileDevice::WriteGroup | QFileDevice::WriteOther));
}

#endif

} // namespace steward
