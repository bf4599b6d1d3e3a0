#include "workflows/execute/batch_size.h"

#include <algorithm>

namespace steward {

void BatchSize::took(size_t items, std::chrono::nanoseconds reading, std::chrono::nanoseconds writing)
{
    constexpr int farTooLong = 4;
    // Where the reading itself takes longer, smaller batches would only read more often.
    const std::chrono::nanoseconds enough = std::max<std::chrono::nanoseconds>(m_times.quickBatch, reading);
    const bool wasFull = std::cmp_greater_equal(items, m_size);
    if (wasFull && writing <= enough)
        m_size = std::max(m_size, std::min(m_size * 2, m_times.mostBatch));
    else if (writing > enough * farTooLong)
        m_size = std::max(m_size / 2, std::min(m_size, m_times.batch));
}

} // namespace steward
