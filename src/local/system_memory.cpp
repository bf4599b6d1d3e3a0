#include "local/system_memory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <limits>
#endif

namespace steward {

#ifdef __GLIBC__
namespace {

// A reading of 100,000 instances fits; untouched, it takes an address and no memory.
constexpr int addressesAhead = 512 << 20;
constexpr int aheadOnceItIsUsedUp = 8 << 20;
constexpr int neverGivenBack = std::numeric_limits<int>::max();
constexpr int largestInHeap = 32 << 20; // the most that glibc takes
constexpr std::uintptr_t largePage = 2 << 20;

/// Where somebody limits what this process may take, its addresses are not taken in advance.
bool mayTakeAddresses()
{
    for (const auto resource : {RLIMIT_AS, RLIMIT_DATA}) {
        rlimit limit{};
        if (getrlimit(resource, &limit) != 0 || limit.rlim_cur != RLIM_INFINITY)
            return false;
    }
    return true;
}

} // namespace
#endif

bool takeLargePages()
{
#ifdef __GLIBC__
    if (!mayTakeAddresses())
        return false;
    const auto begin = reinterpret_cast<std::uintptr_t>(sbrk(0));
    mallopt(M_ARENA_MAX, 1); // other heaps lie elsewhere
    mallopt(M_MMAP_THRESHOLD, largestInHeap);
    mallopt(M_TOP_PAD, addressesAhead);
    // More than is left of the heap, so that it grows by what is ahead.
    void* const grown = malloc(size_t(1) << 20);
    if (grown)
        *static_cast<volatile char*>(grown) = 0; // or the compiler leaves it out
    mallopt(M_TOP_PAD, aheadOnceItIsUsedUp);
    mallopt(M_TRIM_THRESHOLD, neverGivenBack);
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    const std::uintptr_t first = (begin + largePage - 1) / largePage * largePage;
    if (grown && end > first)
        madvise(reinterpret_cast<void*>(first), end - first, MADV_HUGEPAGE); // where refused, pages stay small
    free(grown);
    return true;
#else
    return false;
#endif
}

} // namespace steward
