#pragma once

#include "domain/beside.h"

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace steward {

/// work(begin, end) for parts of so many that are next to each other, at the same time on as many threads as there are
/// cores; here where they are few, or where there is no thread. Returns once all is done. The work of one part touches
/// nothing of another's.
template<class Work>
void inParts(size_t count, const Work& work)
{
    constexpr size_t worthAThread = 4096;
    const size_t parts =
        std::clamp<size_t>(std::thread::hardware_concurrency(), 1, std::max<size_t>(1, count / worthAThread));
    const size_t each = (count + parts - 1) / parts;
    std::vector<std::jthread> others;
    for (size_t begin = each; begin < count; begin += each)
        others.push_back(beside([&work, begin, end = std::min(begin + each, count)] { work(begin, end); }));
    work(0, std::min(each, count));
}

} // namespace steward
