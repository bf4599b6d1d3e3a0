#pragma once

#include "workflows/execute/apply_times.h"

#include <chrono>

namespace steward {

/// How many items are read again, written and proven together. Every batch reads the three stores whole, so that large
/// ones are quicker; but what is read just before is to be no older than a few seconds at the batch's last write. So
/// the batch grows while the stores answer quickly, and shrinks again where they do not.
class BatchSize final {
public:
    explicit BatchSize(const ApplyTimes& times)
        : m_times(times)
        , m_size(times.batch)
    {
    }

    int size() const { return m_size; }
    /// `items` were written, and proven on the server, in `writing`, after they had been read in `reading`.
    void took(size_t items, std::chrono::nanoseconds reading, std::chrono::nanoseconds writing);

private:
    const ApplyTimes& m_times;
    int m_size;
};

} // namespace steward
