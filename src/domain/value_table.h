#pragma once

#include <cstddef>

namespace steward {

// Tables that say, line by line, what belongs to each value of an enumeration whose values are 0, 1, 2, …

/// One line for each value up to `last`, in their order.
template<class Line, size_t Count, class Enum>
consteval bool isTableOf(const Line (&lines)[Count], Enum Line::*value, Enum last)
{
    for (size_t place = 0; place < Count; ++place) {
        if (static_cast<size_t>(lines[place].*value) != place)
            return false;
    }
    return Count == static_cast<size_t>(last) + 1;
}

/// Null for a value of another version.
template<class Line, size_t Count, class Enum>
constexpr const Line* lineIn(const Line (&lines)[Count], Enum value)
{
    const auto place = static_cast<size_t>(value);
    return place < Count ? &lines[place] : nullptr;
}

} // namespace steward
