#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace steward::test {

/// A limit that an idle computer keeps, as long as this one needs now: where three programs wait for each core, what
/// answers in time answers three times as late.
inline std::chrono::milliseconds atThisPace(std::chrono::milliseconds idle)
{
    double waiting = 0;
    if (::getloadavg(&waiting, 1) != 1)
        return idle;
    const double each = waiting / std::max(1U, std::thread::hardware_concurrency());
    return std::chrono::milliseconds(
        static_cast<std::chrono::milliseconds::rep>(static_cast<double>(idle.count()) * std::clamp(each, 1.0, 4.0)));
}

} // namespace steward::test
