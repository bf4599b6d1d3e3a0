#pragma once

#include "support/campaign.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace steward::test {

/// Runs the cases 0 … count − 1 on several benches at once, each bench with stores of its own on a thread of its own:
/// for cases that wait more than they work. `make` is called on the bench's thread, `violationOf` says what is wrong
/// with a case.
template<class Bench>
void sideBySide(
    Campaign& campaign, size_t count, int benches, const std::function<std::unique_ptr<Bench>()>& make,
    const std::function<std::optional<QString>(Bench& bench, size_t place)>& violationOf)
{
    std::mutex mutex;
    size_t next = 0;
    const auto work = [&] {
        const std::unique_ptr<Bench> bench = make();
        while (true) {
            std::unique_lock lock(mutex);
            if (next >= count)
                return;
            const size_t place = next++;
            campaign.addCase();
            if (place % 100 == 99)
                campaign.showProgress(static_cast<int>(count));
            lock.unlock();
            const auto violation = violationOf(*bench, place);
            lock.lock();
            if (violation)
                campaign.violate(*violation);
        }
    };
    std::vector<std::jthread> threads;
    for (int number = 0; number < benches; ++number)
        threads.emplace_back(work);
}

} // namespace steward::test
