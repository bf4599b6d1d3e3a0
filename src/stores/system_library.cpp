#include "stores/system_library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include <windows.h>

#include <psapi.h>

#include <array>
#include <vector>
#else
#include <dlfcn.h>
#ifdef Q_OS_MACOS
#include <mach-o/dyld.h>
#else
#include <link.h>
#endif
#endif

namespace steward {
namespace {

#ifdef Q_OS_WIN

QString fileOf(HMODULE module)
{
    std::vector<wchar_t> name(32'768);
    const DWORD length = GetModuleFileNameW(module, name.data(), static_cast<DWORD>(name.size()));
    return QDir::fromNativeSeparators(QString::fromWCharArray(name.data(), static_cast<qsizetype>(length)));
}

template<class T>
const T* at(HMODULE module, DWORD64 offset)
{
    return reinterpret_cast<const T*>(reinterpret_cast<const char*>(module) + offset);
}

/// What the loader has put in for the function, among all that the module imports; null where it imports none such.
const void* importedAddress(HMODULE module, const QByteArray& function)
{
    const auto* dos = at<IMAGE_DOS_HEADER>(module, 0);
    const auto* headers = at<IMAGE_NT_HEADERS64>(module, static_cast<DWORD64>(dos->e_lfanew));
    const IMAGE_DATA_DIRECTORY& imports = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    if (imports.Size == 0)
        return nullptr;
    for (const auto* each = at<IMAGE_IMPORT_DESCRIPTOR>(module, imports.VirtualAddress); each->Name != 0; ++each) {
        const auto* name = at<IMAGE_THUNK_DATA64>(module, each->OriginalFirstThunk);
        const auto* address = at<IMAGE_THUNK_DATA64>(module, each->FirstThunk);
        for (; name->u1.AddressOfData != 0; ++name, ++address) {
            if (!IMAGE_SNAP_BY_ORDINAL64(name->u1.Ordinal) &&
                function == at<IMAGE_IMPORT_BY_NAME>(module, name->u1.AddressOfData)->Name)
                return reinterpret_cast<const void*>(address->u1.Function);
        }
    }
    return nullptr;
}

#else

QString fileHolding(const void* address)
{
    Dl_info found{};
    if (!address || dladdr(address, &found) == 0 || !found.dli_fname)
        return {};
    return QFileInfo(QFile::decodeName(found.dli_fname)).canonicalFilePath();
}

#endif

} // namespace

#ifdef Q_OS_WIN

QString loadedLibrary(const QString& part)
{
    std::array<HMODULE, 1024> modules{};
    DWORD bytes = 0;
    if (!EnumProcessModules(GetCurrentProcess(), modules.data(), sizeof modules, &bytes))
        return {};
    for (size_t index = 0; index < std::min<size_t>(bytes / sizeof(HMODULE), modules.size()); ++index) {
        const QString path = fileOf(modules.at(index));
        if (QFileInfo(path).fileName().contains(part, Qt::CaseInsensitive))
            return path;
    }
    return {};
}

QString libraryCalledBy(const QString& user, const QByteArray& function)
{
    const QString native = QDir::toNativeSeparators(user);
    const HMODULE module =
        GetModuleHandleW(user.isEmpty() ? nullptr : reinterpret_cast<const wchar_t*>(native.utf16()));
    const void* const address = module ? importedAddress(module, function) : nullptr;
    HMODULE library = nullptr;
    if (!address || !GetModuleHandleExW(
                        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                        static_cast<const wchar_t*>(address), &library))
        return {};
    return fileOf(library);
}

#else

QString loadedLibrary(const QString& part)
{
#ifdef Q_OS_MACOS
    for (uint32_t index = 0; index < _dyld_image_count(); ++index) {
        const QString path = QFile::decodeName(_dyld_get_image_name(index));
        if (QFileInfo(path).fileName().contains(part))
            return QFileInfo(path).canonicalFilePath();
    }
    return {};
#else
    struct Search {
        const QString& part;
        QString path;
    } search{part, {}};
    dl_iterate_phdr(
        [](dl_phdr_info* each, size_t, void* data) {
            auto& wanted = *static_cast<Search*>(data);
            const QString path = QFile::decodeName(each->dlpi_name);
            if (!QFileInfo(path).fileName().contains(wanted.part))
                return 0;
            wanted.path = QFileInfo(path).canonicalFilePath();
            return 1;
        },
        &search);
    return search.path;
#endif
}

QString libraryCalledBy(const QString& user, const QByteArray& function)
{
    if (user.isEmpty())
        return fileHolding(dlsym(RTLD_DEFAULT, function.constData()));
    // Only what is loaded: with its libraries in the order in which they were asked for.
    void* const library = dlopen(QFile::encodeName(user).constData(), RTLD_LAZY | RTLD_NOLOAD);
    if (!library)
        return {};
    QString path = fileHolding(dlsym(library, function.constData()));
    dlclose(library);
    return path;
}

#endif

} // namespace steward
