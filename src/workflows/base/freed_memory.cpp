#include "workflows/base/freed_memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#ifdef __MINGW32__
extern "C" int __cxa_thread_atexit(void (*destroy)(void*), void* object, void* module) noexcept;
#endif

namespace steward {

void keepThreadLocals()
{
#ifdef __MINGW32__
    // Both the storage and the list are given back by keys of winpthreads, the older key first.
    static char nothing;
    __cxa_thread_atexit([](void*) {}, &nothing, &nothing);
#endif
}

void shareHeaps()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
#endif
}

void returnFreedMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

} // namespace steward
