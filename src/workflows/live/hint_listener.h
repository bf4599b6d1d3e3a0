#pragma once

#include "domain/store_records.h"

#include <chrono>
#include <functional>
#include <stop_token>

namespace steward {

class StoreFactory;

/// Listens wherever the stores say by themselves that something has changed, each on a thread of its own, and begins
/// anew where that was lost, with growing pauses. A hint says that reading is worth while, and nothing else.
class HintListener final {
    Q_DISABLE_COPY_MOVE(HintListener)

public:
    struct Pauses {
        std::chrono::milliseconds first{5000};
        std::chrono::milliseconds longest{300'000};
        std::chrono::milliseconds nobody{900'000}; ///< where nobody would say anything; that may change
    };
    /// Called on the listening threads, one call at a time.
    struct Tell {
        std::function<void(Store)> heard;
        std::function<void(Store, bool)> listening = {}; ///< whether it listens there now; may be empty
    };
    HintListener(const StoreFactory& stores, Tell tell, Pauses pauses);
    HintListener(const StoreFactory& stores, Tell tell);

    /// Blocks until it is stopped; returns at once where no store says anything.
    void run(const std::stop_token& stop);

private:
    const StoreFactory& m_stores;
    const Tell m_tell;
    const Pauses m_pauses;
};

} // namespace steward
