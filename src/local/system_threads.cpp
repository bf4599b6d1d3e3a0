#include "local/system_threads.h"

#ifdef __MINGW32__
#include <windows.h>
#endif

namespace steward {

void keepThreadLocals()
{
#ifdef __MINGW32__
    // Both the storage and the list are given back by keys of winpthreads, the older key first. By its name: what the
    // linker finds may be the list of this program alone, and Qt's locals are in the library's.
    using Keep = int (*)(void (*destroy)(void*), void* object, void* module);
    const HMODULE library = GetModuleHandleW(L"libstdc++-6.dll");
    const FARPROC keep = library ? GetProcAddress(library, "__cxa_thread_atexit") : nullptr;
    static char nothing;
    if (keep)
        reinterpret_cast<Keep>(reinterpret_cast<void*>(keep))([](void*) {}, &nothing, &nothing);
#endif
}

} // namespace steward
